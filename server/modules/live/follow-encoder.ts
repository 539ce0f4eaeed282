import type { Tx } from "../../kernel/db.ts";
import { limits } from "../../kernel/limits.ts";
import type { Timer } from "../../kernel/timers.ts";
import { end } from "./end-session.ts";
import { encoderLostTimer, keyOfSession, newestOffsetMs, tellChange, type LiveParts } from "./live-parts.ts";
import type { PublisherEvent } from "./needs.ts";
import { afterEncoder, offsetAfterRestart } from "./session.ts";
import { changeSession, lockOpenSession, lockSession, watchedSessions } from "./store.ts";
import type { SessionRow } from "./tables.ts";

/** How often what was counted is saved; a stream's time may have gone on that far beyond what was saved. */
export const offset_save_ms = 5_000;

/** The encoder of a room came or went. The session follows; what cannot be written now is tried again by `sweep`. */
export function publisherEvent(live: LiveParts, event: PublisherEvent): void {
  if (event.type === "published") live.fed.add(event.stream_id);
  else live.fed.delete(event.stream_id);
  void followEncoder(live, event.stream_id);
}

/** Brings a room's session in step with its encoder. Safe at any time, any number of times. */
export async function followEncoder(live: LiveParts, roomId: string): Promise<void> {
  try {
    await live.ctx.db.transact(async (tx) => {
      const row = await lockOpenSession(tx, roomId);
      // The encoder is asked once the row is held: whoever comes later sees it later.
      const next = row === undefined ? null : afterEncoder(row.state, live.fed.has(roomId));
      if (row !== undefined && next === "interrupted") await interrupt(live, tx, row);
      if (row !== undefined && next === "on_air") await resume(live, tx, row);
    });
  } catch (error) {
    live.ctx.log.warn(
      { err: error, room_id: roomId },
      "a session could not follow its encoder; it will be tried again",
    );
  }
}

/** Sessions whose encoder says otherwise than they do. Called every few seconds. */
export async function sweep(live: LiveParts): Promise<void> {
  for (const [roomId, row] of live.watched)
    if (afterEncoder(row.state, live.fed.has(roomId)) !== null) await followEncoder(live, roomId);
}

async function interrupt(live: LiveParts, tx: Tx, row: SessionRow): Promise<void> {
  const { ctx } = live;
  const resume_by = new Date(ctx.clock.nowMs() + limits.encoder_resume_ms);
  const after = await changeSession(tx, keyOfSession(row), {
    state: "interrupted",
    resume_by,
    newest_offset_ms: BigInt(newestOffsetMs(live, row)),
    offset_saved_at: ctx.clock.now(),
  });
  await ctx.timers.set(tx, [
    { kind: "room", key: row.room_id, name: encoderLostTimer, subject_id: row.session_id, due_at: resume_by },
  ]);
  await ctx.outbox.emit(tx, [{ type: "session.interrupted", room_id: row.room_id, session_id: row.session_id }]);
  await tellChange(live, tx, after);
}

async function resume(live: LiveParts, tx: Tx, row: SessionRow): Promise<void> {
  const { ctx } = live;
  const after = await changeSession(tx, keyOfSession(row), { state: "on_air", resume_by: null });
  await ctx.timers.cancel(tx, [{ kind: "room", key: row.room_id, name: encoderLostTimer, subject_id: row.session_id }]);
  await ctx.outbox.emit(tx, [{ type: "session.resumed", room_id: row.room_id, session_id: row.session_id }]);
  await tellChange(live, tx, after);
}

/** The deadline fell: whoever is still away has lost the broadcast. */
export async function encoderLost(live: LiveParts, tx: Tx, timers: readonly Timer[]): Promise<void> {
  for (const timer of timers) {
    const row = await lockSession(tx, { room_id: timer.key, session_id: timer.subject_id });
    if (row?.state !== "interrupted") continue;
    if (live.fed.has(row.room_id)) await resume(live, tx, row);
    else if (!live.progress.recovered) await interruptAgain(live, tx, row);
    else await end(live, tx, row, { reason: "encoder_lost" });
  }
}

/**
 * At our own start: nobody's encoder is connected yet, so everybody who was on air gets the whole time to come back,
 * also those who were interrupted when we went down. Streams go on where they were.
 */
export async function recover(live: LiveParts): Promise<void> {
  const at = live.ctx.clock.now();
  for (const row of await watchedSessions(live.ctx.db.reader)) {
    await live.ctx.db.transact(async (tx) => {
      const held = await lockSession(tx, keyOfSession(row));
      if (held?.state === "on_air" || held?.state === "interrupted") await interruptAgain(live, tx, held);
    });
    live.hub.open(row.room_id, { startOffsetMs: streamStartMs(row, at) });
  }
  live.progress.recovered = true;
}

async function interruptAgain(live: LiveParts, tx: Tx, row: SessionRow): Promise<void> {
  if (row.state === "on_air") return interrupt(live, tx, row);
  const resume_by = new Date(live.ctx.clock.nowMs() + limits.encoder_resume_ms);
  const after = await changeSession(tx, keyOfSession(row), { resume_by });
  await live.ctx.timers.set(tx, [
    { kind: "room", key: row.room_id, name: encoderLostTimer, subject_id: row.session_id, due_at: resume_by },
  ]);
  await tellChange(live, tx, after);
}

const streamStartMs = (row: SessionRow, at: Date): number =>
  offsetAfterRestart(
    {
      base_ms: Number(row.base_offset_ms ?? 0n),
      newest_ms: Number(row.newest_offset_ms),
      saved_at: row.offset_saved_at,
    },
    at,
    2 * offset_save_ms,
  );
