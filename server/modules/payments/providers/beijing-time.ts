const beijing_ms = 8 * 3600_000;

/** `2026-11-22 12:00:00`, the clock on a wall in Beijing, as WeChat Pay and Alipay write it. Beijing has no summer time. */
export function beijingTime(at: Date): string {
  return new Date(at.getTime() + beijing_ms).toISOString().slice(0, 19).replace("T", " ");
}

/** Null where it is not such a time. */
export function fromBeijingTime(text: string): Date | null {
  const match = /^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d)/.exec(text.trim());
  if (match === null) return null;
  const at = new Date(`${match[1] ?? ""}T${match[2] ?? ""}+08:00`);
  return Number.isNaN(at.getTime()) ? null : at;
}
