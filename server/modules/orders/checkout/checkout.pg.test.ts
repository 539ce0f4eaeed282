import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { Checkout } from "../../../../contract/checkout.ts";
import {
  expectSound,
  look,
  newBuyer,
  newKey,
  openTrade,
  outcome,
  putOnSale,
  turn,
  type Buyer,
  type Trade,
} from "../../../../tests/kit/trade.ts";
import type { PartCaller } from "../../../../tests/kit/part-caller.ts";
import type { FaultPoint } from "../../../kernel/fault-points.ts";

const minute_ms = 60_000;
let trade: Trade;
let buyer: Buyer;
let second_shop: string;
let peach: Awaited<ReturnType<typeof putOnSale>>;
let plum: Awaited<ReturnType<typeof putOnSale>>;
beforeAll(async () => {
  trade = await openTrade();
  const shop = await trade.api.call("createShop", { token: trade.merchant.token, body: { name: "李子园", intro: "" } });
  second_shop = shop.id;
});
afterAll(() => trade.end());
beforeEach(async () => {
  buyer = await newBuyer(trade);
  peach = await putOnSale(trade, { stock: 10, price: 1999, shipping: 800 });
  plum = await putOnSale(trade, { stock: 10, price: 500, shipping: 600, shop_id: second_shop });
});

const put = (variant_id: string, quantity: number, who = buyer) =>
  trade.api.call("putInCart", { token: who.token, key: newKey(), body: { variant_id, quantity } });
const fill = async (peaches = 2, plums = 1) => {
  await put(peach.variant_id, peaches);
  await put(plum.variant_id, plums);
};
const fields = (peaches = 2, plums = 1, more: object = {}) => ({
  address_id: buyer.address.id,
  parts: [
    { shop_id: trade.shop_id, lines: [{ variant_id: peach.variant_id, quantity: peaches }], ...more },
    { shop_id: second_shop, lines: [{ variant_id: plum.variant_id, quantity: plums }] },
  ],
});
const create = (key = newKey(), body: object = fields(), api: PartCaller = trade.api) =>
  api.call("createCheckout", { token: buyer.token, key, body });
const get = (checkout: { id: string }) =>
  trade.api.call("getCheckout", { token: buyer.token, params: { checkout_id: checkout.id } });
const on = (checkout: { id: string }, more: object = {}) => ({
  token: buyer.token,
  key: newKey(),
  params: { checkout_id: checkout.id },
  ...more,
});
const cartLines = async () => {
  const cart = await trade.api.call("getCart", { token: buyer.token });
  return [...cart.groups.flatMap((group) => group.lines), ...cart.unavailable];
};
const ordersOf = async (checkout: Checkout) =>
  Promise.all(
    checkout.parts.flatMap((part) => (part.order_id === null ? [] : [look(trade, buyer, { id: part.order_id })])),
  );
const payAll = async (checkout: { id: string }) => {
  const { pay_url } = await trade.api.call("payCheckout", on(checkout, { body: {} }));
  await trade.till.pay(trade.ctx, trade.api, pay_url?.split("/").at(-1) ?? "");
  await trade.ctx.settle();
};
/** Sells the second shop's plums to somebody else, all but `left`. */
const sellOut = async (left = 0) => {
  const other = await newBuyer(trade);
  await trade.api.call("placeOrder", {
    token: other.token,
    key: newKey(),
    body: { lines: [{ variant_id: plum.variant_id, quantity: plum.stock - left }], address_id: other.address.id },
  });
};
/** Deadlines fall and jobs run until the checkout is as wanted. */
async function until(checkout: { id: string }, holds: (now: Checkout) => boolean): Promise<Checkout> {
  for (let tries = 0; ; tries += 1) {
    await trade.ctx.settle();
    const now = await get(checkout);
    if (holds(now)) return now;
    if (tries === 60) throw new Error(`it stays ${now.state}`);
    await trade.ctx.clock.sleep(200);
  }
}

