import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { limits } from "../../../kernel/limits.ts";
import { judgePlan, lapsesAt, soonAt } from "./plan.ts";

const at = new Date("2026-11-22T04:00:00Z");
const inMs = (ms: number) => new Date(at.getTime() + ms);

describe("a plan", () => {
  it("lies within its bounds, and apart from the others", () => {
    const ms = fc.integer({ min: -limits.planned_ahead_max_ms, max: 2 * limits.planned_ahead_max_ms });
    fc.assert(
      fc.property(ms, fc.array(ms, { maxLength: 10 }), (wanted, others) => {
        const verdict = judgePlan(inMs(wanted), others.map(inMs), at);
        const inside = wanted >= limits.planned_ahead_min_ms && wanted <= limits.planned_ahead_max_ms;
        const clash = others.some((other) => Math.abs(other - wanted) < limits.planned_apart_min_ms);
        expect(verdict).toBe(inside ? (clash ? "plan_clash" : "ok") : "plan_time");
      }),
    );
    expect(judgePlan(new Date(Number.NaN), [], at)).toBe("plan_time");
  });

  it("has a limit", () => {
    const full = Array.from({ length: limits.planned_sessions_per_host_max }, (_, n) => inMs((n + 2) * 3600_000));
    expect(judgePlan(inMs(3600_000), full, at)).toBe("plan_limit");
    expect(judgePlan(inMs(3600_000), full.slice(1), at)).toBe("ok");
  });

  it("is called out a quarter of an hour before, unless it is announced later than that", () => {
    expect(soonAt(inMs(3600_000), at)).toEqual(inMs(2700_000));
    expect(soonAt(inMs(limits.session_soon_ms), at)).toBeNull();
    expect(soonAt(inMs(limits.session_soon_ms + 1), at)).toEqual(inMs(1));
    expect(lapsesAt(at)).toEqual(inMs(limits.session_lapse_ms));
  });
});
