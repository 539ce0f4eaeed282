import { useTranslations } from "use-intl";
import type { QuotedCoupon } from "../../../contract/promotion.ts";
import { Checkbox } from "../../ui/field.tsx";
import { usePriceText } from "../../ui/price.tsx";
import { useCouponText } from "../coupons/coupon-text.ts";

interface Props {
  readonly coupons: readonly QuotedCoupon[];
  readonly onChoose: (held_coupon_ids: readonly string[]) => void;
  readonly disabled: boolean;
}

/** Which of my coupons are taken off here, what each saves, and why another does not fit. One of the shop, one of the platform. */
export function CouponChoice({ coupons, onChoose, disabled }: Props) {
  const t = useTranslations("coupons");
  const text = useCouponText();
  const price = usePriceText();
  if (coupons.length === 0) return null;
  const chosen = coupons.filter((one) => one.chosen);
  const toggle = (one: QuotedCoupon) =>
    onChoose(
      one.chosen
        ? chosen.filter((other) => other !== one).map((other) => other.held_coupon_id)
        : [...chosen.filter((other) => other.coupon.issuer !== one.coupon.issuer), one].map(
            (other) => other.held_coupon_id,
          ),
    );
  const why = (one: QuotedCoupon) =>
    one.misfit === "minimum" && one.missing !== null
      ? t("misfit.minimum", { missing: price(one.missing) })
      : one.misfit === null
        ? t("saves", { amount: price(one.saves) })
        : t(`misfit.${one.misfit}`, { missing: "" });
  return (
    <fieldset disabled={disabled} className="grid gap-1">
      <legend className="mb-1 text-sm font-semibold">{t("yourCoupons")}</legend>
      {coupons.map((one) => (
        <Checkbox
          key={one.held_coupon_id}
          label={`${text.value(one.coupon)} · ${one.coupon.title}`}
          hint={why(one)}
          checked={one.chosen}
          disabled={one.misfit !== null && !one.chosen}
          onChange={() => toggle(one)}
        />
      ))}
      <p className="text-xs text-muted">{t("stacking")}</p>
    </fieldset>
  );
}
