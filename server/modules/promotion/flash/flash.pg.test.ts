import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { present } from "../../../kernel/assert.ts";
import { announce, expectAside, seen } from "../../../../tests/kit/promotions.ts";
import {
  expectSound,
  fieldsFor,
  goOnAir,
  look,
  newBuyer,
  newKey,
  openTrade,
  outcome,
  pay,
  place,
  putOnSale,
  turn,
  type Buyer,
  type Trade,
} from "../../../../tests/kit/trade.ts";

let trade: Trade;
let buyers: Buyer[];
let air: { session_id: string; room_id: string };
let peach: Awaited<ReturnType<typeof putOnSale>>;
const at = (index: number): Buyer => present(buyers[index], "a buyer");
beforeAll(async () => {
  trade = await openTrade();
  buyers = [];
  for (let count = 0; count < 12; count += 1) buyers.push(await newBuyer(trade));
});
beforeEach(async () => {
  if (air !== undefined)
    await trade.api.call("endSession", { token: trade.merchant.token, params: { session_id: air.session_id } });
  await trade.ctx.settle();
  peach = await putOnSale(trade, { stock: 20 });
  air = await goOnAir(trade, [peach.product_id]);
});
afterAll(() => trade.end());

const buy = (buyer: Buyer, sale: { id: string; variant_id: string }, more: object = {}, quantity = 1) =>
  place(trade, buyer, sale.variant_id, { quantity, more: { flash_sale_id: sale.id, ...more } });
const end = (sale: { id: string }) =>
  trade.api.call("endFlashSale", { token: trade.merchant.token, params: { flash_sale_id: sale.id } });
describe("announcing", () => {
  test("sets the units aside, so that nobody else buys them, and says one time for everybody", async () => {
    const sale = await announce(trade, air.session_id, { variant_id: peach.variant_id, quantity: 18 });
    expect(sale).toMatchObject({ state: "announced", left: 18, available: 2, normal_price: { amount: 2990 } });
    expect(Date.parse(sale.opens_at ?? "")).toBe(trade.ctx.clock.nowMs() + 10_000);
    await trade.api.refused("sold_out", "placeOrder", {
      token: at(0).token,
      key: newKey(),
      body: fieldsFor(at(0), peach.variant_id, 3),
    });
    await expectAside(trade, sale, 18);
    expect(await seen(trade, sale)).toMatchObject({ state: "announced", left: 18, yours: null });
  });

  test("is refused for what is not so: another host, no price cut, too many, two at once, not on air", async () => {
    const fields = { variant_id: peach.variant_id };
    const refused = async (code: string, more: object, token = trade.merchant.token) =>
      trade.api.refused(code as "sold_out", "createFlashSale", {
        token,
        key: newKey(),
        params: { session_id: air.session_id },
        body: { ...fields, price: 990, quantity: 5, opening: { opens_in_s: 10 }, ...more },
      });
    const apart = await putOnSale(trade, { stock: 1 });
    await refused("flash_sale_price", { price: 2990 });
    await refused("sold_out", { quantity: 21 });
    await refused("product_not_in_bag", { variant_id: apart.variant_id });
    await refused("invalid_param", { opening: { opens_at: "2020-01-01T00:00:00Z" } });
    await refused("invalid_param", { price: 0 });
    await refused("invalid_param", { quantity: -1 });
    const ready = await announce(trade, air.session_id, fields, null);
    expect(ready.state).toBe("prepared");
    expect(await seen(trade, ready)).toBeUndefined();
    const sale = await announce(trade, air.session_id, fields);
    await refused("flash_sale_running", {});
    const announceReady = { token: trade.merchant.token, params: { flash_sale_id: ready.id }, body: { opens_in_s: 3 } };
    await trade.api.refused("flash_sale_running", "announceFlashSale", { ...announceReady, key: newKey() });
    await end(sale);
    expect(await trade.api.call("announceFlashSale", { ...announceReady, key: newKey() })).toMatchObject({
      state: "announced",
    });
    await trade.api.refused("flash_sale_state", "announceFlashSale", { ...announceReady, key: newKey() });
  });

  test("repeated with its key announces once", async () => {
    const key = newKey();
    const call = {
      token: trade.merchant.token,
      key,
      params: { session_id: air.session_id },
      body: { variant_id: peach.variant_id, price: 990, quantity: 5, opening: { opens_in_s: 10 } },
    };
    const both = await Promise.all([trade.api.call("createFlashSale", call), trade.api.call("createFlashSale", call)]);
    expect(new Set(both.map((sale) => sale.id)).size).toBe(1);
  });
});

