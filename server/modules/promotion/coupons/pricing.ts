import { couponIssuers, stacking, type CouponIssuer, type CouponMisfit } from "../../../../contract/promotion.ts";
import { assert, present } from "../../../kernel/assert.ts";
import type { CouponRow, HeldCouponRow } from "../tables.ts";
import { issuerOf } from "./coupon.ts";

/** A line as coupons see it; `flash`: its unit price is a flash sale's. */
export interface PricedLine {
  readonly product_id: string;
  readonly quantity: number;
  readonly unit_price: bigint;
  readonly flash: boolean;
}
/** A coupon somebody holds, with its terms. */
export interface Voucher extends Pick<HeldCouponRow, "held_coupon_id" | "state" | "expires_at"> {
  readonly coupon: Pick<
    CouponRow,
    "shop_id" | "kind" | "amount" | "percent_off" | "minimum_spend" | "product_ids" | "goes_with_flash" | "starts_at"
  >;
}
/** An order before coupons. Everything in minor units. */
export interface Basket {
  readonly shop_id: string;
  readonly lines: readonly PricedLine[];
  readonly shipping: bigint;
}
/** What coupons take off, in all and of each line. */
export interface Reduction {
  readonly shop_discount: bigint;
  readonly subsidy: bigint;
  readonly lines: readonly { readonly shop_discount: bigint; readonly subsidy: bigint }[];
  /** What each coupon takes off, by `held_coupon_id`. */
  readonly saved: ReadonlyMap<string, bigint>;
}
export interface Misfit {
  readonly held_coupon_id: string;
  readonly misfit: CouponMisfit;
  /** How much more it takes, where it is for a minimum; else 0. */
  readonly missing: bigint;
}

/** Order of counting and how many of each kind: read from the contract's table, so that what is shown is what is done. */
const rankOf = (issuer: CouponIssuer): number => stacking.findIndex((rule) => rule.issuer === issuer);
assert(
  couponIssuers.every((issuer) => rankOf(issuer) >= 0),
  "the stacking table knows every issuer",
);
assert(rankOf("shop") < rankOf("platform"), "the platform's coupon works on what the shop's left");

/**
 * Divides `amount` in proportion to `weights`, to the last minor unit: everyone gets the whole part, what remains goes
 * one by one to the largest remainders, the first of equals before the others. Nobody gets more than their weight as
 * long as `amount` is at most the sum of weights.
 */
export function allot(amount: bigint, weights: readonly bigint[]): bigint[] {
  const whole = weights.reduce((sum, weight) => sum + weight, 0n);
  assert(amount >= 0n && weights.every((weight) => weight >= 0n), "what is divided is not below zero");
  assert(amount === 0n || whole > 0n, "something is divided among somebody");
  if (amount === 0n) return weights.map(() => 0n);
  const shares = weights.map((weight) => (amount * weight) / whole);
  const rest = amount - shares.reduce((sum, share) => sum + share, 0n);
  const byRemainder = weights
    .map((weight, index) => ({ index, remainder: (amount * weight) % whole }))
    .toSorted((a, b) => (a.remainder === b.remainder ? a.index - b.index : a.remainder > b.remainder ? -1 : 1));
  for (const { index } of byRemainder.slice(0, Number(rest))) shares[index] = present(shares[index], "a share") + 1n;
  return shares;
}

/** What a coupon takes off products that cost `sum`, before anything bounds it. */
export function nominalOf(coupon: Voucher["coupon"], sum: bigint): bigint {
  if (coupon.kind === "amount") return present(coupon.amount, "an amount is there");
  const off = (sum * BigInt(present(coupon.percent_off, "a percentage is there"))) / 100n;
  return coupon.amount !== null && off > coupon.amount ? coupon.amount : off;
}

/**
 * Takes these coupons off an order: the shop's first, the platform's of what that left. Each fits or the first that does
 * not is named. A discount never takes a line below zero, and never everything: at least one minor unit is paid, as a
 * provider takes no payment of nothing.
 */
export function reduce(basket: Basket, vouchers: readonly Voucher[], at: Date): Reduction | Misfit {
  const left = wholeOf(basket);
  const taken = { shop: left.map(() => 0n), platform: left.map(() => 0n) };
  const saved = new Map<string, bigint>();
  const counted = { shop: 0, platform: 0 };
  const inOrder = vouchers.toSorted((a, b) => rankOf(issuerOf(a.coupon)) - rankOf(issuerOf(b.coupon)));
  for (const voucher of inOrder) {
    const { held_coupon_id } = voucher;
    const issuer = issuerOf(voucher.coupon);
    counted[issuer] += 1;
    if (counted[issuer] > present(stacking[rankOf(issuer)], "a rule").per_order_max || saved.has(held_coupon_id))
      return { held_coupon_id, misfit: "does_not_stack", missing: 0n };
    const suit = suitOf(basket, voucher, at);
    if ("misfit" in suit) return { held_coupon_id, ...suit };
    const found = takeOff(left, payableOf(basket, left), suit);
    if ("misfit" in found) return { held_coupon_id, ...found };
    for (const [index, share] of sharesOf(left, suit, found.amount).entries()) {
      left[index] = present(left[index], "a line") - share;
      taken[issuer][index] = present(taken[issuer][index], "a line") + share;
    }
    saved.set(held_coupon_id, found.amount);
  }
  return {
    shop_discount: sumOf(taken.shop),
    subsidy: sumOf(taken.platform),
    lines: left.map((_, index) => ({
      shop_discount: present(taken.shop[index], "a line"),
      subsidy: present(taken.platform[index], "a line"),
    })),
    saved,
  };
}

const misfitOf = (misfit: CouponMisfit, missing = 0n): Omit<Misfit, "held_coupon_id"> => ({ misfit, missing });

