import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { waitingForLocks } from "../../../../tests/kit/locks.ts";
import { announce } from "../../../../tests/kit/promotions.ts";
import {
  expectSound,
  fieldsFor,
  goOnAir,
  newBuyer,
  look,
  newKey,
  openTrade,
  outcome,
  pay,
  place,
  putOnSale,
  ship,
  turn,
  type Buyer,
  type Trade,
} from "../../../../tests/kit/trade.ts";
import type { Order } from "../../../../contract/orders.ts";
import { present } from "../../../kernel/assert.ts";
import type { Orders } from "../orders.ts";

let trade: Trade;
let elsewhere: Orders;
let buyer: Buyer;
beforeAll(async () => {
  trade = await openTrade();
  elsewhere = trade.otherProcess();
});
beforeEach(async () => {
  buyer = await newBuyer(trade);
});
afterAll(() => trade.end());

type Goods = Awaited<ReturnType<typeof putOnSale>>;
const option = (goods: Goods, index: number): string => present(goods.variant_ids[index], "an option");
const limited = (limit_per_buyer: number, options = 1): Promise<Goods> =>
  putOnSale(trade, { stock: 50, options, limit_per_buyer });
const placeAt = (orders: Orders, who: Buyer, variant_id: string, quantity = 1, key = newKey()) =>
  orders.place({ buyer_id: who.account_id, key, fields: fieldsFor(who, variant_id, quantity) });
const refusal = { param: "lines.0.quantity" };
const cancel = (order: { id: string }) =>
  trade.api.call("cancelOrder", { token: buyer.token, key: newKey(), params: { order_id: order.id } });
/** Until a job of payments, which asks the provider in real time, has paid back. */
const settled = async (state: () => Promise<string>, wanted: string): Promise<void> => {
  await expect
    .poll(
      async () => {
        await trade.ctx.settle();
        return state();
      },
      { timeout: 20_000, interval: 100 },
    )
    .toBe(wanted);
};
/** Asked for and agreed to before it ships; some lines of it, or all. */
const giveBack = async (order: { id: string }, lines?: readonly { line_id: string; quantity: number }[]) => {
  const asked = await trade.api.call("applyAftersale", {
    token: buyer.token,
    key: newKey(),
    params: { order_id: order.id },
    body: { way: "refund_only", reason: "changed_mind", ...(lines === undefined ? {} : { lines }) },
  });
  await trade.api.call("actAsSeller", {
    token: trade.merchant.token,
    key: newKey(),
    params: { shop_id: trade.shop_id, aftersale_id: asked.id },
    body: { version: asked.version, action: "agree" },
  });
  await settled(
    async () =>
      (await trade.api.call("getAftersale", { token: buyer.token, params: { aftersale_id: asked.id } })).state,
    "success",
  );
};
const sendSome = (order: { id: string }, lines: readonly { line_id: string; quantity: number }[]) =>
  trade.api.call("shipOrder", {
    token: trade.merchant.token,
    key: newKey(),
    params: { shop_id: trade.shop_id, order_id: order.id },
    body: { carrier: "顺丰", tracking_number: "SF1234567890", lines },
  });
/** The operator pays back everything that is left of it. */
const refundWhole = async (order: { id: string }) => {
  await trade.api.call("refundOrder", {
    token: trade.operator.token,
    key: newKey(),
    params: { order_id: order.id },
    body: { reason: "坏了" },
  });
  await settled(async () => (await look(trade, buyer, order)).state, "closed");
};
const lineOf = (order: Order): string => present(order.lines[0], "an order has a line").id;
/** How many of it a buyer has, as the limit counts them: what a quote of far too many says. */
const counted = async (goods: Goods): Promise<unknown> => {
  const lines = [{ variant_id: goods.variant_id, quantity: 50 }];
  const over = await trade.api.refused("limit_per_buyer", "quoteOrder", { token: buyer.token, body: { lines } });
  return over.details["ordered"];
};

