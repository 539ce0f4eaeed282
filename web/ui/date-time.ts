/** How far a time zone is ahead of UTC at an instant, in milliseconds. */
function ahead_ms(at_ms: number, time_zone: string): number {
  const parts = new Intl.DateTimeFormat("en-US", {
    timeZone: time_zone,
    hourCycle: "h23",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
  }).formatToParts(at_ms);
  const part = (type: string): number => Number(parts.find((one) => one.type === type)?.value ?? 0);
  const shown = Date.UTC(part("year"), part("month") - 1, part("day"), part("hour"), part("minute"), part("second"));
  return shown - Math.floor(at_ms / 1000) * 1000;
}

/** An instant as a date-time field wants it, in the market's time zone: "2026-11-22T20:00". "" for null. */
export function toLocalField(at: string | null, time_zone: string): string {
  if (at === null) return "";
  const at_ms = Date.parse(at);
  return new Date(at_ms + ahead_ms(at_ms, time_zone)).toISOString().slice(0, 16);
}

/**
 * What a date-time field holds, as an instant; null for an empty or half-filled one. An hour that a change of clocks leaves
 * out becomes the one after it.
 */
export function fromLocalField(typed: string, time_zone: string): string | null {
  const wall_ms = /^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(typed) ? Date.parse(`${typed.slice(0, 16)}:00Z`) : Number.NaN;
  if (Number.isNaN(wall_ms)) return null;
  const guess_ms = wall_ms - ahead_ms(wall_ms, time_zone);
  // The difference may be another one at the instant that was meant.
  return new Date(wall_ms - ahead_ms(guess_ms, time_zone)).toISOString();
}
