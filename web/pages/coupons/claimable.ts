import type { Cart } from "../../../contract/cart.ts";
import type { Coupon, QuotedCoupon } from "../../../contract/promotion.ts";

/** One of the shop's and one of the platform's go together: whether one of `coupon`'s kind is taken off already. */
export function hasLike(
  coupon: Pick<Coupon, "issuer">,
  chosen: readonly string[],
  held: readonly { readonly held_coupon_id: string; readonly coupon: Pick<Coupon, "issuer"> }[],
): boolean {
  return held.some((one) => chosen.includes(one.held_coupon_id) && one.coupon.issuer === coupon.issuer);
}

export interface Claimable {
  readonly coupon: Coupon;
  /** What is missing to its minimum in minor units; 0: as far as can be told here it fits. */
  readonly missing: number;
}

/**
 * Coupons that the buyer does not hold, may claim, and could use for these lines of one shop; those that fit first. Whether one is
 * taken off in the end is the quote's to say: it also knows flash sale prices, and what was counted before.
 */
export function claimableFor(
  offered: readonly Coupon[],
  held: readonly Pick<QuotedCoupon, "coupon">[],
  lines: readonly Pick<Cart["groups"][number]["lines"][number], "product_id" | "price" | "quantity">[],
): readonly Claimable[] {
  const mine = new Set(held.map(({ coupon }) => coupon.id));
  return offered
    .filter((coupon) => !mine.has(coupon.id) && (coupon.claimed_by_you ?? 0) < coupon.per_person_max)
    .flatMap((coupon) => {
      const its = lines.filter(
        ({ product_id }) => coupon.product_ids.length === 0 || coupon.product_ids.includes(product_id),
      );
      const sum = its.reduce((total, { price, quantity }) => total + price.amount * quantity, 0);
      return its.length === 0 ? [] : [{ coupon, missing: Math.max(0, coupon.minimum_spend.amount - sum) }];
    })
    .toSorted((a, b) => a.missing - b.missing);
}