test("two shops, one payment: the parts sum to the charge, each order lives on alone", async () => {
  await fill();
  const quote = await trade.api.call("quoteCheckout", { token: buyer.token, body: fields() });
  expect(quote).toMatchObject({ goods: { amount: 4498 }, shipping: { amount: 1400 }, total: { amount: 5898 } });
  const checkout = await create();
  expect(checkout).toMatchObject({
    state: "open",
    total: { amount: 5898 },
    parts: [
      { state: "placed", total: { amount: 4798 } },
      { state: "placed", total: { amount: 1100 } },
    ],
  });
  expect(await cartLines()).toEqual([]);
  const payment = await trade.api.call("payCheckout", on(checkout, { body: {} }));
  expect(payment.amount.amount).toBe(5898);
  await payAll(checkout);
  expect((await get(checkout)).state).toBe("paid");
  for (const order of await ordersOf(checkout)) {
    expect(order).toMatchObject({ state: "to_ship", payment: { state: "captured" } });
    expect(order.payment?.amount).toEqual(order.total);
  }
  await expectSound(trade, peach, { reserved: 2, left: 0 });
  await expectSound(trade, plum, { reserved: 1, left: 0 });
  expect(await outcome(trade.api.call("payCheckout", on(checkout, { body: {} })))).toBe("already_paid");
  expect(await outcome(trade.api.call("cancelCheckout", on(checkout)))).toBe("already_paid");
});

test("the same key gives the same answer, at once and later; other content under it is refused", async () => {
  await fill();
  const key = newKey();
  const [first, again] = await Promise.all([create(key), create(key)]);
  expect(again).toEqual(first);
  await payAll(first);
  expect(await create(key)).toEqual(first);
  expect(await outcome(create(key, fields(2, 1, { remark: "快点" })))).toBe("idempotency_key_reused");
  const list = await trade.api.call("listCheckouts", { token: buyer.token });
  expect(list.data.map((one) => one.id)).toEqual([first.id]);
});

test("of two tabs that check out the same lines one succeeds", async () => {
  await fill();
  const answers = await Promise.all([outcome(create()), outcome(create())]);
  expect(answers.toSorted()).toEqual(["cart_changed", "placed"]);
  await expectSound(trade, peach, { reserved: 2, left: 0 });
  // And a cart that is not as it was shown is not checked out.
  await fill();
  expect(await outcome(create(newKey(), fields(1, 1)))).toBe("cart_changed");
  expect(await cartLines()).toHaveLength(2);
});

test("nobody checks out, sees or pays another's", async () => {
  await fill();
  const checkout = await create();
  const other = await newBuyer(trade);
  const params = { checkout_id: checkout.id };
  await trade.api.refused("not_found", "getCheckout", { token: other.token, params });
  for (const id of ["payCheckout", "takeRest", "cancelCheckout"] as const)
    await trade.api.refused("not_found", id, { token: other.token, key: newKey(), params, body: {} });
  await trade.api.refused("cart_changed", "createCheckout", {
    token: other.token,
    key: newKey(),
    body: { ...fields(), address_id: other.address.id },
  });
  await trade.api.refused("address_missing", "createCheckout", { token: other.token, key: newKey(), body: fields() });
  expect(await get(checkout)).toEqual(checkout);
});

test("one shop refuses: it says exactly what is gone, and the rest is one tap away", async () => {
  await put(peach.variant_id, 2);
  await put(plum.variant_id, 3);
  await sellOut(2);
  const quote = await trade.api.call("quoteCheckout", { token: buyer.token, body: fields(2, 3) });
  expect(quote).toMatchObject({
    total: { amount: 4798 },
    parts: [{ refusal: null }, { breakdown: null, refusal: { code: "sold_out", details: { available: 2 } } }],
  });
  const checkout = await create(newKey(), fields(2, 3));
  expect(checkout).toMatchObject({
    state: "awaiting_choice",
    total: { amount: 4798 },
    parts: [
      { state: "placed", lines: [{ problem: null }] },
      {
        state: "refused",
        order_id: null,
        refusal: { code: "sold_out", param: "lines.0.quantity", details: { available: 2 } },
        lines: [{ problem: "short", available: 2, quantity: 3 }],
      },
    ],
  });
  // What is not had is in the cart again, as it was.
  expect(await cartLines()).toMatchObject([{ variant_id: plum.variant_id, quantity: 3, state: "short" }]);
  expect(await outcome(trade.api.call("payCheckout", on(checkout, { body: {} })))).toBe("checkout_state");
  const key = newKey();
  const open = await trade.api.call("takeRest", on(checkout, { key }));
  expect(open.state).toBe("open");
  expect((await trade.api.call("takeRest", on(checkout, { key }))).state).toBe("open");
  await payAll(checkout);
  expect(await get(checkout)).toMatchObject({ state: "paid", total: { amount: 4798 } });
  expect(await outcome(trade.api.call("takeRest", on(checkout)))).toBe("checkout_state");
});

