import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { claim, offer, offerOfPlatform } from "../../../../tests/kit/promotions.ts";
import {
  fieldsFor,
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

const hour_ms = 3600_000;
let trade: Trade;
let buyer: Buyer;
let second: Trade;
let peach: Awaited<ReturnType<typeof putOnSale>>;
let plum: Awaited<ReturnType<typeof putOnSale>>;
beforeAll(async () => {
  trade = await openTrade();
  const shop = await trade.api.call("createShop", { token: trade.merchant.token, body: { name: "李子园", intro: "" } });
  second = { ...trade, shop_id: shop.id };
  peach = await putOnSale(trade, { stock: 100, price: 10_000, shipping: 600 });
  plum = await putOnSale(trade, { stock: 100, price: 4000, shipping: 600, shop_id: second.shop_id });
});
afterAll(() => trade.end());
beforeEach(async () => {
  buyer = await newBuyer(trade);
  for (const { variant_id } of [peach, plum])
    await trade.api.call("putInCart", { token: buyer.token, key: newKey(), body: { variant_id, quantity: 1 } });
});

type Named = "best" | string[];
const parts = (of_peach: Named, of_plum: Named) => [
  { shop_id: trade.shop_id, lines: [{ variant_id: peach.variant_id, quantity: 1 }], coupon_ids: of_peach },
  { shop_id: second.shop_id, lines: [{ variant_id: plum.variant_id, quantity: 1 }], coupon_ids: of_plum },
];
const quote = (of_peach: Named = "best", of_plum: Named = "best") =>
  trade.api.call("quoteCheckout", {
    token: buyer.token,
    body: { address_id: buyer.address.id, parts: parts(of_peach, of_plum) },
  });
const create = (of_peach: string[], of_plum: string[], totals: [number, number], key = newKey()) =>
  trade.api.call("createCheckout", {
    token: buyer.token,
    key,
    body: {
      address_id: buyer.address.id,
      parts: parts(of_peach, of_plum).map((part, index) => ({ ...part, expected_total: totals[index] })),
    },
  });
const chosen = (answer: Awaited<ReturnType<typeof quote>>) =>
  answer.parts.map((part) => part.breakdown?.coupon_ids ?? null);
const inCart = async () => (await trade.api.call("countCart", { token: buyer.token })).lines;
/** Uses a coupon for an order of its own, as another tab of the buyer's might. */
const useElsewhere = async (held: { id: string }) =>
  trade.api.call("placeOrder", {
    token: buyer.token,
    key: newKey(),
    body: { ...fieldsFor(buyer, peach.variant_id), coupon_ids: [held.id] },
  });

test("the best is shared out over the shops, charged as quoted, and comes back when nothing is paid", async () => {
  const own = await claim(trade, buyer, await offer(trade, { discount: { kind: "amount", amount: 700 } }));
  const wide = await claim(trade, buyer, await offerOfPlatform(trade, { discount: { kind: "amount", amount: 900 } }));
  const high = await claim(
    trade,
    buyer,
    await offerOfPlatform(trade, { discount: { kind: "amount", amount: 800 }, minimum_spend: 9000 }),
  );
  const best = await quote();
  // Each order by itself would take `wide`; together they save most like this.
  expect(chosen(best)).toEqual([[own.id, high.id], [wide.id]]);
  expect(best).toMatchObject({
    goods: { amount: 14_000 },
    shipping: { amount: 1200 },
    total: { amount: 14_000 + 1200 - 700 - 800 - 900 },
  });
  expect(best.parts.map((part) => part.dropped_coupons)).toEqual([[], []]);
  const checkout = await create([own.id, high.id], [wide.id], [9100, 3700]);
  expect(checkout).toMatchObject({ state: "open", total: { amount: 12_800 } });
  for (const { order_id } of checkout.parts)
    expect(await look(trade, buyer, { id: order_id ?? "" })).toMatchObject({ state: "unpaid" });
  const wallet = async () =>
    (await trade.api.call("listHeldCoupons", { token: buyer.token, query: { state: "held" } })).data.length;
  expect(await wallet()).toBe(0);
  await trade.api.call("cancelCheckout", { token: buyer.token, key: newKey(), params: { checkout_id: checkout.id } });
  await trade.ctx.settle();
  expect(await wallet()).toBe(3);
});

test("what the buyer names stays; the rest is shared among the others", async () => {
  const wide = await claim(trade, buyer, await offerOfPlatform(trade, { discount: { kind: "amount", amount: 900 } }));
  const low = await claim(trade, buyer, await offerOfPlatform(trade, { discount: { kind: "amount", amount: 200 } }));
  expect(chosen(await quote([low.id], "best"))).toEqual([[low.id], [wide.id]]);
  expect(chosen(await quote([], "best"))).toEqual([[], [wide.id]]);
  expect(chosen(await quote([], []))).toEqual([[], []]);
});

test("the same coupon twice is bad input, somebody else's is none", async () => {
  const wide = await claim(trade, buyer, await offerOfPlatform(trade));
  expect(await outcome(quote([wide.id], [wide.id]))).toBe("invalid_param");
  expect(await outcome(create([wide.id], [wide.id], [10_100, 4100]))).toBe("invalid_param");
  const other = await newBuyer(trade);
  const theirs = await claim(trade, other, await offerOfPlatform(trade));
  expect((await quote([theirs.id], "best")).parts[0]).toMatchObject({
    refusal: { code: "not_found", param: "coupon_ids.0" },
  });
  expect(await outcome(create([theirs.id], [], [10_100, 4600]))).toBe("not_found");
  expect(await inCart()).toBe(2);
});

test("one that was used meanwhile is said at once, nothing leaves the cart, and the next best comes in its place", async () => {
  const first = await claim(trade, buyer, await offer(trade, { discount: { kind: "amount", amount: 700 } }));
  const next = await claim(trade, buyer, await offer(trade, { discount: { kind: "amount", amount: 300 } }));
  expect(chosen(await quote())).toEqual([[first.id], []]);
  await useElsewhere(first);
  await expect(create([first.id], [], [9900, 4600])).rejects.toMatchObject({
    code: "coupon_used",
    param: "parts.0.coupon_ids.0",
  });
  expect(await inCart()).toBe(2);
  const again = await quote([first.id], []);
  expect(again.parts[0]?.dropped_coupons).toMatchObject([
    { held_coupon_id: first.id, misfit: "used", saves: { amount: 0 } },
  ]);
  expect(chosen(again)).toEqual([[next.id], []]);
  expect(again.total.amount).toBe(14_000 + 1200 - 300);
  expect((await create([next.id], [], [10_300, 4600])).state).toBe("open");
});

test("a repeat of what used the coupons gets its first answer", async () => {
  const held = await claim(trade, buyer, await offer(trade));
  const key = newKey();
  const [one, two] = await Promise.all([
    create([held.id], [], [10_100, 4600], key),
    create([held.id], [], [10_100, 4600], key),
  ]);
  expect(two).toEqual(one);
  expect(await create([held.id], [], [10_100, 4600], key)).toEqual(one);
});

test("one that expires meanwhile is said too", async () => {
  const now = trade.ctx.clock.nowMs();
  const held = await claim(
    trade,
    buyer,
    await offer(trade, { ends_at: new Date(now + hour_ms).toISOString(), discount: { kind: "amount", amount: 700 } }),
  );
  expect(chosen(await quote())).toEqual([[held.id], []]);
  await turn(trade, hour_ms + 1000);
  await expect(create([held.id], [], [9900, 4600])).rejects.toMatchObject({ code: "coupon_misfit" });
  expect((await quote([held.id], [])).parts[0]?.dropped_coupons).toMatchObject([{ misfit: "expired" }]);
  expect(await inCart()).toBe(2);
});
