import type { StatementDay } from "../statement.ts";

const day_ms = 24 * 3600_000;

/** The day it is somewhere, as `2026-11-22`. */
export function dayOf(at: Date, time_zone: string): string {
  return new Intl.DateTimeFormat("en-CA", { timeZone: time_zone, dateStyle: "short" }).format(at);
}

/** So many days after a day, or before it. */
export function daysAfter(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * day_ms).toISOString().slice(0, 10);
}

/** From its first instant until before the next day's; where clocks are changed a day has 23 or 25 hours. */
export function spanOf(day: string, time_zone: string): StatementDay {
  return { day, from: midnight(day, time_zone), to: midnight(daysAfter(day, 1), time_zone) };
}

function midnight(day: string, time_zone: string): Date {
  const wall = Date.parse(`${day}T00:00:00Z`);
  // The offset at a first guess may be another than at the instant itself.
  let at = wall;
  for (let step = 0; step < 2; step += 1) at = wall - offsetAt(at, time_zone);
  return new Date(at);
}

/** How far a wall's clock is ahead of UTC, in milliseconds. */
function offsetAt(at: number, time_zone: string): number {
  const parts = new Intl.DateTimeFormat("en-US", {
    timeZone: time_zone,
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    second: "numeric",
  }).formatToParts(new Date(at));
  const of = (type: string): number => Number(parts.find((part) => part.type === type)?.value);
  const shown = Date.UTC(of("year"), of("month") - 1, of("day"), of("hour"), of("minute"), of("second"));
  return shown - Math.floor(at / 1000) * 1000;
}

/**
 * The days to compare: those after the newest one there is, up to the last that is over, and at most `days_max` of them. Where there
 * is none yet only the last: nothing was agreed about the time before.
 */
export function daysDue(newest: string | null, yesterday: string, days_max: number): string[] {
  const first = newest === null ? yesterday : daysAfter(newest, 1);
  const earliest = daysAfter(yesterday, 1 - days_max);
  const due: string[] = [];
  for (let day = first < earliest ? earliest : first; day <= yesterday; day = daysAfter(day, 1)) due.push(day);
  return due;
}
