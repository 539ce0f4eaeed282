import { sql } from "kysely";
import type { Reader, Tx } from "../../../kernel/db.ts";
import type { SignedInRow } from "../store.ts";
import type { ApiKeyRow } from "../tables.ts";

/** The account a key acts as, as `selectSessionByToken` finds it for a sign-in. */
export interface KeyHolderRow extends Pick<SignedInRow, "id" | "account_id" | "name_sealed" | "roles"> {
  scopes: string[];
  last_used_at: Date | null;
  expires_at: Date | null;
}

export async function selectKeyHolder(db: Reader, secret_index: string): Promise<KeyHolderRow | undefined> {
  const { rows } = await sql<KeyHolderRow>`
    select k.id, k.account_id, a.name_sealed, a.roles, k.scopes, k.last_used_at, k.expires_at
    from accounts.api_key k join accounts.account a on a.id = k.account_id where k.secret_index = ${secret_index}
      and a.deleted_at is null
      and not exists (select from accounts.suspension s where s.account_id = k.account_id and s.lifted_at is null)`.execute(
    db,
  );
  return rows[0];
}

export async function touchKey(tx: Tx, id: string, at: Date): Promise<void> {
  await sql`update accounts.api_key set last_used_at = ${at} where id = ${id}`.execute(tx);
}

export async function selectKeys(db: Reader, account_id: string): Promise<ApiKeyRow[]> {
  const { rows } = await sql<ApiKeyRow>`
    select id, account_id, secret_index, name, scopes, ends_with, created_at, last_used_at, expires_at
    from accounts.api_key where account_id = ${account_id} order by id desc`.execute(db);
  return rows;
}

export async function insertKey(tx: Tx, row: ApiKeyRow): Promise<void> {
  await sql`insert into accounts.api_key (id, account_id, secret_index, name, scopes, ends_with, created_at, last_used_at, expires_at)
    values (${row.id}, ${row.account_id}, ${row.secret_index}, ${row.name}, ${row.scopes}, ${row.ends_with}, ${row.created_at}, null, ${row.expires_at})`.execute(
    tx,
  );
}

/** True if it was there. */
export async function deleteKey(tx: Tx, account_id: string, id: string): Promise<boolean> {
  const result = await sql`delete from accounts.api_key where account_id = ${account_id} and id = ${id}`.execute(tx);
  return result.numAffectedRows === 1n;
}

/** Whoever must be shut out of an account is not let in by a key they made meanwhile. */
export async function deleteAllKeys(tx: Tx, account_id: string): Promise<void> {
  await sql`delete from accounts.api_key where account_id = ${account_id}`.execute(tx);
}

/** Forgets keys that ended long enough ago for their owner to have seen it. */
export async function sweepKeys(tx: Tx, ended_before: Date): Promise<void> {
  await sql`delete from accounts.api_key where expires_at < ${ended_before}`.execute(tx);
}
