/**
 * The parts of ECharts that our charts use and nothing else. Only `chart.tsx` imports this file, when the first chart
 * is about to be drawn: no page that shows none downloads it.
 */
import { BarChart, LineChart } from "echarts/charts";
import { GridComponent, TooltipComponent } from "echarts/components";
import { init, use as register, type EChartsCoreOption, type EChartsType } from "echarts/core";
import { SVGRenderer } from "echarts/renderers";

register([BarChart, LineChart, GridComponent, TooltipComponent, SVGRenderer]);

export type Drawing = EChartsType;
export type DrawingOption = EChartsCoreOption;

/** An empty drawing that fills `element`. Call `dispose` when it leaves the screen. */
export function startDrawing(element: HTMLElement): Drawing {
  return init(element, null, { renderer: "svg" });
}
