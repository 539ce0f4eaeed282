import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  expectSound,
  fieldsFor,
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

  test("a refusal keeps nothing, so its key may be used again", async () => {
    const peach = await putOnSale(trade, { stock: 1 });
    const key = newKey();
    const [large, small] = await Promise.all([
      outcome(place(trade, buyer, peach.variant_id, { key, quantity: 2 })),
      outcome(place(trade, buyer, peach.variant_id, { key, quantity: 1 })),
    ]);
    expect([large, small].filter((one) => one === "placed")).toHaveLength(1);
    await expectSound(trade, peach, { reserved: 1, left: 0 });
  });
});
