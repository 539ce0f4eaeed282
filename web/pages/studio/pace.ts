import type { Recap } from "../../../contract/live.ts";

/** Paths of both curves, each against its own maximum, and where another product was pinned. */
export interface Chart {
  readonly sales: string;
  readonly viewers: string;
  readonly pins_x: readonly number[];
}

/** Straight lines from minute to minute inside `width` x `height`; at least two minutes. Pure. */
export function chartOf(minutes: Recap["minutes"], width: number, height: number): Chart {
  const step = width / Math.max(1, minutes.length - 1);
  const line = (values: readonly number[]): string => {
    const top = Math.max(1, ...values);
    return values
      .map((value, at) => `${(at * step).toFixed(1)} ${(height - 4 - (value / top) * (height - 12)).toFixed(1)}`)
      .join(" L");
  };
  return {
    sales: line(minutes.map((minute) => minute.gmv_gross.amount)),
    viewers: line(minutes.map((minute) => minute.viewers)),
    pins_x: minutes.flatMap((minute, at) => {
      const before = minutes[at - 1];
      const other = before !== undefined && before.pinned_product_id !== minute.pinned_product_id;
      return other ? [Math.round(at * step * 10) / 10] : [];
    }),
  };
}
