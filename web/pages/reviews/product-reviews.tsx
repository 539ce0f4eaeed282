import { useState } from "react";
import { useTranslations } from "use-intl";
import { reviewRatings } from "../../../contract/reviews.ts";
import { useCall, usePages } from "../../api/hooks.ts";
import { More } from "../../ui/more.tsx";
import { Section } from "../../ui/page.tsx";
import { Proof } from "../../ui/proof.tsx";
import { ErrorLine, Skeleton } from "../../ui/states.tsx";
import { Chips } from "../work/chips.tsx";
import { ReviewCard } from "./review-card.tsx";
import { ReviewNumbers } from "./review-numbers.tsx";

const filters = ["all", ...reviewRatings, "pictures", "appended"] as const;
type Filter = (typeof filters)[number];

function queryOf(filter: Filter): Readonly<Record<string, string>> {
  if (filter === "all") return {};
  if (filter === "pictures") return { with_pictures: "1" };
  if (filter === "appended") return { appended: "1" };
  return { rating: filter };
}

/** How a product is rated and what buyers say of it. */
export function ProductReviews({ product_id }: { readonly product_id: string }) {
  const t = useTranslations("reviews");
  const [filter, setFilter] = useState<Filter>("all");
  const summary = useCall("getProductReviewSummary", { params: { product_id } });
  const pages = usePages("listProductReviews", { params: { product_id }, query: { limit: 5, ...queryOf(filter) } });
  return (
    <Section
      title={t("title")}
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
      {summary.data === undefined ? (
        summary.error === null ? (
          <Skeleton className="h-16" />
        ) : (
          <ErrorLine error={summary.error} />
        )
      ) : summary.data.count === 0 ? (
        <p className="text-sm text-muted">{t("noneYet")}</p>
      ) : (
        <>
          <ReviewNumbers summary={summary.data} />
          <div className="my-3">
            <Chips
              label={t("filter")}
              current={filter}
              onChange={setFilter}
              options={filters.map((id) => ({ id, label: t(`filters.${id}`) }))}
            />
          </div>
          {pages.items === undefined && pages.error === null && <Skeleton className="h-24" />}
          <ErrorLine error={pages.error} />
          {pages.items?.length === 0 && <p className="text-sm text-muted">{t("noneHere")}</p>}
          <ul className="divide-y divide-line">
            {pages.items?.map((review) => (
              <li key={review.id} className="py-4 first:pt-1 last:pb-0">
                <ReviewCard review={review} />
              </li>
            ))}
          </ul>
          <More pages={pages} />
        </>
      )}
    </Section>
  );
}
