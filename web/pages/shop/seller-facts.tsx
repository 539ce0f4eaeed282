import { useFormatter, useTranslations } from "use-intl";
import type { Seller } from "../../../contract/shops.ts";
import { Facts } from "../../ui/page.tsx";
import { Seal } from "../../ui/seal.tsx";
import { Time } from "../../ui/time.tsx";

/** Who stands behind a shop: name, licence, address, contact, and how it was checked. */
export function SellerFacts({ seller }: { readonly seller: Seller }) {
  const t = useTranslations("shop");
  const format = useFormatter();
  if (!seller.verified) {
    return (
      <p className="text-muted">
        <b className="block text-ink">{t("notVerified")}</b>
        {t("notVerifiedText")}
      </p>
    );
  }
  const day = (at: string | null) => (at === null ? "" : format.dateTime(new Date(at), { dateStyle: "medium" }));
  const rows = [
    [t("legalName"), seller.legal_name],
    [t(seller.document_kind ?? "business_license"), seller.document_number],
    [t("addressLabel"), seller.address],
    [
      t("contact"),
      seller.contact_phone === null ? null : (
        <a
          key="phone"
          href={`tel:${seller.contact_phone.replaceAll(" ", "")}`}
          className="underline underline-offset-4"
        >
          {seller.contact_phone}
        </a>
      ),
    ],
    [t("validUntil"), seller.valid_until === null ? null : <Time key="until" at={seller.valid_until} format="day" />],
  ] as const;
  return (
    <div className="grid gap-4">
      <div className="flex items-center gap-3">
        <Seal
          char="证"
          size_px={32}
          label={t("verified")}
          proof={t("verifiedProof", { date: day(seller.verified_at), until: day(seller.valid_until) })}
        />
        <span className="font-semibold">{t("verified")}</span>
      </div>
      <Facts rows={rows.filter(([, value]) => value !== null)} />
    </div>
  );
}
