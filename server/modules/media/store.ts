import { sql } from "kysely";
import { present } from "../../kernel/assert.ts";
import type { Reader, Tx } from "../../kernel/db.ts";
import type { PictureRow, StreamKeyRow } from "./tables.ts";

export async function insertPicture(tx: Tx, row: PictureRow): Promise<void> {
  await sql`insert into media.picture (account_id, id, width, height, created_at)
    values (${row.account_id}, ${row.id}, ${row.width}, ${row.height}, ${row.created_at})`.execute(tx);
}

export async function selectPictures(
  reader: Reader,
  ids: readonly string[],
): Promise<readonly Pick<PictureRow, "id" | "width" | "height">[]> {
  const found =
    await sql<PictureRow>`select id, width, height from media.picture where id = any(${ids}::text[])`.execute(reader);
  return found.rows;
}

export async function selectOwnPictureIds(
  reader: Reader,
  account_id: string,
  ids: readonly string[],
): Promise<readonly string[]> {
  const found = await sql<{
    id: string;
  }>`select id from media.picture where account_id = ${account_id} and id = any(${ids}::text[])`.execute(reader);
  return found.rows.map((row) => row.id);
}

/** Counts one more try in the hour that began at `began_at`; returns how many it has seen. */
export async function countUpload(tx: Tx, account_id: string, began_at: Date): Promise<number> {
  const counted = await sql<{ tries: number }>`
    insert into media.upload_window as w (account_id, began_at, tries) values (${account_id}, ${began_at}, 1)
    on conflict (account_id) do update set began_at = excluded.began_at,
      tries = case when w.began_at = excluded.began_at then w.tries + 1 else 1 end
    returning tries`.execute(tx);
  return present(counted.rows[0], "an upsert returns its row").tries;
}

/** Changes of one account's keys stand in line: two rotations at once would both find the same old key. */
export async function lockKeys(tx: Tx, account_id: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`media.stream_key ${account_id}`}, 0))`.execute(tx);
}

/** The id of the key that was revoked, or null where there was none. */
export async function revokeCurrentKey(tx: Tx, account_id: string, at: Date): Promise<string | null> {
  const revoked = await sql<{
    id: string;
  }>`update media.stream_key set revoked_at = ${at} where account_id = ${account_id} and revoked_at is null returning id`.execute(
    tx,
  );
  return revoked.rows[0]?.id ?? null;
}

export async function insertKey(tx: Tx, row: StreamKeyRow): Promise<void> {
  await sql`insert into media.stream_key (account_id, id, secret_index, hint, created_at)
    values (${row.account_id}, ${row.id}, ${row.secret_index}, ${row.hint}, ${row.created_at})`.execute(tx);
}

/** Keeps the `kept` newest revoked keys, so that an encoder with an old one is told why it is refused. */
export async function forgetOldKeys(tx: Tx, account_id: string, kept: number): Promise<void> {
  await sql`delete from media.stream_key where account_id = ${account_id} and revoked_at is not null and id not in (
    select id from media.stream_key where account_id = ${account_id} and revoked_at is not null order by created_at desc, id desc limit ${kept})`.execute(
    tx,
  );
}

export async function selectCurrentKey(reader: Reader, account_id: string): Promise<StreamKeyRow | undefined> {
  const found =
    await sql<StreamKeyRow>`select * from media.stream_key where account_id = ${account_id} and revoked_at is null`.execute(
      reader,
    );
  return found.rows[0];
}

export async function selectKeyByIndex(reader: Reader, secret_index: string): Promise<StreamKeyRow | undefined> {
  const found = await sql<StreamKeyRow>`select * from media.stream_key where secret_index = ${secret_index}`.execute(
    reader,
  );
  return found.rows[0];
}

export async function updateKeyUse(tx: Tx, key_id: string, at: Date): Promise<void> {
  await sql`update media.stream_key set last_used_at = ${at} where id = ${key_id}`.execute(tx);
}
