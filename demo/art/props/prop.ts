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
  /** How high it is, so that a picture can be filled; what hangs or lies fills it anyway. */
  readonly high: number;
}

type Closer = readonly [scale: number, x: number, y: number];

/** Without `high` the thing is taken to be twice as high as the point that is worth a closer look. */
export const stands = (draw: () => Svg, scale: number, x: number, y: number, high = y * -2): Prop => ({
  pose: "stands",
  draw,
  closer: [scale, x, y],
  high,
});
export const hangs = (draw: () => Svg, ...closer: Closer): Prop => ({ pose: "hangs", draw, closer, high: 640 });
export const lies = (draw: () => Svg, ...closer: Closer): Prop => ({ pose: "lies", draw, closer, high: 640 });
