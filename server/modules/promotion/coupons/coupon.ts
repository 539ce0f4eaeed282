import type { CouponIssuer, CouponState, HeldState } from "../../../../contract/promotion.ts";
import type { CountedCoupon, CouponRow, HeldCouponRow } from "../tables.ts";

/** Where a coupon somebody holds may go. It comes back where its order closes unpaid or is refunded whole before it ships. */
export const transitions: Readonly<Record<HeldCouponRow["state"], readonly HeldCouponRow["state"][]>> = {
  held: ["used"],
  used: ["held"],
};

export const issuerOf = (coupon: Pick<CouponRow, "shop_id">): CouponIssuer =>
  coupon.shop_id === null ? "platform" : "shop";

/** Where a coupon stands at an instant; the first that is true, from the end backwards. */
export function couponStateAt(coupon: CountedCoupon, at: Date): CouponState {
  if (coupon.ends_at <= at) return "ended";
  if (coupon.stopped_at !== null) return "stopped";
  if (coupon.claimed_count >= coupon.total_count) return "used_up";
  return coupon.starts_at <= at ? "active" : "scheduled";
}

export function heldStateAt(held: Pick<HeldCouponRow, "state" | "expires_at">, at: Date): HeldState {
  if (held.state === "used") return "used";
  return held.expires_at <= at ? "expired" : "held";
}
