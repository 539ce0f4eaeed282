import { useEffect, useState } from "react";
import { useTranslations } from "use-intl";
import type { Money } from "../../../contract/money.ts";
import { browserTimers, every } from "../../api/browser.ts";
import { paceAfter, pointsOf, type Minute, type Point } from "./studio-live.ts";

interface Props {
  readonly viewers: number;
  /** Sales of the session so far; undefined while nobody knows. */
  readonly gross: Money | undefined;
  readonly pinned_product_id: string | null;
}
const width = 500;
const height = 110;
const look_ms = 10_000;

/** Sales and viewers minute by minute, as seen since this page was opened; a dashed line where another product was pinned. */
export function PaceChart({ viewers, gross, pinned_product_id }: Props) {
  const t = useTranslations("studio.live");
  const [pace, setPace] = useState<readonly Minute[]>([]);
  const amount = gross?.amount;
  useEffect(() => {
    if (amount === undefined) return undefined;
    const look = () =>
      setPace((known) => paceAfter(known, browserTimers.now(), { viewers, gross_minor: amount, pinned_product_id }));
    look();
    return every(look_ms, look);
  }, [viewers, amount, pinned_product_id]);
  const points = pointsOf(pace);
  return (
    <section className="card p-4">
      <div className="flex flex-wrap items-baseline justify-between gap-x-4">
        <h2 className="font-semibold">{t("pace")}</h2>
        <span className="flex items-center gap-3 text-xs text-muted">
          <Legend tone="bg-ember" label={t("sales")} />
          <Legend tone="bg-ink/60" label={t("viewers")} />
          {t("paceHint")}
        </span>
      </div>
      {points.length === 0 ? (
        <p className="grid h-[110px] place-items-center text-sm text-muted">{t("chartWaiting")}</p>
      ) : (
        <Curves points={points} label={t("chartLabel", { minutes: points.length })} />
      )}
    </section>
  );
}

function Legend({ tone, label }: { readonly tone: string; readonly label: string }) {
  return (
    <span className="inline-flex items-center gap-1">
      <span aria-hidden className={`h-0.5 w-3 rounded-full ${tone}`} />
      {label}
    </span>
  );
}

/** Straight lines from minute to minute, each curve against its own maximum; a single minute is drawn as a level line. */
function Curves({ points, label }: { readonly points: readonly Point[]; readonly label: string }) {
  const x = (at: number) => (points.length === 1 ? width : (at / (points.length - 1)) * width);
  const line = (values: readonly number[]) => {
    const top = Math.max(1, ...values);
    const path = values.map(
      (value, at) => `${x(at).toFixed(1)} ${(height - 4 - (value / top) * (height - 12)).toFixed(1)}`,
    );
    return points.length === 1 ? `0 ${(path[0] ?? "").split(" ")[1] ?? height} L${path[0] ?? ""}` : path.join(" L");
  };
  const sales = line(points.map(({ sales_minor }) => sales_minor));
  return (
    <svg
      role="img"
      aria-label={label}
      viewBox={`0 0 ${width} ${height}`}
      preserveAspectRatio="none"
      className="mt-2 h-[110px] w-full"
    >
      <path d={`M${sales} L${width} ${height} L0 ${height} Z`} className="fill-ember/20" />
      <path
        d={`M${sales}`}
        className="fill-none stroke-ember"
        strokeWidth={2}
        vectorEffect="non-scaling-stroke"
        strokeLinejoin="round"
      />
      <path
        d={`M${line(points.map((point) => point.viewers))}`}
        className="fill-none stroke-ink/55"
        strokeWidth={1.5}
        vectorEffect="non-scaling-stroke"
        strokeLinejoin="round"
      />
      {points.map(
        (point, at) =>
          point.pinChanged && (
            <path
              key={x(at)}
              d={`M${x(at).toFixed(1)} 0 V${height}`}
              className="stroke-ink/35"
              strokeDasharray="3 4"
              vectorEffect="non-scaling-stroke"
            />
          ),
      )}
    </svg>
  );
}