describe("a limit for each buyer", () => {
  test("counts units over options and orders, says how many one has, and is each buyer's own", async () => {
    const peach = await limited(3, 2);
    expect(await trade.api.call("getProduct", { params: { product_id: peach.product_id } })).toMatchObject({
      limit_per_buyer: 3,
    });
    const over = await trade.api.refused("limit_per_buyer", "placeOrder", {
      token: buyer.token,
      key: newKey(),
      body: fieldsFor(buyer, option(peach, 0), 4),
    });
    expect(over).toMatchObject({ ...refusal, details: { max: 3, ordered: 0 } });
    await place(trade, buyer, option(peach, 0), { quantity: 2 });
    const both = [0, 1].map((index) => ({ variant_id: option(peach, index), quantity: 1 }));
    const two = await trade.api.refused("limit_per_buyer", "placeOrder", {
      token: buyer.token,
      key: newKey(),
      body: { ...fieldsFor(buyer, option(peach, 0)), lines: both },
    });
    expect(two).toMatchObject({ param: "lines.1.quantity", details: { max: 3, ordered: 2 } });
    expect(await outcome(place(trade, buyer, option(peach, 1)))).toBe("placed");
    expect(await outcome(place(trade, buyer, option(peach, 1)))).toBe("limit_per_buyer");
    const other = await newBuyer(trade);
    expect(await outcome(place(trade, other, option(peach, 1), { quantity: 3 }))).toBe("placed");
  });

  test("the same key gets the same answer when the limit is reached by it", async () => {
    const peach = await limited(1);
    const key = newKey();
    const first = await place(trade, buyer, peach.variant_id, { key });
    expect(await place(trade, buyer, peach.variant_id, { key })).toEqual(first);
    expect(await placeAt(elsewhere, buyer, peach.variant_id, 1, key)).toEqual(first);
    await trade.api.refused("idempotency_key_reused", "placeOrder", {
      token: buyer.token,
      key,
      body: fieldsFor(buyer, peach.variant_id, 2),
    });
  });

  test("what is closed unpaid or refunded before it ships is given back; what has shipped is not", async () => {
    const peach = await limited(2);
    const cancelled = await place(trade, buyer, peach.variant_id, { quantity: 2 });
    await cancel(cancelled);
    const refunded = await place(trade, buyer, peach.variant_id, { quantity: 2 });
    await pay(trade, buyer, refunded);
    expect(await outcome(place(trade, buyer, peach.variant_id))).toBe("limit_per_buyer");
    await giveBack(refunded);
    const kept = await place(trade, buyer, peach.variant_id);
    await pay(trade, buyer, kept);
    await ship(trade, kept);
    const expired = await place(trade, buyer, peach.variant_id);
    expect(await outcome(place(trade, buyer, peach.variant_id))).toBe("limit_per_buyer");
    await turn(trade, 16 * 60_000);
    expect(await outcome(place(trade, buyer, peach.variant_id))).toBe("placed");
    expect(await outcome(place(trade, buyer, peach.variant_id))).toBe("limit_per_buyer");
    expect(expired.state).toBe("unpaid");
    await expectSound(trade, peach, { reserved: 1, left: 1 });
  });

  test("units given back before they left count no more, the rest of their order does", async () => {
    const peach = await limited(3);
    const order = await place(trade, buyer, peach.variant_id, { quantity: 3 });
    await pay(trade, buyer, order);
    await giveBack(order, [{ line_id: lineOf(order), quantity: 2 }]);
    expect(await counted(peach)).toBe(1);
    const cart = await trade.api.call("putInCart", {
      token: buyer.token,
      key: newKey(),
      body: { variant_id: peach.variant_id, quantity: 2 },
    });
    expect(cart.groups[0]?.lines).toMatchObject([{ state: "ok", limit_left: 2 }]);
    expect(await outcome(place(trade, buyer, peach.variant_id, { quantity: 3 }))).toBe("limit_per_buyer");
    expect(await outcome(place(trade, buyer, peach.variant_id, { quantity: 2 }))).toBe("placed");
    await ship(trade, order);
    expect(await counted(peach)).toBe(3);
    await expectSound(trade, peach, { reserved: 2, left: 1 });
  });

  test("of an order that was sent in part and refunded whole, what left counts and what never left does not", async () => {
    const peach = await limited(3);
    const order = await place(trade, buyer, peach.variant_id, { quantity: 3 });
    await pay(trade, buyer, order);
    await sendSome(order, [{ line_id: lineOf(order), quantity: 2 }]);
    expect(await counted(peach)).toBe(3);
    await refundWhole(order);
    expect(await counted(peach)).toBe(2);
    expect(await outcome(place(trade, buyer, peach.variant_id, { quantity: 2 }))).toBe("limit_per_buyer");
    expect(await outcome(place(trade, buyer, peach.variant_id))).toBe("placed");
    await expectSound(trade, peach, { reserved: 1, left: 2 });
  });

  test("what was sent, refunded whole and came back to the shelf had left: it counts", async () => {
    const peach = await limited(2);
    const order = await place(trade, buyer, peach.variant_id, { quantity: 2 });
    await pay(trade, buyer, order);
    await ship(trade, order);
    await refundWhole(order);
    expect(await counted(peach)).toBe(2);
  });

  test("counts what was ordered before there was one, and a change holds from the next order on", async () => {
    const peach = await putOnSale(trade, { stock: 50 });
    await place(trade, buyer, peach.variant_id, { quantity: 2 });
    const { token } = trade.merchant;
    const set = async (limit_per_buyer: number | null) => {
      const { pictures, title, unit, return_policy, variants } = await trade.api.call("getProduct", {
        params: { product_id: peach.product_id },
      });
      await trade.api.call("updateProduct", {
        token,
        params: { shop_id: peach.shop_id, product_id: peach.product_id },
        body: {
          title,
          description: "",
          unit,
          picture_ids: pictures.map(({ id }) => id),
          return_policy,
          limit_per_buyer,
          variants: variants.map((one) => ({ id: one.id, title: one.title, price: one.price.amount })),
        },
      });
    };
    await set(2);
    expect(await outcome(place(trade, buyer, peach.variant_id))).toBe("limit_per_buyer");
    await set(3);
    expect(await outcome(place(trade, buyer, peach.variant_id))).toBe("placed");
    await set(1);
    expect(await outcome(place(trade, buyer, peach.variant_id))).toBe("limit_per_buyer");
    await set(null);
    expect(await outcome(place(trade, buyer, peach.variant_id, { quantity: 9 }))).toBe("placed");
  });

  test("a flash sale's units count too, beside the sale's own limit", async () => {
    const peach = await limited(2);
    const air = await goOnAir(trade, [peach.product_id]);
    const sale = await announce(trade, air.session_id, {
      variant_id: peach.variant_id,
      quantity: 9,
      per_buyer_max: 5,
    });
    await turn(trade, 10_000);
    const flash = { more: { flash_sale_id: sale.id } };
    expect(await outcome(place(trade, buyer, peach.variant_id, { quantity: 3, ...flash }))).toBe("limit_per_buyer");
    expect(await outcome(place(trade, buyer, peach.variant_id, { quantity: 1, ...flash }))).toBe("placed");
    expect(await outcome(place(trade, buyer, peach.variant_id, { quantity: 2 }))).toBe("limit_per_buyer");
    expect(await outcome(place(trade, buyer, peach.variant_id))).toBe("placed");
    expect(await outcome(place(trade, buyer, peach.variant_id, flash))).toBe("limit_per_buyer");
    await trade.api.call("endSession", { token: trade.merchant.token, params: { session_id: air.session_id } });
  });

  test("a sale's units that go back to it unpaid, or to the shelf refunded, count no more", async () => {
    const rest = await limited(4);
    const air = await goOnAir(trade, [rest.product_id]);
    const sale = await announce(trade, air.session_id, { variant_id: rest.variant_id, quantity: 9, per_buyer_max: 9 });
    await turn(trade, 10_000);
    const inSale = { quantity: 2, more: { flash_sale_id: sale.id } };
    const unpaid = await place(trade, buyer, rest.variant_id, inSale);
    const paid = await place(trade, buyer, rest.variant_id, inSale);
    expect(await counted(rest)).toBe(4);
    await cancel(unpaid);
    expect(await counted(rest)).toBe(2);
    await pay(trade, buyer, paid);
    await giveBack(paid, [{ line_id: lineOf(paid), quantity: 1 }]);
    expect(await counted(rest)).toBe(1);
    await giveBack(paid);
    expect(await counted(rest)).toBe(0);
    await trade.api.call("endSession", { token: trade.merchant.token, params: { session_id: air.session_id } });
  });
});