describe("buying", () => {
  test("opens at the announced instant, not before; unpaid orders have five minutes", async () => {
    const sale = await announce(trade, air.session_id, { variant_id: peach.variant_id });
    expect(await outcome(buy(at(0), sale))).toBe("flash_sale_not_open");
    trade.ctx.clock.turn(9_999);
    expect(await outcome(buy(at(0), sale))).toBe("flash_sale_not_open");
    trade.ctx.clock.turn(1);
    // No deadline was handled: the clock alone opens it.
    const order = await buy(at(0), sale);
    expect(order).toMatchObject({ goods: { amount: 990 }, total: { amount: 1590 }, flash_sale_id: sale.id });
    expect(Date.parse(order.pay_by ?? "")).toBe(trade.ctx.clock.nowMs() + 5 * 60_000);
    expect(await seen(trade, sale)).toMatchObject({ state: "open", left: 4, unpaid: 1 });
    await expectAside(trade, sale, 4);
  });

  test("holds to one line, the limit of each buyer and the price that was shown", async () => {
    const sale = await announce(trade, air.session_id, { variant_id: peach.variant_id, per_buyer_max: 2 });
    await turn(trade, 10_000);
    expect(await outcome(buy(at(0), sale, {}, 3))).toBe("limit_per_buyer");
    expect(await outcome(buy(at(0), sale, { expected_total: 3590 }, 2))).toBe("price_changed");
    expect(await outcome(buy(at(0), sale, { expected_total: 2580 }, 2))).toBe("placed");
    expect(await outcome(buy(at(0), sale))).toBe("limit_per_buyer");
    expect(await seen(trade, sale, at(0))).toMatchObject({ yours: { ordered: 2, barred: "limit_per_buyer" } });
    const two = [
      { variant_id: peach.variant_id, quantity: 1 },
      { variant_id: peach.variant_id, quantity: 1 },
    ];
    expect(await outcome(buy(at(1), sale, { lines: two }))).toBe("flash_sale_lines");
    expect(await outcome(buy(at(1), { id: `flash_${"0".repeat(26)}`, variant_id: peach.variant_id }))).toBe(
      "not_found",
    );
  });

  test("for fans only admits who followed before the announcement", async () => {
    const follow = (buyer: Buyer) =>
      trade.api.call("followHost", { token: buyer.token, params: { host_id: trade.merchant.account_id } });
    await follow(at(0));
    trade.ctx.clock.turn(1000);
    const sale = await announce(trade, air.session_id, { variant_id: peach.variant_id, fans_only: true });
    await follow(at(1));
    await turn(trade, 10_000);
    expect(await outcome(buy(at(1), sale))).toBe("fans_only");
    expect(await outcome(buy(at(2), sale))).toBe("fans_only");
    expect(await outcome(buy(at(0), sale))).toBe("placed");
    expect(await seen(trade, sale, at(1))).toMatchObject({ yours: { barred: "fans_only" } });
    expect(await seen(trade, sale, trade.merchant)).toMatchObject({ yours: { barred: "own_shop" } });
  });

  test("more buyers than units, over two servers: as many as there are, each once", async () => {
    const sale = await announce(trade, air.session_id, { variant_id: peach.variant_id, quantity: 5 });
    await turn(trade, 10_000);
    const far = trade.otherProcess();
    const codes = await Promise.all(
      buyers.flatMap((buyer, index) => {
        const fields = fieldsFor(buyer, peach.variant_id, 1, { flash_sale_id: sale.id });
        const one = () =>
          index % 2 === 0
            ? outcome(far.place({ buyer_id: buyer.account_id, key: newKey(), fields }))
            : outcome(trade.orders.place({ buyer_id: buyer.account_id, key: newKey(), fields }));
        // Everybody presses twice.
        return [one(), one()];
      }),
    );
    expect(codes.filter((code) => code === "placed")).toHaveLength(5);
    expect(new Set(codes)).toEqual(
      new Set(["placed", "flash_sale_sold_out", "limit_per_buyer"].filter((code) => codes.includes(code))),
    );
    expect(await seen(trade, sale)).toMatchObject({ state: "sold_out", left: 0, unpaid: 5 });
    await expectAside(trade, sale, 0);
    await expectSound(trade, peach, { reserved: 5, left: 0 });
  });

  test("does not take from the shelf, nor the shelf from it, in one batch", async () => {
    const sale = await announce(trade, air.session_id, { variant_id: peach.variant_id, quantity: 3 });
    await turn(trade, 10_000);
    const codes = await Promise.all([
      ...[0, 1, 2, 3].map((index) => outcome(buy(at(index), sale))),
      ...[4, 5, 6, 7].map((index) => outcome(place(trade, at(index), peach.variant_id, { quantity: 5 }))),
    ]);
    expect(codes.slice(0, 4).filter((code) => code === "placed")).toHaveLength(3);
    expect(codes.slice(4).filter((code) => code === "placed")).toHaveLength(3);
    await expectSound(trade, peach, { reserved: 3 + 15 + 0, left: 0 });
  });
});

