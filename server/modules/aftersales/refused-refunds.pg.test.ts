import { afterAll, beforeAll, expect, test } from "vitest";
import { bargain, quality, returnAddress, unshipped, type Bargaining } from "../../../tests/kit/aftersales.ts";
import { expectSound, look, newBuyer, newKey, openTrade, turn, type Trade } from "../../../tests/kit/trade.ts";

let trade: Trade;
let talk: Bargaining;
beforeAll(async () => {
  trade = await openTrade();
  talk = await bargain(trade);
});
afterAll(() => trade.end());

const sound = async () => expect((await trade.ledger.check(trade.ctx.db.reader)).problems).toEqual([]);
const escrow = async () =>
  (await trade.ledger.balances(trade.ctx.db.reader, [trade.shop_id])).get(trade.shop_id)?.escrow ?? 0n;
const untilRefused = async (one: { id: string }, times: number) => {
  await expect
    .poll(
      async () => {
        await trade.ctx.settle();
        return (await talk.now(one)).timeline.filter((entry) => entry.action === "pay_failed").length;
      },
      { timeout: 20_000, interval: 100 },
    )
    .toBe(times);
  return talk.now(one);
};

test("a refund the provider refuses is not lost: it stays open before operators, who have it paid again, once", async () => {
  const before = await escrow();
  const { peach, order } = await talk.ordered("to_ship");
  trade.till.mood = () => "refuses";
  const asked = await talk.apply(order, unshipped);
  await talk.sellerActs(asked, { action: "agree" });
  const refused = await untilRefused(asked, 1);
  expect(refused).toMatchObject({ state: "paying", payment: { state: "failed" } });
  // The money is the order's still, and the order is held: nobody ships it, and it does not settle.
  expect(await escrow()).toBe(before + BigInt(order.total.amount));
  expect((await look(trade, talk.buyer, order)).state).toBe("to_ship");
  const { token } = trade.operator;
  expect((await trade.api.call("countAllAftersales", { token })).failed).toBe(1);
  const seen = await trade.api.call("getAnyAftersale", { token, params: { aftersale_id: asked.id } });
  expect(seen.actions).toEqual(["pay_again"]);
  await trade.api.refused("aftersale_state", "actAsBuyer", talk.asBuyer(refused, { action: "withdraw" }));
  const again = talk.asOperator(refused, { action: "pay_again", note: "换了卡" });
  await trade.api.call("actAsOperator", again);
  const still = await untilRefused(asked, 2);
  trade.till.mood = () => "pays";
  const twice = talk.asOperator(still, { action: "pay_again", note: "再试一次" });
  const answers = await Promise.all([trade.api.call("actAsOperator", twice), trade.api.call("actAsOperator", twice)]);
  expect(answers[0]).toEqual(answers[1]);
  await talk.until(asked, "success");
  expect(await look(trade, talk.buyer, order)).toMatchObject({
    state: "closed",
    close_reason: "refunded",
    refunded: { amount: order.total.amount },
  });
  expect(await escrow()).toBe(before);
  await expectSound(trade, peach, { reserved: 0, left: 0 });
  await sound();
});

test("an order that is over says so, whatever line of it is asked about", async () => {
  const { order } = await talk.ordered("to_ship");
  const asked = await talk.apply(order, unshipped);
  await talk.sellerActs(asked, { action: "agree" });
  await talk.until(asked, "success");
  const lines = [{ line_id: order.lines[0]?.id ?? "", quantity: 1 }];
  const late = await trade.api.refused("order_state", "applyAftersale", talk.applying(order, { ...unshipped, lines }));
  expect(late.details).toEqual({ state: "closed" });
  await trade.api.refused("order_state", "applyAftersale", talk.applying(order, unshipped));
});

test("another shop's seller decides nothing, not even by naming a shop of their own", async () => {
  const { order } = await talk.ordered();
  const asked = await talk.apply(order, quality);
  const { token, account } = await trade.api.call("demoSignIn", { body: { role: "host" } });
  const shop = await trade.api.call("createShop", { token, body: { name: "隔壁果园", intro: "" } });
  expect(account.id).not.toBe(trade.merchant.account_id);
  const act = { ...talk.asSeller(asked, { action: "agree", return_address: returnAddress }), token };
  await trade.api.refused("not_yours", "actAsSeller", { ...act, key: newKey() });
  const params = { shop_id: shop.id, aftersale_id: asked.id };
  await trade.api.refused("not_found", "actAsSeller", { ...act, key: newKey(), params });
  const stranger = await newBuyer(trade);
  await trade.api.refused("not_found", "getAftersale", { token: stranger.token, params: { aftersale_id: asked.id } });
  expect(await talk.now(asked)).toMatchObject({ state: "applied", version: asked.version });
});

test("a compensation that is refused is tried again until it is paid, also once its order is closed: nothing stays in escrow", async () => {
  const hour_ms = 3600_000;
  const before = await escrow();
  const { order } = await talk.ordered("to_ship");
  const refused = () =>
    [...trade.till.refunds.values()].filter((one) => "state" in one && one.state === "failed").length;
  const known = refused();
  let mood: ReturnType<typeof trade.till.mood> = "away";
  // Five percent of two at 29.90.
  const compensation = 299;
  trade.till.mood = (amount) => (amount === compensation ? mood : "pays");
  await turn(trade, 49 * hour_ms);
  expect((await look(trade, talk.buyer, order)).compensation).toMatchObject({
    state: "paying",
    amount: { amount: compensation },
  });
  // Everything else goes back meanwhile, and the order closes.
  const asked = await talk.apply(order, unshipped);
  await talk.sellerActs(asked, { action: "agree" });
  await talk.until(asked, "success");
  expect((await look(trade, talk.buyer, order)).state).toBe("closed");
  mood = "refuses";
  await expect.poll(refused, { timeout: 40_000, interval: 50 }).toBe(known + 1);
  mood = "pays";
  await expect
    .poll(
      async () => {
        await turn(trade, hour_ms);
        return (await look(trade, talk.buyer, order)).compensation?.state;
      },
      { timeout: 20_000, interval: 300 },
    )
    .toBe("paid");
  expect(await look(trade, talk.buyer, order)).toMatchObject({ state: "closed", close_reason: "refunded" });
  expect(await escrow()).toBe(before);
  await sound();
});
