import { sql } from "kysely";
import type { Reader, Tx } from "../../kernel/db.ts";
import type { FollowRow } from "./tables.ts";

/** Follows of one account stand in line, so that the count stays true until the insert. */
export async function lockFollower(tx: Tx, account_id: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`fans.follower ${account_id}`}, 0))`.execute(tx);
}

export async function countFollows(reader: Reader, account_id: string): Promise<number> {
  const found = await sql<{
    count: bigint;
  }>`select count(*) as count from fans.follow where account_id = ${account_id}`.execute(reader);
  return Number(found.rows[0]?.count ?? 0n);
}

/** Whom an account follows, the newest first; of all of them, or of these hosts. */
export async function selectFollows(
  reader: Reader,
  account_id: string,
  host_ids?: readonly string[],
): Promise<readonly FollowRow[]> {
  const which = host_ids === undefined ? sql`true` : sql`host_id = any(${host_ids}::text[])`;
  const found =
    await sql<FollowRow>`select account_id, host_id, since from fans.follow where account_id = ${account_id} and ${which} order by since desc, host_id desc`.execute(
      reader,
    );
  return found.rows;
}

export async function insertFollow(tx: Tx, row: FollowRow): Promise<void> {
  await sql`insert into fans.follow (account_id, host_id, since) values (${row.account_id}, ${row.host_id}, ${row.since})`.execute(
    tx,
  );
}

/** True if there was one. */
export async function deleteFollow(tx: Tx, account_id: string, host_id: string): Promise<boolean> {
  const done = await sql`delete from fans.follow where account_id = ${account_id} and host_id = ${host_id}`.execute(tx);
  return done.numAffectedRows === 1n;
}

/** Adds fans to their hosts' lists and counts those that are new there. */
export async function addFans(
  tx: Tx,
  fans: readonly { readonly host_id: string; readonly fan_id: string; readonly since: Date }[],
): Promise<void> {
  if (fans.length === 0) return;
  await sql`with new as (
      insert into fans.fan (account_id, fan_id, since)
      select distinct on (h, f) h, f, s from unnest(${fans.map((one) => one.host_id)}::text[], ${fans.map((one) => one.fan_id)}::text[], ${fans.map((one) => one.since)}::timestamptz[]) as u(h, f, s)
      on conflict do nothing returning account_id)
    insert into fans.reach as r (account_id, followers) select account_id, count(*) from new group by account_id
    on conflict (account_id) do update set followers = r.followers + excluded.followers`.execute(tx);
}

/** Takes fans off their hosts' lists and counts those that were there. */
export async function removeFans(
  tx: Tx,
  fans: readonly { readonly host_id: string; readonly fan_id: string }[],
): Promise<void> {
  if (fans.length === 0) return;
  await sql`with gone as (
      delete from fans.fan f using unnest(${fans.map((one) => one.host_id)}::text[], ${fans.map((one) => one.fan_id)}::text[]) as u(h, f)
      where f.account_id = u.h and f.fan_id = u.f returning f.account_id)
    update fans.reach r set followers = r.followers - g.n from (select account_id, count(*) as n from gone group by account_id) g where r.account_id = g.account_id`.execute(
    tx,
  );
}

export async function selectReach(
  reader: Reader,
  host_ids: readonly string[],
): Promise<readonly { account_id: string; followers: bigint }[]> {
  const found = await sql<{
    account_id: string;
    followers: bigint;
  }>`select account_id, followers from fans.reach where account_id = any(${host_ids}::text[])`.execute(reader);
  return found.rows;
}

/** Fans of a host who began to follow in this time (its end left out) and still do. */
export async function countGained(reader: Reader, host_id: string, from: Date, until: Date): Promise<number> {
  const found = await sql<{
    count: bigint;
  }>`select count(*) as count from fans.fan where account_id = ${host_id} and since >= ${from} and since < ${until}`.execute(
    reader,
  );
  return Number(found.rows[0]?.count ?? 0n);
}

/** A host's fans by their ids, behind `after`. */
export async function selectFans(
  reader: Reader,
  host_id: string,
  after: string | null,
  count: number,
): Promise<readonly string[]> {
  const found = await sql<{ fan_id: string }>`select fan_id from fans.fan
    where account_id = ${host_id} and (${after}::text is null or fan_id > ${after}::text) order by fan_id limit ${count}`.execute(
    reader,
  );
  return found.rows.map((row) => row.fan_id);
}

/** Since when these accounts follow these hosts. */
export async function selectFollowsBetween(
  reader: Reader,
  account_ids: readonly string[],
  host_ids: readonly string[],
): Promise<readonly FollowRow[]> {
  const found = await sql<FollowRow>`select account_id, host_id, since from fans.follow
    where account_id = any(${[...account_ids]}::text[]) and host_id = any(${[...host_ids]}::text[])`.execute(reader);
  return found.rows;
}
