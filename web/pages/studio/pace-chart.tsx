import { useTranslations } from "use-intl";
import type { Recap } from "../../../contract/live.ts";
import { chartOf, type Chart } from "./pace.ts";

const width = 500;
const height = 120;

/** Sales and viewers minute by minute; a dashed line where another product was pinned. */
export function PaceChart({
  minutes,
  title,
  hint,
}: {
  readonly minutes: Recap["minutes"] | undefined;
  readonly title: string;
  readonly hint: string;
}) {
  const t = useTranslations("studio.live");
  return (
    <section className="card p-4">
      <div className="flex flex-wrap items-baseline justify-between gap-x-4">
        <h2 className="font-semibold">{title}</h2>
        <span className="flex items-center gap-3 text-xs text-muted">
          <Legend tone="bg-ember" label={t("sales")} />
          <Legend tone="bg-ink/60" label={t("viewers")} />
          {hint}
        </span>
      </div>
      {minutes === undefined || minutes.length < 2 ? (
        <p data-varies className="mt-2 grid h-[120px] place-items-center text-sm text-muted">
          {t("chartWaiting")}
        </p>
      ) : (
        <Curves chart={chartOf(minutes, width, height)} label={t("chartLabel", { minutes: minutes.length })} />
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

function Curves({ chart, label }: { readonly chart: Chart; readonly label: string }) {
  const line = { vectorEffect: "non-scaling-stroke", strokeLinejoin: "round" } as const;
  return (
    <svg
      role="img"
      data-varies
      aria-label={label}
      viewBox={`0 0 ${width} ${height}`}
      preserveAspectRatio="none"
      className="mt-2 h-[120px] w-full"
    >
      <path d={`M${chart.sales} L${width} ${height} L0 ${height} Z`} className="fill-ember/20" />
      <path d={`M${chart.sales}`} className="fill-none stroke-ember" strokeWidth={2} {...line} />
      <path d={`M${chart.viewers}`} className="fill-none stroke-ink/55" strokeWidth={1.5} {...line} />
      {chart.pins_x.map((x) => (
        <path
          key={x}
          d={`M${x} 0 V${height}`}
          className="stroke-ink/35"
          strokeDasharray="3 4"
          vectorEffect="non-scaling-stroke"
        />
      ))}
    </svg>
  );
}
