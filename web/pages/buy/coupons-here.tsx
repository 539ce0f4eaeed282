import type { Product } from "../../../contract/catalog.ts";
import { useCall } from "../../api/hooks.ts";
import { claimableFor, hasLike, type Claimable } from "../coupons/claimable.ts";
import { ClaimHere } from "../coupons/claim-here.tsx";
import { CouponChoice } from "./coupon-choice.tsx";
import type { useBuying } from "./use-buying.ts";

interface Props {
  readonly product: Product;
  readonly buying: ReturnType<typeof useBuying>;
}

/** What coupons take off this order: those that can still be claimed for it, and those the buyer holds. */
export function CouponsHere({ product, buying }: Props) {
  const { account, variant, quantity, quote, coupon_ids } = buying;
  const known = account !== null && account !== undefined;
  const offered = useCall(
    "listCoupons",
    { query: { product_id: product.id } },
    { enabled: known && variant !== undefined, staleTime: 30_000 },
  );
  if (quote.data === undefined) return null;
  const { coupons } = quote.data;
  const line = variant === undefined ? [] : [{ product_id: product.id, price: variant.price, quantity }];
  const claimable = known ? nearest(claimableFor(offered.data?.data ?? [], coupons, line)) : [];
  return (
    <div className="empty:hidden">
      <ClaimHere
        claimable={claimable}
        fits={({ coupon, missing }) => missing === 0 && !hasLike(coupon, coupon_ids, coupons)}
        disabled={buying.busy}
        onUse={({ id }) => buying.addCoupon(id)}
      />
      <CouponChoice coupons={coupons} chosen={coupon_ids} onChoose={buying.chooseCoupons} disabled={buying.busy} />
    </div>
  );
}

/** All that fit, and the one that is nearest to it: a sheet is no place for a list of what does not. */
const nearest = (claimable: readonly Claimable[]): readonly Claimable[] => {
  const fitting = claimable.filter(({ missing }) => missing === 0);
  return claimable.slice(0, fitting.length + 1);
};