test("who does not take the rest gives it back, before anything is paid", async () => {
  await fill();
  await sellOut();
  const checkout = await create();
  await turn(trade, 3 * minute_ms);
  const after = await until(checkout, (now) => now.state === "closed");
  expect(after).toMatchObject({ close_reason: "released", total: { amount: 0 } });
  const [order] = await ordersOf(checkout);
  expect(order).toMatchObject({ state: "closed", close_reason: "checkout_released" });
  await expectSound(trade, peach, { reserved: 0, left: 0 });
  expect(
    Object.fromEntries((await cartLines()).map((line) => [line.variant_id, [line.quantity, line.selected]])),
  ).toEqual({ [peach.variant_id]: [2, false], [plum.variant_id]: [1, true] });
});

test("where no shop can deliver nothing waits to be paid", async () => {
  await fill();
  await sellOut();
  for (const one of [peach, plum])
    await trade.api.call("setProductState", {
      token: trade.merchant.token,
      params: { shop_id: one === peach ? trade.shop_id : second_shop, product_id: one.product_id },
      body: { state: "off" },
    });
  expect(await create()).toMatchObject({
    state: "closed",
    close_reason: "refused",
    total: { amount: 0 },
    parts: [{ lines: [{ problem: "off_sale" }] }, { lines: [{ problem: "off_sale" }] }],
  });
});

test("a changed price is a refusal of that shop alone", async () => {
  await fill();
  const checkout = await create(newKey(), fields(2, 1, { expected_total: 1 }));
  expect(checkout.parts[0]).toMatchObject({
    state: "refused",
    refusal: { code: "price_changed", details: { total: 4798 } },
    lines: [{ problem: null }],
  });
});

test("cancelled as a whole: every order closes, every unit is back", async () => {
  await fill();
  const checkout = await create();
  expect(await trade.api.call("cancelCheckout", on(checkout))).toMatchObject({
    state: "closed",
    close_reason: "cancelled",
  });
  expect((await ordersOf(checkout)).map((order) => order.close_reason)).toEqual(["buyer_cancelled", "buyer_cancelled"]);
  await expectSound(trade, peach, { reserved: 0, left: 0 });
  await expectSound(trade, plum, { reserved: 0, left: 0 });
  expect(await cartLines()).toHaveLength(2);
  expect(await outcome(trade.api.call("payCheckout", on(checkout, { body: {} })))).toBe("checkout_state");
});

test("one order cancelled: the rest is paid, to the fen", async () => {
  await fill();
  const checkout = await create();
  await trade.api.call("payCheckout", on(checkout, { body: {} }));
  const order_id = checkout.parts[0]?.order_id ?? "";
  await trade.api.call("cancelOrder", { token: buyer.token, key: newKey(), params: { order_id } });
  await trade.ctx.settle();
  expect(await get(checkout)).toMatchObject({ state: "open", total: { amount: 1100 } });
  const payment = await trade.api.call("payCheckout", on(checkout, { body: {} }));
  expect(payment.amount.amount).toBe(1100);
  await payAll(checkout);
  expect(await get(checkout)).toMatchObject({ state: "paid", parts: [{ state: "closed" }, { state: "paid" }] });
  expect((await trade.ledger.check(trade.ctx.db.reader)).problems).toEqual([]);
});

test("not paid in time: all of it closes", async () => {
  await fill();
  const checkout = await create();
  await turn(trade, 15 * minute_ms);
  const after = await until(checkout, (now) => now.state === "closed");
  expect(after.close_reason).toBe("expired");
  expect((await ordersOf(checkout)).map((order) => order.state)).toEqual(["closed", "closed"]);
  await expectSound(trade, plum, { reserved: 0, left: 0 });
  expect(await outcome(trade.api.call("payCheckout", on(checkout, { body: {} })))).toBe("order_expired");
});

test.each<FaultPoint>([
  "orders.checkout: written, nothing placed",
  "orders.checkout: placed, not the others",
  "orders.checkout: placed, not recorded",
  "orders.checkout: recorded, not answered",
])("killed at '%s': the key finds it and goes on, nothing is placed twice", async (point) => {
  await fill();
  const key = newKey();
  await expect(create(key, fields(), trade.dying(point))).rejects.toThrow(point);
  const checkout = await create(key);
  expect(checkout).toMatchObject({ state: "open", total: { amount: 5898 } });
  await expectSound(trade, peach, { reserved: 2, left: 0 });
  await expectSound(trade, plum, { reserved: 1, left: 0 });
  await payAll(checkout);
  expect((await get(checkout)).state).toBe("paid");
});

