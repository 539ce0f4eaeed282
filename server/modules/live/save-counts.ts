import { newestOffsetMs, type LiveParts } from "./live-parts.ts";
import { noteMinutes } from "./run-down/store.ts";
import { addCounts, addWatchers } from "./store.ts";
import type { SessionRow } from "./tables.ts";

const saving = new WeakMap<LiveParts, Promise<void>>();

/**
 * Saves likes, lines, peaks and watchers counted since the last time, all rooms in one transaction, and with `offsets`
 * how far each broadcast has come. One save at a time: what is being written must not be written twice.
 */
export async function saveCounts(live: LiveParts, options: { offsets?: boolean } = {}): Promise<void> {
  for (let running = saving.get(live); running !== undefined; running = saving.get(live))
    await running.catch(() => undefined);
  const run = save(live, options.offsets === true).finally(() => saving.delete(live));
  saving.set(live, run);
  await run;
}

async function save(live: LiveParts, offsets: boolean): Promise<void> {
  const { ctx, audience } = live;
  const batch = audience.unsaved();
  const places = offsets ? [...live.watched.values()].filter((row) => row.state === "on_air") : [];
  if (batch.length === 0 && places.length === 0) return;
  const minutes = places.map((row) => ({
    room_id: row.room_id,
    session_id: row.session_id,
    minute: minuteOf(row, ctx.clock.now()),
    viewers: audience.viewers(row.room_id),
  }));
  const at = ctx.clock.now();
  await ctx.db.transact(async (tx) => {
    // Rows are locked in one order, so that two processes saving at once do not wait for each other.
    const counts = [
      ...batch.map((one) => ({ ...one, newest_offset_ms: null })),
      ...places.map((row) => ({
        room_id: row.room_id,
        session_id: row.session_id,
        likes: 0,
        chat_lines: 0,
        viewers_peak: 0,
        newest_offset_ms: newestOffsetMs(live, row),
      })),
    ];
    await addCounts(tx, counts.slice(0, batch.length).toSorted(byRoom), at);
    await addCounts(tx, counts.slice(batch.length).toSorted(byRoom), at);
    await noteMinutes(tx, minutes.toSorted(byRoom));
    await addWatchers(
      tx,
      batch.flatMap((one) =>
        one.persons.map((person) => ({
          room_id: one.room_id,
          session_id: one.session_id,
          person: fingerprint(live, one.session_id, person),
        })),
      ),
      at,
    );
  });
  audience.saved(batch);
}

/** Which minute of the broadcast it is, from 0. */
const minuteOf = (row: SessionRow, at: Date): number =>
  Math.max(0, Math.floor((at.getTime() - (row.started_at ?? at).getTime()) / 60_000));

/** Who watched is kept as a fingerprint bound to the session: it counts people and follows nobody. */
const fingerprint = (live: LiveParts, sessionId: string, person: string): string =>
  live.ctx.seal.index(`${sessionId}\0${person}`, "live.watcher");

const byRoom = (a: { room_id: string }, b: { room_id: string }): number => (a.room_id < b.room_id ? -1 : 1);
