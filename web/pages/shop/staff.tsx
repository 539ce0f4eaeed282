import { useTranslations } from "use-intl";
import { PageTitle } from "../work/page-title.tsx";
import { useMyShop } from "./my-shop.ts";
import { StaffCard } from "./staff-card.tsx";

/** Who works for the shop, and what each may do. */
export function StaffPage() {
  const t = useTranslations("merchant.staff");
  const shop = useMyShop();
  return (
    <div className="grid max-w-3xl gap-4">
      <PageTitle title={t("title")} />
      <StaffCard shop={shop} />
      {shop.my_role !== "owner" && <p className="text-sm text-muted">{t("onlyOwner")}</p>}
    </div>
  );
}
