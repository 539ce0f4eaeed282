import { afterAll, beforeAll, expect, test } from "vitest";
import {
  bargain,
  day_ms,
  hour_ms,
  parcelBack,
  quality,
  returnAddress,
  unshipped,
  type Bargaining,
} from "../../../tests/kit/aftersales.ts";
import { expectSound, look, newBuyer, openTrade, outcome, turn, type Trade } from "../../../tests/kit/trade.ts";

let trade: Trade;
let talk: Bargaining;
beforeAll(async () => {
  trade = await openTrade();
  talk = await bargain(trade);
});
afterAll(() => trade.end());

test("a return: asked, agreed, sent back, received, restocked, and the whole of it paid; the order closes", async () => {
  const { peach, order } = await talk.ordered();
  const asked = await talk.apply(order, quality);
  expect(asked).toMatchObject({ state: "applied", code: 10, turn: "seller", amount: order.total });
  const agreed = await talk.sellerActs(asked, { action: "agree", return_address: returnAddress });
  expect(agreed).toMatchObject({ state: "await_return", turn: "buyer", return_address: returnAddress });
  const sent = await talk.buyerActs(agreed, { action: "send_back", ...parcelBack, freight: "collect" });
  expect(sent).toMatchObject({ state: "returned", goods_due: false });
  const line_id = sent.lines[0]?.line_id;
  const received = await talk.sellerActs(sent, { action: "receive", restock: [{ line_id, quantity: 1 }] });
  expect(received.state).toBe("paying");
  const done = await talk.until(asked, "success");
  expect(done.timeline.map((entry) => entry.action)).toEqual(["apply", "agree", "send_back", "receive", "paid"]);
  expect(done.timeline.map((entry) => entry.version)).toEqual([1, 2, 3, 4, 5]);
  expect(done.lines[0]?.restocked).toBe(1);
  expect(await look(trade, talk.buyer, order)).toMatchObject({ state: "closed", close_reason: "refunded" });
  await expectSound(trade, peach, { reserved: 0, left: 1 });
});

test("before shipping: asked and given back, or at once where the shop says so; units are sold again", async () => {
  const { peach, order } = await talk.ordered("to_ship");
  const asked = await talk.apply(order, unshipped);
  expect(asked.before_shipping).toBe(true);
  await turn(trade, 24 * hour_ms);
  await talk.until(asked, "success");
  await expectSound(trade, peach, { reserved: 0, left: 0 });
  const rules = { token: trade.merchant.token, params: { shop_id: trade.shop_id } };
  await trade.api.call("setAftersaleRules", {
    ...rules,
    body: { agree_unshipped_at_once: true, return_address: null },
  });
  const second = await talk.ordered("to_ship");
  const atOnce = await talk.apply(second.order, unshipped);
  expect(atOnce.state).toBe("paying");
  await talk.until(atOnce, "success");
  await trade.api.call("setAftersaleRules", {
    ...rules,
    body: { agree_unshipped_at_once: false, return_address: null },
  });
});

test("an exchange: the same units leave again, no money moves, and it is done when the time to confirm is over", async () => {
  const { peach, order } = await talk.ordered();
  const asked = await talk.apply(order, { way: "exchange", reason: "damaged" });
  const agreed = await talk.sellerActs(asked, { action: "agree" });
  const sent = await talk.buyerActs(agreed, { action: "send_back", ...parcelBack });
  await talk.sellerActs(sent, { action: "send_exchange", ...parcelBack, restock: [] });
  await turn(trade, 10 * day_ms);
  expect(await talk.now(asked)).toMatchObject({ state: "success", payment: null });
  await expectSound(trade, peach, { reserved: 0, left: 4 });
  expect((await look(trade, talk.buyer, order)).refunded.amount).toBe(0);
});

