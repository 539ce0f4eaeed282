import { afterAll, beforeAll, expect, test } from "vitest";
import { bargain, day_ms, parcelBack, quality, type Bargaining } from "../../../tests/kit/aftersales.ts";
import { expectSound, look, openTrade, turn, type Trade } from "../../../tests/kit/trade.ts";

let trade: Trade;
let talk: Bargaining;
beforeAll(async () => {
  trade = await openTrade();
  talk = await bargain(trade);
});
afterAll(() => trade.end());

/** One of two boxes is agreed to come back: 29.90 of 65.80 paid, so 35.90 are left beside it. */
async function agreed(reason: "quality" | "agreed" = "quality") {
  const { peach, order } = await talk.ordered("received");
  const line_id = order.lines[0]?.id ?? "";
  const asked = await talk.apply(order, { way: "return_refund", reason, lines: [{ line_id, quantity: 1 }] });
  return { peach, order, one: await talk.sellerActs(asked, { action: "agree" }) };
}

test("return freight is claimed with its receipt, paid back as an item of its own, and taken from what the shop is left with", async () => {
  const { peach, order, one } = await agreed();
  const receipt = await talk.picture(talk.buyer);
  const claim = (freight_amount: number, picture_ids: string[]) =>
    talk.asBuyer(one, { action: "send_back", ...parcelBack, freight: "claim", freight_amount, picture_ids });
  await trade.api.refused("invalid_param", "actAsBuyer", claim(1200, []));
  await trade.api.refused("invalid_param", "actAsBuyer", claim(0, [receipt]));
  await trade.api.refused("freight_too_large", "actAsBuyer", claim(3591, [receipt]));
  const sent = await trade.api.call("actAsBuyer", claim(1200, [receipt]));
  expect(sent).toMatchObject({
    state: "returned",
    freight: { payer: "seller", means: "claim", claimed: { amount: 1200 }, state: "claimed", proof: [{ id: receipt }] },
  });
  await talk.sellerActs(sent, { action: "receive", restock: [] });
  const done = await talk.until(one, "success");
  expect(done).toMatchObject({
    amount: { amount: 2990 },
    freight: { state: "success" },
    payment: { state: "success" },
  });
  const after = await look(trade, talk.buyer, order);
  expect(after).toMatchObject({ state: "received", refunded: { amount: 2990 + 1200 } });
  // The provider paid twice: the goods, and the freight, whichever it was asked for first.
  const paid = [...trade.till.refunds.values()].slice(-2);
  for (const amount of [2990, 1200]) expect(paid).toContainEqual(expect.objectContaining({ amount }));

  const before = (await trade.ledger.balances(trade.ctx.db.reader, [trade.shop_id])).get(trade.shop_id);
  await turn(trade, 7 * day_ms);
  expect((await look(trade, talk.buyer, order)).state).toBe("success");
  const settled = (await trade.ledger.balances(trade.ctx.db.reader, [trade.shop_id])).get(trade.shop_id);
  const moved = (name: "escrow" | "shop" | "platform") => (settled?.[name] ?? 0n) - (before?.[name] ?? 0n);
  expect({ escrow: moved("escrow"), both: moved("shop") + moved("platform") }).toEqual({ escrow: -2390n, both: 2390n });
  await expectSound(trade, peach, { reserved: 0, left: 2 });
});

test("who changes their mind pays the way back: it is neither collected nor claimed", async () => {
  const { one } = await agreed("agreed");
  expect(one.freight).toMatchObject({ payer: "buyer", means: "none" });
  for (const freight of ["collect", "claim"])
    await trade.api.refused(
      "invalid_param",
      "actAsBuyer",
      talk.asBuyer(one, {
        action: "send_back",
        ...parcelBack,
        freight,
        freight_amount: 100,
        picture_ids: [await talk.picture(talk.buyer)],
      }),
    );
  const sent = await talk.buyerActs(one, { action: "send_back", ...parcelBack });
  expect(sent.freight).toMatchObject({ means: "own", claimed: { amount: 0 }, state: "none" });
});

test("a return the seller rejects goes to the platform; a return waived is paid at once", async () => {
  const first = await agreed();
  const sent = await talk.buyerActs(first.one, { action: "send_back", ...parcelBack, freight: "collect" });
  const rejected = await talk.sellerActs(sent, { action: "reject_goods", note: "寄回的不是原物" });
  expect(rejected).toMatchObject({ state: "dispute", turn: "operator" });
  await turn(trade, 3 * day_ms);
  const ruled = await trade.api.call(
    "actAsOperator",
    talk.asOperator(rejected, { action: "rule_for_seller", note: "包裹照片与寄出不符" }),
  );
  expect(ruled).toMatchObject({
    state: "closed",
    ruling: { outcome: "for_seller", amount: { amount: 0 } },
    payment: null,
  });
  expect(await look(trade, talk.buyer, first.order)).toMatchObject({ state: "received", refunded: { amount: 0 } });
  const second = await agreed();
  await talk.sellerActs(second.one, { action: "waive_return" });
  // Kept by the buyer, paid in full: it is not on the shelf, and cannot be asked for again.
  await talk.until(second.one, "success");
  await expectSound(trade, second.peach, { reserved: 0, left: 2 });
  const again = talk.applying(second.order, {
    ...quality,
    lines: [{ line_id: second.order.lines[0]?.id, quantity: 2 }],
  });
  await trade.api.refused("invalid_param", "applyAftersale", again);
});
