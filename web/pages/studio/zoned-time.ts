/** What a clock in `zone` shows at an instant, as a datetime-local input writes it: "2026-11-22T20:00". */
export function localIn(zone: string, at: Date): string {
  const parts = new Intl.DateTimeFormat("en-CA", {
    timeZone: zone,
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  }).formatToParts(at);
  const of = (type: string) => parts.find((part) => part.type === type)?.value ?? "";
  return `${of("year").padStart(4, "0")}-${of("month")}-${of("day")}T${of("hour")}:${of("minute")}`;
}

/**
 * The instant at which a clock in `zone` shows this; null where that is no time. An hour that a clock shows twice means
 * the first; one that it skips is taken as if it did not.
 */
export function instantIn(zone: string, local: string): Date | null {
  const asUtc = Date.parse(`${local}:00Z`);
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/.test(local) || Number.isNaN(asUtc)) return null;
  const offsetAt = (ms: number) => Date.parse(`${localIn(zone, new Date(ms))}:00Z`) - Math.floor(ms / 60_000) * 60_000;
  const first = asUtc - offsetAt(asUtc);
  return new Date(asUtc - offsetAt(first));
}
