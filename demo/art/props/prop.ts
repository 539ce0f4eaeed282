import type { Svg } from "../paint.ts";

/**
 * A product as it is drawn. `stands`: its foot at 0,0 and at most about 620 wide and 640 high. `hangs` and `lies`: its
 * middle at 0,0, seen from the front on a wall, or from above on a table.
 */
export interface Prop {
  readonly pose: "stands" | "hangs" | "lies";
  readonly draw: () => Svg;
  /** The closer look: magnification, and the point of the drawing that comes into the middle. */
  readonly closer: readonly [scale: number, x: number, y: number];
}

export const stands = (draw: () => Svg, ...closer: [number, number, number]): Prop => ({ pose: "stands", draw, closer });
export const hangs = (draw: () => Svg, ...closer: [number, number, number]): Prop => ({ pose: "hangs", draw, closer });
export const lies = (draw: () => Svg, ...closer: [number, number, number]): Prop => ({ pose: "lies", draw, closer });
