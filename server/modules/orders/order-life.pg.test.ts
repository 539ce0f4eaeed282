import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { ChannelItem } from "../../../contract/socket.ts";
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
import { accountChannel } from "./index.ts";

const minute_ms = 60_000;
const day_ms = 24 * 3600_000;
let trade: Trade;
let buyer: Buyer;
let peach: Awaited<ReturnType<typeof putOnSale>>;
beforeAll(async () => {
  trade = await openTrade();
  buyer = await newBuyer(trade);
});
afterAll(() => trade.end());
beforeEach(async () => {
  peach = await putOnSale(trade, { stock: 10, price: 1999, shipping: 800 });
});

const cancel = (order: { id: string }, key = newKey()) =>
  trade.api.call("cancelOrder", { token: buyer.token, key, params: { order_id: order.id } });
const receive = (order: { id: string }, key = newKey()) =>
  trade.api.call("receiveOrder", { token: buyer.token, key, params: { order_id: order.id } });
const on = (id: "cancelOrder" | "receiveOrder" | "payOrder", order: { id: string }, token = buyer.token) =>
  [id, { token, key: newKey(), params: { order_id: order.id }, ...(id === "payOrder" ? { body: {} } : {}) }] as const;
const balance = async () =>
  (await trade.ledger.balances(trade.ctx.db.reader, [trade.shop_id])).get(trade.shop_id) ?? {
    provider: 0n,
    escrow: 0n,
    shop: 0n,
    platform: 0n,
  };
const eventsOf = async (order: { id: string }) =>
  (await look(trade, trade.operator, order)).timeline.map((entry) => entry.event);

test("the whole sale: placed, paid, shipped, received, settled, to the last fen", async () => {
  const before = await balance();
  const order = await place(trade, buyer, peach.variant_id);
  await pay(trade, buyer, order);
  expect(await look(trade, buyer, order)).toMatchObject({
    state: "to_ship",
    payment: { state: "captured" },
    pay_by: null,
  });
  expect((await balance()).escrow - before.escrow).toBe(2799n);
  await expectSound(trade, peach, { reserved: 1, left: 0 });

  const shipped = await ship(trade, order);
  expect(shipped).toMatchObject({
    state: "shipped",
    shipment: { carrier: "顺丰", tracking_number: "SF1234567890", received_at: null },
  });
  await expectSound(trade, peach, { reserved: 0, left: 1 });

  const received = await receive(order);
  expect(received).toMatchObject({
    state: "received",
    shipment: { received_at: new Date(trade.ctx.clock.nowMs()).toISOString() },
  });
  await turn(trade, 7 * day_ms - 1);
  expect((await look(trade, buyer, order)).state).toBe("received");
  await turn(trade, 1);
  const done = await look(trade, trade.operator, order);
  expect(done).toMatchObject({
    state: "success",
    fees: { take_rate_permille: 50, take: { amount: 99 }, shop_receives: { amount: 2700 } },
  });
  expect(done.timeline.map((entry) => entry.event)).toEqual(["placed", "paid", "shipped", "received", "settled"]);
  const after = await balance();
  expect({
    escrow: after.escrow - before.escrow,
    shop: after.shop - before.shop,
    platform: after.platform - before.platform,
  }).toEqual({ escrow: 0n, shop: 2700n, platform: 99n });
  await expectSound(trade, peach, { reserved: 0, left: 1 });
  // A settled order is at its end.
  await turn(trade, 2 * day_ms);
  expect(await balance()).toEqual(after);
});

test("receipt confirms itself after ten days", async () => {
  const order = await place(trade, buyer, peach.variant_id);
  await pay(trade, buyer, order);
  await ship(trade, order);
  expect((await look(trade, buyer, order)).auto_receive_at).toBe(
    new Date(trade.ctx.clock.nowMs() + 10 * day_ms).toISOString(),
  );
  await turn(trade, 10 * day_ms - 1);
  expect((await look(trade, buyer, order)).state).toBe("shipped");
  await turn(trade, 1);
  expect(await look(trade, buyer, order)).toMatchObject({
    state: "received",
    auto_receive_at: null,
    timeline: [{}, {}, {}, { event: "auto_received", by: "system" }],
  });
  await turn(trade, 7 * day_ms);
  expect((await look(trade, buyer, order)).state).toBe("success");
  await expectSound(trade, peach, { reserved: 0, left: 1 });
});

