import { ChevronRight } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import type { Answer } from "../../api/hooks.ts";
import { Button } from "../../ui/button.tsx";
import { usePriceText } from "../../ui/price.tsx";
import { Sheet } from "../../ui/sheet.tsx";
import { CouponChoice } from "../buy/coupon-choice.tsx";
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
  readonly shop: string;
  readonly breakdown: NonNullable<Answer<"quoteCheckout">["parts"][number]["breakdown"]>;
}

/** What coupons take off one shop's order, and the way to choose others. Nothing where the buyer holds none for it. */
export function CouponRow({ shop, breakdown, chosen, onChoose, disabled, usedAt }: Props) {
  const t = useTranslations("checkout");
  const price = usePriceText();
  const [open, setOpen] = useState(false);
  const { coupons } = breakdown;
  if (coupons.length === 0) return null;
  const saved = savedOf(breakdown);
  const fit = coupons.filter((one) => one.misfit === null).length;
  const value =
    saved.amount > 0 ? (
      <span className="text-ember-text">−{price(saved)}</span>
    ) : (
      <span className="text-muted">{fit > 0 ? t("couponsFit", { count: fit }) : t("couponsNoneFit")}</span>
    );
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
