import { useTranslations } from "use-intl";
import { useTitle } from "../../ui/page.tsx";
import { CouponDesk } from "../coupons/coupon-desk.tsx";

/** The platform's coupons, paid as a subsidy. */
export function DeskCouponsPage() {
  useTitle(useTranslations("couponDesk")("title"));
  return <CouponDesk shop_id={null} />;
}