describe("orders of one buyer at once", () => {
  test("in one process and in two, over two options: exactly as many as the limit", async () => {
    const peach = await limited(3, 2);
    const answers = await Promise.all(
      Array.from({ length: 24 }, (_, index) =>
        outcome(placeAt(index % 2 === 0 ? trade.orders : elsewhere, buyer, option(peach, (index >> 1) % 2))),
      ),
    );
    expect(answers.filter((answer) => answer === "placed")).toHaveLength(3);
    expect(answers.filter((answer) => answer === "limit_per_buyer")).toHaveLength(21);
  });

  test("two processes that both stand before the stock of another option do not both let the last unit go", async () => {
    const peach = await limited(1, 2);
    const answers = await trade.ctx.db.transact(async (outside) => {
      await trade.inventory.lock(outside, trade.shop_id, peach.variant_ids.toSorted());
      const both = [trade.orders, elsewhere].map((orders, index) =>
        outcome(placeAt(orders, buyer, option(peach, index))),
      );
      // Both have come as far as they can: one holds the product and waits for its stock, the other waits for the product.
      await expect.poll(() => waitingForLocks(trade), { timeout: 20_000, interval: 20 }).toBe(2);
      return both;
    });
    expect((await Promise.all(answers)).toSorted()).toEqual(["limit_per_buyer", "placed"]);
  });

  test("a crowd of buyers in two processes: each as many as the limit, and not one more than there is", async () => {
    const peach = await putOnSale(trade, { stock: 9, limit_per_buyer: 2 });
    const crowd = await Promise.all(Array.from({ length: 6 }, () => newBuyer(trade)));
    const answers = await Promise.all(
      crowd.flatMap((who) =>
        [trade.orders, elsewhere, trade.orders, elsewhere].map((orders) =>
          outcome(placeAt(orders, who, peach.variant_id)),
        ),
      ),
    );
    expect(answers.filter((answer) => answer === "placed")).toHaveLength(9);
    for (const [index] of crowd.entries())
      expect(answers.slice(4 * index, 4 * index + 4).filter((answer) => answer === "placed").length).toBeLessThan(3);
    await expectSound(trade, peach, { reserved: 9, left: 0 });
  });
});

