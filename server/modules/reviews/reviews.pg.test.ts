import { afterAll, beforeAll, expect, test } from "vitest";
import {
  newBuyer,
  newKey,
  openTrade,
  outcome,
  pay,
  place,
  putOnSale,
  ship,
  type Buyer,
  type Trade,
} from "../../../tests/kit/trade.ts";
import type { Order } from "../../../contract/orders.ts";

let trade: Trade;
let buyer: Buyer;
beforeAll(async () => {
  trade = await openTrade();
  buyer = await newBuyer(trade);
});
afterAll(() => trade.end());

async function received(one = buyer): Promise<{ order: Order; line_id: string; product_id: string }> {
  const peach = await putOnSale(trade, { stock: 5 });
  const order = await place(trade, one, peach.variant_id);
  await pay(trade, one, order);
  await ship(trade, order);
  await trade.api.call("receiveOrder", { token: one.token, key: newKey(), params: { order_id: order.id } });
  await trade.ctx.settle();
  return { order, line_id: order.lines[0]?.id ?? "", product_id: peach.product_id };
}
const stars = { goods: 4, service: 5, delivery: 3 };
const write = (
  one: { order: Order; line_id: string },
  more: { token?: string; text?: string; picture_ids?: string[] } = {},
) =>
  trade.api.call("writeReview", {
    token: more.token ?? buyer.token,
    params: { order_id: one.order.id, line_id: one.line_id },
    body: { stars, text: more.text ?? "很甜", picture_ids: more.picture_ids ?? [] },
  });
const seen = (product_id: string, query: object = {}) =>
  trade.api.call("listProductReviews", { params: { product_id }, query });
const summary = (product_id: string) => trade.api.call("getProductReviewSummary", { params: { product_id } });

test("a purchase is reviewed once it was received, once, by its buyer alone", async () => {
  const peach = await putOnSale(trade, { stock: 5 });
  const unpaid = await place(trade, buyer, peach.variant_id);
  const line_id = unpaid.lines[0]?.id ?? "";
  expect(await outcome(write({ order: unpaid, line_id }))).toBe("order_state");
  const one = await received();
  const due = await trade.api.call("listReviewsDue", { token: buyer.token });
  expect(due.data.map((each) => each.line_id)).toContain(one.line_id);
  const stranger = await newBuyer(trade, "李四");
  expect(await outcome(write(one, { token: stranger.token }))).toBe("not_found");
  expect(await outcome(write(one, { token: trade.merchant.token }))).toBe("not_found");
  expect(await outcome(write({ ...one, line_id }))).toBe("not_found");
  const both = await Promise.all([outcome(write(one)), outcome(write(one))]);
  expect(both.toSorted()).toEqual(["placed", "review_exists"]);
  expect(
    (await trade.api.call("listReviewsDue", { token: buyer.token })).data.map((each) => each.line_id),
  ).not.toContain(one.line_id);
  const [shown] = (await seen(one.product_id)).data;
  expect(shown).toMatchObject({ author: "王***", stars, order_id: null, append_until: null, first: { text: "很甜" } });
  // Whoever wrote it is told apart, for themselves alone.
  expect(shown?.yours).toBe(false);
  const own = await trade.api.call("listProductReviews", {
    token: buyer.token,
    params: { product_id: one.product_id },
    query: {},
  });
  expect(own.data[0]?.yours).toBe(true);
  expect(await summary(one.product_id)).toMatchObject({
    count: 1,
    mean_hundredths: { goods: 400, service: 500, delivery: 300 },
    by_stars: [0, 0, 0, 1, 0],
  });
  expect((await trade.api.call("getShopReviewSummary", { params: { shop_id: trade.shop_id } })).count).toBe(1);
});

test("its buyer appends once, the shop answers both once, everybody reads it", async () => {
  const one = await received();
  const review = await write(one);
  const params = { review_id: review.id };
  const append = (token = buyer.token) =>
    trade.api.call("appendReview", { token, params, body: { text: "放了一周还是很甜" } });
  const reply = (to: "first" | "appended", token = trade.merchant.token) =>
    trade.api.call("replyReview", { token, params: { ...params, shop_id: trade.shop_id }, body: { to, text: "谢谢" } });
  expect(await outcome(reply("appended"))).toBe("not_found");
  const stranger = await newBuyer(trade, "李四");
  expect(await outcome(append(stranger.token))).toBe("not_found");
  expect(await outcome(reply("first", buyer.token))).toBe("role_required");
  await reply("first");
  expect(await outcome(reply("first"))).toBe("review_exists");
  expect((await append()).appended?.text).toBe("放了一周还是很甜");
  expect(await outcome(append())).toBe("review_exists");
  const waiting = () =>
    trade.api.call("listShopReviews", {
      token: trade.merchant.token,
      params: { shop_id: trade.shop_id },
      query: { waiting: "1" },
    });
  expect((await waiting()).data.map((each) => each.id)).toContain(review.id);
  await reply("appended");
  expect((await waiting()).data.map((each) => each.id)).not.toContain(review.id);
  expect((await seen(one.product_id, { appended: "1" })).data[0]).toMatchObject({
    first: { reply: { text: "谢谢" } },
    appended: { text: "放了一周还是很甜", reply: { text: "谢谢" } },
  });
  await trade.ctx.settle();
  const mine = await trade.api.call("listMyReviews", { token: buyer.token, query: {} });
  expect(mine.data.map((each) => each.id)).toContain(review.id);
});

test("only pictures of one's own, each once", async () => {
  const one = await received();
  const bytes = await (
    await import("sharp")
  )
    .default({ create: { width: 40, height: 30, channels: 3, background: "#c86432" } })
    .jpeg()
    .toBuffer();
  const picture = await trade.api.call("createPicture", { token: trade.merchant.token, body: new Uint8Array(bytes) });
  expect(await outcome(write(one, { picture_ids: [picture.id] }))).toBe("picture_unknown");
  const own = await trade.api.call("createPicture", { token: buyer.token, body: new Uint8Array(bytes) });
  expect(await outcome(write(one, { picture_ids: [own.id, own.id] }))).toBe("picture_unknown");
  await write(one, { picture_ids: [own.id] });
  expect((await seen(one.product_id, { with_pictures: "1" })).data).toHaveLength(1);
  expect((await summary(one.product_id)).with_pictures).toBe(1);
});

test("an operator takes words out of sight; the stars count on, and nothing is gone", async () => {
  const one = await received();
  const review = await write(one, { text: "不能给人看的话" });
  const decide = (id: "coverReview" | "uncoverReview") =>
    trade.api.call(id, {
      token: trade.operator.token,
      params: { review_id: review.id },
      body: { reason: "含有他人电话" },
    });
  await decide("coverReview");
  expect((await seen(one.product_id)).data[0]).toMatchObject({
    first: { text: "", pictures: [] },
    covered: { reason: "含有他人电话" },
    stars,
  });
  expect((await summary(one.product_id)).count).toBe(1);
  const own = await trade.api.call("listOrderReviews", { token: buyer.token, params: { order_id: one.order.id } });
  expect(own.data[0]?.first.text).toBe("不能给人看的话");
  await decide("uncoverReview");
  expect((await seen(one.product_id)).data[0]).toMatchObject({ first: { text: "不能给人看的话" }, covered: null });
});
