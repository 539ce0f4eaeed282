import { expect, test } from "vitest";
import { isEmptyChart, optionOf, type Palette } from "./chart-option.ts";

const palette: Palette = {
  ink: "#111111",
  muted: "#222222",
  jade: "#333333",
  amber: "#444444",
  ember: "#555555",
  line: "#666666",
  surface: "#777777",
};
const input = {
  kind: "line" as const,
  labels: ["1", "2"],
  series: [
    { name: "net", values: [1, null], tone: "ink" as const },
    { name: "before", values: [0, 2], tone: "muted" as const, dashed: true },
  ],
  format: (value: number) => `¥${value}`,
};

test("a chart without labels, or with nothing but zeros, is empty", () => {
  expect(isEmptyChart({ labels: [], series: [] })).toBe(true);
  expect(isEmptyChart({ labels: ["a"], series: [{ name: "x", values: [0], tone: "ink" }] })).toBe(true);
  expect(isEmptyChart({ labels: ["a"], series: [{ name: "x", values: [null], tone: "ink" }] })).toBe(true);
  expect(isEmptyChart(input)).toBe(false);
});

test("colours come from the palette, tips are drawn and never markup, and less motion means none", () => {
  const option = optionOf(input, palette, true) as {
    animation: boolean;
    tooltip: { renderMode: string; valueFormatter: (value: unknown) => string };
    series: { lineStyle: { color: string; type: string }; data: unknown[] }[];
  };
  expect(option.animation).toBe(false);
  expect(option.tooltip.renderMode).toBe("richText");
  expect(option.tooltip.valueFormatter(3)).toBe("¥3");
  expect(option.tooltip.valueFormatter(null)).toBe("–");
  expect(option.series.map((one) => one.lineStyle)).toMatchObject([
    { color: "#111111", type: "solid" },
    { color: "#222222", type: "dashed" },
  ]);
  expect(option.series[0]?.data).toEqual([1, null]);
});
