import { afterAll, beforeAll, expect, test } from "vitest";
import { announce, seen } from "../../../../tests/kit/promotions.ts";
import {
  expectSound,
  fieldsFor,
  goOnAir,
  newBuyer,
  newKey,
  openTrade,
  outcome,
  putOnSale,
  turn,
  type Buyer,
  type Trade,
} from "../../../../tests/kit/trade.ts";

type Orders = Trade["orders"];

let trade: Trade;
let buyer: Buyer;
let late: Buyer;
/** A second process, and whether it may begin a transaction now. */
let elsewhere: Orders;
let barred = false;
beforeAll(async () => {
  trade = await openTrade();
  [buyer, late] = [await newBuyer(trade), await newBuyer(trade)];
  const { db } = trade.ctx;
  elsewhere = trade.otherProcess({
    db: {
      ...db,
      transact: (fn) => (barred ? Promise.reject(new Error("it began a transaction")) : db.transact(fn)),
    },
  });
});
afterAll(() => trade.end());

test("a flash sale that sells out in one process is refused in the other without a transaction, and sells again at once", async () => {
  const peach = await putOnSale(trade, { stock: 9 });
  const air = await goOnAir(trade, [peach.product_id]);
  const sale = await announce(trade, air.session_id, { variant_id: peach.variant_id, quantity: 1 });
  await turn(trade, 10_000);
  const buy = (orders: Orders, who: Buyer, key = newKey()) =>
    orders.place({
      buyer_id: who.account_id,
      key,
      fields: fieldsFor(who, peach.variant_id, 1, { flash_sale_id: sale.id }),
    });
  const withoutTransaction = async <T>(act: () => Promise<T>): Promise<T> => {
    barred = true;
    try {
      return await act();
    } finally {
      barred = false;
    }
  };
  const key = newKey();
  const order = await buy(trade.orders, buyer, key);
  // The word is on its way: until it is here the other process asks the database, which it may not.
  await expect
    .poll(
      () =>
        withoutTransaction(() =>
          outcome(buy(elsewhere, late)).catch((error: unknown) => (error instanceof Error ? error.message : "?")),
        ),
      { timeout: 20_000, interval: 50 },
    )
    .toBe("flash_sale_sold_out");
  expect(await seen(trade, sale, late)).toMatchObject({ state: "sold_out", left: 0 });
  // Its own shelf is not sold out, and the saved answer comes first.
  expect(
    await outcome(
      elsewhere.place({ buyer_id: late.account_id, key: newKey(), fields: fieldsFor(late, peach.variant_id) }),
    ),
  ).toBe("placed");
  expect(await buy(elsewhere, buyer, key)).toEqual(order);
  await trade.api.call("cancelOrder", { token: buyer.token, key: newKey(), params: { order_id: order.id } });
  await expect.poll(() => outcome(buy(elsewhere, late)), { timeout: 20_000, interval: 50 }).toBe("placed");
  expect(await outcome(buy(trade.orders, buyer))).toBe("flash_sale_sold_out");
  await expectSound(trade, { ...peach, stock: 9 }, { reserved: 2, left: 0 });
});