/** A coupon that suits an order as far as its lines' prices do not matter; `lines`: which of them it is for. */
interface Suit {
  readonly voucher: Voucher;
  readonly lines: readonly boolean[];
}

const sumOf = (amounts: readonly bigint[]): bigint => amounts.reduce((sum, one) => sum + one, 0n);
const wholeOf = (basket: Basket): bigint[] => basket.lines.map((line) => line.unit_price * BigInt(line.quantity));
const payableOf = (basket: Basket, left: readonly bigint[]): bigint => sumOf(left) + basket.shipping - 1n;
/** What a coupon takes off each line of what is left of them. */
const sharesOf = (left: readonly bigint[], { lines }: Suit, amount: bigint): bigint[] =>
  allot(
    amount,
    left.map((one, index) => (lines[index] === true ? one : 0n)),
  );

function suitOf(basket: Basket, voucher: Voucher, at: Date): Suit | Omit<Misfit, "held_coupon_id"> {
  const { coupon } = voucher;
  if (voucher.state === "used") return misfitOf("used");
  if (voucher.expires_at <= at) return misfitOf("expired");
  if (coupon.starts_at > at) return misfitOf("not_started");
  if (coupon.shop_id !== null && coupon.shop_id !== basket.shop_id) return misfitOf("other_shop");
  const { product_ids, goes_with_flash } = coupon;
  const named = basket.lines.map((line) => product_ids.length === 0 || product_ids.includes(line.product_id));
  if (!named.includes(true)) return misfitOf("no_product");
  const lines = basket.lines.map((line, index) => named[index] === true && (!line.flash || goes_with_flash));
  return lines.includes(true) ? { voucher, lines } : misfitOf("flash_price");
}

/** What a coupon takes off what is left of an order in all, or why it does not fit. */
function takeOff(
  left: readonly bigint[],
  payable: bigint,
  { voucher: { coupon }, lines }: Suit,
): { readonly amount: bigint } | Omit<Misfit, "held_coupon_id"> {
  const { minimum_spend } = coupon;
  let sum = 0n;
  for (const [index, amount] of left.entries()) if (lines[index] === true) sum += amount;
  if (sum < minimum_spend) return misfitOf("minimum", minimum_spend - sum);
  const amount = [nominalOf(coupon, sum), sum, payable].reduce((least, one) => (one < least ? one : least));
  return amount <= 0n ? misfitOf("nothing_left") : { amount };
}

export interface Choice {
  readonly vouchers: readonly Voucher[];
  readonly saves: bigint;
}
/** What an order can take: a row for each coupon of its shop and for none, each with every coupon of the platform (`market`) and without. */
interface Choices {
  readonly market: readonly Voucher[];
  readonly rows: readonly {
    readonly alone: Choice;
    /** In the order of `market`; null where the two do not go together. */
    readonly withMarket: readonly (Choice | null)[];
  }[];
}

/**
 * Every shop coupon with every platform coupon, and each alone. Whom a coupon suits is asked once, and what a shop's leaves is divided
 * once: of a pair only the sum is left to find, as there may be a thousand pairs in each of twenty orders.
 */
export function choicesOf(basket: Basket, vouchers: readonly Voucher[], at: Date): Choices {
  const whole = wholeOf(basket);
  const payable = payableOf(basket, whole);
  const fitting = vouchers.flatMap((voucher) => {
    const suit = suitOf(basket, voucher, at);
    if ("misfit" in suit) return [];
    const found = takeOff(whole, payable, suit);
    return "misfit" in found ? [] : [{ suit, amount: found.amount }];
  });
  const of = (issuer: CouponIssuer) => fitting.filter(({ suit }) => issuerOf(suit.voucher.coupon) === issuer);
  const market = of("platform");
  const own = of("shop").map(({ suit, amount }): Choices["rows"][number] => {
    const shares = sharesOf(whole, suit, amount);
    const left = whole.map((one, index) => one - present(shares[index], "a share"));
    const withMarket = market.map(({ suit: second }): Choice | null => {
      const found = takeOff(left, payable - amount, second);
      return "misfit" in found ? null : { vouchers: [suit.voucher, second.voucher], saves: amount + found.amount };
    });
    return { alone: { vouchers: [suit.voucher], saves: amount }, withMarket };
  });
  const none: Choices["rows"][number] = {
    alone: { vouchers: [], saves: 0n },
    withMarket: market.map(({ suit, amount }) => ({ vouchers: [suit.voucher], saves: amount })),
  };
  return { market: market.map(({ suit }) => suit.voucher), rows: [none, ...own] };
}

/**
 * Of these the one that saves most. Of equals the one that uses fewer coupons, then the one whose coupons expire first, so that nothing
 * is spent for nothing; then the first.
 */
export function bestChoice(choices: readonly (Choice | null)[]): Choice {
  let best: Choice = { vouchers: [], saves: 0n };
  for (const one of choices) {
    if (one === null || one.saves < best.saves) continue;
    if (one.saves > best.saves || isThriftier(one.vouchers, best.vouchers)) best = one;
  }
  return best;
}

/** The best choice of all that an order can take. */
export const bestOf = (basket: Basket, vouchers: readonly Voucher[], at: Date): readonly Voucher[] =>
  bestChoice(choicesOf(basket, vouchers, at).rows.flatMap(({ alone, withMarket }) => [alone, ...withMarket])).vouchers;

function isThriftier(a: readonly Voucher[], b: readonly Voucher[]): boolean {
  if (a.length !== b.length) return a.length < b.length;
  const expiry = (choice: readonly Voucher[]): number =>
    choice.reduce((sum, voucher) => sum + voucher.expires_at.getTime(), 0);
  return expiry(a) < expiry(b);
}
