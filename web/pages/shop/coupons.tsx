import { useTranslations } from "use-intl";
import { CouponDesk } from "../coupons/coupon-desk.tsx";
import { PageTitle } from "../work/page-title.tsx";
import { useMyShop } from "./my-shop.ts";

/** The shop's coupons, which it pays for itself. */
export function ShopCouponsPage() {
  const t = useTranslations("couponDesk");
  const shop = useMyShop();
  return (
    <>
      <PageTitle title={t("title")} />
      <CouponDesk shop_id={shop.id} />
    </>
  );
}
