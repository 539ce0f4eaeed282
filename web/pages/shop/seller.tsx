import { Link } from "@tanstack/react-router";
import { useTranslations } from "use-intl";
import { useCall } from "../../api/hooks.ts";
import { buttonClass } from "../../ui/button.tsx";
import { Facts, Section } from "../../ui/page.tsx";
import { ErrorState, Skeleton } from "../../ui/states.tsx";
import { Time } from "../../ui/time.tsx";
import { VerificationPanel } from "../verify/verification-panel.tsx";
import { PageTitle } from "../work/page-title.tsx";
import { useMyShop } from "./my-shop.ts";
import { ShopForm } from "./shop-form.tsx";

/** The shop's own data, the verification of its seller, and both as buyers see them. */
export function ShopSellerPage() {
  const t = useTranslations("sell");
  const shop = useMyShop();
  return (
    <div className="grid items-start gap-4 lg:grid-cols-2">
      <PageTitle title={t("seller")} />
      <div className="grid gap-4">
        {shop.my_role === "owner" && <VerificationPanel kind="seller" />}
        <SellerPreview />
      </div>
      <Section title={t("settings")}>
        <ShopForm shop={shop} />
      </Section>
    </div>
  );
}

function SellerPreview() {
  const t = useTranslations("sell.preview");
  const names = useTranslations("shop");
  const shop = useMyShop();
  const read = useCall("getSeller", { params: { shop_id: shop.id } });
  const seller = read.data;
  return (
    <Section title={t("title")}>
      <p className="-mt-2 mb-3 text-sm text-muted">{t("lead")}</p>
      {read.error !== null && seller === undefined ? (
        <ErrorState error={read.error} onRetry={() => void read.refetch()} />
      ) : seller === undefined ? (
        <Skeleton className="h-36" />
      ) : seller.verified ? (
        <Facts
          rows={[
            [names("legalName"), seller.legal_name ?? "–"],
            [names(seller.document_kind ?? "business_license"), seller.document_number ?? "–"],
            [names("addressLabel"), seller.address ?? "–"],
            [names("contact"), seller.contact_phone ?? "–"],
            [
              names("validUntil"),
              seller.valid_until === null ? "–" : <Time key="until" at={seller.valid_until} format="day" />,
            ],
          ]}
        />
      ) : (
        <p className="rounded-s bg-wash px-3 py-2.5 text-muted">{t("notYet")}</p>
      )}
      <Link to={`/shops/${shop.id}`} className={`${buttonClass("quiet", "m", true)} mt-4`}>
        {t("toPage")}
      </Link>
    </Section>
  );
}