describe("unpaid", () => {
  test("an order closes by itself and gives its stock back", async () => {
    const order = await place(trade, buyer, peach.variant_id, { quantity: 10 });
    await turn(trade, 15 * minute_ms - 1);
    expect((await look(trade, buyer, order)).state).toBe("unpaid");
    await turn(trade, 1);
    expect(await look(trade, buyer, order)).toMatchObject({
      state: "closed",
      close_reason: "unpaid_expired",
      payment: { state: "expired" },
      timeline: [{}, { event: "expired", by: "system" }],
    });
    await trade.api.refused("order_expired", ...on("payOrder", order));
    await trade.api.refused("order_state", ...on("cancelOrder", order));
    await expectSound(trade, peach, { reserved: 0, left: 0 });
  });

  test("many orders close in one go", async () => {
    const orders = await Promise.all(Array.from({ length: 10 }, () => place(trade, buyer, peach.variant_id)));
    await turn(trade, 15 * minute_ms);
    for (const order of orders) expect((await look(trade, buyer, order)).state).toBe("closed");
    await expectSound(trade, peach, { reserved: 0, left: 0 });
  });

  test("cancelling gives the stock back once, however often it is asked", async () => {
    const order = await place(trade, buyer, peach.variant_id, { quantity: 4 });
    const key = newKey();
    const [first, ...rest] = await Promise.all(Array.from({ length: 5 }, () => cancel(order, key)));
    expect(first).toMatchObject({ state: "closed", close_reason: "buyer_cancelled" });
    for (const again of rest) expect(again).toEqual(first);
    expect(await eventsOf(order)).toEqual(["placed", "cancelled"]);
    await expectSound(trade, peach, { reserved: 0, left: 0 });
  });

  test("a key that cancelled one order does not cancel another", async () => {
    const key = newKey();
    await cancel(await place(trade, buyer, peach.variant_id), key);
    const second = await place(trade, buyer, peach.variant_id);
    await trade.api.refused("idempotency_key_reused", "cancelOrder", {
      token: buyer.token,
      key,
      params: { order_id: second.id },
    });
    expect((await look(trade, buyer, second)).state).toBe("unpaid");
  });

  test("what is not paid is neither shipped nor received, and its address stays masked", async () => {
    const order = await place(trade, buyer, peach.variant_id);
    const params = { shop_id: trade.shop_id, order_id: order.id };
    await trade.api.refused("order_state", "shipOrder", {
      token: trade.merchant.token,
      key: newKey(),
      params,
      body: { carrier: "顺丰", tracking_number: "SF1234567890" },
    });
    await trade.api.refused("order_state", "revealAddress", { token: trade.merchant.token, params });
    await trade.api.refused("order_state", ...on("receiveOrder", order));
    expect((await look(trade, buyer, order)).state).toBe("unpaid");
    await expectSound(trade, peach, { reserved: 1, left: 0 });
  });
});

describe("paying", () => {
  test("two tabs that pay one order pay it once", async () => {
    const before = await balance();
    const order = await place(trade, buyer, peach.variant_id);
    const [one, two] = await Promise.all([askToPay(trade, buyer, order), askToPay(trade, buyer, order)]);
    expect(one.id).toBe(two.id);
    expect(one.pay_url).toBe(two.pay_url);
    await Promise.all([trade.till.pay(trade.ctx, trade.api, one.id), trade.till.pay(trade.ctx, trade.api, one.id)]);
    await trade.ctx.settle();
    expect(await eventsOf(order)).toEqual(["placed", "paid"]);
    expect((await balance()).escrow - before.escrow).toBe(2799n);
    await trade.api.refused("already_paid", ...on("payOrder", order));
    await expectSound(trade, peach, { reserved: 1, left: 0 });
  });

  test("a paid order cannot be cancelled, not even before we have told ourselves that it is paid", async () => {
    const order = await place(trade, buyer, peach.variant_id);
    const intent = await askToPay(trade, buyer, order);
    await trade.till.pay(trade.ctx, trade.api, intent.id);
    await trade.api.refused("already_paid", ...on("cancelOrder", order));
    await trade.ctx.settle();
    await trade.api.refused("already_paid", ...on("cancelOrder", order));
    expect((await look(trade, buyer, order)).state).toBe("to_ship");
    await expectSound(trade, peach, { reserved: 1, left: 0 });
  });

  test("the deadline and the capture at once: either it is paid, or it is closed and the money goes back", async () => {
    for (let round = 0; round < 6; round += 1) {
      const order = await place(trade, buyer, peach.variant_id);
      const intent = await askToPay(trade, buyer, order);
      trade.ctx.clock.turn(15 * minute_ms);
      await Promise.all([trade.ctx.timers.drain(), trade.till.pay(trade.ctx, trade.api, intent.id)]);
      await trade.ctx.settle();
      const after = await look(trade, buyer, order);
      expect(["to_ship", "closed"]).toContain(after.state);
      if (after.state === "closed") await expectRefunded(order);
      else await ship(trade, order);
      expect((await look(trade, buyer, order)).payment?.state).toBe(after.state === "closed" ? "refunded" : "captured");
    }
    expect((await trade.ledger.check(trade.ctx.db.reader)).problems).toEqual([]);
  });

  test("money that comes after closing goes back by itself, and the order says so", async () => {
    const before = await balance();
    const order = await place(trade, buyer, peach.variant_id);
    const intent = await askToPay(trade, buyer, order);
    await turn(trade, 15 * minute_ms);
    await trade.till.pay(trade.ctx, trade.api, intent.id);
    await expectRefunded(order);
    expect(await look(trade, buyer, order)).toMatchObject({
      state: "closed",
      close_reason: "unpaid_expired",
      payment: { state: "refunded" },
    });
    expect(await eventsOf(order)).toEqual(["placed", "expired", "late_payment_refunded"]);
    expect(await balance()).toEqual(before);
    await expectSound(trade, peach, { reserved: 0, left: 0 });
  });

  test("nobody is sent to another site after paying", async () => {
    const order = await place(trade, buyer, peach.variant_id);
    for (const return_path of ["//evil.example", "https://evil.example", "/\\evil.example", "orders"]) {
      await trade.api.refused("invalid_param", "payOrder", {
        token: buyer.token,
        key: newKey(),
        params: { order_id: order.id },
        body: { return_path },
      });
    }
    expect((await look(trade, buyer, order)).payment?.pay_url).toBeNull();
  });
});

