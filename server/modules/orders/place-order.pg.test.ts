import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  expectSound,
  fieldsFor,
  goOnAir,
  look,
  newBuyer,
  newKey,
  openTrade,
  outcome,
  place,
  putOnSale,
  type Buyer,
  type Trade,
} from "../../../tests/kit/trade.ts";
import { present } from "../../kernel/assert.ts";
import { isDatabaseAway } from "../../kernel/db.ts";
import { newId } from "../../kernel/ids.ts";

let trade: Trade;
let buyers: Buyer[];
let buyer: Buyer;
let other: Buyer;
beforeAll(async () => {
  trade = await openTrade();
  buyers = [];
  for (let count = 0; count < 5; count += 1) buyers.push(await newBuyer(trade));
  buyer = present(buyers[0], "a buyer");
  other = present(buyers[1], "another buyer");
});
afterAll(() => trade.end());

async function connect(): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: trade.ctx.database_url });
  await client.connect();
  return client;
}
/** Ends whoever waits for a lock, as a machine that dies would; gives how many. */
async function killWaiting(client: pg.Client): Promise<number> {
  for (;;) {
    const { rows } = await client.query<{ ended: boolean }>(
      "select pg_terminate_backend(pid) as ended from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'",
    );
    if (rows.length > 0) return rows.length;
    await client.query("select pg_sleep(0.02)");
  }
}
const countOrders = async (): Promise<number> =>
  (await trade.api.call("listAllOrders", { token: trade.operator.token, query: { limit: 100 } })).data.length;

describe("an order", () => {
  test("keeps price, page, address and moment, and asks to be paid", async () => {
    const peach = await putOnSale(trade, { stock: 10 });
    const air = await goOnAir(trade, [peach.product_id]);
    await trade.api.call("pinProduct", {
      token: trade.merchant.token,
      params: { session_id: air.session_id },
      body: { product_id: peach.product_id },
    });
    const order = await place(trade, buyer, peach.variant_id, {
      quantity: 3,
      moment: { session_id: air.session_id, stream_offset_ms: 0 },
      more: { remark: "放门口", expected_total: 3 * 2990 + 600 },
    });
    expect(order).toMatchObject({
      state: "unpaid",
      buyer_name: "王小明",
      goods: { amount: 8970 },
      shipping: { amount: 600 },
      total: { amount: 9570 },
      remark: "放门口",
      fees: null,
      address: { name: "王小明", phone: "+86 138 0013 8000", text: "浙江省 杭州市 西湖区 文三路 90 号 310012" },
      payment: { state: "requires_payment", amount: { amount: 9570 } },
      moment: { session_id: air.session_id, room_id: air.room_id, pinned_product_id: peach.product_id },
      timeline: [{ event: "placed", by: "buyer" }],
    });
    expect(order.pay_by).toBe(new Date(trade.ctx.clock.nowMs() + 15 * 60_000).toISOString());
    const [line] = order.lines;
    const [page] = order.item_pages;
    expect(line).toMatchObject({ title: "水蜜桃", quantity: 3, unit_price: { amount: 2990 }, total: { amount: 8970 } });
    const before = page;
    const product = await trade.api.call("getProduct", { params: { product_id: peach.product_id } });
    await trade.api.call("updateProduct", {
      token: trade.merchant.token,
      params: { shop_id: trade.shop_id, product_id: peach.product_id },
      body: {
        title: "另一个名字",
        description: "改了",
        unit: "个",
        picture_ids: product.pictures.map((one) => one.id),
        shipping_fee: 0,
        return_policy: "seven_days",
        variants: [{ id: peach.variant_id, title: "改了", price: 1 }],
      },
    });
    const later = await look(trade, buyer, order);
    expect(later.item_pages[0]).toEqual(before);
    expect(later.total).toEqual(order.total);
    await expectSound(trade, peach, { reserved: 3, left: 0 });
  });

  test("is in the buyer's list as soon as it is answered, before any event is heard", async () => {
    const one = await newBuyer(trade);
    const peach = await putOnSale(trade, { stock: 10 });
    const placed = [];
    for (let count = 0; count < 3; count += 1) placed.push((await place(trade, one, peach.variant_id)).id);
    const list = await trade.api.call("listMyOrders", { token: one.token });
    expect(list.data.map((order) => order.id).toSorted()).toEqual(placed.toSorted());
    expect((await trade.api.call("listMyOrders", { token: one.token, query: { state: "unpaid" } })).data).toHaveLength(
      3,
    );
    expect((await trade.api.call("listMyOrders", { token: one.token, query: { state: "closed" } })).data).toEqual([]);
  });

  test("lists go page by page, the newest first, and a made-up cursor is refused", async () => {
    const one = await newBuyer(trade);
    const peach = await putOnSale(trade, { stock: 10 });
    const ids: string[] = [];
    for (let count = 0; count < 5; count += 1) {
      trade.ctx.clock.turn(1);
      ids.unshift((await place(trade, one, peach.variant_id)).id);
    }
    for (const query of [{}, { state: "unpaid" }]) {
      const seen: string[] = [];
      let cursor: string | undefined;
      do {
        const page = await trade.api.call("listMyOrders", {
          token: one.token,
          query: { ...query, limit: 2, ...(cursor === undefined ? {} : { cursor }) },
        });
        expect(page.data.length).toBeLessThanOrEqual(2);
        seen.push(...page.data.map((order) => order.id));
        cursor = page.next_cursor ?? undefined;
        expect(page.has_more).toBe(cursor !== undefined);
      } while (cursor !== undefined);
      expect(seen).toEqual(ids);
    }
    await trade.api.refused("invalid_param", "listMyOrders", {
      token: one.token,
      query: { cursor: "ord_x' or true --" },
    });
  });

  test("of which we die between the claim of its key and the order is placed by whoever asks again", async () => {
    const one = await newBuyer(trade);
    const peach = await putOnSale(trade, { stock: 2 });
    const listed = async () => (await trade.api.call("listMyOrders", { token: one.token })).data;
    const client = await connect();
    await client.query("begin");
    await client.query("lock table orders.orders in share mode");
    const key = newKey();
    const lost = place(trade, one, peach.variant_id, { key }).catch((error: unknown) => error);
    await killWaiting(client);
    await client.query("rollback");
    await client.end();
    expect(isDatabaseAway(await lost)).toBe(true);
    expect(await listed()).toEqual([]);
    const order = await place(trade, one, peach.variant_id, { key });
    expect(await listed()).toEqual([order]);
    expect((await place(trade, one, peach.variant_id, { key })).id).toBe(order.id);
    await expectSound(trade, peach, { reserved: 1, left: 0 });
  });
});

