import type { Tx } from "../../kernel/db.ts";
import { refuse } from "../../kernel/refusal.ts";
import {
  encoderLostTimer,
  keyOfSession,
  lockOwnSession,
  newestOffsetMs,
  tellChange,
  type LiveParts,
} from "./live-parts.ts";
import { cancelPlan, planFact } from "./plans/plan-timers.ts";
import { afterEnd, isWatched } from "./session.ts";
import { sealReason } from "./seal-reason.ts";
import { changeSession, lockSession, sessionsById } from "./store.ts";
import type { SessionRow } from "./tables.ts";

type EndReason = NonNullable<SessionRow["end_reason"]>;

/** The host ends the broadcast, or cancels a draft or a planned session. Refuses `session_state` when it is over already. */
export async function endSession(live: LiveParts, hostId: string, sessionId: string): Promise<SessionRow> {
  return live.ctx.db.transact(async (tx) => {
    const row = await lockOwnSession(tx, hostId, sessionId);
    const next = afterEnd(row.state);
    if (next === null) refuse("session_state", { details: { state: row.state } });
    if (next === "ended") return end(live, tx, row, { reason: "host" });
    return callOff(live, tx, row, "host");
  });
}

/** A session that never was on air is off; who was told of it is told that. `row` is held by `tx`. */
export async function callOff(live: LiveParts, tx: Tx, row: SessionRow, reason: "host" | "shop"): Promise<SessionRow> {
  const after = await changeSession(tx, keyOfSession(row), { state: "cancelled", pinned_product_id: null });
  if (row.planned_at !== null) {
    await cancelPlan(live, tx, row);
    await live.ctx.outbox.emit(tx, [{ type: "session.cancelled", reason, ...planFact(row) }]);
  }
  await tellChange(live, tx, after);
  return after;
}

/** An operator stops a broadcast; it is audited, and the host reads why. */
export async function stopSession(
  live: LiveParts,
  operatorId: string,
  sessionId: string,
  reason: string,
): Promise<SessionRow> {
  const { ctx } = live;
  const found = (await sessionsById(ctx.db.reader, [sessionId])).get(sessionId) ?? refuse("not_found");
  return ctx.db.transact(async (tx) => {
    const row = (await lockSession(tx, found)) ?? refuse("not_found");
    if (!isWatched(row.state)) refuse("session_state", { details: { state: row.state } });
    await live.accounts.audit(tx, [
      { account_id: operatorId, action: "live.stop_session", subject_id: sessionId, reason },
    ]);
    return end(live, tx, row, { reason: "operator", stop_reason: reason });
  });
}

/** Ends a session that people watch; viewers are told at commit and the encoder is let go. `row` is held by `tx`. */
export async function end(
  live: LiveParts,
  tx: Tx,
  row: SessionRow,
  how: { reason: EndReason; stop_reason?: string },
): Promise<SessionRow> {
  const { ctx } = live;
  const at = ctx.clock.now();
  const after = await changeSession(tx, keyOfSession(row), {
    state: "ended",
    end_reason: how.reason,
    stop_reason: null,
    stop_reason_sealed: how.stop_reason === undefined ? null : sealReason(live, how.stop_reason),
    ended_at: at,
    resume_by: null,
    newest_offset_ms: BigInt(newestOffsetMs(live, row)),
    offset_saved_at: at,
  });
  await ctx.timers.cancel(tx, [{ kind: "room", key: row.room_id, name: encoderLostTimer, subject_id: row.session_id }]);
  await ctx.outbox.emit(tx, [
    { type: "session.ended", room_id: row.room_id, session_id: row.session_id, reason: how.reason },
  ]);
  await tellChange(live, tx, after);
  ctx.db.afterCommit(tx, () => {
    live.hub.close(row.room_id);
    // The next session begins with a stream of its own: an encoder that goes on sending connects anew.
    live.disconnectEncoder(
      row.room_id,
      how.reason === "operator" ? "the broadcast was stopped" : "the broadcast has ended",
    );
  });
  return after;
}
