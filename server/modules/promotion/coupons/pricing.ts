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
  const left = basket.lines.map((line) => line.unit_price * BigInt(line.quantity));
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
    const found = fit(basket, left, voucher, at);
    if ("misfit" in found) return { held_coupon_id, ...found };
    for (const [index, share] of found.shares.entries()) {
      left[index] = present(left[index], "a line") - share;
      taken[issuer][index] = present(taken[issuer][index], "a line") + share;
    }
    saved.set(held_coupon_id, found.amount);
  }
  const sum = (all: readonly bigint[]): bigint => all.reduce((total, one) => total + one, 0n);
  return {
    shop_discount: sum(taken.shop),
    subsidy: sum(taken.platform),
    lines: left.map((_, index) => ({
      shop_discount: present(taken.shop[index], "a line"),
      subsidy: present(taken.platform[index], "a line"),
    })),
    saved,
  };
}

const misfitOf = (misfit: CouponMisfit, missing = 0n): Omit<Misfit, "held_coupon_id"> => ({ misfit, missing });

/** What one coupon takes off each line of what is left of them, or why it does not fit. */
function fit(
  basket: Basket,
  left: readonly bigint[],
  { coupon, ...held }: Voucher,
  at: Date,
): { readonly amount: bigint; readonly shares: readonly bigint[] } | Omit<Misfit, "held_coupon_id"> {
  if (held.state === "used") return misfitOf("used");
  if (held.expires_at <= at) return misfitOf("expired");
  if (coupon.starts_at > at) return misfitOf("not_started");
  if (coupon.shop_id !== null && coupon.shop_id !== basket.shop_id) return misfitOf("other_shop");
  const named = basket.lines.map(
    (line) => coupon.product_ids.length === 0 || coupon.product_ids.includes(line.product_id),
  );
  if (!named.includes(true)) return misfitOf("no_product");
  const weights = left.map((amount, index) => {
    const line = present(basket.lines[index], "a line for each amount");
    return named[index] === true && (!line.flash || coupon.goes_with_flash) ? amount : 0n;
  });
  if (basket.lines.every((line, index) => named[index] !== true || (line.flash && !coupon.goes_with_flash)))
    return misfitOf("flash_price");
  const sum = weights.reduce((total, one) => total + one, 0n);
  if (sum < coupon.minimum_spend) return misfitOf("minimum", coupon.minimum_spend - sum);
  const payable = left.reduce((total, one) => total + one, basket.shipping) - 1n;
  const amount = [nominalOf(coupon, sum), sum, payable].reduce((least, one) => (one < least ? one : least));
  if (amount <= 0n) return misfitOf("nothing_left");
  return { amount, shares: allot(amount, weights) };
}

/**
 * The choice that saves most: every shop coupon with every platform coupon, and each alone. Of equals the one that uses
 * fewer coupons, then the one whose coupons expire first, so that nothing is spent for nothing.
 */
export function bestOf(basket: Basket, vouchers: readonly Voucher[], at: Date): readonly Voucher[] {
  const of = (issuer: CouponIssuer): readonly (Voucher | null)[] => [
    null,
    ...vouchers.filter(
      (voucher) => issuerOf(voucher.coupon) === issuer && !("misfit" in reduce(basket, [voucher], at)),
    ),
  ];
  const choices = of("shop").flatMap((shop) =>
    of("platform").map((platform) => [shop, platform].filter((one) => one !== null)),
  );
  let best: { choice: readonly Voucher[]; saves: bigint } = { choice: [], saves: 0n };
  for (const choice of choices) {
    const reduction = reduce(basket, choice, at);
    if ("misfit" in reduction) continue;
    const saves = reduction.shop_discount + reduction.subsidy;
    if (saves > best.saves || (saves === best.saves && isThriftier(choice, best.choice))) best = { choice, saves };
  }
  return best.choice;
}

function isThriftier(a: readonly Voucher[], b: readonly Voucher[]): boolean {
  if (a.length !== b.length) return a.length < b.length;
  const expiry = (choice: readonly Voucher[]): number =>
    choice.reduce((sum, voucher) => sum + voucher.expires_at.getTime(), 0);
  return expiry(a) < expiry(b);
}
