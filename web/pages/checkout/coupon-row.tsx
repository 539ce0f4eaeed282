import { ChevronRight } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import type { Cart } from "../../../contract/cart.ts";
import type { HeldCoupon } from "../../../contract/promotion.ts";
import { type Answer, useCall } from "../../api/hooks.ts";
import { Button } from "../../ui/button.tsx";
import { usePriceText } from "../../ui/price.tsx";
import { Sheet } from "../../ui/sheet.tsx";
import { CouponChoice } from "../buy/coupon-choice.tsx";
import { ClaimHere } from "../coupons/claim-here.tsx";
import { claimableFor, hasLike } from "../coupons/claimable.ts";
import { savedOf } from "./saved.ts";

export interface CouponsOfShop {
  /** Those that are ticked, by `held_coupon_id`. */
  readonly chosen: readonly string[];
  readonly onChoose: (held_coupon_ids: readonly string[]) => void;
  readonly disabled: boolean;
  /** The other shop whose order takes this coupon now, by name. */
  readonly usedAt: (held_coupon_id: string) => string | null;
}

interface Props extends CouponsOfShop {
  readonly group: Cart["groups"][number];
  readonly breakdown: NonNullable<Answer<"quoteCheckout">["parts"][number]["breakdown"]>;
}

/** What coupons take off one shop's order, and the way to choose others or to claim more. Nothing where there are none for it. */
export function CouponRow({ group, breakdown, chosen, onChoose, disabled, usedAt }: Props) {
  const t = useTranslations("checkout");
  const price = usePriceText();
  const [open, setOpen] = useState(false);
  const { coupons } = breakdown;
  const shop = group.shop.name;
  const offered = useCall("listCoupons", { query: { shop_id: group.shop.id } }, { staleTime: 30_000 });
  const claimable = claimableFor(offered.data?.data ?? [], coupons, group.lines);
  if (coupons.length === 0 && claimable.length === 0) return null;
  const saved = savedOf(breakdown);
  const fit = coupons.filter((one) => one.misfit === null).length;
  const toTake = claimable.filter(({ missing }) => missing === 0).length;
  const value =
    saved.amount > 0 ? (
      <span className="text-ember-text">−{price(saved)}</span>
    ) : (
      <span className={fit === 0 && toTake > 0 ? "text-ember-text" : "text-muted"}>
        {fit > 0
          ? t("couponsFit", { count: fit })
          : toTake > 0
            ? t("couponsToClaim", { count: toTake })
            : t("couponsNoneFit")}
      </span>
    );
  // Only where none of its kind is taken off: what saves more is never given up for it.
  const use = ({ id }: HeldCoupon) => onChoose([...chosen, id]);
  const note = (held_coupon_id: string) => {
    const other = usedAt(held_coupon_id);
    return other === null ? null : t("couponUsedAt", { shop: other });
  };
  return (
    <div className="flex items-center justify-between">
      <dt className="text-muted">{t("coupons")}</dt>
      <dd>
        <button
          type="button"
          aria-haspopup="dialog"
          aria-label={t("chooseCoupons", { shop })}
          className="-mr-1.5 flex min-h-11 items-center gap-0.5 rounded-s pl-3 hover:bg-wash"
          onClick={() => setOpen(true)}
        >
          {value}
          <ChevronRight size={16} aria-hidden className="text-muted" />
        </button>
        <Sheet
          open={open}
          onClose={() => setOpen(false)}
          title={t("couponsFor", { shop })}
          footer={
            <div className="flex items-center justify-between gap-4">
              <p className="num">
                {saved.amount > 0 ? t("couponsSave", { amount: price(saved) }) : t("couponsSaveNothing")}
              </p>
              <Button kind="solid" onClick={() => setOpen(false)}>
                {t("couponsDone")}
              </Button>
            </div>
          }
        >
          <ClaimHere
            claimable={claimable}
            fits={({ coupon, missing }) => missing === 0 && !hasLike(coupon, chosen, coupons)}
            disabled={disabled}
            onUse={use}
          />
          <CouponChoice
            coupons={coupons}
            chosen={chosen}
            onChoose={onChoose}
            disabled={disabled}
            note={(one) => (chosen.includes(one.held_coupon_id) ? null : note(one.held_coupon_id))}
          />
        </Sheet>
      </dd>
    </div>
  );
}
