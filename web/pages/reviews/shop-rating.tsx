import { useTranslations } from "use-intl";
import { useCall } from "../../api/hooks.ts";
import { Section } from "../../ui/page.tsx";
import { Proof } from "../../ui/proof.tsx";
import { ReviewNumbers } from "./review-numbers.tsx";

/** How a shop is rated over everything it sold. Nothing at all while nobody has said anything. */
export function ShopRating({ shop_id }: { readonly shop_id: string }) {
  const t = useTranslations("reviews");
  const summary = useCall("getShopReviewSummary", { params: { shop_id } });
  if (summary.data === undefined || summary.data.count === 0) return null;
  return (
    <Section
      title={t("shopTitle")}
      actions={
        <Proof
          trigger={t("verified")}
          label={t("verified")}
          triggerClass="min-h-8 rounded-full bg-wash px-3 text-xs text-muted"
        >
          {t("verifiedProof")}
        </Proof>
      }
    >
      <ReviewNumbers summary={summary.data} />
    </Section>
  );
}
