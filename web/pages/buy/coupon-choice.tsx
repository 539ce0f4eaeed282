import { useTranslations } from "use-intl";
import { stacking, type QuotedCoupon } from "../../../contract/promotion.ts";
import { Checkbox } from "../../ui/field.tsx";
import { usePriceText } from "../../ui/price.tsx";
import { useCouponText } from "../coupons/coupon-text.ts";

interface Props {
  readonly coupons: readonly QuotedCoupon[];
  /** Those that are ticked, by `held_coupon_id`. */
  readonly chosen: readonly string[];
  readonly onChoose: (held_coupon_ids: string[]) => void;
  readonly disabled: boolean;
  /** Something else to know about one that fits, before it is chosen. */
  readonly note?: (one: QuotedCoupon) => string | null;
}

/** Which of my coupons are taken off here, what each saves, and why another does not fit. One of the shop, one of the platform. */
export function CouponChoice({ coupons, chosen: ids, onChoose, disabled, note }: Props) {
  const t = useTranslations("coupons");
  const text = useCouponText();
  const price = usePriceText();
  if (coupons.length === 0) return null;
  const chosen = coupons.filter((one) => ids.includes(one.held_coupon_id));
  const toggle = (one: QuotedCoupon) =>
    onChoose(
      chosen.includes(one)
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
  const groups = stacking
    .map(({ issuer }) => ({ issuer, mine: coupons.filter((one) => one.coupon.issuer === issuer) }))
    .filter(({ mine }) => mine.length > 0);
  return (
    <div className="grid gap-3">
      {groups.map(({ issuer, mine }) => (
        <fieldset key={issuer} disabled={disabled} className="grid gap-1">
          <legend className="mb-1 text-sm font-semibold">{t(`yours_${issuer}`)}</legend>
          {mine.map((one) => (
            <Checkbox
              key={one.held_coupon_id}
              label={`${text.value(one.coupon)} · ${one.coupon.title}`}
              hint={[why(one), note?.(one) ?? null].filter((part) => part !== null).join(" · ")}
              checked={chosen.includes(one)}
              disabled={one.misfit !== null && !chosen.includes(one)}
              onChange={() => toggle(one)}
            />
          ))}
        </fieldset>
      ))}
      <p className="text-xs text-muted">{t("stacking")}</p>
    </div>
  );
}
