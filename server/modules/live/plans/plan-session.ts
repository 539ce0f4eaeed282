import { present } from "../../../kernel/assert.ts";
import type { Tx } from "../../../kernel/db.ts";
import { newId } from "../../../kernel/ids.ts";
import { limits } from "../../../kernel/limits.ts";
import { refuse } from "../../../kernel/refusal.ts";
import { keyOfSession, lockOwnSession, tellChange, type LiveParts } from "../live-parts.ts";
import { newSession, requireFields, requireShop, requireVerified, type Fields } from "../prepare-session.ts";
import { changeSession, ensureRoom, insertSession, replaceBag } from "../store.ts";
import type { SessionRow } from "../tables.ts";
import { judgePlan } from "./plan.ts";
import { planFact, setPlan } from "./plan-timers.ts";
import { lockRoom, plannedOfRoom } from "./store.ts";

/**
 * Announces a session; a host may have several. Refuses what preparing one does, and `plan_time`, `plan_clash` (too near
 * to another of theirs), `plan_limit`.
 */
export async function planSession(
  live: LiveParts,
  hostId: string,
  fields: Fields & { planned_at: string },
): Promise<SessionRow> {
  const { ctx } = live;
  const at = ctx.clock.now();
  return ctx.db.transact(async (tx) => {
    const productIds = await requireFields(live, tx, hostId, fields, at);
    const room_id = await ensureRoom(tx, hostId, newId(ctx, "room"), at);
    const planned_at = new Date(fields.planned_at);
    await requireTime(tx, room_id, planned_at, at);
    const row = newSession({ room_id, session_id: newId(ctx, "sess"), host_id: hostId, fields, at, planned_at });
    await insertSession(tx, row);
    await replaceBag(tx, row, productIds);
    await setPlan(live, tx, row);
    await ctx.outbox.emit(tx, [{ type: "session.scheduled", ...planFact(row) }]);
    return row;
  });
}

/**
 * Moves a planned session, or announces a draft. The same time again changes nothing and tells nobody. Refuses
 * `session_state` once it is in rehearsal, on air or over.
 */
export async function rescheduleSession(
  live: LiveParts,
  hostId: string,
  sessionId: string,
  plannedAt: Date,
): Promise<SessionRow> {
  const { ctx } = live;
  const at = ctx.clock.now();
  return ctx.db.transact(async (tx) => {
    const row = await lockOwnSession(tx, hostId, sessionId);
    if (row.state !== "draft" && row.state !== "scheduled") refuse("session_state", { details: { state: row.state } });
    if (row.planned_at?.getTime() === plannedAt.getTime()) return row;
    await requireVerified(live, tx, "host", hostId, at);
    await requireShop(live, tx, hostId, row);
    await requireTime(tx, row.room_id, plannedAt, at, row.session_id);
    const after = await changeSession(tx, keyOfSession(row), { state: "scheduled", planned_at: plannedAt });
    await setPlan(live, tx, after);
    await ctx.outbox.emit(tx, [
      row.planned_at === null
        ? { type: "session.scheduled", ...planFact(after) }
        : { type: "session.rescheduled", was_planned_at: row.planned_at.toISOString(), ...planFact(after) },
    ]);
    await tellChange(live, tx, after);
    return after;
  });
}

/** The room is held: of two plans at once the second sees the first. */
async function requireTime(tx: Tx, roomId: string, plannedAt: Date, at: Date, except?: string): Promise<void> {
  await lockRoom(tx, roomId);
  const others = (await plannedOfRoom(tx, roomId)).filter((row) => row.session_id !== except);
  const verdict = judgePlan(
    plannedAt,
    others.map((row) => present(row.planned_at, "an announced session has its time")),
    at,
  );
  if (verdict === "ok") return;
  refuse(verdict, {
    param: "planned_at",
    ...(verdict === "plan_limit" ? { details: { max: limits.planned_sessions_per_host_max } } : {}),
  });
}
