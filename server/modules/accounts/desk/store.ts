import { sql } from "kysely";
import type { AccountRole } from "../../../../contract/accounts.ts";
import type { Reader, Tx } from "../../../kernel/db.ts";
import type { AuditRow, NoteRow, SuspensionRow } from "../tables.ts";

/** Nobody else signs this account in or changes what it may until the transaction ends. False where there is none. */
export async function lockAccount(tx: Tx, id: string, how: "share" | "update"): Promise<boolean> {
  const lock = how === "share" ? sql`for share` : sql`for update`;
  return (await sql`select 1 from accounts.account where id = ${id} ${lock}`.execute(tx)).rows.length === 1;
}

export interface AccountFilter {
  readonly role: AccountRole | null;
  readonly suspended: boolean | null;
  readonly before: string | null;
  readonly limit: number;
}

/** Ids and sealed names, the newest account first. */
export async function selectNames(
  reader: Reader,
  filter: AccountFilter,
): Promise<{ id: string; name_sealed: string }[]> {
  const role = filter.role === null ? sql`true` : sql`${filter.role} = any(a.roles)`;
  const standing = sql`exists (select from accounts.suspension s where s.account_id = a.id and s.lifted_at is null)`;
  const suspended = filter.suspended === null ? sql`true` : filter.suspended ? standing : sql`not ${standing}`;
  const before = filter.before === null ? sql`true` : sql`a.id < ${filter.before}`;
  return (
    await sql<{ id: string; name_sealed: string }>`select a.id, a.name_sealed from accounts.account a
      where ${role} and ${suspended} and ${before} order by a.id desc limit ${filter.limit}`.execute(reader)
  ).rows;
}

/** Suspensions of these accounts that stand. */
export async function selectStanding(reader: Reader, account_ids: readonly string[]): Promise<SuspensionRow[]> {
  return (
    await sql<SuspensionRow>`select * from accounts.suspension where account_id = any(${account_ids}) and lifted_at is null`.execute(
      reader,
    )
  ).rows;
}

export async function selectSuspensions(reader: Reader, account_id: string, limit: number): Promise<SuspensionRow[]> {
  return (
    await sql<SuspensionRow>`select * from accounts.suspension where account_id = ${account_id} order by id desc limit ${limit}`.execute(
      reader,
    )
  ).rows;
}

export async function insertSuspension(
  tx: Tx,
  row: Pick<SuspensionRow, "account_id" | "id" | "reason_sealed" | "suspended_by" | "suspended_at">,
): Promise<void> {
  await sql`insert into accounts.suspension (account_id, id, reason_sealed, suspended_by, suspended_at)
    values (${row.account_id}, ${row.id}, ${row.reason_sealed}, ${row.suspended_by}, ${row.suspended_at})`.execute(tx);
}

export async function liftStanding(
  tx: Tx,
  account_id: string,
  lift: { by: string; at: Date; reason_sealed: string },
): Promise<void> {
  await sql`update accounts.suspension set lifted_at = ${lift.at}, lifted_by = ${lift.by}, lift_reason_sealed = ${lift.reason_sealed}
    where account_id = ${account_id} and lifted_at is null`.execute(tx);
}

export async function deleteAllSessions(tx: Tx, account_id: string): Promise<void> {
  await sql`delete from accounts.auth_session where account_id = ${account_id}`.execute(tx);
}

/** Operators who can act, besides this one. */
export async function countOtherOperators(tx: Tx, account_id: string): Promise<number> {
  const { rows } = await sql<{ count: bigint }>`select count(*) as count from accounts.account a
    where 'operator' = any(a.roles) and a.id <> ${account_id}
      and not exists (select from accounts.suspension s where s.account_id = a.id and s.lifted_at is null)`.execute(tx);
  return Number(rows[0]?.count ?? 0n);
}

/** Every operator who can act. */
export async function selectOperators(reader: Reader): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select a.id from accounts.account a where 'operator' = any(a.roles)
    and not exists (select from accounts.suspension s where s.account_id = a.id and s.lifted_at is null) order by a.id`.execute(
    reader,
  );
  return rows.map((row) => row.id);
}

/** True if the account had the role. */
export async function removeRole(tx: Tx, account_id: string, role: AccountRole, at: Date): Promise<boolean> {
  const result =
    await sql`update accounts.account set roles = array_remove(roles, ${role}), updated_at = ${at} where id = ${account_id} and ${role} = any(roles)`.execute(
      tx,
    );
  return result.numAffectedRows === 1n;
}

export async function selectNotes(reader: Reader, account_id: string, limit: number): Promise<NoteRow[]> {
  return (
    await sql<NoteRow>`select * from accounts.note where account_id = ${account_id} order by id desc limit ${limit}`.execute(
      reader,
    )
  ).rows;
}

export async function insertNote(tx: Tx, row: NoteRow): Promise<void> {
  await sql`insert into accounts.note (account_id, id, text_sealed, written_by, written_at)
    values (${row.account_id}, ${row.id}, ${row.text_sealed}, ${row.written_by}, ${row.written_at})`.execute(tx);
}

export async function selectAudit(
  reader: Reader,
  query: {
    by: string | null;
    action: string | null;
    subject_id: string | null;
    from: Date | null;
    until: Date | null;
    before: string | null;
    limit: number;
  },
): Promise<AuditRow[]> {
  const all = [
    query.by === null ? sql`true` : sql`account_id = ${query.by}`,
    query.action === null ? sql`true` : sql`starts_with(action, ${query.action})`,
    query.subject_id === null ? sql`true` : sql`subject_id = ${query.subject_id}`,
    query.from === null ? sql`true` : sql`at >= ${query.from}`,
    query.until === null ? sql`true` : sql`at < ${query.until}`,
    query.before === null ? sql`true` : sql`id < ${query.before}`,
  ];
  return (
    await sql<AuditRow>`select account_id, id, action, subject_id, reason_sealed, at from accounts.audit
      where ${sql.join(all, sql` and `)} order by id desc limit ${query.limit}`.execute(reader)
  ).rows;
}

/** What waits for an operator among people. An approval that was renewed does not count as ending. */
export async function countAttention(
  reader: Reader,
  at: Date,
  soon: Date,
): Promise<{ pending: bigint; oldest: Date | null; expiring: bigint; suspended: bigint }> {
  const { rows } = await sql<{ pending: bigint; oldest: Date | null; expiring: bigint; suspended: bigint }>`select
    (select count(*) from accounts.verification where state = 'pending') as pending,
    (select min(created_at) from accounts.verification where state = 'pending') as oldest,
    (select count(*) from (select max(valid_until) as until from accounts.verification where state = 'approved' group by account_id, kind) as v
      where until > ${at} and until <= ${soon}) as expiring,
    (select count(*) from accounts.suspension where lifted_at is null) as suspended`.execute(reader);
  return rows[0] ?? { pending: 0n, oldest: null, expiring: 0n, suspended: 0n };
}
