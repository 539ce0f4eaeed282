import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  expectSound,
  fieldsFor,
  look,
  newBuyer,
  newKey,
  openTrade,
  outcome,
  pay,
  place,
  putOnSale,
  type Buyer,
  type Trade,
} from "../../../tests/kit/trade.ts";
import { newId } from "../../kernel/ids.ts";
import { limits } from "../../kernel/limits.ts";
import { fileKeys } from "./claims/store.ts";

let trade: Trade;
let buyer: Buyer;
let other: Buyer;
beforeAll(async () => {
  trade = await openTrade();
  buyer = await newBuyer(trade);
  other = await newBuyer(trade);
});
afterAll(() => trade.end());

describe("a key buys once", () => {
  test("20 clicks at once are one order with one answer", async () => {
    const peach = await putOnSale(trade, { stock: 30 });
    const key = newKey();
    const answers = await Promise.all(Array.from({ length: 20 }, () => place(trade, buyer, peach.variant_id, { key })));
    for (const answer of answers) expect(answer).toEqual(answers[0]);
    await expectSound(trade, peach, { reserved: 1, left: 0 });
  });

  test("two processes at once are one order", async () => {
    const peach = await putOnSale(trade, { stock: 30 });
    const processes = [trade.orders, trade.otherProcess(), trade.otherProcess()];
    for (let round = 0; round < 5; round += 1) {
      const key = newKey();
      const answers = await Promise.all(
        processes.map((one) =>
          one.place({ buyer_id: buyer.account_id, key, fields: fieldsFor(buyer, peach.variant_id) }),
        ),
      );
      expect(new Set(answers.map((answer) => answer.id)).size).toBe(1);
    }
    await expectSound(trade, peach, { reserved: 5, left: 0 });
  });

  test("the first answer is repeated word for word, also after the order has moved on and its address is gone", async () => {
    const one = await newBuyer(trade);
    const peach = await putOnSale(trade, { stock: 1 });
    const key = newKey();
    const first = await place(trade, one, peach.variant_id, { key });
    await trade.api.call("cancelOrder", { token: one.token, key: newKey(), params: { order_id: first.id } });
    await trade.api.call("deleteAddress", { token: one.token, params: { id: one.address.id } });
    expect(await place(trade, one, peach.variant_id, { key })).toEqual(first);
    await expectSound(trade, peach, { reserved: 0, left: 0 });
  });

  test("nor does the first answer change by what was paid and given back since", async () => {
    const one = await newBuyer(trade);
    const peach = await putOnSale(trade, { stock: 1 });
    const key = newKey();
    const first = await place(trade, one, peach.variant_id, { key });
    await pay(trade, one, first);
    await trade.api.call("refundOrder", {
      token: trade.operator.token,
      key: newKey(),
      params: { order_id: first.id },
      body: { reason: "坏了" },
    });
    // A job of payments asks the provider in real time.
    await expect
      .poll(async () => {
        await trade.ctx.settle();
        return (await look(trade, one, first)).payment?.refunded;
      })
      .toEqual(first.total);
    expect(await place(trade, one, peach.variant_id, { key })).toEqual(first);
  });

  test("another content under the same key is refused, in one batch and later", async () => {
    const peach = await putOnSale(trade, { stock: 30 });
    const key = newKey();
    const both = await Promise.all(
      [1, 2].map((quantity) => outcome(place(trade, buyer, peach.variant_id, { key, quantity }))),
    );
    expect(both.toSorted()).toEqual(["idempotency_key_reused", "placed"]);
    expect(await outcome(place(trade, buyer, peach.variant_id, { key, quantity: 3 }))).toBe("idempotency_key_reused");
    expect(await outcome(place(trade, other, peach.variant_id, { key, quantity: 3 }))).toBe("placed");
  });

  test("one key at two shops in the same instant is one order, whichever process places it", async () => {
    const peach = await putOnSale(trade, { stock: 30 });
    const there = await putOnSale(trade, {
      stock: 30,
      shop_id: (
        await trade.api.call("createShop", {
          token: trade.merchant.token,
          body: { name: "另一家", intro: "", dispatch_hours: 48 },
        })
      ).id,
    });
    for (const elsewhere of [trade.orders, trade.otherProcess()]) {
      const key = newKey();
      const both = await Promise.all([
        outcome(trade.orders.place({ buyer_id: buyer.account_id, key, fields: fieldsFor(buyer, peach.variant_id) })),
        outcome(elsewhere.place({ buyer_id: buyer.account_id, key, fields: fieldsFor(buyer, there.variant_id) })),
      ]);
      expect(both.toSorted()).toEqual(["idempotency_key_reused", "placed"]);
    }
  });

  test("a key claimed by a process that died serves another shop once nobody can still be placing under it", async () => {
    const peach = await putOnSale(trade, { stock: 3 });
    const key = newKey();
    const lost = newId(trade.ctx, "ord");
    await trade.ctx.db.transact((tx) =>
      fileKeys(tx, [
        {
          account_id: buyer.account_id,
          order_id: lost,
          shop_id: newId(trade.ctx, "shop"),
          idempotency_key: key,
          fingerprint: "of something else",
        },
      ]),
    );
    expect(await outcome(place(trade, buyer, peach.variant_id, { key }))).toBe("idempotency_key_reused");
    trade.ctx.clock.turn(limits.order_claim_ms + 1);
    const order = await place(trade, buyer, peach.variant_id, { key });
    const listed = await trade.api.call("listMyOrders", { token: buyer.token });
    expect(listed.data.map((one) => one.id)).toContain(order.id);
  });

  test("a refusal keeps nothing, so its key may be used again", async () => {
    const peach = await putOnSale(trade, { stock: 1 });
    const key = newKey();
    const [large, small] = await Promise.all([
      outcome(place(trade, buyer, peach.variant_id, { key, quantity: 2 })),
      outcome(place(trade, buyer, peach.variant_id, { key, quantity: 1 })),
    ]);
    expect([large, small].filter((one) => one === "placed")).toHaveLength(1);
    await expectSound(trade, peach, { reserved: 1, left: 0 });
    const elsewhere = await putOnSale(trade, { stock: 1, shop_id: trade.shop_id });
    const refusedKey = newKey();
    expect(await outcome(place(trade, buyer, peach.variant_id, { key: refusedKey }))).toBe("sold_out");
    expect(await outcome(place(trade, buyer, elsewhere.variant_id, { key: refusedKey }))).toBe("placed");
  });
});