describe("before an order", () => {
  const put = (variant_id: string, quantity: number) => ({
    token: buyer.token,
    key: newKey(),
    body: { variant_id, quantity },
  });

  test("a quote says that it would be too many, for a guest too", async () => {
    const peach = await limited(2);
    const lines = [{ variant_id: peach.variant_id, quantity: 2 }];
    await trade.api.call("quoteOrder", { body: { lines } });
    await trade.api.refused("limit_per_buyer", "quoteOrder", { body: { lines: [{ ...lines[0], quantity: 3 }] } });
    await place(trade, buyer, peach.variant_id);
    const over = await trade.api.refused("limit_per_buyer", "quoteOrder", { token: buyer.token, body: { lines } });
    expect(over).toMatchObject({ ...refusal, details: { max: 2, ordered: 1 } });
  });

  test("a cart takes no more than the limit, over options and with what is ordered", async () => {
    const peach = await limited(4, 2);
    await place(trade, buyer, option(peach, 0));
    await trade.api.call("putInCart", put(option(peach, 0), 2));
    const full = await trade.api.refused("limit_with_cart", "putInCart", put(option(peach, 1), 2));
    expect(full).toMatchObject({ param: "quantity", details: { max: 4, ordered: 1, in_cart: 2 } });
    const cart = await trade.api.call("putInCart", put(option(peach, 1), 1));
    expect(cart.groups[0]?.lines.map((line) => line.state)).toEqual(["ok", "ok"]);
    await trade.api.refused("limit_with_cart", "changeCartLine", {
      token: buyer.token,
      params: { variant_id: option(peach, 1) },
      body: { quantity: 2 },
    });
  });

  test("a line that would be too many by now says so, cannot be checked out, and a checkout refuses it", async () => {
    const peach = await limited(2);
    await trade.api.call("putInCart", put(peach.variant_id, 2));
    await place(trade, buyer, peach.variant_id);
    const cart = await trade.api.call("getCart", { token: buyer.token });
    expect(cart.groups[0]?.lines).toMatchObject([{ state: "over_limit", limit_per_buyer: 2, limit_left: 1 }]);
    expect(cart.selected.lines).toBe(0);
    const part = { shop_id: peach.shop_id, lines: [{ variant_id: peach.variant_id, quantity: 2 }] };
    const quote = await trade.api.call("quoteCheckout", { token: buyer.token, body: { parts: [part] } });
    const why = { code: "limit_per_buyer", param: "lines.0.quantity", details: { max: 2, ordered: 1 } };
    expect(quote.parts).toMatchObject([{ breakdown: null, refusal: why }]);
    const checkout = await trade.api.call("createCheckout", {
      token: buyer.token,
      key: newKey(),
      body: { address_id: buyer.address.id, parts: [part] },
    });
    expect(checkout).toMatchObject({ state: "closed", close_reason: "refused", parts: [{ refusal: why }] });
    // What could not be had lies in the cart again, and one of it can be had.
    const one = { token: buyer.token, params: { variant_id: peach.variant_id }, body: { quantity: 1 } };
    expect((await trade.api.call("changeCartLine", one)).groups[0]?.lines[0]?.state).toBe("ok");
  });
});
