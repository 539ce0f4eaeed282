import { limits } from "../../../kernel/limits.ts";
import { refuse } from "../../../kernel/refusal.ts";

const day_ms = 24 * 3600_000;
const daysBetween = (from: string, to: string): number => (Date.parse(to) - Date.parse(from)) / day_ms;

/** A stretch of days in the market's time zone, the last included, and the stretch it is compared with. */
export interface OverviewPeriod {
  readonly from: string;
  readonly to: string;
  readonly grain: "hour" | "day";
  readonly before: { readonly from: string; readonly to: string } | null;
}

/** Refuses `invalid_param` for days that run backwards, for too many of them, and for a comparison that is not earlier. */
export function periodOf(asked: { from: string; to: string; compare_from?: string | undefined }): OverviewPeriod {
  const { from, to, compare_from } = asked;
  const days = daysBetween(from, to);
  if (days < 0) refuse("invalid_param", { param: "to", details: { detail: "before from" } });
  if (days >= limits.overview_days_max)
    refuse("invalid_param", { param: "to", details: { detail: `at most ${limits.overview_days_max} days` } });
  if (compare_from !== undefined && daysBetween(compare_from, from) <= 0)
    refuse("invalid_param", { param: "compare_from", details: { detail: "not before from" } });
  return {
    from,
    to,
    grain: days === 0 ? "hour" : "day",
    before:
      compare_from === undefined
        ? null
        : { from: compare_from, to: new Date(Date.parse(compare_from) + days * day_ms).toISOString().slice(0, 10) },
  };
}
