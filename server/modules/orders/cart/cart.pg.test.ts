import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { Cart } from "../../../../contract/cart.ts";
import type { ChannelItem } from "../../../../contract/socket.ts";
import {
  goOnAir,
  newBuyer,
  newKey,
  openTrade,
  putOnSale,
  type Buyer,
  type Trade,
} from "../../../../tests/kit/trade.ts";
import { accountChannel } from "../index.ts";

let trade: Trade;
let buyer: Buyer;
let peach: Awaited<ReturnType<typeof putOnSale>>;
beforeAll(async () => {
  trade = await openTrade();
});
afterAll(() => trade.end());
beforeEach(async () => {
  buyer = await newBuyer(trade);
  peach = await putOnSale(trade, { stock: 10, price: 1999 });
});

const put = (variant_id: string, quantity = 1, key = newKey(), moment: object | null = null) =>
  trade.api.call("putInCart", { token: buyer.token, key, body: { variant_id, quantity, moment } });
const cart = () => trade.api.call("getCart", { token: buyer.token });
const linesOf = (given: Cart) => [...given.groups.flatMap((group) => group.lines), ...given.unavailable];
const guestLine = (variant_id: string, quantity: number, more: object = {}) => ({
  variant_id,
  quantity,
  price_seen: 1999,
  put_in_at: trade.ctx.clock.now().toISOString(),
  ...more,
});

test("what is put in adds up, and a repeated request puts nothing in again", async () => {
  const key = newKey();
  await put(peach.variant_id, 2, key);
  await put(peach.variant_id, 2, key);
  const after = await put(peach.variant_id, 1);
  expect(after).toMatchObject({
    lines_count: 1,
    groups: [{ lines: [{ quantity: 3, state: "ok", price: { amount: 1999 }, selected: true }] }],
    selected: { lines: 1, units: 3, goods: { amount: 5997 } },
  });
  await trade.api.refused("idempotency_key_reused", "putInCart", {
    token: buyer.token,
    key,
    body: { variant_id: peach.variant_id, quantity: 5 },
  });
});

test("no more than there is, nothing off sale, nothing of one's own shop, nothing that never was", async () => {
  const token = buyer.token;
  await put(peach.variant_id, 8);
  const body = (variant_id: string, quantity = 3) => ({ body: { variant_id, quantity } });
  await trade.api.refused("sold_out", "putInCart", { token, key: newKey(), ...body(peach.variant_id) });
  await trade.api.refused("not_found", "putInCart", { token, key: newKey(), ...body(`var_${"0".repeat(26)}`) });
  await trade.api.refused("own_shop", "putInCart", {
    token: trade.merchant.token,
    key: newKey(),
    ...body(peach.variant_id),
  });
  await off(peach.product_id);
  await trade.api.refused("product_not_on_sale", "putInCart", { token, key: newKey(), ...body(peach.variant_id, 1) });
  expect(linesOf(await cart())).toMatchObject([{ quantity: 8, state: "off_sale" }]);
});

const off = (product_id: string) =>
  trade.api.call("setProductState", {
    token: trade.merchant.token,
    params: { shop_id: trade.shop_id, product_id },
    body: { state: "off" },
  });

test("what became dearer, few, too few, sold out or off sale says so; only the last two are kept apart", async () => {
  await put(peach.variant_id, 4);
  const other = await newBuyer(trade);
  await trade.api.call("placeOrder", {
    token: other.token,
    key: newKey(),
    body: { lines: [{ variant_id: peach.variant_id, quantity: 6 }], address_id: other.address.id },
  });
  expect(linesOf(await cart())).toMatchObject([{ state: "few", available: 4 }]);
  const take = (quantity: number) =>
    trade.api.call("placeOrder", {
      token: other.token,
      key: newKey(),
      body: { lines: [{ variant_id: peach.variant_id, quantity }], address_id: other.address.id },
    });
  await take(1);
  expect(await cart()).toMatchObject({
    groups: [{ lines: [{ state: "short", available: 3 }] }],
    unavailable: [],
    selected: { lines: 0, goods: { amount: 0 } },
  });
  await take(3);
  expect(await cart()).toMatchObject({ groups: [], unavailable: [{ state: "sold_out" }], lines_count: 1 });
  await off(peach.product_id);
  expect(await cart()).toMatchObject({ groups: [], unavailable: [{ state: "off_sale" }] });
});