describe("a wish is refused", () => {
  test("with a reason, and reserves nothing", async () => {
    const peach = await putOnSale(trade, { stock: 5 });
    const lines = [{ variant_id: peach.variant_id, quantity: 1 }];
    const ask = (body: object, token = buyer.token) => ({
      token,
      key: newKey(),
      body: { lines, address_id: buyer.address.id, ...body },
    });
    const api = trade.api;
    await api.refused("sold_out", "placeOrder", ask({ lines: [{ variant_id: peach.variant_id, quantity: 6 }] }));
    expect(
      (
        await api.refused(
          "sold_out",
          "placeOrder",
          ask({ lines: [...lines, { variant_id: peach.variant_id, quantity: 5 }] }),
        )
      ).details,
    ).toEqual({ available: 5 });
    await api.refused("price_changed", "placeOrder", ask({ expected_total: 2990 }));
    await api.refused("address_missing", "placeOrder", ask({ address_id: other.address.id }));
    await api.refused(
      "not_found",
      "placeOrder",
      ask({ lines: [{ variant_id: newId(trade.ctx, "var"), quantity: 1 }] }),
    );
    await api.refused("own_shop", "placeOrder", {
      token: trade.merchant.token,
      key: newKey(),
      body: { lines, address_id: buyer.address.id },
    });
    await api.refused(
      "not_on_air",
      "placeOrder",
      ask({ moment: { session_id: newId(trade.ctx, "sess"), stream_offset_ms: 0 } }),
    );
    for (const quantity of [0, -1, 1.5, 1000, 1e21])
      await api.refused("invalid_param", "placeOrder", ask({ lines: [{ variant_id: peach.variant_id, quantity }] }));
    await expectSound(trade, peach, { reserved: 0, left: 0 });
  });

  test("when the offset lies beyond the stream", async () => {
    const session = (await trade.api.call("getStudio", { token: trade.merchant.token })).session;
    const peach = await putOnSale(trade, { stock: 5 });
    expect(session?.state).toBe("on_air");
    await trade.api.refused("stream_offset_invalid", "placeOrder", {
      token: buyer.token,
      key: newKey(),
      body: {
        lines: [{ variant_id: peach.variant_id, quantity: 1 }],
        address_id: buyer.address.id,
        moment: { session_id: session?.id, stream_offset_ms: 60_000 },
      },
    });
  });

  test("when the products are of two shops, or off sale", async () => {
    const owner = await trade.api.call("demoSignIn", { body: { role: "merchant" } });
    const second = await trade.api.call("createShop", {
      token: owner.token,
      body: { name: "第二家", intro: "", dispatch_hours: 48 },
    });
    const here = await putOnSale(trade, { stock: 5 });
    const there = await putOnSale(trade, { stock: 5, shop_id: second.id });
    const body = (...variants: string[]) => ({
      lines: variants.map((variant_id) => ({ variant_id, quantity: 1 })),
      address_id: buyer.address.id,
    });
    const refusal = await trade.api.refused("several_shops", "placeOrder", {
      token: buyer.token,
      key: newKey(),
      body: body(here.variant_id, there.variant_id),
    });
    expect(refusal.param).toBe("lines.1.variant_id");
    // The same key at another shop.
    const key = newKey();
    await place(trade, buyer, here.variant_id, { key });
    await trade.api.refused("idempotency_key_reused", "placeOrder", {
      token: buyer.token,
      key,
      body: body(there.variant_id),
    });
    await trade.api.call("setProductState", {
      token: trade.merchant.token,
      params: { shop_id: trade.shop_id, product_id: here.product_id },
      body: { state: "off" },
    });
    await trade.api.refused("product_not_on_sale", "placeOrder", {
      token: buyer.token,
      key: newKey(),
      body: body(here.variant_id),
    });
    await trade.api.refused("product_not_on_sale", "quoteOrder", { body: { lines: body(here.variant_id).lines } });
  });

  test("a quote says what an order would cost and reserves nothing", async () => {
    const peach = await putOnSale(trade, { stock: 5, price: 1999, shipping: 0 });
    const quote = await trade.api.call("quoteOrder", {
      body: { lines: [{ variant_id: peach.variant_id, quantity: 2 }] },
    });
    expect(quote).toMatchObject({
      goods: { amount: 3998 },
      shipping: { amount: 0 },
      total: { amount: 3998 },
      lines: [{ available: 5, total: { amount: 3998 } }],
    });
    await expectSound(trade, peach, { reserved: 0, left: 0 });
  });
});

