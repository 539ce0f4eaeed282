import { limits } from "../../../contract/limits.ts";

const hour_ms = 3600_000;

/** The first full hour, at least one hour away, that lies far enough from everything in `taken`; all in ms. Pure. */
export function freeHourMs(now_ms: number, taken: readonly number[]): number {
  let hour = Math.ceil(now_ms / hour_ms) * hour_ms + hour_ms;
  // Each plan takes at most two full hours, so this ends.
  while (taken.some((one) => Math.abs(one - hour) < limits.planned_apart_min_ms)) hour += hour_ms;
  return hour;
}
