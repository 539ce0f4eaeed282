import { afterAll, beforeAll, expect, test } from "vitest";
import {
  bargain,
  day_ms,
  hour_ms,
  parcelBack,
  quality,
  unshipped,
  type Bargaining,
} from "../../../tests/kit/aftersales.ts";
import { claim, offer, offerOfPlatform } from "../../../tests/kit/promotions.ts";
import {
  expectSound,
  look,
  newKey,
  openTrade,
  pay,
  place,
  putOnSale,
  ship,
  turn,
  type Trade,
} from "../../../tests/kit/trade.ts";
import type { Order } from "../../../contract/orders.ts";
import type { Aftersale } from "../../../contract/aftersales.ts";

let trade: Trade;
let talk: Bargaining;
beforeAll(async () => {
  trade = await openTrade();
  talk = await bargain(trade);
});
afterAll(() => trade.end());

const books = async () =>
  (await trade.ledger.balances(trade.ctx.db.reader, [trade.shop_id])).get(trade.shop_id) ?? null;
/** What moved in the books since. */
async function moved<K extends "escrow" | "shop" | "platform" | "deposit" | "subsidy" | "receivable" | "provider">(
  before: Awaited<ReturnType<typeof books>>,
  ...accounts: readonly K[]
): Promise<Record<K, bigint>> {
  const now = await books();
  return Object.fromEntries(accounts.map((name) => [name, (now?.[name] ?? 0n) - (before?.[name] ?? 0n)])) as Record<
    K,
    bigint
  >;
}

/** Three boxes of one, one of another, with a coupon of the shop and one of the platform; 6.00 of shipping. */
async function discounted(until: "to_ship" | "received") {
  const [a, b] = [await putOnSale(trade, { stock: 5, price: 2990 }), await putOnSale(trade, { stock: 5, price: 1001 })];
  const held = [
    await claim(trade, talk.buyer, await offer(trade, { discount: { kind: "amount", amount: 700 } })),
    await claim(trade, talk.buyer, await offerOfPlatform(trade, { discount: { kind: "amount", amount: 500 } })),
  ];
  const lines = [
    { variant_id: a.variant_id, quantity: 3 },
    { variant_id: b.variant_id, quantity: 1 },
  ];
  const order = await place(trade, talk.buyer, a.variant_id, {
    more: { lines, coupon_ids: held.map((one) => one.id) },
  });
  expect(order.total.amount).toBe(3 * 2990 + 1001 + 600 - 700 - 500);
  await pay(trade, talk.buyer, order);
  if (until === "received") {
    await ship(trade, order);
    await trade.api.call("receiveOrder", { token: talk.buyer.token, key: newKey(), params: { order_id: order.id } });
  }
  return { a, b, held, order };
}

async function giveBack(order: Pick<Order, "id">, lines: readonly { line_id: string; quantity: number }[]) {
  const asked = await talk.apply(order, { way: "refund_only", reason: "quality", lines });
  await talk.sellerActs(asked, { action: "agree" });
  return talk.until(asked, "success");
}
const lineOf = (order: Order, variant_id: string): string =>
  order.lines.find((line) => line.variant_id === variant_id)?.id ?? "";

test("received, by line and quantity: each discount goes back with its line, and the last part closes the order", async () => {
  const before = await books();
  const { a, b, order } = await discounted("received");
  const [boxes, other] = [lineOf(order, a.variant_id), lineOf(order, b.variant_id)];
  // 89.70 less 6.30 of the shop's coupon and 4.50 of the platform's: a third of 78.90.
  const first = await giveBack(order, [{ line_id: boxes, quantity: 1 }]);
  expect(first).toMatchObject({ goods: { amount: 2630 }, shipping: { amount: 0 }, payment: { state: "success" } });
  expect(await look(trade, talk.buyer, order)).toMatchObject({ state: "received", refunded: { amount: 2630 } });
  // The platform has its 1.50 of that box back at once.
  expect((await moved(before, "subsidy")).subsidy).toBe(350n);

  const more = (lines: { line_id: string; quantity: number }[], amount: number | null = null) =>
    talk.applying(order, { way: "refund_only", reason: "quality", lines, amount });
  await trade.api.refused("refund_exceeds", "applyAftersale", more([{ line_id: other, quantity: 1 }], 882));
  await trade.api.refused("invalid_param", "applyAftersale", more([{ line_id: boxes, quantity: 3 }]));
  expect((await giveBack(order, [{ line_id: other, quantity: 1 }])).amount.amount).toBe(881);
  // The shipping goes back with the last of it, by the seller's fault.
  const last = await giveBack(order, [{ line_id: boxes, quantity: 2 }]);
  expect(last).toMatchObject({ goods: { amount: 5260 }, shipping: { amount: 600 } });
  expect(await look(trade, talk.buyer, order)).toMatchObject({
    state: "closed",
    close_reason: "refunded",
    refunded: { amount: order.total.amount },
  });
  expect(await moved(before, "escrow", "subsidy", "provider", "shop", "platform")).toEqual({
    escrow: 0n,
    subsidy: 0n,
    provider: 0n,
    shop: 0n,
    platform: 0n,
  });
  await trade.api.refused("order_state", "applyAftersale", talk.applying(order, quality));
  // Used goods do not lie on the shelf again because somebody kept them.
  await expectSound(trade, a, { reserved: 0, left: 3 });
});