describe("stock", () => {
  test("the last unit, from many connections and processes, is sold once", async () => {
    const peach = await putOnSale(trade, { stock: 1 });
    const processes = [trade.orders, trade.otherProcess(), trade.otherProcess(), trade.otherProcess()];
    const outcomes = await Promise.all(
      Array.from({ length: 40 }, (_, index) => {
        const one = present(buyers[index % buyers.length], "a buyer");
        return outcome(
          present(processes[index % processes.length], "a process").place({
            buyer_id: one.account_id,
            key: newKey(),
            fields: fieldsFor(one, peach.variant_id),
          }),
        );
      }),
    );
    expect(outcomes.filter((one) => one === "placed")).toHaveLength(1);
    expect(outcomes.filter((one) => one === "sold_out")).toHaveLength(39);
    await expectSound(trade, peach, { reserved: 1, left: 0 });
  });

  test("100 wishes of 1 to 4 units for 150: none oversold, none left that somebody could have had", async () => {
    const peach = await putOnSale(trade, { stock: 150 });
    const wishes = Array.from({ length: 100 }, (_, index) => 1 + ((index * 7) % 4));
    const outcomes = await Promise.all(
      wishes.map((quantity, index) =>
        outcome(place(trade, present(buyers[index % buyers.length], "a buyer"), peach.variant_id, { quantity })),
      ),
    );
    const sold = wishes.filter((_, index) => outcomes[index] === "placed").reduce((sum, quantity) => sum + quantity, 0);
    const smallestRefused = Math.min(...wishes.filter((_, index) => outcomes[index] === "sold_out"));
    expect(outcomes.every((one) => one === "placed" || one === "sold_out")).toBe(true);
    expect(sold).toBeLessThanOrEqual(150);
    expect(150 - sold).toBeLessThan(smallestRefused);
    await expectSound(trade, peach, { reserved: sold, left: 0 });
  });
});

describe("faults", () => {
  test("a member the database cannot take fails alone", async () => {
    const peach = await putOnSale(trade, { stock: 30 });
    // The edge lets no such key through; PostgreSQL refuses the NUL wherever it stands, and with it the whole statement.
    const settled = await Promise.allSettled(
      Array.from({ length: 9 }, (_, index) =>
        trade.orders.place({
          buyer_id: buyer.account_id,
          key: index === 4 ? "a\0b" : newKey(),
          fields: fieldsFor(buyer, peach.variant_id),
        }),
      ),
    );
    expect(settled.map((one) => one.status)).toEqual(
      Array.from({ length: 9 }, (_, index) => (index === 4 ? "rejected" : "fulfilled")),
    );
    await expectSound(trade, peach, { reserved: 8, left: 0 });
  });

  test("a batch whose connection dies leaves nothing behind, says so, and may be sent again", async () => {
    const peach = await putOnSale(trade, { stock: 30 });
    const orders = await countOrders();
    const client = await connect();
    // Nobody may write an order, so the batch stands in the middle of its transaction with the stock locked.
    await client.query("begin");
    await client.query("lock table orders.orders in share mode");
    const keys = Array.from({ length: 6 }, newKey);
    const batch = Promise.allSettled(keys.map((key) => place(trade, buyer, peach.variant_id, { key })));
    await killWaiting(client);
    await client.query("rollback");
    await client.end();
    const settled = await batch;
    const failed = settled.flatMap((one, index) =>
      one.status === "rejected" ? [{ key: present(keys[index], "a key"), reason: one.reason as unknown }] : [],
    );
    expect(failed.length).toBeGreaterThan(0);
    for (const { reason } of failed) expect(isDatabaseAway(reason)).toBe(true);
    expect(await countOrders()).toBe(orders + settled.length - failed.length);
    await expectSound(trade, peach, { reserved: settled.length - failed.length, left: 0 });
    for (const key of keys) await place(trade, buyer, peach.variant_id, { key });
    await expectSound(trade, peach, { reserved: 6, left: 0 });
    expect(await countOrders()).toBe(orders + 6);
  });
});
