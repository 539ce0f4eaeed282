import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  newBuyer,
  newKey,
  openTrade,
  outcome,
  place,
  putOnSale,
  type Buyer,
  type Trade,
} from "../../../tests/kit/trade.ts";

let trade: Trade;
let buyer: Buyer;
beforeAll(async () => {
  trade = await openTrade();
});
afterAll(() => trade.end());

const toShop = (one: { token: string }, body: object, key = newKey()) =>
  trade.api.call("writeToShop", { token: one.token, key, params: { shop_id: trade.shop_id }, body });
const inside = (conversation_id: string, token: string, body: object) =>
  trade.api.call("writeMessage", { token, key: newKey(), params: { conversation_id }, body });
const show = (conversation_id: string, token: string) =>
  trade.api.call("getConversation", { token, params: { conversation_id } });

test("a buyer writes, the shop answers, both know what is unread; words are ciphertext", async () => {
  buyer = await newBuyer(trade);
  const first = await toShop(buyer, { text: "你好，我叫王小明，电话 13800138000" });
  const { conversation_id } = first;
  const shops = await trade.api.call("listShopConversations", {
    token: trade.merchant.token,
    params: { shop_id: trade.shop_id },
    query: { waiting: "1" },
  });
  expect(shops.data).toMatchObject([{ id: conversation_id, buyer_name: "王***", unread: 1, last: { from: "buyer" } }]);
  trade.ctx.clock.turn(1000);
  const answer = await inside(conversation_id, trade.merchant.token, { text: "在的" });
  expect(answer).toMatchObject({ from: "shop", text: "在的" });
  expect(answer.staff_name).not.toBeNull();
  expect(await show(conversation_id, trade.merchant.token)).toMatchObject({ unread: 0, waiting_since: null });
  expect(await show(conversation_id, buyer.token)).toMatchObject({ unread: 1, buyer_name: "王小明" });
  const read = await trade.api.call("readConversation", { token: buyer.token, params: { conversation_id } });
  expect(read.unread).toBe(0);
  expect((await show(conversation_id, trade.merchant.token)).read_by_other_at).not.toBeNull();
  const seen = await trade.api.call("listMessages", { token: buyer.token, params: { conversation_id }, query: {} });
  expect(seen.data.map((message) => [message.from, message.text, message.staff_name])).toEqual([
    ["shop", "在的", null],
    ["buyer", "你好，我叫王小明，电话 13800138000", null],
  ]);
  const stored = await sql<{ row: string }>`select m::text as row from support.message m
    union all select c::text from support.conversation c union all select s::text from kernel.saved_answer s`.execute(
    trade.ctx.db.reader,
  );
  expect(stored.rows.filter(({ row }) => row.includes("13800138000") || row.includes("王小明"))).toEqual([]);
});

test("one conversation for each pair, one message per key, however many requests come at once", async () => {
  const one = await newBuyer(trade, "赵六");
  const key = newKey();
  const all = await Promise.all([
    toShop(one, { text: "在吗" }, key),
    toShop(one, { text: "在吗" }, key),
    toShop(one, { text: "在吗？" }),
  ]);
  expect(new Set(all.map((message) => message.conversation_id)).size).toBe(1);
  expect(new Set(all.map((message) => message.id)).size).toBe(2);
  const list = await trade.api.call("listConversations", { token: one.token });
  expect(list.data).toHaveLength(1);
  expect(await outcome(toShop(one, { text: "别的" }, key))).toBe("idempotency_key_reused");
});

test("nobody else reads or writes, and the shop's own people do not write to themselves", async () => {
  const one = await newBuyer(trade, "钱七");
  const { conversation_id } = await toShop(one, { text: "几时发货" });
  const stranger = await newBuyer(trade, "孙八");
  const params = { conversation_id };
  expect(await outcome(show(conversation_id, stranger.token))).toBe("not_found");
  expect(await outcome(show(conversation_id, trade.operator.token))).toBe("not_found");
  expect(await outcome(inside(conversation_id, stranger.token, { text: "我" }))).toBe("not_found");
  expect(await outcome(trade.api.call("listMessages", { token: stranger.token, params, query: {} }))).toBe("not_found");
  expect(await outcome(trade.api.call("readConversation", { token: stranger.token, params }))).toBe("not_found");
  expect(await outcome(toShop(trade.merchant, { text: "自己" }))).toBe("own_shop_message");
});

test("a message is about a purchase of this buyer with this shop, or about something on its shelf", async () => {
  const peach = await putOnSale(trade, { stock: 5 });
  const one = await newBuyer(trade, "周九");
  const other = await newBuyer(trade, "吴十");
  const order = await place(trade, one, peach.variant_id);
  const about = { kind: "order", order_id: order.id };
  expect(await toShop(one, { text: "改地址", about })).toMatchObject({ about: { kind: "order", title: "水蜜桃" } });
  expect(await outcome(toShop(other, { text: "改地址", about }))).toBe("not_found");
  const shelf = { kind: "product", product_id: peach.product_id };
  const asked = await toShop(other, { text: "甜吗", about: shelf });
  expect(asked).toMatchObject({ about: { kind: "product", title: "水蜜桃" } });
  // The shop cannot show one buyer the purchase of another.
  expect(await outcome(inside(asked.conversation_id, trade.merchant.token, { text: "看", about }))).toBe("not_found");
});

test("a flood is slowed down, and nothing empty is said", async () => {
  const one = await newBuyer(trade, "郑一");
  const codes: string[] = [];
  for (let n = 0; n < 22; n += 1) codes.push(await outcome(toShop(one, { text: `第 ${n} 条` })));
  expect(codes.filter((code) => code === "placed")).toHaveLength(20);
  expect(codes.at(-1)).toBe("rate_limited");
  expect(await outcome(toShop(await newBuyer(trade), { text: "  " }))).toBe("invalid_param");
});
