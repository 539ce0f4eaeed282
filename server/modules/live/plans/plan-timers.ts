import type { Tx } from "../../../kernel/db.ts";
import { assert, present } from "../../../kernel/assert.ts";
import { limits } from "../../../kernel/limits.ts";
import type { Timer, TimerKey } from "../../../kernel/timers.ts";
import { keyOfSession, lapseTimer, soonTimer, tellChange, type LiveParts } from "../live-parts.ts";
import { mayBecome } from "../session.ts";
import { changeSession, lockSession } from "../store.ts";
import type { SessionRow } from "../tables.ts";
import { lapsesAt, soonAt } from "./plan.ts";
import { mayHappen } from "./may-happen.ts";

const timerOf = (row: SessionRow, name: string): TimerKey => ({
  kind: "room",
  key: row.room_id,
  name,
  subject_id: row.session_id,
});

/** What the events of a planned session say of it. */
export function planFact(row: SessionRow) {
  return {
    room_id: row.room_id,
    session_id: row.session_id,
    shop_id: row.shop_id,
    host_id: row.host_id,
    title: row.title,
    planned_at: present(row.planned_at, "an announced session has its time").toISOString(),
  };
}

/** Sets the deadlines of a session that is announced for another time now. */
export async function setPlan(live: LiveParts, tx: Tx, row: SessionRow): Promise<void> {
  const { clock, timers } = live.ctx;
  assert(row.planned_at !== null, "an announced session has its time");
  const soon = soonAt(row.planned_at, clock.now());
  await timers.set(tx, [
    { ...timerOf(row, lapseTimer), due_at: lapsesAt(row.planned_at) },
    ...(soon === null ? [] : [{ ...timerOf(row, soonTimer), due_at: soon }]),
  ]);
  if (soon === null) await timers.cancel(tx, [timerOf(row, soonTimer)]);
}

/** The session is on air or off: nothing of its plan is due any more. */
export async function cancelPlan(live: LiveParts, tx: Tx, row: SessionRow): Promise<void> {
  await live.ctx.timers.cancel(tx, [timerOf(row, soonTimer), timerOf(row, lapseTimer)]);
}

/** A quarter of an hour before: nobody is called to a session that cannot begin. */
export async function sayItIsSoon(live: LiveParts, tx: Tx, timers: readonly Timer[]): Promise<void> {
  for (const timer of timers) {
    const row = await lockSession(tx, { room_id: timer.key, session_id: timer.subject_id });
    if (row === undefined || row.planned_at === null) continue;
    if (row.state !== "scheduled" && row.state !== "rehearsing") continue;
    const possible = await mayHappen(live, tx, [row], live.ctx.clock.now());
    if (possible.has(row.session_id)) await live.ctx.outbox.emit(tx, [{ type: "session.soon", ...planFact(row) }]);
  }
}

/** Hours after the announced time. Whoever still rehearses is given as long again. */
export async function lapse(live: LiveParts, tx: Tx, timers: readonly Timer[]): Promise<void> {
  const { ctx } = live;
  for (const timer of timers) {
    const row = await lockSession(tx, { room_id: timer.key, session_id: timer.subject_id });
    if (row?.state === "rehearsing") {
      const due_at = new Date(ctx.clock.nowMs() + limits.session_lapse_ms);
      await ctx.timers.set(tx, [{ ...timerOf(row, lapseTimer), due_at }]);
    }
    if (row?.state !== "scheduled") continue;
    assert(mayBecome(row.state, "lapsed"), "what was announced may lapse");
    const after = await changeSession(tx, keyOfSession(row), { state: "lapsed" });
    await ctx.outbox.emit(tx, [{ type: "session.lapsed", ...planFact(row) }]);
    await tellChange(live, tx, after);
  }
}
