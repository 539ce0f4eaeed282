import { sql } from "kysely";
import type { Reader, Tx } from "../../../kernel/db.ts";
import type { SeenRow } from "../tables.ts";

/** Waits for whoever changes this account's history until their transaction ends. */
export async function lockHistory(tx: Tx, account_id: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`search.history ${account_id}`}, 0))`.execute(tx);
}

export async function putSeen(tx: Tx, row: SeenRow): Promise<void> {
  await sql`insert into search.seen (account_id, subject_id, at) values (${row.account_id}, ${row.subject_id}, ${row.at})
    on conflict (account_id, subject_id) do update set at = greatest(search.seen.at, excluded.at)`.execute(tx);
}

/** Drops the oldest beyond `keep`. */
export async function trimSeen(tx: Tx, account_id: string, keep: number): Promise<void> {
  await sql`delete from search.seen where account_id = ${account_id} and subject_id in (
    select subject_id from search.seen where account_id = ${account_id} order by at desc, subject_id desc offset ${keep})`.execute(
    tx,
  );
}

/** Looked at since `since`, the latest first, behind `after`. `prefix` is what ids of the wanted kind begin with. */
export async function selectSeen(
  reader: Reader,
  account_id: string,
  wanted: {
    readonly prefix: string;
    readonly since: Date;
    readonly after: { at: Date; subject_id: string } | null;
    readonly count: number;
  },
): Promise<readonly SeenRow[]> {
  const after =
    wanted.after === null ? sql`true` : sql`(at, subject_id) < (${wanted.after.at}, ${wanted.after.subject_id})`;
  const found = await sql<SeenRow>`select account_id, subject_id, at from search.seen
    where account_id = ${account_id} and subject_id like ${`${wanted.prefix}%`} and at >= ${wanted.since} and ${after} order by at desc, subject_id desc limit ${wanted.count}`.execute(
    reader,
  );
  return found.rows;
}

export async function deleteSeen(tx: Tx, account_id: string, subject_id: string | null): Promise<void> {
  const which = subject_id === null ? sql`true` : sql`subject_id = ${subject_id}`;
  await sql`delete from search.seen where account_id = ${account_id} and ${which}`.execute(tx);
}

export async function isKept(reader: Reader, account_id: string): Promise<boolean> {
  const found = await sql`select 1 from search.unseen where account_id = ${account_id}`.execute(reader);
  return found.rows.length === 0;
}

export async function setKept(tx: Tx, account_id: string, kept: boolean, at: Date): Promise<void> {
  if (kept) await sql`delete from search.unseen where account_id = ${account_id}`.execute(tx);
  else
    await sql`insert into search.unseen (account_id, since) values (${account_id}, ${at}) on conflict do nothing`.execute(
      tx,
    );
}

export async function sweepSeen(tx: Tx, before: Date): Promise<void> {
  await sql`delete from search.seen where at < ${before}`.execute(tx);
}
