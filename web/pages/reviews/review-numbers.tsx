import { useFormatter, useTranslations } from "use-intl";
import type { ReviewSummary } from "../../../contract/reviews.ts";
import { Proof } from "../../ui/proof.tsx";
import { positivePercent } from "./positive.ts";
import { Stars } from "./stars.tsx";

/** How something is rated: the mean of each dimension, how many rated, how many of them well, and how the stars spread. */
export function ReviewNumbers({ summary }: { readonly summary: ReviewSummary }) {
  const t = useTranslations("reviews");
  const format = useFormatter();
  const { mean_hundredths: mean, by_stars, count } = summary;
  const positive = positivePercent(by_stars);
  if (mean === null || positive === null) return null;
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
          {t("count", { count })} ·{" "}
          <Proof
            triggerClass="rounded-s underline decoration-dotted underline-offset-4"
            trigger={t("positive", { percent: positive })}
            label={t("positive", { percent: positive })}
          >
            {t("positiveProof")}
          </Proof>
        </p>
        <p className="num text-sm text-muted">
          {t("dimensions.service")} {text(mean.service)} · {t("dimensions.delivery")} {text(mean.delivery)}
        </p>
      </div>
      <ul className="grid gap-1">
        {[5, 4, 3, 2, 1].map((stars) => {
          const some = by_stars[stars - 1] ?? 0;
          return (
            <li key={stars} className="num flex items-center gap-2 text-xs text-muted">
              <span className="w-12 shrink-0 whitespace-nowrap">{t("star", { count: stars })}</span>
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
