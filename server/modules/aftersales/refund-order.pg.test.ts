import { afterAll, beforeAll, expect, test } from "vitest";
import {
  askToPay,
  expectSound,
  look,
  newBuyer,
  newKey,
  openTrade,
  pay,
  place,
  putOnSale,
  ship,
  turn,
  type Buyer,
  type Trade,
} from "../../../tests/kit/trade.ts";

const day_ms = 24 * 3600_000;
let trade: Trade;
let buyer: Buyer;
beforeAll(async () => {
  trade = await openTrade();
  buyer = await newBuyer(trade);
});
afterAll(() => trade.end());

async function paidOrder(by = buyer) {
  const peach = await putOnSale(trade, { stock: 5 });
  const order = await place(trade, by, peach.variant_id, { quantity: 2 });
  await pay(trade, by, order);
  return { peach, order };
}
const refunding = (order: { id: string }, key = newKey()) => ({
  token: trade.operator.token,
  key,
  params: { order_id: order.id },
  body: { reason: "坏了" },
});
const refund = (order: { id: string }, key = newKey()) => trade.api.call("refundOrder", refunding(order, key));
const balance = async () =>
  (await trade.ledger.balances(trade.ctx.db.reader, [trade.shop_id])).get(trade.shop_id) ?? {
    provider: 0n,
    escrow: 0n,
    shop: 0n,
    platform: 0n,
  };

/** A job of payments asks the provider in real time. */
async function untilClosed(order: { id: string }, by = buyer): Promise<void> {
  await expect
    .poll(
      async () => {
        await trade.ctx.settle();
        return (await look(trade, by, order)).state;
      },
      { timeout: 15_000, interval: 100 },
    )
    .toBe("closed");
}

test("before shipping: the money goes back from escrow, the stock goes back on sale, and nothing is shipped meanwhile", async () => {
  const { peach, order } = await paidOrder();
  const key = newKey();
  const started = await refund(order, key);
  expect(started).toMatchObject({ state: "to_ship", refund: { state: "paying", reason: "坏了", succeeded_at: null } });
  await trade.api.refused("refund_running", "refundOrder", refunding(order));
  await trade.api.refused("refund_running", "shipOrder", {
    token: trade.merchant.token,
    key: newKey(),
    params: { shop_id: trade.shop_id, order_id: order.id },
    body: { carrier: "顺丰", tracking_number: "SF1234567890" },
  });
  await untilClosed(order);
  const after = await look(trade, buyer, order);
  expect(after).toMatchObject({
    state: "closed",
    close_reason: "refunded",
    refund: { state: "success" },
    payment: { state: "refunded" },
  });
  expect(after.timeline.map((entry) => entry.event)).toEqual(["placed", "paid", "refund_started", "refunded"]);
  expect(await refund(order, key)).toEqual(started);
  await trade.api.refused("order_state", "refundOrder", refunding(order));
  expect((await balance()).escrow).toBe(0n);
  expect(trade.till.refunds.size).toBe(1);
  // The reason stands where it happened.
  expect(after.timeline[2]).toMatchObject({ event: "refund_started", by: "operator", note: "坏了" });
  await expectSound(trade, peach, { reserved: 0, left: 0 });
});

test("after shipping: the money goes back, what left the house does not", async () => {
  const { peach, order } = await paidOrder();
  await ship(trade, order);
  await refund(order);
  await untilClosed(order);
  await expectSound(trade, peach, { reserved: 0, left: 2 });
  // Its deadlines fall later and find nothing to do.
  await turn(trade, 10 * day_ms);
  expect((await look(trade, buyer, order)).state).toBe("closed");
});

test("after receipt: an order that is being refunded does not settle, even when its day comes first", async () => {
  const { peach, order } = await paidOrder();
  await ship(trade, order);
  await trade.api.call("receiveOrder", { token: buyer.token, key: newKey(), params: { order_id: order.id } });
  const before = await balance();
  await trade.ctx.db.transact((tx) => trade.orders.holdSettlement(tx, trade.shop_id, order.id, true));
  await turn(trade, 7 * day_ms);
  expect((await look(trade, buyer, order)).state).toBe("received");
  expect(await balance()).toEqual(before);
  // Let go, it settles at once: the later of receipt + 7 days and the after-sale's end.
  await trade.ctx.db.transact((tx) => trade.orders.holdSettlement(tx, trade.shop_id, order.id, false));
  await trade.ctx.settle();
  expect((await look(trade, buyer, order)).state).toBe("success");
  await trade.api.refused("order_state", "refundOrder", refunding(order));
  await expectSound(trade, peach, { reserved: 0, left: 2 });
});

test("two operators at once start one refund", async () => {
  const { order } = await paidOrder();
  const outcomes = await Promise.allSettled([refund(order), refund(order), refund(order)]);
  expect(outcomes.filter((one) => one.status === "fulfilled")).toHaveLength(1);
  await untilClosed(order);
  expect((await trade.ledger.check(trade.ctx.db.reader)).problems).toEqual([]);
});

test("an operator who bought it lets another decide", async () => {
  const both = await newBuyer(trade);
  const { order } = await paidOrder(both);
  await trade.ctx.db.transact((tx) => trade.accounts.grantRole(tx, both.account_id, "operator"));
  await trade.api.refused("own_matter", "refundOrder", { ...refunding(order), token: both.token });
  expect(await look(trade, both, order)).toMatchObject({ state: "to_ship", refund: null });
  expect(await refund(order)).toMatchObject({ refund: { state: "paying" } });
  await untilClosed(order, both);
});

test("what was never paid, or is not an operator's to give, is refused", async () => {
  const peach = await putOnSale(trade, { stock: 1 });
  const order = await place(trade, buyer, peach.variant_id);
  await trade.api.refused("order_state", "refundOrder", refunding(order));
  for (const person of [buyer, trade.merchant])
    await trade.api.refused("role_required", "refundOrder", { ...refunding(order), token: person.token });
  expect((await look(trade, buyer, order)).timeline.map((entry) => entry.event)).toEqual(["placed"]);
  await expectSound(trade, peach, { reserved: 1, left: 0 });
});

test("a late payment whose return was refused is paid back again, once, by an operator", async () => {
  const peach = await putOnSale(trade, { stock: 1 });
  const order = await place(trade, buyer, peach.variant_id);
  const intent = await askToPay(trade, buyer, order);
  await turn(trade, 15 * 60_000);
  trade.till.mood = () => "refuses";
  const before = await balance();
  await trade.till.pay(trade.ctx, trade.api, intent.id);
  const state = async () => {
    const found = await trade.api.call("searchPayments", { token: trade.operator.token, query: { q: order.id } });
    return found.data.flatMap((payment) => payment.refunds.map((one) => one.state));
  };
  await expect.poll(async () => (await trade.ctx.settle(), state()), { timeout: 15_000 }).toEqual(["failed"]);
  expect((await balance()).escrow).toBeGreaterThan(before.escrow);
  trade.till.mood = () => "pays";
  await refund(order);
  const paidBack = async () => {
    await trade.ctx.settle();
    return (await look(trade, buyer, order)).payment?.state;
  };
  await expect.poll(paidBack, { timeout: 15_000 }).toBe("refunded");
  await trade.api.refused("order_state", "refundOrder", refunding(order));
  // The deadline of the try that would have come finds nothing to do.
  await turn(trade, 3600_000);
  expect((await state()).toSorted()).toEqual(["failed", "success"]);
  expect(await balance()).toEqual(before);
});