test("the price that was seen stays beside the price that is", async () => {
  await put(peach.variant_id);
  const product = await trade.api.call("getProduct", { params: { product_id: peach.product_id } });
  await trade.api.call("updateProduct", {
    token: trade.merchant.token,
    params: { shop_id: trade.shop_id, product_id: peach.product_id },
    body: {
      title: product.title,
      description: product.description,
      unit: product.unit,
      picture_ids: product.pictures.map((picture) => picture.id),
      shipping_fee: 600,
      return_policy: product.return_policy,
      variants: product.variants.map((variant) => ({ id: variant.id, title: variant.title, price: 1799 })),
    },
  });
  expect(linesOf(await cart())).toMatchObject([{ price: { amount: 1799 }, price_seen: { amount: 1999 } }]);
});

test("quantities and selection are set, not added; lines of others are out of reach", async () => {
  await put(peach.variant_id, 2);
  const change = (token: string, body: object, variant_id = peach.variant_id) =>
    [{ token, params: { variant_id }, body }] as const;
  expect(
    linesOf(await trade.api.call("changeCartLine", ...change(buyer.token, { quantity: 5, selected: false }))),
  ).toMatchObject([{ quantity: 5, selected: false }]);
  await trade.api.refused("sold_out", "changeCartLine", ...change(buyer.token, { quantity: 11 }));
  const other = await newBuyer(trade);
  await trade.api.refused("not_found", "changeCartLine", ...change(other.token, { quantity: 1 }));
  const selected = await trade.api.call("selectInCart", {
    token: buyer.token,
    body: { variant_ids: [peach.variant_id, `var_${"0".repeat(26)}`], selected: true },
  });
  expect(selected.selected).toMatchObject({ lines: 1, units: 5 });
  await trade.api.call("takeOutOfCart", { token: other.token, body: { variant_ids: [peach.variant_id] } });
  expect((await cart()).lines_count).toBe(1);
  expect(
    await trade.api.call("takeOutOfCart", { token: buyer.token, body: { variant_ids: [peach.variant_id] } }),
  ).toMatchObject({ lines_count: 0, groups: [] });
  expect(await trade.api.call("countCart", { token: buyer.token })).toMatchObject({ lines: 0 });
});

test("a guest sees their cart, and brings it along when they sign in; twice is once", async () => {
  const plum = await putOnSale(trade, { stock: 3, price: 500 });
  const lines = [guestLine(peach.variant_id, 3), guestLine(plum.variant_id, 1), guestLine(`var_${"0".repeat(26)}`, 1)];
  expect(await trade.api.call("viewCart", { body: { lines } })).toMatchObject({
    lines_count: 2,
    selected: { lines: 2, units: 4, goods: { amount: 3 * 1999 + 500 } },
  });
  await put(peach.variant_id, 1);
  const bring = () => trade.api.call("mergeCart", { token: buyer.token, body: { lines } });
  const [first, second] = await Promise.all([bring(), bring()]);
  expect(first.lines_count).toBe(2);
  expect(second.lines_count).toBe(2);
  expect(Object.fromEntries(linesOf(await bring()).map((line) => [line.variant_id, line.quantity]))).toEqual({
    [peach.variant_id]: 3,
    [plum.variant_id]: 1,
  });
});

test("the moment is kept where the broadcast knows it, and left out where it does not", async () => {
  const air = await goOnAir(trade, [peach.product_id]);
  air.advance(5_000);
  const moment = { session_id: air.session_id, stream_offset_ms: 4_000 };
  expect(linesOf(await put(peach.variant_id, 1, newKey(), moment))[0]?.moment).toMatchObject({
    session_id: air.session_id,
    stream_offset_ms: 4_000,
  });
  // Put in again from the shelf: the broadcast that brought it here stays.
  expect(linesOf(await put(peach.variant_id))[0]?.moment).toMatchObject({ stream_offset_ms: 4_000 });
  const plum = await putOnSale(trade, { stock: 3 });
  const never = { session_id: `sess_${"0".repeat(26)}`, stream_offset_ms: 0 };
  const after = await put(plum.variant_id, 1, newKey(), never);
  expect(linesOf(after).find((line) => line.variant_id === plum.variant_id)?.moment).toBeNull();
});

test("every device of the account hears of a change", async () => {
  const heard: ChannelItem[] = [];
  const stop = trade.ctx.channel.listen(accountChannel(buyer.account_id), ({ items }) =>
    heard.push(...(items as ChannelItem[])),
  );
  await put(peach.variant_id);
  trade.ctx.clock.turn(1_000);
  stop();
  expect(heard).toContainEqual({ t: "cart", lines: 1 });
});

test("two devices putting in at once lose nothing", async () => {
  await Promise.all(Array.from({ length: 6 }, () => put(peach.variant_id, 1)));
  expect(linesOf(await cart())).toMatchObject([{ quantity: 6 }]);
});