test("unshipped, unit by unit: each is sold again at once, the rest ships and settles on what is left", async () => {
  const { a, order } = await discounted("to_ship");
  const before = await books();
  const asked = await talk.apply(order, {
    ...unshipped,
    lines: [{ line_id: lineOf(order, a.variant_id), quantity: 1 }],
  });
  await trade.api.refused("refund_running", "shipOrder", {
    token: trade.merchant.token,
    key: newKey(),
    params: { shop_id: trade.shop_id, order_id: order.id },
    body: { carrier: "顺丰", tracking_number: "SF1234567890" },
  });
  await talk.sellerActs(asked, { action: "agree" });
  await talk.until(asked, "success");
  await expectSound(trade, a, { reserved: 2, left: 0 });
  expect(await ship(trade, order)).toMatchObject({ state: "shipped" });
  await expectSound(trade, a, { reserved: 0, left: 2 });
  await trade.api.call("receiveOrder", { token: talk.buyer.token, key: newKey(), params: { order_id: order.id } });
  await turn(trade, 7 * day_ms);
  expect((await look(trade, talk.buyer, order)).state).toBe("success");
  // 92.71 of goods less the 27.80 of the box given back: 5 % of 64.91; the shop has the rest and the shipping.
  expect(await moved(before, "escrow", "platform", "shop")).toEqual({ escrow: -9871n, platform: 324n, shop: 6767n });
});

test("unshipped and given back in parts up to the whole: coupons come back with the last, and nothing less than all is bargained", async () => {
  const { a, b, held, order } = await discounted("to_ship");
  const part = (variant_id: string, quantity: number): Promise<Aftersale> =>
    talk.apply(order, { ...unshipped, lines: [{ line_id: lineOf(order, variant_id), quantity }] });
  const inState = async (state: "held" | "used") =>
    (await trade.api.call("listHeldCoupons", { token: talk.buyer.token, query: { state, limit: 50 } })).data.filter(
      (one) => held.some((mine) => mine.id === one.id),
    ).length;
  await trade.api.refused("invalid_param", "applyAftersale", talk.applying(order, { ...unshipped, amount: 100 }));
  const one = await part(a.variant_id, 1);
  await trade.api.refused(
    "aftersale_state",
    "actAsSeller",
    talk.asSeller(one, { action: "propose", way: "refund_only", amount: 100, note: "一半" }),
  );
  expect(one.actions).not.toContain("propose");
  const two = await part(b.variant_id, 1);
  // Two at once: both are paid, and the order goes on with what is left.
  await talk.sellerActs(one, { action: "agree" });
  await talk.sellerActs(two, { action: "agree" });
  await talk.until(one, "success");
  await talk.until(two, "success");
  expect(await inState("used")).toBe(2);
  const three = await part(a.variant_id, 2);
  expect(three.amount.amount).toBe(5860);
  await talk.sellerActs(three, { action: "agree" });
  await talk.until(three, "success");
  expect(await look(trade, talk.buyer, order)).toMatchObject({ state: "closed", refunded: { amount: 9371 } });
  expect(await inState("held")).toBe(2);
  await expectSound(trade, a, { reserved: 0, left: 0 });
  await expectSound(trade, b, { reserved: 0, left: 0 });
});

