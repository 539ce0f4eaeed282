import { afterAll, beforeAll, expect, test } from "vitest";
import { bargain, day_ms, hour_ms, parcelBack, quality, type Bargaining } from "../../../tests/kit/aftersales.ts";
import { openTrade, turn, type Trade } from "../../../tests/kit/trade.ts";

let trade: Trade;
let talk: Bargaining;
beforeAll(async () => {
  trade = await openTrade();
  talk = await bargain(trade);
});
afterAll(() => trade.end());

test("every state's time runs out into its default: three after-sales on one clock", async () => {
  const silent = await talk.apply((await talk.ordered()).order, quality);
  const offered = await talk.apply((await talk.ordered()).order, quality);
  await talk.sellerActs(offered, { action: "propose", way: "refund_only", amount: 100, note: "赔一元" });
  const disputed = await talk.apply((await talk.ordered()).order, quality);
  const refused = await talk.sellerActs(disputed, { action: "refuse", note: "没坏" });
  await talk.buyerActs(refused, { action: "dispute", note: "坏了" });
  const states = async () => Promise.all([silent, offered, disputed].map(async (one) => (await talk.now(one)).state));

  await turn(trade, 2 * day_ms - 1);
  expect(await states()).toEqual(["applied", "proposed", "dispute"]);
  await turn(trade, 1);
  expect(await states()).toEqual(["await_return", "proposed", "dispute"]);
  await turn(trade, day_ms);
  expect(await states()).toEqual(["await_return", "applied", "dispute"]);
  await talk.sellerActs(await talk.now(offered), { action: "refuse", note: "没坏" });
  await turn(trade, 7 * day_ms - hour_ms);
  expect(await states()).toEqual(["closed", "seller_refused", "dispute"]);
  await turn(trade, hour_ms);
  expect(await states()).toEqual(["closed", "closed", "platform_confirmed"]);
  await turn(trade, day_ms);
  await talk.buyerActs(await talk.now(disputed), { action: "send_back", ...parcelBack });
  await turn(trade, 7 * day_ms);
  const done = await talk.until(disputed, "success");
  expect(done.timeline.map((entry) => [entry.action, entry.by])).toEqual([
    ["apply", "buyer"],
    ["refuse", "seller"],
    ["dispute", "buyer"],
    ["rule_for_buyer", "system"],
    ["execute", "system"],
    ["send_back", "buyer"],
    ["receive", "system"],
    ["paid", "system"],
  ]);
});
