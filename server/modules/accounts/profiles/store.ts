import { sql } from "kysely";
import type { Reader, Tx } from "../../../kernel/db.ts";
import type { HostProfileRow } from "../tables.ts";

export async function selectProfiles(reader: Reader, account_ids: readonly string[]): Promise<HostProfileRow[]> {
  return (
    await sql<HostProfileRow>`select account_id, headline, bio, region, banner_picture_id, updated_at from accounts.host_profile where account_id = any(${account_ids}::text[])`.execute(
      reader,
    )
  ).rows;
}

export async function putProfile(tx: Tx, row: HostProfileRow): Promise<void> {
  await sql`insert into accounts.host_profile (account_id, headline, bio, region, banner_picture_id, updated_at)
    values (${row.account_id}, ${row.headline}, ${row.bio}, ${row.region}, ${row.banner_picture_id}, ${row.updated_at})
    on conflict (account_id) do update set headline = excluded.headline, bio = excluded.bio, region = excluded.region,
      banner_picture_id = excluded.banner_picture_id, updated_at = excluded.updated_at`.execute(tx);
}

const standing = sql`not exists (select from accounts.suspension s where s.account_id = a.id and s.lifted_at is null)`;

/** Which of these accounts are hosts that nobody has suspended. */
export async function selectHosts(reader: Reader, account_ids: readonly string[]): Promise<string[]> {
  const found = await sql<{
    id: string;
  }>`select a.id from accounts.account a where a.id = any(${account_ids}::text[]) and 'host' = any(a.roles) and ${standing}`.execute(
    reader,
  );
  return found.rows.map((row) => row.id);
}

/** Such hosts in the order of their ids, behind `after`. */
export async function selectHostsAfter(reader: Reader, after: string | null, count: number): Promise<string[]> {
  const found = await sql<{ id: string }>`select a.id from accounts.account a
    where 'host' = any(a.roles) and ${standing} and (${after}::text is null or a.id > ${after}::text) order by a.id limit ${count}`.execute(
    reader,
  );
  return found.rows.map((row) => row.id);
}

/** Every approval as a host, with the months it held, oldest first. */
export async function selectHostApprovals(
  reader: Reader,
  account_ids: readonly string[],
): Promise<{ account_id: string; decided_at: Date; valid_until: Date }[]> {
  const found = await sql<{ account_id: string; decided_at: Date; valid_until: Date }>`
    select account_id, decided_at, valid_until from accounts.verification
    where account_id = any(${account_ids}::text[]) and kind = 'host' and state = 'approved' order by account_id, decided_at`.execute(
    reader,
  );
  return found.rows;
}