/** Waits until the provider was asked and its yes is in the books: a job of its own does that in real time. */
async function expectRefunded(order: { id: string }): Promise<void> {
  await expect
    .poll(
      async () => {
        await trade.ctx.settle();
        return (await look(trade, buyer, order)).payment?.state;
      },
      { timeout: 15_000, interval: 100 },
    )
    .toBe("refunded");
  await trade.ctx.settle();
}

describe("who sees what", () => {
  test("the shop sees a masked person; the buyer sees everything but fees; an operator sees the fees", async () => {
    const order = await place(trade, buyer, peach.variant_id);
    const shops = await look(trade, trade.merchant, order);
    expect(shops).toMatchObject({
      buyer_name: "王***",
      address: { name: "王***", phone: "****8000", text: "浙江省 杭州市 ***" },
      fees: { take_rate_permille: 50 },
    });
    expect(JSON.stringify(shops)).not.toMatch(/小明|13800138000|138 0013|文三路/);
    const [listed] = (
      await trade.api.call("listShopOrders", {
        token: trade.merchant.token,
        params: { shop_id: trade.shop_id },
        query: { state: "unpaid", limit: 1 },
      })
    ).data;
    expect(JSON.stringify(listed)).not.toMatch(/小明|138 0013|文三路/);
    expect(await look(trade, trade.operator, order)).toMatchObject({
      buyer_name: "王小明",
      address: { name: "王***" },
      fees: { take: { amount: 99 } },
    });
    expect(await look(trade, buyer, order)).toMatchObject({ buyer_name: "王小明", fees: null });
  });

  test("another's order is not found, whatever is tried", async () => {
    const order = await place(trade, buyer, peach.variant_id);
    const stranger = await newBuyer(trade, "外人");
    await trade.api.refused("not_found", "getOrder", { token: stranger.token, params: { order_id: order.id } });
    for (const id of ["cancelOrder", "receiveOrder", "payOrder"] as const) {
      await trade.api.refused("not_found", ...on(id, order, stranger.token));
      // The shop may look at it, and act on it only as a shop.
      await trade.api.refused("not_found", ...on(id, order, trade.merchant.token));
    }
    expect((await trade.api.call("listMyOrders", { token: stranger.token })).data).toEqual([]);
    await trade.api.refused("role_required", "listShopOrders", {
      token: stranger.token,
      params: { shop_id: trade.shop_id },
    });
    await trade.api.refused("role_required", "listAllOrders", { token: trade.merchant.token });
    expect(await eventsOf(order)).toEqual(["placed"]);
  });

  test("no name, phone, address or remark stands in the open in any table of ours", async () => {
    const secret = await newBuyer(trade, "欧阳独一");
    await place(trade, secret, peach.variant_id, { more: { remark: "请打电话找欧阳独一" } });
    const order = await place(trade, secret, peach.variant_id);
    await trade.api.call("cancelOrder", { token: secret.token, key: newKey(), params: { order_id: order.id } });
    const tables = await sql<{
      name: string;
    }>`select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname in ('orders', 'fulfillment', 'aftersales', 'kernel')`.execute(
      trade.ctx.db.reader,
    );
    for (const { name } of tables.rows) {
      const found = await sql<{
        row: string;
      }>`select t::text as row from ${sql.raw(name)} t where t::text ~ '欧阳|文三路|0013'`.execute(trade.ctx.db.reader);
      expect([name, found.rows]).toEqual([name, []]);
    }
  });

  test("the buyer's own channel hears every change", async () => {
    const heard: ChannelItem[] = [];
    const stop = trade.ctx.channel.listen(accountChannel(buyer.account_id), (flush) =>
      heard.push(...(flush.items as ChannelItem[])),
    );
    const order = await place(trade, buyer, peach.variant_id);
    await cancel(order);
    await trade.ctx.settle();
    trade.ctx.clock.turn(1000);
    stop();
    expect(heard).toContainEqual({ t: "order", order_id: order.id, state: "unpaid" });
    expect(heard).toContainEqual({ t: "order", order_id: order.id, state: "closed" });
  });
});
