import { afterAll, beforeAll, expect, test } from "vitest";
import { answerError } from "../../server/edge/http.ts";
import { present } from "../../server/kernel/assert.ts";
import { limits } from "../../server/kernel/limits.ts";
import { Refusal } from "../../server/kernel/refusal.ts";
import { expectSound, fieldsFor, newBuyer, openTrade, putOnSale, type Trade } from "../kit/trade.ts";

let trade: Trade;
beforeAll(async () => {
  trade = await openTrade();
});
afterAll(() => trade.end());

/** While a batch of a lane is stuck in the database: that one, one that has gathered what it needs, and those who wait. */
const room = 2 * limits.order_batch_max + limits.intake_queue_per_lane_max;

type Answer = { readonly order_id: string } | { readonly refusal: Refusal | string };

test("more wishes than the queue holds: each has an order that is kept, or is told at once when to come again", async () => {
  const wishes = room + 1_500;
  const peach = await putOnSale(trade, { stock: wishes });
  const buyers = await Promise.all(Array.from({ length: 40 }, () => newBuyer(trade)));
  const ask = (index: number): Promise<Answer> => {
    const buyer = present(buyers[index % buyers.length], "a buyer for each");
    return trade.orders
      .place({ buyer_id: buyer.account_id, key: `wish-${index}`, fields: fieldsFor(buyer, peach.variant_id) })
      .then(
        (order) => ({ order_id: order.id }),
        (error: unknown) => (error instanceof Refusal ? { refusal: error } : { refusal: String(error) }),
      );
  };
  let answered = 0;
  const asked = await trade.ctx.db.transact(async (outside) => {
    // Somebody counts this very stock: the first batch stands before it, and everybody else behind that batch.
    await trade.inventory.lock(outside, trade.shop_id, [peach.variant_id]);
    const all = Array.from({ length: wishes }, (_, index) => ask(index).finally(() => (answered += 1)));
    // Nobody is answered with an order meanwhile, so these are those for whom there is no room.
    await expect.poll(() => answered, { timeout: 15_000, interval: 20 }).toBeGreaterThanOrEqual(wishes - room);
    return all;
  });
  const answers = await Promise.all(asked);

  const turnedAway = answers.flatMap((answer, index) => ("refusal" in answer ? [{ index, ...answer }] : []));
  const why = (refusal: Refusal | string): string => (typeof refusal === "string" ? refusal : refusal.code);
  expect(new Set(turnedAway.map(({ refusal }) => why(refusal)))).toEqual(new Set(["queue_full"]));
  expect(turnedAway.length).toBeGreaterThanOrEqual(wishes - room);
  for (const { refusal } of turnedAway.slice(0, 20)) {
    const response = answerError(trade.ctx, refusal, { locale: "en", requestId: "req_1", route: "placeOrder" });
    expect(response.status).toBe(503);
    expect(Number(response.headers.get("retry-after"))).toBeGreaterThanOrEqual(1);
    const told = (await response.json()) as { code: string; message: string };
    expect(told.code).toBe("queue_full");
    expect(told.message).toMatch(/again in 1 s/);
  }
  // Who was not turned away has an order: as many units are held as there are orders, and each order is its own.
  const placed = answers.flatMap((answer, index) => ("refusal" in answer ? [] : [{ index, ...answer }]));
  expect(placed.length).toBe(wishes - turnedAway.length);
  expect(placed.length).toBeGreaterThanOrEqual(limits.intake_queue_per_lane_max);
  expect(new Set(placed.map((one) => one.order_id)).size).toBe(placed.length);
  await expectSound(trade, peach, { reserved: placed.length, left: 0 });

  // Asked again under its key each has the order it was told of, and no other.
  for (let from = 0; from < placed.length; from += 2_000) {
    const some = placed.slice(from, from + 2_000);
    const again = await Promise.all(some.map(({ index }) => ask(index)));
    expect(again).toEqual(some.map(({ order_id }) => ({ order_id })));
  }
  await expectSound(trade, peach, { reserved: placed.length, left: 0 });

  // And who comes again as they were told gets theirs, once.
  const later = turnedAway.slice(0, 200);
  const first = await Promise.all(later.map(({ index }) => ask(index)));
  expect(first.filter((answer) => "order_id" in answer)).toHaveLength(later.length);
  expect(await Promise.all(later.map(({ index }) => ask(index)))).toEqual(first);
  await expectSound(trade, peach, { reserved: placed.length + later.length, left: 0 });
});
