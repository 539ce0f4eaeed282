import { afterAll, beforeAll, expect, test } from "vitest";
import {
  expectSound,
  fieldsFor,
  newBuyer,
  newKey,
  openTrade,
  outcome,
  place,
  putOnSale,
  type Buyer,
  type Trade,
} from "../../../tests/kit/trade.ts";
import { limits } from "../../kernel/limits.ts";

let trade: Trade;
let buyer: Buyer;
beforeAll(async () => {
  trade = await openTrade();
  buyer = await newBuyer(trade);
});
afterAll(() => trade.end());

test("quantities, prices and lines out of range are refused by name, and nothing is reserved", async () => {
  const peach = await putOnSale(trade, { stock: 5 });
  const order = (body: object) => ({
    token: buyer.token,
    key: newKey(),
    body: { ...fieldsFor(buyer, peach.variant_id), ...body },
  });
  const line = (quantity: number) => ({ lines: [{ variant_id: peach.variant_id, quantity }] });
  for (const quantity of [0, -1, 1.5, 1000, 2 ** 53, Number.NaN])
    await trade.api.refused("invalid_param", "placeOrder", order(line(quantity)));
  await trade.api.refused("invalid_param", "placeOrder", order({ lines: [] }));
  for (const expected_total of [-1, 0.5, 2 ** 60])
    await trade.api.refused("invalid_param", "placeOrder", order({ expected_total }));
  // A price that was shown in another currency, or is another for another reason, is not the price.
  await trade.api.refused("price_changed", "placeOrder", order({ expected_total: 1 }));
  await trade.api.refused("invalid_param", "placeOrder", order({ currency: "USD" }));
  for (const price of [0, -1, 0.5, limits.price_minor_max + 1])
    await trade.api.refused("invalid_param", "createProduct", {
      token: trade.merchant.token,
      params: { shop_id: trade.shop_id },
      body: {
        title: "水蜜桃",
        description: "",
        unit: "箱",
        picture_ids: [],
        return_policy: "seven_days",
        variants: [{ title: "6", price }],
      },
    });
  expect((await trade.api.call("listMyOrders", { token: buyer.token })).data).toEqual([]);
  await expectSound(trade, peach, { reserved: 0, left: 0 });
});

test("a queue that is full says so with the time to wait, takes nobody's key, and loses nobody who was let in", async () => {
  const peach = await putOnSale(trade, { stock: 3 });
  const many = limits.intake_queue_per_lane_max + limits.order_batch_max + 50;
  const keys = Array.from({ length: many }, () => newKey());
  const answers = await trade.ctx.db.transact(async (outside) => {
    await trade.inventory.lock(outside, trade.shop_id, [peach.variant_id]);
    const asked = keys.map((key) =>
      trade.orders.place({ buyer_id: buyer.account_id, key, fields: fieldsFor(buyer, peach.variant_id) }).then(
        () => "placed",
        (error: unknown) => {
          const { code, details } = error as { code: string; details: Record<string, unknown> };
          return code === "queue_full" ? `queue_full ${String(details["seconds"])}` : code;
        },
      ),
    );
    return asked;
  });
  const said = await Promise.all(answers);
  const count = (what: string): number => said.filter((one) => one === what).length;
  expect(count("placed")).toBe(3);
  expect(count("queue_full 1")).toBeGreaterThan(0);
  expect(count("placed") + count("sold_out") + count("queue_full 1")).toBe(many);
  await expectSound(trade, peach, { reserved: 3, left: 0 });
  const turnedAway = keys[said.findIndex((one) => one === "queue_full 1")] ?? "";
  const plum = await putOnSale(trade, { stock: 1 });
  expect(await outcome(place(trade, buyer, plum.variant_id, { key: turnedAway }))).toBe("placed");
}, 120_000);
