import type { DrawingOption } from "./chart-engine.ts";

/** ink: what matters. muted: what it is compared with. jade, amber: kept, soon. ember: sales on air, nothing else. */
export type ChartTone = "ink" | "muted" | "jade" | "amber" | "ember";

export interface ChartSeries {
  readonly name: string;
  /** One value per label; null where there is none, which leaves a gap. */
  readonly values: readonly (number | null)[];
  readonly tone: ChartTone;
  /** Dashed: the period before, a plan. */
  readonly dashed?: boolean;
}

export interface ChartInput {
  readonly kind: "line" | "bar";
  /** What stands below the horizontal axis, from left to right. */
  readonly labels: readonly string[];
  readonly series: readonly ChartSeries[];
  /** Writes a value in full, for the tip and the table. */
  readonly format: (value: number) => string;
  /** Writes a value beside the vertical axis, where there is little room; `format` where absent. */
  readonly formatShort?: (value: number) => string;
}

export type Palette = Readonly<Record<ChartTone | "line" | "surface", string>>;

/** True where there is nothing to draw: no label, or no value that is not zero. */
export function isEmptyChart({ labels, series }: Pick<ChartInput, "labels" | "series">): boolean {
  return labels.length === 0 || series.every(({ values }) => values.every((value) => value === null || value === 0));
}

/** The chart in the words of ECharts. `still`: the reader asked for less motion. */
export function optionOf(input: ChartInput, palette: Palette, still: boolean): DrawingOption {
  const { kind, labels, series, format, formatShort = format } = input;
  const text = { color: palette.muted, fontSize: 12, fontFamily: "inherit" };
  return {
    animation: !still,
    animationDuration: 220,
    animationDurationUpdate: 220,
    grid: { left: 4, right: 12, top: 12, bottom: 4, containLabel: true },
    xAxis: {
      type: "category",
      data: [...labels],
      boundaryGap: kind === "bar",
      axisTick: { show: false },
      axisLine: { lineStyle: { color: palette.line } },
      axisLabel: { ...text, hideOverlap: true },
    },
    yAxis: {
      type: "value",
      splitNumber: 3,
      axisLabel: { ...text, formatter: formatShort },
      splitLine: { lineStyle: { color: palette.line } },
    },
    tooltip: {
      trigger: "axis",
      confine: true,
      // Drawn, not written as markup: names of products and shops are text, whatever is in them.
      renderMode: "richText",
      backgroundColor: palette.surface,
      borderColor: palette.line,
      textStyle: { color: palette.ink, fontSize: 12 },
      axisPointer: { type: kind === "bar" ? "shadow" : "line", lineStyle: { color: palette.muted } },
      transitionDuration: still ? 0 : 0.15,
      valueFormatter: (value: unknown) => (typeof value === "number" ? format(value) : "–"),
    },
    series: series.map(({ name, values, tone, dashed = false }, at) => ({
      name,
      type: kind,
      data: [...values],
      itemStyle: { color: palette[tone], ...(kind === "bar" ? { borderRadius: [4, 4, 0, 0] } : {}) },
      ...(kind === "bar"
        ? { barMaxWidth: 28, barGap: "12%" }
        : {
            lineStyle: { color: palette[tone], width: dashed ? 1.5 : 2.5, type: dashed ? "dashed" : "solid" },
            showSymbol: labels.length === 1,
            symbolSize: 7,
            ...(at === 0 && !dashed ? { areaStyle: { color: palette[tone], opacity: 0.08 } } : {}),
          }),
      emphasis: { disabled: true },
    })),
  };
}
