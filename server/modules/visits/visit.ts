import type { VisitPage } from "../../../contract/visits.ts";

/** The market's calendar day, as `2026-11-22`. */
export function marketDay(at: Date, time_zone: string): string {
  return new Intl.DateTimeFormat("en-CA", { timeZone: time_zone, dateStyle: "short" }).format(at);
}

/** The day so many months earlier; it may be one no calendar has (31 February), which sorts as well. */
export function monthsBefore(day: string, months: number): string {
  const [year = 0, month = 1, date = 1] = day.split("-").map(Number);
  const at = year * 12 + (month - 1) - months;
  const two = (value: number): string => String(value).padStart(2, "0");
  return `${String(Math.floor(at / 12)).padStart(4, "0")}-${two((at % 12) + 1)}-${two(date)}`;
}

/** The day `days` before. */
export function daysBefore(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) - days * 24 * 3600_000).toISOString().slice(0, 10);
}

/** Does the browser ask not to be counted: Do Not Track, or Global Privacy Control? */
export function wantsNoCount(headers: Headers): boolean {
  return headers.get("dnt") === "1" || headers.get("sec-gpc") === "1";
}

/** What was counted and not yet written down. One number per day and page, so it cannot grow with the visits. */
export class Tally {
  #counts = new Map<string, { readonly day: string; readonly page: VisitPage; opened: number }>();

  add(day: string, page: VisitPage, opened = 1): void {
    const key = `${day} ${page}`;
    const known = this.#counts.get(key);
    if (known === undefined) this.#counts.set(key, { day, page, opened });
    else known.opened += opened;
  }

  /** Everything so far, which is then the caller's to keep. */
  take(): readonly { readonly day: string; readonly page: VisitPage; readonly opened: number }[] {
    const taken = [...this.#counts].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, one]) => one);
    this.#counts = new Map();
    return taken;
  }
}
