import { sql } from "kysely";
import { assert } from "../../../kernel/assert.ts";
import type { Reader, Tx } from "../../../kernel/db.ts";
import type { AuditRow, StoredVerificationState, VerificationKind, VerificationRow } from "../tables.ts";

const verificationColumns = sql`account_id, id, kind, state, fields_sealed, reason_sealed, created_at, decided_at, decided_by, valid_until`;

/** False where one is already pending. */
export async function insertVerification(tx: Tx, row: VerificationRow): Promise<boolean> {
  const result = await sql`insert into accounts.verification (${verificationColumns})
    values (${row.account_id}, ${row.id}, ${row.kind}, ${row.state}, ${row.fields_sealed}, ${row.reason_sealed}, ${row.created_at}, ${row.decided_at}, ${row.decided_by}, ${row.valid_until})
    on conflict (account_id, kind) where state = 'pending' do nothing`.execute(tx);
  return result.numAffectedRows === 1n;
}

export async function selectOwnVerifications(
  db: Reader,
  account_id: string,
  limit: number,
): Promise<VerificationRow[]> {
  return (
    await sql<VerificationRow>`select ${verificationColumns} from accounts.verification where account_id = ${account_id} order by id desc limit ${limit}`.execute(
      db,
    )
  ).rows;
}

/** Whose these verifications are, by their ids. */
export async function accountsOfVerifications(db: Reader, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const { rows } = await sql<{
    id: string;
    account_id: string;
  }>`select id, account_id from accounts.verification where id in (select * from unnest(${ids}::text[]))`.execute(db);
  return new Map(rows.map((row) => [row.id, row.account_id]));
}

export async function selectVerifications(
  db: Reader,
  query: { state: StoredVerificationState | "expired" | null; at: Date; before: string | null; limit: number },
): Promise<VerificationRow[]> {
  const state =
    query.state === null
      ? sql`true`
      : query.state === "expired"
        ? sql`state = 'approved' and valid_until <= ${query.at}`
        : query.state === "approved"
          ? sql`state = 'approved' and valid_until > ${query.at}`
          : sql`state = ${query.state}`;
  const before = query.before === null ? sql`true` : sql`id < ${query.before}`;
  return (
    await sql<VerificationRow>`select ${verificationColumns} from accounts.verification where ${state} and ${before} order by id desc limit ${query.limit}`.execute(
      db,
    )
  ).rows;
}

export async function lockVerification(tx: Tx, id: string): Promise<VerificationRow | undefined> {
  const { rows } = await sql<{
    account_id: string;
  }>`select account_id from accounts.verification where id = ${id}`.execute(tx);
  const account_id = rows[0]?.account_id;
  if (account_id === undefined) return undefined;
  return (
    await sql<VerificationRow>`select ${verificationColumns} from accounts.verification where account_id = ${account_id} and id = ${id} for update`.execute(
      tx,
    )
  ).rows[0];
}

export async function decideVerification(tx: Tx, row: VerificationRow): Promise<void> {
  const result =
    await sql`update accounts.verification set state = ${row.state}, reason_sealed = ${row.reason_sealed}, decided_at = ${row.decided_at}, decided_by = ${row.decided_by}, valid_until = ${row.valid_until}
    where account_id = ${row.account_id} and id = ${row.id} and state = 'pending'`.execute(tx);
  assert(result.numAffectedRows === 1n, "a locked pending verification is decided once");
}

/**
 * Approved and not expired at `at`, the one that lasts longest first. Papers of a deleted account are kept and prove
 * nothing: nobody acts on them, and nobody is shown them.
 */
export async function selectApproved(
  db: Reader,
  account_ids: readonly string[],
  kinds: readonly VerificationKind[],
  at: Date,
): Promise<VerificationRow[]> {
  return (
    await sql<VerificationRow>`select ${verificationColumns} from accounts.verification
      where account_id = any(${account_ids}) and kind = any(${kinds}) and state = 'approved' and valid_until > ${at}
        and not exists (select from accounts.account a where a.id = verification.account_id and a.deleted_at is not null) order by valid_until desc, id desc`.execute(
      db,
    )
  ).rows;
}

/** The same, only of accounts that nobody has suspended: what lets somebody act. */
export async function selectActing(
  db: Reader,
  account_ids: readonly string[],
  kinds: readonly VerificationKind[],
  at: Date,
): Promise<VerificationRow[]> {
  const approved = await selectApproved(db, account_ids, kinds, at);
  if (approved.length === 0) return [];
  const { rows } = await sql<{
    account_id: string;
  }>`select account_id from accounts.suspension where account_id = any(${account_ids}) and lifted_at is null`.execute(
    db,
  );
  const suspended = new Set(rows.map((row) => row.account_id));
  return approved.filter((row) => !suspended.has(row.account_id));
}

export async function insertAudit(tx: Tx, rows: readonly AuditRow[]): Promise<void> {
  for (const row of rows) {
    await sql`insert into accounts.audit (account_id, id, action, subject_id, reason_sealed, at) values (${row.account_id}, ${row.id}, ${row.action}, ${row.subject_id}, ${row.reason_sealed}, ${row.at})`.execute(
      tx,
    );
  }
}
