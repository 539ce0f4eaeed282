import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { sessionStates, type SessionState } from "../../../contract/live.ts";
import { limits } from "../../kernel/limits.ts";
import { afterEncoder, afterEnd, isOpen, judgeMoment, mayBecome, offsetAfterRestart, transitions } from "./session.ts";

describe("states of a session", () => {
  it("every rule moves along the table, whatever happens in whatever order", () => {
    const event = fc.constantFrom("start", "encoder comes", "encoder goes", "deadline", "host ends", "operator stops");
    fc.assert(
      fc.property(fc.array(event, { maxLength: 40 }), (events) => {
        let state: SessionState = "draft";
        for (const one of events) {
          const next: SessionState | null =
            one === "start"
              ? state === "draft"
                ? "on_air"
                : null
              : one === "encoder comes" || one === "encoder goes"
                ? afterEncoder(state, one === "encoder comes")
                : one === "deadline"
                  ? state === "interrupted"
                    ? "ended"
                    : null
                  : afterEnd(state);
          if (next === null) continue;
          expect(mayBecome(state, next)).toBe(true);
          expect(isOpen(state)).toBe(true);
          state = next;
        }
      }),
    );
  });

  it("what is over stays over", () => {
    for (const state of sessionStates) {
      if (transitions[state].length > 0) continue;
      expect([afterEnd(state), afterEncoder(state, true), afterEncoder(state, false)]).toEqual([null, null, null]);
    }
  });
});

describe("the moment of buying", () => {
  const at = new Date("2026-11-22T04:00:00Z");
  const session = { state: "on_air" as SessionState, ended_at: null as Date | null, newest_offset_ms: 60_000 };

  it("lies between the start and a little ahead of the newest picture", () => {
    fc.assert(
      fc.property(fc.integer({ min: -100_000, max: 200_000 }), (offset) => {
        const inside = offset >= 0 && offset <= 60_000 + limits.moment_ahead_ms_max;
        expect(judgeMoment(session, offset, at)).toBe(inside ? "ok" : "stream_offset_invalid");
      }),
    );
    expect(judgeMoment(session, 0.5, at)).toBe("stream_offset_invalid");
    expect(judgeMoment({ ...session, state: "interrupted" }, 0, at)).toBe("ok");
  });

  it("is over two minutes after the end, and never was in a draft", () => {
    const ended = (msAgo: number) => ({
      ...session,
      state: "ended" as const,
      ended_at: new Date(at.getTime() - msAgo),
    });
    expect(judgeMoment(ended(limits.moment_after_end_ms_max), 1, at)).toBe("ok");
    expect(judgeMoment(ended(limits.moment_after_end_ms_max + 1), 1, at)).toBe("not_on_air");
    expect(judgeMoment({ ...session, state: "draft" }, 1, at)).toBe("not_on_air");
    expect(judgeMoment({ ...session, state: "cancelled" }, 1, at)).toBe("not_on_air");
  });
});

it("after a restart the stream goes on past everything that was saved, and not far past it", () => {
  fc.assert(
    fc.property(fc.nat(1_000_000), fc.nat(1_000_000), fc.option(fc.nat(100_000)), (base_ms, newest_ms, agoMs) => {
      const at = new Date(2_000_000_000_000);
      const next = offsetAfterRestart(
        { base_ms, newest_ms, saved_at: agoMs === null ? null : new Date(at.getTime() - agoMs) },
        at,
        10_000,
      );
      expect(next).toBeGreaterThanOrEqual(base_ms + newest_ms);
      expect(next).toBeLessThanOrEqual(base_ms + newest_ms + 10_000);
      expect(next).toBe(base_ms + newest_ms + Math.min(agoMs ?? 10_000, 10_000));
    }),
  );
});