test("a compensation for late dispatch is counted: no more than the rest goes back, and all of the platform's coupon", async () => {
  const before = await books();
  const peach = await putOnSale(trade, { stock: 5, shipping: 0 });
  const coupon = await claim(trade, talk.buyer, await offerOfPlatform(trade));
  const order = await place(trade, talk.buyer, peach.variant_id, { quantity: 2, more: { coupon_ids: [coupon.id] } });
  await pay(trade, talk.buyer, order);
  await turn(trade, 49 * hour_ms);
  await expect
    .poll(async () => (await trade.ctx.settle(), (await look(trade, talk.buyer, order)).compensation?.state))
    .toBe("paid");
  const { compensation } = await look(trade, talk.buyer, order);
  const rest = order.total.amount - (compensation?.amount.amount ?? 0);
  expect(rest).toBeLessThan(order.total.amount);
  const body = { way: "refund_only", reason: "late_dispatch" };
  const quote = await trade.api.call("quoteAftersale", {
    token: talk.buyer.token,
    params: { order_id: order.id },
    body,
  });
  expect(quote.most.amount).toBe(rest);
  await trade.api.refused("refund_exceeds", "applyAftersale", {
    ...talk.applying(order, { way: "refund_only", reason: "late_dispatch", amount: order.total.amount }),
  });
  const asked = await talk.apply(order, { way: "refund_only", reason: "late_dispatch" });
  expect(asked).toMatchObject({ amount: { amount: rest }, most: { amount: rest } });
  await talk.sellerActs(asked, { action: "agree" });
  await talk.until(asked, "success");
  expect((await look(trade, talk.buyer, order)).state).toBe("closed");
  expect(await moved(before, "escrow", "subsidy", "provider")).toEqual({ escrow: 0n, subsidy: 0n, provider: 0n });
  await expectSound(trade, peach, { reserved: 0, left: 0 });
});

test("after settlement it is drawn from balance, deposit and then owed, and the platform gives its take back in proportion", async () => {
  const { a, b, order } = await discounted("received");
  await turn(trade, 7 * day_ms);
  expect((await look(trade, talk.buyer, order)).state).toBe("success");
  const post = (
    kind: "payout" | "deposit_paid",
    entries: { account: "shop" | "payout" | "provider" | "deposit"; amount: bigint }[],
  ) =>
    trade.ctx.db.transact((tx) =>
      trade.ledger.post(tx, [
        { shop_id: trade.shop_id, kind, cause: `${kind}:test`, order_id: null, entries, at: trade.ctx.clock.now() },
      ]),
    );
  const settled = await books();
  // Take of 463 from 92.71; the one of 9.31 stands for 46 of it.
  expect((await giveBack(order, [{ line_id: lineOf(order, b.variant_id), quantity: 1 }])).amount.amount).toBe(881);
  expect(await moved(settled, "escrow", "platform", "shop", "subsidy", "provider")).toEqual({
    escrow: 0n,
    platform: -46n,
    shop: -885n,
    subsidy: -50n,
    provider: -881n,
  });
  const shop = (await books())?.shop ?? 0n;
  await post("payout", [
    { account: "shop", amount: 1000n - shop },
    { account: "payout", amount: shop - 1000n },
  ]);
  await post("deposit_paid", [
    { account: "provider", amount: -500n },
    { account: "deposit", amount: 500n },
  ]);
  const drained = await books();
  const returned = await talk.apply(order, {
    ...quality,
    lines: [{ line_id: lineOf(order, a.variant_id), quantity: 3 }],
  });
  await talk.sellerActs(returned, { action: "agree" });
  const sent = await talk.buyerActs(await talk.now(returned), {
    action: "send_back",
    ...parcelBack,
    freight: "collect",
  });
  await talk.sellerActs(sent, { action: "receive", restock: [{ line_id: sent.lines[0]?.line_id, quantity: 2 }] });
  await talk.until(returned, "success");
  const drawn = await moved(drained, "provider", "subsidy", "platform", "shop", "deposit", "receivable");
  expect(drawn).toEqual({
    provider: -8490n,
    subsidy: -450n,
    platform: -417n,
    shop: -1000n,
    deposit: -500n,
    receivable: 8490n + 450n - 417n - 1500n,
  });
  // Settled stays settled, however much came back.
  expect(await look(trade, talk.buyer, order)).toMatchObject({ state: "success", refunded: { amount: 9371 } });
  await trade.api.refused(
    "refund_exceeds",
    "applyAftersale",
    talk.applying(order, { way: "refund_only", reason: "quality" }),
  );
  await expectSound(trade, a, { reserved: 0, left: 1 });
});
