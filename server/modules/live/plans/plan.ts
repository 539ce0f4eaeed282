import { limits } from "../../../kernel/limits.ts";

/** May a session be announced for `planned_at`? `others`: when the host's other planned sessions begin. Pure. */
export function judgePlan(
  plannedAt: Date,
  others: readonly Date[],
  at: Date,
): "ok" | "plan_time" | "plan_clash" | "plan_limit" {
  const aheadMs = plannedAt.getTime() - at.getTime();
  if (!(aheadMs >= limits.planned_ahead_min_ms && aheadMs <= limits.planned_ahead_max_ms)) return "plan_time";
  if (others.length >= limits.planned_sessions_per_host_max) return "plan_limit";
  const clashes = others.some((other) => Math.abs(other.getTime() - plannedAt.getTime()) < limits.planned_apart_min_ms);
  return clashes ? "plan_clash" : "ok";
}

/** When who waits is told that it begins; null where the announcement itself comes later than that. */
export function soonAt(plannedAt: Date, at: Date): Date | null {
  const soon = new Date(plannedAt.getTime() - limits.session_soon_ms);
  return soon > at ? soon : null;
}

/** From when on a host who did not come is not waited for any more. */
export const lapsesAt = (plannedAt: Date): Date => new Date(plannedAt.getTime() + limits.session_lapse_ms);
