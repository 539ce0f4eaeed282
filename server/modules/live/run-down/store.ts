import { sql } from "kysely";
import type { Reader, Tx } from "../../../kernel/db.ts";
import type { SessionKey } from "../store.ts";
import type { LiveTables } from "../tables.ts";

export interface RunDownNote {
  readonly product_id: string;
  readonly talking_points: string;
  readonly planned_minutes: number | null;
}

/** The bag in this order, with these notes; what was there before is gone. */
export async function writeRunDown(tx: Tx, key: SessionKey, notes: readonly RunDownNote[]): Promise<void> {
  const db = tx.$extendTables<LiveTables>();
  await db
    .deleteFrom("live.bag_product")
    .where("room_id", "=", key.room_id)
    .where("session_id", "=", key.session_id)
    .execute();
  if (notes.length === 0) return;
  await db
    .insertInto("live.bag_product")
    .values(
      notes.map((note, position) => ({
        room_id: key.room_id,
        session_id: key.session_id,
        product_id: note.product_id,
        position,
        talking_points: note.talking_points === "" ? null : note.talking_points,
        planned_minutes: note.planned_minutes,
      })),
    )
    .execute();
}

export interface PinRow {
  readonly product_id: string | null;
  readonly offset_ms: number;
  readonly at: Date;
}

/** Every pin of a session in order. */
export async function pinsOf(reader: Reader, key: SessionKey): Promise<PinRow[]> {
  const rows = await reader
    .$extendTables<LiveTables>()
    .selectFrom("live.pin")
    .select(["product_id", "offset_ms", "at"])
    .where("room_id", "=", key.room_id)
    .where("session_id", "=", key.session_id)
    .orderBy("seq")
    .execute();
  return rows.map((row) => ({ ...row, offset_ms: Number(row.offset_ms) }));
}

/** The most people at once, minute by minute; a minute is told as often as one likes and keeps its highest. */
export async function noteMinutes(
  tx: Tx,
  minutes: readonly (SessionKey & { minute: number; viewers: number })[],
): Promise<void> {
  if (minutes.length === 0) return;
  await sql`insert into live.minute (room_id, session_id, minute, viewers)
    select * from unnest(${minutes.map((one) => one.room_id)}::text[], ${minutes.map((one) => one.session_id)}::text[],
      ${minutes.map((one) => one.minute)}::integer[], ${minutes.map((one) => one.viewers)}::integer[])
    on conflict (room_id, session_id, minute) do update set viewers = greatest(minute.viewers, excluded.viewers)`.execute(
    tx,
  );
}

export async function minutesOf(reader: Reader, key: SessionKey): Promise<Map<number, number>> {
  const rows = await reader
    .$extendTables<LiveTables>()
    .selectFrom("live.minute")
    .select(["minute", "viewers"])
    .where("room_id", "=", key.room_id)
    .where("session_id", "=", key.session_id)
    .execute();
  return new Map(rows.map((row) => [row.minute, row.viewers]));
}
