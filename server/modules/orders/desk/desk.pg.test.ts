import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  look,
  newBuyer,
  newKey,
  openTrade,
  pay,
  place,
  putOnSale,
  ship,
  type Buyer,
  type Trade,
} from "../../../../tests/kit/trade.ts";

let trade: Trade;
let buyer: Buyer;
let other: Buyer;
beforeAll(async () => {
  trade = await openTrade();
  buyer = await newBuyer(trade);
  other = await newBuyer(trade, "李四");
});
afterAll(() => trade.end());

const asMerchant = (more: object = {}) => ({
  token: trade.merchant.token,
  params: { shop_id: trade.shop_id },
  ...more,
});
const today = () =>
  new Intl.DateTimeFormat("en-CA", { timeZone: trade.ctx.config.time_zone, dateStyle: "short" }).format(
    trade.ctx.clock.now(),
  );

describe("the desk of a shop", () => {
  it("counts what was paid in the period, net of what was given back, and compares like with like", async () => {
    const peach = await putOnSale(trade, { stock: 50, price: 1000, shipping: 600 });
    const first = await place(trade, buyer, peach.variant_id, { quantity: 2 });
    await pay(trade, buyer, first);
    const second = await place(trade, other, peach.variant_id);
    await pay(trade, other, second);
    await place(trade, other, peach.variant_id);
    await trade.api.call("refundOrder", {
      token: trade.operator.token,
      key: newKey(),
      params: { order_id: second.id },
      body: { reason: "test" },
    });
    // A job of payments asks the provider in real time.
    await expect
      .poll(
        async () => {
          await trade.ctx.settle();
          return (await look(trade, other, second)).state;
        },
        { timeout: 15_000, interval: 100 },
      )
      .toBe("closed");
    trade.ctx.clock.turn(60_000);
    const day = today();
    const yesterday = new Date(Date.parse(day) - 24 * 3600_000).toISOString().slice(0, 10);
    const seen = await trade.api.call(
      "getShopOverview",
      asMerchant({ query: { from: day, to: day, compare_from: yesterday } }),
    );
    expect(seen.now).toMatchObject({
      gross: { amount: 2600 + 1600 },
      refunded: { amount: 1600 },
      net: { amount: 2600 },
      orders: 2,
      refunds: 1,
      units: 3,
      buyers: 2,
    });
    expect(seen.before).toMatchObject({ gross: { amount: 0 }, orders: 0 });
    expect(seen.points.reduce((sum, point) => sum + point.net, 0)).toBe(2600);
    expect(seen.grain).toBe("hour");
    expect(seen.top_products).toMatchObject([{ product_id: peach.product_id, units: 2, net: { amount: 2000 } }]);
    const week = await trade.api.call("getShopOverview", asMerchant({ query: { from: yesterday, to: day } }));
    expect(week.points.map((point) => point.orders)).toEqual([0, 2]);
    expect(week.before).toBeNull();
  });

  it("says what waits, and how far the shop has come", async () => {
    const todo = await trade.api.call("getShopToDo", asMerchant());
    expect(todo).toMatchObject({ to_ship: 1, late: 0, near: 0, refunds_running: 0 });
    expect(todo.steps).toEqual({ verified: true, on_sale: true, shipping: true, session: false, order: true });
    expect(todo.next_ship_by).not.toBeNull();
  });

  it("narrows the list by state, day, product, deadline and what somebody remembers", async () => {
    const pear = await putOnSale(trade, { stock: 50 });
    const order = await place(trade, buyer, pear.variant_id);
    await pay(trade, buyer, order);
    const find = async (query: object) =>
      (await trade.api.call("listShopOrders", asMerchant({ query }))).data.map((one) => one.id);
    expect(await find({ product_id: pear.product_id })).toEqual([order.id]);
    expect(await find({ q: order.id.slice(-8) })).toEqual([order.id]);
    expect(await find({ q: "水蜜桃" })).toContain(order.id);
    expect(await find({ q: "100%_" })).toEqual([]);
    expect(await find({ from: today(), to: today(), state: "to_ship" })).toContain(order.id);
    expect(await find({ to: "2020-01-01" })).toEqual([]);
    expect(await find({ deadline: "late" })).toEqual([]);
    trade.ctx.clock.turn(30 * 3600_000);
    expect(await find({ deadline: "near" })).toContain(order.id);
    trade.ctx.clock.turn(30 * 3600_000);
    expect(await find({ deadline: "late" })).toContain(order.id);
    expect((await trade.api.call("getShopToDo", asMerchant())).late).toBe(2);
    await ship(trade, order);
    expect(await find({ q: "SF1234567890" })).toContain(order.id);
    // What LIKE takes for wildcards is itself.
    for (const q of ["SF123456789_", "SF%", "%"]) expect(await find({ q })).not.toContain(order.id);
    expect(await find({ deadline: "late" })).not.toContain(order.id);
  });

  it("ships many at once: each row for itself, dry first, and again without harm", async () => {
    const plum = await putOnSale(trade, { stock: 9 });
    const orders = [];
    for (let n = 0; n < 3; n += 1) {
      const order = await place(trade, buyer, plum.variant_id);
      if (n < 2) await pay(trade, buyer, order);
      orders.push(order.id);
    }
    const [one = "", two = "", unpaid = ""] = orders;
    const row = (order_id: string, tracking_number = "SF99887766") => ({ order_id, carrier: "顺丰", tracking_number });
    const rows = [row(one), row(two, "bad;"), row(unpaid), row("ord_nobody"), row(one), { ...row(two), carrier: " " }];
    const call = (dry_run: boolean, key = newKey()) =>
      trade.api.call("shipOrders", asMerchant({ key, body: { dry_run, rows } }));
    const told = (results: { outcome: string; error: { code: string } | null }[]) =>
      results.map((result) => result.error?.code ?? result.outcome);
    const refusals = ["tracking_invalid", "order_state", "not_found", "invalid_param", "invalid_param"];
    expect(told((await call(true)).results)).toEqual(["ready", ...refusals]);
    expect(told((await call(true)).results)).toEqual(["ready", ...refusals]);
    const key = newKey();
    expect(told((await call(false, key)).results)).toEqual(["shipped", ...refusals]);
    expect(told((await call(false, key)).results)).toEqual(["shipped", ...refusals]);
    expect(told((await call(false)).results)).toEqual(["same", ...refusals]);
    const stock = await trade.api.call("getStock", {
      token: trade.merchant.token,
      params: { shop_id: trade.shop_id, variant_id: plum.variant_id },
    });
    expect(stock).toMatchObject({ on_hand: 8, reserved: 2 });
    const stranger = await newBuyer(trade);
    await trade.api.refused("role_required", "shipOrders", {
      token: stranger.token,
      key: newKey(),
      params: { shop_id: trade.shop_id },
      body: { dry_run: true, rows },
    });
  });

  it("prices delivery by province, keeps it with the order, and refuses where nobody delivers", async () => {
    const apple = await putOnSale(trade, { stock: 9, price: 1000 });
    const template = await trade.api.call(
      "createShippingTemplate",
      asMerchant({
        body: {
          name: "全国",
          base_fee: 800,
          item_fee: 100,
          free_from: 5000,
          rules: [
            { regions: ["CN-ZJ"], delivers: true, base_fee: 300, item_fee: 0 },
            { regions: ["CN-XJ"], delivers: false },
          ],
        },
      }),
    );
    await trade.api.call(
      "changeProducts",
      asMerchant({
        key: newKey(),
        body: {
          dry_run: false,
          product_ids: [apple.product_id],
          act: { kind: "shipping", shipping_template_id: template.id },
        },
      }),
    );
    const lines = [{ variant_id: apple.variant_id, quantity: 2 }];
    const quote = (more: object, token?: string) => trade.api.call("quoteOrder", { token, body: { lines, ...more } });
    expect(await quote({})).toMatchObject({ shipping: { amount: 900 }, shipping_final: false });
    expect(await quote({ address_id: buyer.address.id }, buyer.token)).toMatchObject({
      shipping: { amount: 300 },
      total: { amount: 2300 },
      shipping_final: true,
    });
    await trade.api.refused("region_not_served", "quoteOrder", { body: { lines, region: "新疆" } });
    await trade.api.refused("region_unknown", "quoteOrder", { body: { lines, region: "Bayern" } });
    await trade.api.refused("address_missing", "quoteOrder", {
      token: other.token,
      body: { lines, address_id: buyer.address.id },
    });
    const order = await place(trade, buyer, apple.variant_id, { quantity: 2, more: { expected_total: 2300 } });
    expect(order.shipping_basis).toMatchObject({
      region: "CN-ZJ",
      parts: [{ template_name: "全国", units: 2, fee: { amount: 300 } }],
    });
    await trade.api.refused("shipping_template_used", "deleteShippingTemplate", {
      token: trade.merchant.token,
      params: { shop_id: trade.shop_id, template_id: template.id },
    });
  });

  it("keeps every movement of stock, and a stocktake is one of them", async () => {
    const fig = await putOnSale(trade, { stock: 5 });
    const params = { shop_id: trade.shop_id, variant_id: fig.variant_id };
    const order = await place(trade, buyer, fig.variant_id, { quantity: 2 });
    await pay(trade, buyer, order);
    await ship(trade, order);
    const counted = await trade.api.call("countStock", {
      token: trade.merchant.token,
      key: newKey(),
      params,
      body: { counted: 2, reason: "盘点" },
    });
    expect(counted).toMatchObject({ on_hand: 2, reserved: 0 });
    await trade.api.call("countStock", {
      token: trade.merchant.token,
      key: newKey(),
      params,
      body: { counted: 2, reason: "again" },
    });
    const all: { kind: string; on_hand_change: number; reserved_change: number }[] = [];
    let cursor: string | undefined;
    do {
      const page = await trade.api.call("listStockHistory", {
        token: trade.merchant.token,
        params,
        query: { limit: 2, ...(cursor === undefined ? {} : { cursor }) },
      });
      all.push(...page.data);
      cursor = page.next_cursor ?? undefined;
    } while (cursor !== undefined);
    expect(all.map(({ kind, on_hand_change, reserved_change }) => [kind, on_hand_change, reserved_change])).toEqual(
      expect.arrayContaining([
        ["adjusted", -1, 0],
        ["consumed", -2, -2],
        ["reserved", 0, 2],
        ["adjusted", 5, 0],
      ]),
    );
    expect(all).toHaveLength(4);
    expect(all.reduce((sum, one) => sum + one.on_hand_change, 0)).toBe(2);
    const low = async () =>
      (await trade.api.call("listStock", asMerchant({ query: { only: "low", limit: 100 } }))).data.map(
        (one) => one.variant_id,
      );
    expect(await low()).toContain(fig.variant_id);
    await trade.api.call("setLowStock", { token: trade.merchant.token, params, body: { low_at: 1 } });
    expect(await low()).not.toContain(fig.variant_id);
  });
});