test.each<FaultPoint>(["orders.checkout: written, nothing placed", "orders.checkout: placed, not recorded"])(
  "killed at '%s' and nobody asks again: a deadline completes it",
  async (point) => {
    await fill();
    await expect(create(newKey(), fields(), trade.dying(point))).rejects.toThrow(point);
    const [left] = (await trade.api.call("listCheckouts", { token: buyer.token, query: { state: "unpaid" } })).data;
    expect(left?.state).toBe("placing");
    await turn(trade, 20_000);
    const after = await until(left ?? { id: "" }, (now) => now.state !== "placing");
    expect(after).toMatchObject({ state: "open", total: { amount: 5898 } });
    await expectSound(trade, peach, { reserved: 2, left: 0 });
  },
);

test("given up on too late to place: what was placed is found, what was not is not had", async () => {
  await fill();
  const key = newKey();
  await expect(create(key, fields(), trade.dying("orders.checkout: written, nothing placed"))).rejects.toThrow(
    "died at",
  );
  await turn(trade, 2 * minute_ms);
  const [left] = (await trade.api.call("listCheckouts", { token: buyer.token })).data;
  const after = await until(left ?? { id: "" }, (now) => now.state !== "placing");
  expect(after).toMatchObject({
    state: "closed",
    close_reason: "refused",
    parts: [{ refusal: { code: "unavailable" } }, {}],
  });
  expect(await cartLines()).toHaveLength(2);
  expect((await create(key)).state).toBe("closed");
});

test("an order of somebody who was given up on is let go as soon as it is heard of", async () => {
  await fill();
  const key = newKey();
  await expect(create(key, fields(), trade.dying("orders.checkout: placed, not recorded"))).rejects.toThrow("died at");
  // The checkout went on without the first shop's answer.
  await sql`update orders.checkout_part set state = 'refused', refusal = '{"code":"unavailable","param":null,"details":{}}'
    where account_id = ${buyer.account_id} and shop_id = ${trade.shop_id}`.execute(trade.ctx.db.reader);
  const checkout = await create(key);
  expect(checkout.state).toBe("awaiting_choice");
  await trade.ctx.settle();
  await expectSound(trade, peach, { reserved: 0, left: 0 });
});

test("an order that ran out of time before anybody wrote down that it was placed takes nothing with it", async () => {
  await fill();
  await expect(create(newKey(), fields(), trade.dying("orders.checkout: placed, not recorded"))).rejects.toThrow(
    "died at",
  );
  const [left] = (await trade.api.call("listCheckouts", { token: buyer.token, query: { state: "unpaid" } })).data;
  expect(left?.state).toBe("placing");
  // Its orders close, and are told of, while whoever should go on with it is not there.
  await sql`delete from kernel.account_timer where name = 'orders.checkout_resume'`.execute(trade.ctx.db.reader);
  await turn(trade, 16 * minute_ms);
  const after = await until(left ?? { id: "" }, (now) => now.state !== "placing");
  expect(after).toMatchObject({ state: "closed", parts: [{ state: "closed" }, { state: "closed" }] });
  await expectSound(trade, peach, { reserved: 0, left: 0 });
  expect(await cartLines()).toHaveLength(2);
});

test("killed while it is let go: the rest is let go all the same", async () => {
  await fill();
  const checkout = await create();
  const point = "orders.checkout: closed one, not the others";
  await expect(trade.dying(point).call("cancelCheckout", on(checkout))).rejects.toThrow(point);
  expect((await get(checkout)).state).toBe("closing");
  await turn(trade, 20_000);
  const after = await until(checkout, (now) => now.state === "closed");
  expect(after.close_reason).toBe("cancelled");
  await expectSound(trade, peach, { reserved: 0, left: 0 });
  await expectSound(trade, plum, { reserved: 0, left: 0 });
});

test("what the buyer wrote and where it goes is kept as ciphertext", async () => {
  await fill();
  await create(newKey(), fields(2, 1, { remark: "放门口谢谢" }));
  const { rows } = await sql<{
    text: string;
  }>`select row_to_json(c)::text || row_to_json(p)::text as text from orders.checkout c join orders.checkout_part p using (account_id, checkout_id)
    where c.account_id = ${buyer.account_id}`.execute(trade.ctx.db.reader);
  expect(rows).toHaveLength(2);
  for (const { text } of rows)
    for (const secret of ["放门口谢谢", "文三路", "13800138000", "138 0013 8000"]) expect(text).not.toContain(secret);
});
