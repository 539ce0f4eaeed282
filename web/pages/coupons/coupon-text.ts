import { useTranslations } from "use-intl";
import type { Coupon } from "../../../contract/promotion.ts";
import { usePriceText } from "../../ui/price.tsx";

type Terms = Pick<Coupon, "discount" | "minimum_spend" | "product_ids" | "issuer" | "shop" | "goes_with_flash">;

/** What a coupon takes off, and under which terms, in words. */
export function useCouponText(): { value: (coupon: Terms) => string; terms: (coupon: Terms) => string } {
  const t = useTranslations("coupons");
  const price = usePriceText();
  return {
    value: ({ discount }) =>
      discount.kind === "amount"
        ? t("amountOff", { amount: price(discount.amount) })
        : // 85 % of the price is "8.5 折" in Chinese, and "15 % off" in English: each writes its own.
          t("percentOff", { percent: discount.percent_off, tenths: String((100 - discount.percent_off) / 10) }),
    terms: (coupon) =>
      [
        coupon.minimum_spend.amount === 0 ? t("anyAmount") : t("from", { amount: price(coupon.minimum_spend) }),
        ...(coupon.discount.kind === "percent" && coupon.discount.amount_max !== null
          ? [t("atMost", { amount: price(coupon.discount.amount_max) })]
          : []),
        coupon.product_ids.length > 0
          ? t("someProducts", { count: coupon.product_ids.length })
          : coupon.shop === null
            ? t("everyShop")
            : t("wholeShop", { shop: coupon.shop.name }),
        ...(coupon.goes_with_flash ? [t("withFlash")] : []),
      ].join(" · "),
  };
}
