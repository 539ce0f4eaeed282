import { type RefObject, useEffect, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import type { Drawing } from "./chart-engine.ts";
import { type ChartInput, type ChartTone, isEmptyChart, optionOf, type Palette } from "./chart-option.ts";
import { classNames } from "./class-names.ts";
import { Skeleton } from "./states.tsx";
import { useMedia } from "./use-media.ts";

interface Props extends ChartInput {
  /** What the chart shows, in one sentence: what a screen reader says instead of the picture. */
  readonly label: string;
  /** The name of what `labels` are, at the head of the table: "Day". */
  readonly labelsName: string;
  /** What stands in its place while there is nothing to draw. */
  readonly empty: string;
  readonly height_px?: number;
}

const legendTones: Readonly<Record<ChartTone, string>> = {
  ink: "border-ink",
  muted: "border-muted",
  jade: "border-jade",
  amber: "border-amber",
  ember: "border-ember",
};

/**
 * A line or bar chart in the colours of the house. ECharts is downloaded when the first chart is drawn; until then, and
 * for whoever prefers reading, the same numbers stand in a table below. Give `labels` and `series` a stable identity
 * (`useMemo`) where their parent renders often.
 */
export function Chart({ label, labelsName, empty, height_px = 220, ...input }: Props) {
  const t = useTranslations("chart");
  if (isEmptyChart(input))
    return (
      <p style={{ minHeight: height_px }} className="grid place-items-center text-center text-sm text-muted">
        {empty}
      </p>
    );
  return (
    <figure className="min-w-0">
      <Legend input={input} />
      <Canvas label={label} height_px={height_px} input={input} />
      <details className="mt-2 text-sm">
        <summary className="inline-flex min-h-8 cursor-pointer items-center text-muted hover:text-ink">
          {t("asTable")}
        </summary>
        <ChartTable label={label} labelsName={labelsName} input={input} />
      </details>
    </figure>
  );
}

function Legend({ input }: { readonly input: ChartInput }) {
  return (
    <figcaption className="mb-1 flex flex-wrap gap-x-4 gap-y-1 text-xs text-muted">
      {input.series.map(({ name, tone, dashed = false }) => (
        <span key={name} className="inline-flex items-center gap-1.5">
          <span
            aria-hidden
            className={classNames("w-4 border-t-2", legendTones[tone], dashed ? "border-dashed" : "border-solid")}
          />
          {name}
        </span>
      ))}
    </figcaption>
  );
}

function Canvas({
  label,
  height_px,
  input,
}: {
  readonly label: string;
  readonly height_px: number;
  readonly input: ChartInput;
}) {
  const t = useTranslations("chart");
  const place = useRef<HTMLDivElement>(null);
  const drawing = useRef<Drawing | null>(null);
  const [state, setState] = useState<"loading" | "ready" | "failed">("loading");
  const still = useMedia("(prefers-reduced-motion: reduce)");
  const palette = usePalette(place);

  useEffect(() => {
    let gone = false;
    let resizes: ResizeObserver | undefined;
    import("./chart-engine.ts").then(
      ({ startDrawing }) => {
        if (gone || place.current === null) return;
        const started = startDrawing(place.current);
        drawing.current = started;
        resizes = new ResizeObserver(() => started.resize());
        resizes.observe(place.current);
        setState("ready");
      },
      () => !gone && setState("failed"),
    );
    return () => {
      gone = true;
      resizes?.disconnect();
      drawing.current?.dispose();
      drawing.current = null;
    };
  }, []);

  useEffect(() => {
    if (state === "ready" && palette !== null)
      drawing.current?.setOption(optionOf(input, palette, still), { notMerge: true });
  }, [state, palette, still, input]);

  if (state === "failed")
    return <p className="grid min-h-24 place-items-center text-center text-sm text-muted">{t("failed")}</p>;
  return (
    <div className="relative" style={{ height: height_px }}>
      {state === "loading" && <Skeleton className="absolute inset-0" />}
      <div ref={place} role="img" aria-label={label} className="size-full" />
    </div>
  );
}

function ChartTable({
  label,
  labelsName,
  input,
}: {
  readonly label: string;
  readonly labelsName: string;
  readonly input: ChartInput;
}) {
  const cell = "px-2 py-1.5 text-right";
  return (
    <div className="mt-1 max-h-72 overflow-auto">
      <table className="w-full">
        <caption className="sr-only">{label}</caption>
        <thead className="text-muted">
          <tr className="border-b border-line">
            <th scope="col" className="px-2 py-1.5 text-left font-normal">
              {labelsName}
            </th>
            {input.series.map(({ name }) => (
              <th key={name} scope="col" className={`${cell} font-normal`}>
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="divide-y divide-line">
          {input.labels.map((name, at) => (
            <tr key={name}>
              <th scope="row" className="num px-2 py-1.5 text-left font-normal">
                {name}
              </th>
              {input.series.map((series) => {
                const value = series.values[at] ?? null;
                return (
                  <td key={series.name} className={`num ${cell}`}>
                    {value === null ? "–" : input.format(value)}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

const tokens = ["ink", "muted", "jade", "amber", "ember", "line", "surface"] as const;

/** The tokens of the look as they are where the chart stands; read again when the theme changes. */
function usePalette(place: RefObject<HTMLElement | null>): Palette | null {
  const prefersDark = useMedia("(prefers-color-scheme: dark)");
  const [palette, setPalette] = useState<Palette | null>(null);
  useEffect(() => {
    const read = () => {
      if (place.current === null) return;
      const style = getComputedStyle(place.current);
      setPalette(
        Object.fromEntries(
          tokens.map((token) => [token, style.getPropertyValue(`--${token}`).trim()]),
        ) as unknown as Palette,
      );
    };
    read();
    // The theme may also be chosen by a class or an attribute of the page.
    const changes = new MutationObserver(read);
    changes.observe(document.documentElement, { attributes: true, attributeFilter: ["class", "data-theme", "style"] });
    return () => changes.disconnect();
  }, [place, prefersDark]);
  return palette;
}
