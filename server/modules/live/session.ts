import type { SessionState } from "../../../contract/live.ts";
import { assert } from "../../kernel/assert.ts";
import { limits } from "../../kernel/limits.ts";

/** Which state may follow which. `ended`, `cancelled` and `lapsed` are for ever. */
export const transitions = {
  draft: ["scheduled", "rehearsing", "on_air", "cancelled"],
  scheduled: ["rehearsing", "on_air", "cancelled", "lapsed"],
  rehearsing: ["draft", "scheduled", "on_air", "cancelled"],
  on_air: ["interrupted", "ended"],
  interrupted: ["on_air", "ended"],
  ended: [],
  cancelled: [],
  lapsed: [],
} as const satisfies Record<SessionState, readonly SessionState[]>;

/** A session that takes the room: it has at most one. */
export const openStates = ["draft", "rehearsing", "on_air", "interrupted"] as const satisfies readonly SessionState[];
/** What people watch: also while the encoder is away for a moment. */
export const watchedStates = ["on_air", "interrupted"] as const satisfies readonly SessionState[];

/** What may become a broadcast. */
export const comingStates = ["draft", "scheduled", "rehearsing"] as const satisfies readonly SessionState[];

export const isComing = (state: SessionState): boolean => (comingStates as readonly SessionState[]).includes(state);
export const isOpen = (state: SessionState): boolean => (openStates as readonly SessionState[]).includes(state);
export const isWatched = (state: SessionState): boolean => (watchedStates as readonly SessionState[]).includes(state);
export const mayBecome = (from: SessionState, to: SessionState): boolean =>
  (transitions[from] as readonly SessionState[]).includes(to);

/** What a change of the encoder does to a session in `state`; null: nothing. */
export function afterEncoder(state: SessionState, publishing: boolean): "on_air" | "interrupted" | null {
  if (state === "on_air" && !publishing) return "interrupted";
  if (state === "interrupted" && publishing) return "on_air";
  return null;
}

/** Where a session goes back to when its rehearsal ends: it is as announced as it was before. */
export const afterRehearsal = (planned_at: Date | null): "draft" | "scheduled" =>
  planned_at === null ? "draft" : "scheduled";

/** What ends, when a host ends it: what was never on air is called off. */
export function afterEnd(state: SessionState): "ended" | "cancelled" | null {
  if (isComing(state)) return "cancelled";
  return isWatched(state) ? "ended" : null;
}

/** A session in time, as far as buying is concerned. */
export interface SessionTime {
  readonly state: SessionState;
  readonly ended_at: Date | null;
  /** Milliseconds since the session's start, on the stream's own clock. */
  readonly newest_offset_ms: number;
}

/** May somebody buy "at" this offset now? A little ahead is allowed: the saved offset lags, clocks of players run. */
export function judgeMoment(
  session: SessionTime,
  streamOffsetMs: number,
  at: Date,
): "ok" | "not_on_air" | "stream_offset_invalid" {
  const justEnded =
    session.state === "ended" &&
    session.ended_at !== null &&
    at.getTime() - session.ended_at.getTime() <= limits.moment_after_end_ms_max;
  if (!isWatched(session.state) && !justEnded) return "not_on_air";
  const inside =
    Number.isInteger(streamOffsetMs) &&
    streamOffsetMs >= 0 &&
    streamOffsetMs <= session.newest_offset_ms + limits.moment_ahead_ms_max;
  return inside ? "ok" : "stream_offset_invalid";
}

/**
 * Where a stream must go on after a restart of ours, in stream time: past everything viewers have seen, so that a
 * moment means one thing. The offset is saved every few seconds, hence the time since then, at most `gapMsMax`.
 */
export function offsetAfterRestart(
  saved: { base_ms: number; newest_ms: number; saved_at: Date | null },
  at: Date,
  gapMsMax: number,
): number {
  assert(saved.base_ms >= 0 && saved.newest_ms >= 0, "stream time begins at nothing");
  const sinceMs = saved.saved_at === null ? gapMsMax : at.getTime() - saved.saved_at.getTime();
  return saved.base_ms + saved.newest_ms + Math.min(gapMsMax, Math.max(0, sinceMs));
}