describe("what comes back", () => {
  test("sells again at once while it is open, also to who gave it back", async () => {
    const sale = await announce(trade, air.session_id, { variant_id: peach.variant_id, quantity: 1 });
    await turn(trade, 10_000);
    const order = await buy(at(0), sale);
    expect(await outcome(buy(at(1), sale))).toBe("flash_sale_sold_out");
    await trade.api.call("cancelOrder", { token: at(0).token, key: newKey(), params: { order_id: order.id } });
    expect(await seen(trade, sale)).toMatchObject({ state: "open", left: 1, unpaid: 0 });
    await expectAside(trade, sale, 1);
    await buy(at(0), sale);
    await turn(trade, 5 * 60_000);
    expect(await seen(trade, sale)).toMatchObject({ state: "open", left: 1 });
    const last = await buy(at(1), sale);
    await pay(trade, at(1), last);
    expect(await seen(trade, sale)).toMatchObject({ state: "ended", end_reason: "sold_out", paid: 1 });
    expect(await outcome(buy(at(2), sale))).toBe("flash_sale_over");
    await expectAside(trade, sale, 0);
    await expectSound(trade, peach, { reserved: 1, left: 0 });
  });

  test("goes on the shelf once it is over: by hand, while orders are still unpaid", async () => {
    const sale = await announce(trade, air.session_id, { variant_id: peach.variant_id, quantity: 4 });
    await turn(trade, 10_000);
    const order = await buy(at(0), sale);
    const [over, again] = await Promise.all([end(sale), end(sale)]);
    expect(over).toMatchObject({ state: "ended", end_reason: "host", available: 19 });
    expect(again.state).toBe("ended");
    await trade.api.call("cancelOrder", { token: at(0).token, key: newKey(), params: { order_id: order.id } });
    await expectAside(trade, sale, 0);
    await expectSound(trade, peach, { reserved: 0, left: 0 });
    expect(await outcome(place(trade, at(0), peach.variant_id, { quantity: 20 }))).toBe("placed");
  });

  test("goes on the shelf where a paid order is refunded before it ships, and the buyer may buy again", async () => {
    const sale = await announce(trade, air.session_id, { variant_id: peach.variant_id, quantity: 2 });
    await turn(trade, 10_000);
    const order = await buy(at(0), sale);
    await pay(trade, at(0), order);
    expect(await outcome(buy(at(0), sale))).toBe("limit_per_buyer");
    const refund = {
      token: trade.operator.token,
      key: newKey(),
      params: { order_id: order.id },
      body: { reason: "x" },
    };
    await trade.api.call("refundOrder", refund);
    await expect
      .poll(async () => (await trade.ctx.settle(), (await look(trade, at(0), order)).state), { timeout: 20_000 })
      .toBe("closed");
    // What was paid for comes back to normal sale: the sale said how many it has, and sold them.
    await expectAside(trade, sale, 1);
    await expectSound(trade, peach, { reserved: 1, left: 0 });
    expect(await outcome(buy(at(0), sale))).toBe("placed");
    await expectAside(trade, sale, 0);
    await expectSound(trade, peach, { reserved: 1, left: 0 });
  });

  test("is whole whoever is first: an end and many buyers at the same time", async () => {
    const sale = await announce(trade, air.session_id, { variant_id: peach.variant_id, quantity: 6 });
    await turn(trade, 10_000);
    const [codes] = await Promise.all([
      Promise.all(buyers.slice(0, 6).map((buyer) => outcome(buy(buyer, sale)))),
      end(sale),
    ]);
    const placed = codes.filter((code) => code === "placed").length;
    expect(new Set([...codes, "placed", "flash_sale_over"])).toEqual(new Set(["placed", "flash_sale_over"]));
    await expectAside(trade, sale, 0);
    await expectSound(trade, peach, { reserved: placed, left: 0 });
  });

  test("ends by its time, and with its broadcast", async () => {
    const timed = await announce(trade, air.session_id, { variant_id: peach.variant_id, duration_s: 60 });
    trade.ctx.clock.turn(10_000 + 60_000);
    expect(await outcome(buy(at(0), timed))).toBe("flash_sale_over");
    await trade.ctx.settle();
    expect(await seen(trade, timed)).toMatchObject({ state: "ended", end_reason: "time", left: 0 });
    await expectAside(trade, timed, 0);
    const live = await announce(trade, air.session_id, { variant_id: peach.variant_id });
    await turn(trade, 10_000);
    await buy(at(0), live);
    await trade.api.call("endSession", { token: trade.merchant.token, params: { session_id: air.session_id } });
    await trade.ctx.settle();
    expect(await seen(trade, live)).toMatchObject({ state: "ended", end_reason: "session" });
    await expectSound(trade, peach, { reserved: 1, left: 0 });
    air = await goOnAir(trade, [peach.product_id]);
  });

  test("cancelled before it opens sells nothing", async () => {
    const sale = await announce(trade, air.session_id, { variant_id: peach.variant_id });
    expect(await end(sale)).toMatchObject({ state: "cancelled", available: 20 });
    await turn(trade, 60_000);
    expect(await outcome(buy(at(0), sale))).toBe("flash_sale_over");
    await expectSound(trade, peach, { reserved: 0, left: 0 });
  });
});

test("a host's sales are the host's alone", async () => {
  const sale = await announce(trade, air.session_id, { variant_id: peach.variant_id });
  const other = await trade.api.call("demoSignIn", { body: { role: "host" } });
  expect(other.account.id).not.toBe(trade.merchant.account_id);
  await trade.api.refused("not_found", "endFlashSale", { token: other.token, params: { flash_sale_id: sale.id } });
  await trade.api.refused("not_found", "listSessionFlashSales", {
    token: other.token,
    params: { session_id: air.session_id },
  });
  expect((await seen(trade, sale))?.state).toBe("announced");
});