test("settlement waits for the last of them, and goes on when it is over", async () => {
  const { order } = await talk.ordered();
  const asked = await talk.apply(order, quality);
  await talk.sellerActs(asked, { action: "agree" });
  await turn(trade, 7 * day_ms - hour_ms);
  expect((await look(trade, talk.buyer, order)).state).toBe("received");
  await turn(trade, 2 * hour_ms);
  expect((await talk.now(asked)).state).toBe("closed");
  expect((await look(trade, talk.buyer, order)).state).toBe("success");
});

test("a dispute: evidence of both, no ruling before its time is over, a ruling kept and carried out", async () => {
  const asked = await talk.apply((await talk.ordered()).order, quality);
  const refused = await talk.sellerActs(asked, { action: "refuse", note: "没坏" });
  const disputed = await talk.buyerActs(refused, {
    action: "dispute",
    note: "裂了",
    picture_ids: [await talk.picture(talk.buyer)],
  });
  const ruling = { action: "rule_for_buyer", note: "照片可见裂口", goods_back: false };
  await trade.api.refused("evidence_open", "actAsOperator", talk.asOperator(disputed, ruling));
  await trade.api.refused(
    "invalid_param",
    "actAsSeller",
    talk.asSeller(disputed, { action: "give_evidence", note: "看", picture_ids: [await talk.picture(talk.buyer)] }),
  );
  const shown = await talk.sellerActs(disputed, { action: "give_evidence", note: "发货时完好" });
  expect(shown.deadline).toEqual(disputed.deadline);
  await turn(trade, 72 * hour_ms);
  await trade.api.refused(
    "evidence_over",
    "actAsSeller",
    talk.asSeller(shown, { action: "give_evidence", note: "再看" }),
  );
  const ruled = await trade.api.call("actAsOperator", talk.asOperator(shown, ruling));
  expect(ruled).toMatchObject({ state: "platform_confirmed", ruling: { outcome: "for_buyer", note: "照片可见裂口" } });
  await talk.sellerActs(ruled, { action: "execute" });
  expect((await talk.until(asked, "success")).ruling).toEqual(ruled.ruling);
});

test("both at once: one acts, the other is told how it stands; a button pressed twice acts once", async () => {
  const asked = await talk.apply((await talk.ordered()).order, quality);
  const withdraw = talk.asBuyer(asked, { action: "withdraw" });
  const race = await Promise.all([
    outcome(trade.api.call("actAsBuyer", withdraw)),
    outcome(talk.sellerActs(asked, { action: "agree" })),
  ]);
  expect(race.toSorted()).toEqual(["placed", "version_conflict"]);
  const { order } = await talk.ordered();
  const request = talk.applying(order, quality);
  const [one, two] = await Promise.all([
    trade.api.call("applyAftersale", request),
    trade.api.call("applyAftersale", request),
  ]);
  expect(two).toEqual(one);
  await trade.api.refused("aftersale_running", "applyAftersale", talk.applying(order, quality));
});

test("what is not theirs, not in time or too much is refused, and nothing is written", async () => {
  const { order } = await talk.ordered();
  const other = await newBuyer(trade);
  await trade.api.refused("not_found", "applyAftersale", talk.applying(order, quality, other));
  await trade.api.refused(
    "return_exempt",
    "applyAftersale",
    talk.applying(order, { way: "return_refund", reason: "no_reason" }),
  );
  await trade.api.refused(
    "refund_exceeds",
    "applyAftersale",
    talk.applying(order, { ...quality, amount: order.total.amount + 1 }),
  );
  await trade.api.refused("aftersale_way", "applyAftersale", talk.applying(order, unshipped));
  const asked = await talk.apply(order, quality);
  await trade.api.refused("not_found", "actAsBuyer", {
    ...talk.asBuyer(asked, { action: "withdraw" }),
    token: other.token,
  });
  await trade.api.refused("aftersale_state", "actAsSeller", talk.asSeller(asked, { action: "receive", restock: [] }));
  await trade.api.refused("role_required", "actAsSeller", {
    ...talk.asSeller(asked, { action: "agree" }),
    token: talk.buyer.token,
  });
  expect((await talk.now(asked)).version).toBe(1);
  expect((await trade.ledger.check(trade.ctx.db.reader)).problems).toEqual([]);
});
