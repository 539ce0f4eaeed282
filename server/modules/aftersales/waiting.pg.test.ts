import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  bargain,
  day_ms,
  hour_ms,
  parcelBack,
  quality,
  returnAddress,
  type Bargaining,
} from "../../../tests/kit/aftersales.ts";
import { openTrade, turn, type Trade } from "../../../tests/kit/trade.ts";

let trade: Trade;
let talk: Bargaining;
beforeAll(async () => {
  trade = await openTrade();
  talk = await bargain(trade);
});
afterAll(() => trade.end());

const counted = () => trade.api.call("countAllAftersales", { token: trade.operator.token });
const disputed = async () => {
  const asked = await talk.apply((await talk.ordered()).order, quality);
  const refused = await talk.sellerActs(asked, { action: "refuse", note: "没坏" });
  return talk.buyerActs(refused, { action: "dispute", note: "坏了" });
};

test("a dispute counts as waiting for a decision from the instant in which it can be decided", async () => {
  const one = await disputed();
  expect(await counted()).toMatchObject({ disputes: 0, disputes_gathering: 1 });
  const open_ms = Date.parse(one.evidence_until ?? "") - trade.ctx.clock.nowMs();
  expect(open_ms).toBeGreaterThan(hour_ms);
  await turn(trade, open_ms - 1);
  expect(await counted()).toMatchObject({ disputes: 0, disputes_gathering: 1 });
  await trade.api.refused(
    "evidence_open",
    "actAsOperator",
    talk.asOperator(one, { action: "rule_for_seller", note: "看不出损坏" }),
  );
  await turn(trade, 1);
  expect(await counted()).toMatchObject({ disputes: 1, disputes_gathering: 0 });
  await disputed();
  expect(await counted()).toMatchObject({ disputes: 1, disputes_gathering: 1, open: 2 });
  await trade.api.call("actAsOperator", talk.asOperator(one, { action: "rule_for_seller", note: "看不出损坏" }));
  expect(await counted()).toMatchObject({ disputes: 0, disputes_gathering: 1 });
});

test("agreed by itself with no address known: the one the shop names afterwards is where the goods go", async () => {
  const asked = await talk.apply((await talk.ordered()).order, quality);
  await turn(trade, 2 * day_ms);
  // As it is where the seller's papers, whose address it would be, have run out.
  await sql`update aftersales.aftersale set return_address_sealed = null where aftersale_id = ${asked.id}`.execute(
    trade.ctx.db.reader,
  );
  expect(await talk.now(asked)).toMatchObject({ state: "await_return", return_address: null });
  const name = (return_address: typeof returnAddress) =>
    trade.api.call("setAftersaleRules", {
      token: trade.merchant.token,
      params: { shop_id: trade.shop_id },
      body: { agree_unshipped_at_once: false, return_address },
    });
  await name(returnAddress);
  expect((await talk.now(asked)).return_address).toEqual(returnAddress);
  const { data } = await trade.api.call("listMyAftersales", { token: talk.buyer.token, query: { only: "open" } });
  expect(data.find(({ id }) => id === asked.id)?.return_address).toEqual(returnAddress);
  // Once the goods are on their way, where to is kept: a later change does not move it.
  await talk.buyerActs(await talk.now(asked), { action: "send_back", ...parcelBack });
  await name({ ...returnAddress, text: "别处" });
  expect(await talk.now(asked)).toMatchObject({ state: "returned", return_address: returnAddress });
});
