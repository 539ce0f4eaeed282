import { sql } from "kysely";
import type { Reader } from "../../../kernel/db.ts";

export async function sessionsOfHost(
  db: Reader,
  host_id: string,
  limit: number,
): Promise<{ session_id: string; title: string; state: string; started_at: Date | null; ended_at: Date | null }[]> {
  return (
    await sql<{ session_id: string; title: string; state: string; started_at: Date | null; ended_at: Date | null }>`
      select s.session_id, s.title, s.state, s.started_at, s.ended_at from live.session s
      join live.host_room r on r.room_id = s.room_id where r.account_id = ${host_id} order by s.session_id desc limit ${limit}`.execute(
      db,
    )
  ).rows;
}

/** Broadcasts they asked to be reminded of. */
export async function remindersOf(
  db: Reader,
  account_id: string,
  limit: number,
): Promise<{ session_id: string; title: string; asked_at: Date }[]> {
  return (
    await sql<{ session_id: string; title: string; asked_at: Date }>`
      select m.session_id, s.title, m.asked_at from live.reminder m
      join live.session s on s.room_id = m.room_id and s.session_id = m.session_id
      where m.account_id = ${account_id} order by m.asked_at desc, m.session_id limit ${limit}`.execute(db)
  ).rows;
}

export async function countOnAir(db: Reader, host_id: string): Promise<number> {
  const { rows } = await sql<{ count: bigint }>`select count(*) as count from live.session s
    join live.host_room r on r.room_id = s.room_id where r.account_id = ${host_id} and s.state in ('on_air', 'interrupted')`.execute(
    db,
  );
  return Number(rows[0]?.count ?? 0n);
}
