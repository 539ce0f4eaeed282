const day_ms = 24 * 3600_000;

/** The day it is in the market's time zone, as "2026-11-22". */
export function marketDay(now_ms: number, time_zone: string): string {
  const parts = new Intl.DateTimeFormat("en", {
    timeZone: time_zone,
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
  })
    .formatToParts(now_ms)
    .map(({ type, value }) => [type, value] as const);
  const { year = "", month = "", day = "" } = Object.fromEntries(parts) as Record<string, string>;
  return `${year}-${month}-${day}`;
}

/** The day `days` after (or, below zero, before) another. */
export function dayAfter(day: string, days: number): string {
  return new Date(Date.parse(day) + days * day_ms).toISOString().slice(0, 10);
}

/** The Monday of a day's week. */
export function mondayOf(day: string): string {
  return dayAfter(day, -((new Date(day).getUTCDay() + 6) % 7));
}

export type PeriodName = "today" | "week" | "month";

/** The days of a period that ends today, and where what it is compared with begins: the same weekdays for a week. */
export function periodFor(name: PeriodName, today: string): { from: string; to: string; compare_from: string } {
  switch (name) {
    case "today":
      return { from: today, to: today, compare_from: dayAfter(today, -1) };
    case "week":
      return { from: mondayOf(today), to: today, compare_from: dayAfter(mondayOf(today), -7) };
    case "month":
      return { from: dayAfter(today, -29), to: today, compare_from: dayAfter(today, -59) };
  }
}

/** "12.5" for a rise from 80 to 90; null where nothing was there before. */
export function percentChange(now: number, before: number): number | null {
  return before === 0 ? null : Math.round((Math.abs(now - before) / Math.abs(before)) * 1000) / 10;
}
