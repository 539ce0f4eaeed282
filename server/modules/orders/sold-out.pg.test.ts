import { afterAll, beforeAll, expect, test, vi } from "vitest";
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
import { waitingForLocks } from "../../../tests/kit/locks.ts";
import { systemClock } from "../../kernel/clock.ts";
import { claimsOf } from "./claims/store.ts";
import type { Orders } from "./orders.ts";

let trade: Trade;
let buyer: Buyer;
let late: Buyer;
let elsewhere: Orders;
beforeAll(async () => {
  trade = await openTrade();
  buyer = await newBuyer(trade);
  late = await newBuyer(trade);
  elsewhere = trade.otherProcess();
});
afterAll(() => trade.end());

/** Somebody holds the stock: whoever needs a transaction on it waits until `act` is over. */
const withStockHeld = <T>(variant_id: string, act: () => Promise<T>): Promise<T> =>
  trade.ctx.db.transact(async (tx) => {
    await trade.inventory.lock(tx, trade.shop_id, [variant_id]);
    return act();
  });
const placeAt = (orders: Orders, who: Buyer, variant_id: string, key: string) =>
  orders.place({ buyer_id: who.account_id, key, fields: fieldsFor(who, variant_id) });

test("what is sold out is answered without a transaction in every process, saved answers first", async () => {
  const peach = await putOnSale(trade, { stock: 1 });
  const key = newKey();
  const first = await place(trade, buyer, peach.variant_id, { key });
  // The word that nothing is left is on its way.
  await vi.waitFor(
    () =>
      withStockHeld(peach.variant_id, async () => {
        const soon = systemClock.sleep(500).then(() => "waits");
        const answers = [trade.orders, elsewhere].map((orders) =>
          outcome(placeAt(orders, late, peach.variant_id, newKey())),
        );
        expect(await Promise.all(answers.map((answer) => Promise.race([answer, soon])))).toEqual([
          "sold_out",
          "sold_out",
        ]);
      }),
    { timeout: 30_000, interval: 200 },
  );
  const again = await withStockHeld(peach.variant_id, () =>
    Promise.all([trade.orders, elsewhere].map((orders) => placeAt(orders, buyer, peach.variant_id, key))),
  );
  expect(again).toEqual([first, first]);
  const other = { ...fieldsFor(buyer, peach.variant_id), remark: "别的" };
  expect(await outcome(trade.orders.place({ buyer_id: buyer.account_id, key, fields: other }))).toBe(
    "idempotency_key_reused",
  );
  await expectSound(trade, peach, { reserved: 1, left: 0 });
});

test("stock that returns sells at once, and a late refusal keeps no key", async () => {
  const peach = await putOnSale(trade, { stock: 1 });
  const order = await place(trade, buyer, peach.variant_id);
  const key = newKey();
  expect(await outcome(place(trade, late, peach.variant_id, { key }))).toBe("sold_out");
  expect(await outcome(place(trade, late, peach.variant_id, { key }))).toBe("sold_out");
  await trade.api.call("cancelOrder", { token: buyer.token, params: { order_id: order.id }, key: newKey() });
  expect(await outcome(place(trade, late, peach.variant_id, { key }))).toBe("placed");
  expect(await outcome(place(trade, buyer, peach.variant_id))).toBe("sold_out");
  await trade.api.call("adjustStock", {
    token: trade.merchant.token,
    params: { shop_id: trade.shop_id, variant_id: peach.variant_id },
    body: { change: 2, reason: "found" },
    key: newKey(),
  });
  expect(await outcome(place(trade, buyer, peach.variant_id))).toBe("placed");
  await expectSound(trade, peach, { reserved: 2, left: -2 });
});

test("who claimed a key first but was slower to the last unit answers with the order that stands under it", async () => {
  const peach = await putOnSale(trade, { stock: 1 });
  const key = newKey();
  const { db } = trade.ctx;
  let claimed = (): void => undefined;
  const isClaimed = new Promise<void>((resolve) => (claimed = resolve));
  let goOn = (): void => undefined;
  const quicker = new Promise<void>((resolve) => (goOn = resolve));
  // Stops in front of the transaction that places, once the key is this process's own.
  const slow = trade.otherProcess({
    db: {
      ...db,
      async transact(fn) {
        const asked = [{ account_id: buyer.account_id, idempotency_key: key }];
        if ((await claimsOf(db.reader, asked)).length > 0) {
          claimed();
          await quicker;
        }
        return db.transact(fn);
      },
    },
  });
  const first = placeAt(slow, buyer, peach.variant_id, key);
  await isClaimed;
  const order = await placeAt(elsewhere, buyer, peach.variant_id, key);
  goOn();
  expect(await first).toEqual(order);
  await expectSound(trade, peach, { reserved: 1, left: 0 });
});

test("who comes second under a key and waits for the last unit behind the first answers as the first did", async () => {
  const peach = await putOnSale(trade, { stock: 1 });
  const key = newKey();
  const answers: Promise<unknown>[] = [];
  await withStockHeld(peach.variant_id, async () => {
    for (const orders of [trade.orders, elsewhere]) {
      answers.push(placeAt(orders, buyer, peach.variant_id, key));
      await expect.poll(() => waitingForLocks(trade), { timeout: 20_000, interval: 20 }).toBe(answers.length);
    }
  });
  const [first, second] = await Promise.all(answers);
  expect(second).toEqual(first);
  await expectSound(trade, peach, { reserved: 1, left: 0 });
});

test("two processes that are asked for the last unit under one key give one answer", async () => {
  for (let round = 0; round < 10; round += 1) {
    const peach = await putOnSale(trade, { stock: 1 });
    const key = newKey();
    const answers = await Promise.all(
      [trade.orders, elsewhere, trade.orders, elsewhere].map((orders) =>
        outcome(placeAt(orders, buyer, peach.variant_id, key)),
      ),
    );
    expect(answers).toEqual(["placed", "placed", "placed", "placed"]);
    await expectSound(trade, peach, { reserved: 1, left: 0 });
  }
});
