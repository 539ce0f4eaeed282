import { useState } from "react";
import { useFormatter, useTranslations } from "use-intl";
import { reviewRatings, type ReviewSummary } from "../../../contract/reviews.ts";
import { useCall, usePages } from "../../api/hooks.ts";
import { More } from "../../ui/more.tsx";
import { Section } from "../../ui/page.tsx";
import { Proof } from "../../ui/proof.tsx";
import { ErrorLine, Skeleton } from "../../ui/states.tsx";
import { Chips } from "../work/chips.tsx";
import { ReviewCard } from "./review-card.tsx";
import { Stars } from "./stars.tsx";

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
        <p className="text-sm text-muted">
          {t("none")}. {t("noneText")}
        </p>
      ) : (
        <>
          <Summary summary={summary.data} />
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

function Summary({ summary }: { readonly summary: ReviewSummary }) {
  const t = useTranslations("reviews");
  const format = useFormatter();
  const { mean_hundredths: mean, by_stars, count } = summary;
  if (mean === null) return null;
  const text = (hundredths: number) =>
    format.number(Math.floor(hundredths / 10) / 10, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
  return (
    <div className="grid items-center gap-4 sm:grid-cols-[auto_minmax(0,1fr)]">
      <div>
        <Proof
          triggerClass="rounded-s underline decoration-dotted underline-offset-4"
          trigger={<span className="num text-2xl font-bold">{text(mean.goods)}</span>}
          label={t("mean", { mean: text(mean.goods) })}
        >
          {t("meanProof")}
        </Proof>
        <span className="ml-2 inline-block">
          <Stars count={Math.floor(mean.goods / 100)} size={16} />
        </span>
        <p className="num text-sm text-muted">
          {t("count", { count })} · {t("dimensions.service")} {text(mean.service)} · {t("dimensions.delivery")}{" "}
          {text(mean.delivery)}
        </p>
      </div>
      <ul className="grid gap-1">
        {[5, 4, 3, 2, 1].map((stars) => {
          const some = by_stars[stars - 1] ?? 0;
          return (
            <li key={stars} className="num flex items-center gap-2 text-xs text-muted">
              <span className="w-10 shrink-0">{t("star", { count: stars })}</span>
              <span aria-hidden className="h-1.5 min-w-0 flex-1 overflow-hidden rounded-full bg-wash">
                <span className="block h-full rounded-full bg-ink" style={{ width: `${(some / count) * 100}%` }} />
              </span>
              <span className="w-8 shrink-0 text-right">{some}</span>
            </li>
          );
        })}
      </ul>
    </div>
  );
}
