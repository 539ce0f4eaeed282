import { sql } from "kysely";
import type { Reader, Tx } from "../../../kernel/db.ts";

export async function picturesOf(
  db: Reader,
  account_id: string,
  limit: number,
): Promise<{ id: string; created_at: Date }[]> {
  return (
    await sql<{
      id: string;
      created_at: Date;
    }>`select id, created_at from media.picture where account_id = ${account_id} order by id desc limit ${limit}`.execute(
      db,
    )
  ).rows;
}

/** Stream keys without what opens anything. */
export async function keysOf(
  db: Reader,
  account_id: string,
  limit: number,
): Promise<{ created_at: Date; revoked_at: Date | null; last_used_at: Date | null }[]> {
  return (
    await sql<{ created_at: Date; revoked_at: Date | null; last_used_at: Date | null }>`
      select created_at, revoked_at, last_used_at from media.stream_key where account_id = ${account_id} order by id desc limit ${limit}`.execute(
      db,
    )
  ).rows;
}

export async function deletePicture(tx: Tx, account_id: string, id: string): Promise<void> {
  await sql`delete from media.picture where account_id = ${account_id} and id = ${id}`.execute(tx);
}

export async function deleteKeys(tx: Tx, account_id: string): Promise<void> {
  await sql`delete from media.stream_key where account_id = ${account_id}`.execute(tx);
  await sql`delete from media.upload_window where account_id = ${account_id}`.execute(tx);
}
