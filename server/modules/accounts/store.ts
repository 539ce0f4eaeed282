import { sql, type RawBuilder } from "kysely";
import type { AccountRole } from "../../../contract/accounts.ts";
import { present } from "../../kernel/assert.ts";
import type { Reader, Tx } from "../../kernel/db.ts";
import type { AccountRow, AddressRow, AuthSessionRow, CodeRow } from "./tables.ts";

// --- rows as better-auth asks for them -------------------------------------------------------------------------------

export interface Condition {
  readonly column: string;
  readonly operator:
    | "eq"
    | "ne"
    | "lt"
    | "lte"
    | "gt"
    | "gte"
    | "in"
    | "not_in"
    | "contains"
    | "starts_with"
    | "ends_with";
  readonly connector: "AND" | "OR";
  readonly value: unknown;
  /** Compares text without regard to case. */
  readonly caseless: boolean;
}
type Row = Record<string, unknown>;
type Columns = Readonly<Row>;

const comparisons = { lt: sql`<`, lte: sql`<=`, gt: sql`>`, gte: sql`>=` } as const;

const folded = (value: unknown): string => String(value).toLowerCase();

function testOf({ column, operator, value, caseless }: Condition): RawBuilder<boolean> {
  const fold = caseless && (typeof value === "string" || Array.isArray(value));
  const left = fold ? sql`lower(${sql.ref(column)})` : sql.ref(column);
  const right = !fold ? value : Array.isArray(value) ? value.map(folded) : folded(value);
  // A value is text, whatever wildcards it holds.
  const pattern = String(right).replaceAll(/[\\%_]/g, "\\$&");
  switch (operator) {
    case "eq":
      return value === null ? sql`${left} is null` : sql`${left} = ${right}`;
    case "ne":
      return value === null ? sql`${left} is not null` : sql`${left} is distinct from ${right}`;
    case "in":
      return sql`${left} = any(${right})`;
    case "not_in":
      return sql`(${left} = any(${right})) is not true`;
    case "contains":
      return sql`${left} like ${`%${pattern}%`}`;
    case "starts_with":
      return sql`${left} like ${`${pattern}%`}`;
    case "ends_with":
      return sql`${left} like ${`%${pattern}`}`;
    default:
      return sql`${left} ${comparisons[operator]} ${right}`;
  }
}

/** better-auth's meaning: all of the ANDs, and one of the ORs if there are any. */
function testsOf(conditions: readonly Condition[]): RawBuilder<boolean> {
  const all = conditions.filter((one) => one.connector === "AND").map(testOf);
  const some = conditions.filter((one) => one.connector === "OR").map(testOf);
  if (some.length > 0) all.push(sql`(${sql.join(some, sql` or `)})`);
  return all.length === 0 ? sql`true` : sql`${sql.join(all, sql` and `)}`;
}

const assignmentsOf = (columns: Columns): RawBuilder<unknown> =>
  sql.join(Object.entries(columns).map(([name, value]) => sql`${sql.ref(name)} = ${value}`));
const firstOf = (table: string, where: readonly Condition[]): RawBuilder<unknown> =>
  sql`(select id from ${sql.table(table)} where ${testsOf(where)} order by id limit 1 for update)`;

export async function insertRow(db: Reader, table: string, columns: Columns): Promise<Row> {
  const names = Object.keys(columns);
  const { rows } =
    await sql<Row>`insert into ${sql.table(table)} (${sql.join(names.map((name) => sql.ref(name)))}) values (${sql.join(names.map((name) => columns[name]))}) returning *`.execute(
      db,
    );
  return present(rows[0], "an insert returns its row");
}

export async function selectRows(
  db: Reader,
  table: string,
  query: {
    where: readonly Condition[];
    order: { column: string; direction: "asc" | "desc" } | null;
    limit: number;
    offset: number;
  },
): Promise<Row[]> {
  const order =
    query.order === null
      ? sql`id`
      : sql`${sql.ref(query.order.column)} ${query.order.direction === "asc" ? sql`asc` : sql`desc`}, id`;
  return (
    await sql<Row>`select * from ${sql.table(table)} where ${testsOf(query.where)} order by ${order} limit ${query.limit} offset ${query.offset}`.execute(
      db,
    )
  ).rows;
}

export async function updateOneRow(
  db: Reader,
  table: string,
  where: readonly Condition[],
  columns: Columns,
): Promise<Row | undefined> {
  return (
    await sql<Row>`update ${sql.table(table)} set ${assignmentsOf(columns)} where id = ${firstOf(table, where)} returning *`.execute(
      db,
    )
  ).rows[0];
}

export async function updateRows(
  db: Reader,
  table: string,
  where: readonly Condition[],
  columns: Columns,
): Promise<number> {
  return Number(
    (await sql`update ${sql.table(table)} set ${assignmentsOf(columns)} where ${testsOf(where)}`.execute(db))
      .numAffectedRows ?? 0n,
  );
}

export async function deleteOneRow(db: Reader, table: string, where: readonly Condition[]): Promise<Row | undefined> {
  return (await sql<Row>`delete from ${sql.table(table)} where id = ${firstOf(table, where)} returning *`.execute(db))
    .rows[0];
}

export async function deleteRows(db: Reader, table: string, where: readonly Condition[]): Promise<number> {
  return Number((await sql`delete from ${sql.table(table)} where ${testsOf(where)}`.execute(db)).numAffectedRows ?? 0n);
}

export async function countRows(db: Reader, table: string, where: readonly Condition[]): Promise<number> {
  return Number(
    (
      await sql<{ count: bigint }>`select count(*) as count from ${sql.table(table)} where ${testsOf(where)}`.execute(
        db,
      )
    ).rows[0]?.count ?? 0n,
  );
}

// --- accounts and sessions -------------------------------------------------------------------------------------------

export interface AccountFacts extends AccountRow {
  deleted_at: Date | null;
  has_password: boolean;
}

export async function selectAccounts(db: Reader, ids: readonly string[]): Promise<AccountFacts[]> {
  return (
    await sql<AccountFacts>`
      select a.id, a.name_sealed, a.email_sealed, a.email_index, a.phone_sealed, a.phone_index, a.avatar_picture_id, a.locale, a.roles, a.created_at, a.deleted_at,
        exists (select from accounts.credential c where c.account_id = a.id and c.password_hash is not null) as has_password
      from accounts.account a where a.id = any(${ids})`.execute(db)
  ).rows;
}

/** One query whether the account exists or not, so that the answer takes the same time. */
export async function selectCredential(
  db: Reader,
  channel: "email" | "sms",
  index: string,
): Promise<{ id: string; password_hash: string | null } | undefined> {
  const column = sql.ref(channel === "email" ? "a.email_index" : "a.phone_index");
  return (
    await sql<{ id: string; password_hash: string | null }>`
      select a.id, c.password_hash from accounts.account a left join accounts.credential c on c.account_id = a.id and c.provider_id = 'credential' where ${column} = ${index}`.execute(
      db,
    )
  ).rows[0];
}

export async function selectPasswordHash(db: Reader, account_id: string): Promise<string | null> {
  const { rows } = await sql<{
    password_hash: string | null;
  }>`select password_hash from accounts.credential where account_id = ${account_id} and provider_id = 'credential'`.execute(
    db,
  );
  return rows[0]?.password_hash ?? null;
}

export interface SignedInRow {
  id: string;
  account_id: string;
  name_sealed: string;
  roles: AccountRole[];
  last_seen_at: Date;
  expires_at: Date;
}

/** By token index. */
export async function selectSessionsByToken(
  db: Reader,
  tokenIndices: readonly string[],
): Promise<Map<string, SignedInRow>> {
  const { rows } = await sql<
    SignedInRow & { readonly token_index: string }
  >`select s.token_index, s.id, s.account_id, a.name_sealed, a.roles, s.last_seen_at, s.expires_at
      from accounts.auth_session s join accounts.account a on a.id = s.account_id
      where s.token_index = any(${[...tokenIndices]}::text[]) and a.deleted_at is null`.execute(db);
  return new Map(rows.map((row) => [row.token_index, row]));
}

export async function touchSession(tx: Tx, id: string, at: Date, expires_at: Date): Promise<void> {
  await sql`update accounts.auth_session set last_seen_at = ${at}, expires_at = ${expires_at} where id = ${id}`.execute(
    tx,
  );
}

/** Signed in now, the newest first. */
export async function selectSessions(db: Reader, account_id: string, at: Date): Promise<AuthSessionRow[]> {
  return (
    await sql<AuthSessionRow>`select id, account_id, device, address, created_at, last_seen_at, expires_at from accounts.auth_session
      where account_id = ${account_id} and expires_at > ${at} order by last_seen_at desc, id desc`.execute(db)
  ).rows;
}

export async function deleteSessions(tx: Tx, account_id: string, ids: readonly string[]): Promise<number> {
  return Number(
    (await sql`delete from accounts.auth_session where account_id = ${account_id} and id = any(${ids})`.execute(tx))
      .numAffectedRows ?? 0n,
  );
}

export async function deleteOtherSessions(tx: Tx, account_id: string, keep_id: string): Promise<void> {
  await sql`delete from accounts.auth_session where account_id = ${account_id} and id <> ${keep_id}`.execute(tx);
}

/** Is or was the account signed in from such a device in such a network, as far as sessions are still kept? */
export async function knowsDevice(db: Reader, account_id: string, device: string, address: string): Promise<boolean> {
  const { rows } = await sql<{ known: boolean }>`select exists (select from accounts.auth_session
    where account_id = ${account_id} and device = ${device} and address = ${address}) as known`.execute(db);
  return rows[0]?.known ?? false;
}

export async function selectLiveSessions(db: Reader, ids: readonly string[], at: Date): Promise<Set<string>> {
  const { rows } = await sql<{
    id: string;
  }>`select id from accounts.auth_session where id = any(${ids}) and expires_at > ${at}`.execute(db);
  return new Set(rows.map((row) => row.id));
}

/** Ends the oldest beyond `keep`. */
export async function deleteOldestSessions(tx: Tx, account_id: string, keep: number): Promise<number> {
  const result = await sql`delete from accounts.auth_session where id in (
    select id from accounts.auth_session where account_id = ${account_id} order by last_seen_at desc, id desc offset ${keep})`.execute(
    tx,
  );
  return Number(result.numAffectedRows ?? 0n);
}

/** True if the role is new to the account. */
export async function addRole(tx: Tx, account_id: string, role: AccountRole, at: Date): Promise<boolean> {
  const result =
    await sql`update accounts.account set roles = array_append(roles, ${role}), updated_at = ${at} where id = ${account_id} and not (${role} = any(roles))`.execute(
      tx,
    );
  return result.numAffectedRows === 1n;
}

// --- codes and rates -------------------------------------------------------------------------------------------------

/** One caller at a time for this name, until the transaction ends. */
export async function lockName(tx: Tx, name: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`accounts.${name}`}, 0))`.execute(tx);
}

export async function selectCode(tx: Tx, identifier_index: string): Promise<CodeRow | undefined> {
  return (
    await sql<CodeRow>`select identifier_index, issue, code_index, attempts, sent_at, expires_at from accounts.code where identifier_index = ${identifier_index} for update`.execute(
      tx,
    )
  ).rows[0];
}

export async function putCode(tx: Tx, code: CodeRow): Promise<void> {
  await sql`insert into accounts.code (identifier_index, issue, code_index, attempts, sent_at, expires_at)
    values (${code.identifier_index}, ${code.issue}, ${code.code_index}, ${code.attempts}, ${code.sent_at}, ${code.expires_at})
    on conflict (identifier_index) do update set issue = excluded.issue, code_index = excluded.code_index, attempts = excluded.attempts, sent_at = excluded.sent_at, expires_at = excluded.expires_at`.execute(
    tx,
  );
}

export async function countAttempt(tx: Tx, identifier_index: string): Promise<void> {
  await sql`update accounts.code set attempts = attempts + 1 where identifier_index = ${identifier_index}`.execute(tx);
}

export async function deleteCode(tx: Tx, identifier_index: string): Promise<void> {
  await sql`delete from accounts.code where identifier_index = ${identifier_index}`.execute(tx);
}

/** Counts once more in this window; returns how often it happened in it, this time included. */
export async function countRate(tx: Tx, key: string, window_start: Date, window_end: Date): Promise<number> {
  const { rows } = await sql<{
    count: number;
  }>`insert into accounts.rate (key, window_start, window_end, count) values (${key}, ${window_start}, ${window_end}, 1)
    on conflict (key, window_start) do update set count = accounts.rate.count + 1 returning count`.execute(tx);
  return present(rows[0], "a count comes back").count;
}

export async function uncountRate(tx: Tx, key: string, window_start: Date): Promise<void> {
  await sql`update accounts.rate set count = count - 1 where key = ${key} and window_start = ${window_start} and count > 0`.execute(
    tx,
  );
}

export async function sweep(tx: Tx, at: Date): Promise<void> {
  await sql`delete from accounts.rate where window_end < ${at}`.execute(tx);
  await sql`delete from accounts.code where expires_at < ${at}`.execute(tx);
  await sql`delete from accounts.auth_session where expires_at < ${at}`.execute(tx);
}

// --- addresses -------------------------------------------------------------------------------------------------------

export async function selectAddresses(db: Reader, account_id: string, ids?: readonly string[]): Promise<AddressRow[]> {
  const which = ids === undefined ? sql`true` : sql`id = any(${ids})`;
  return (
    await sql<AddressRow>`select account_id, id, fields_sealed, is_default, created_at from accounts.address where account_id = ${account_id} and ${which} order by is_default desc, id desc`.execute(
      db,
    )
  ).rows;
}

/** An address and who asks for it. */
export interface AskedAddress {
  readonly account_id: string;
  readonly address_id: string;
}
/** An address as it is now; `row` is null where it still has the version that was asked about. */
export interface AddressVersion extends AskedAddress {
  readonly version: string;
  readonly row: AddressRow | null;
}
/**
 * Addresses of many accounts, each only for its owner. `known` are versions the caller has; PostgreSQL's own mark of the
 * transaction that wrote a row (`xmin`) tells one version from the next.
 */
export async function selectAskedAddresses(
  db: Reader,
  asked: readonly AskedAddress[],
  known: readonly (string | null)[],
): Promise<AddressVersion[]> {
  const { rows } = await sql<{
    account_id: string;
    id: string;
    version: string;
    fields_sealed: string | null;
    is_default: boolean;
    created_at: Date | null;
  }>`select a.account_id, a.id, a.xmin::text as version, a.is_default,
      case when a.xmin::text = u.known then null else a.fields_sealed end as fields_sealed,
      case when a.xmin::text = u.known then null else a.created_at end as created_at
    from accounts.address a
    join unnest(${asked.map((one) => one.account_id)}::text[], ${asked.map((one) => one.address_id)}::text[], ${[...known]}::text[])
      as u (account_id, id, known)
    on a.account_id = u.account_id and a.id = u.id`.execute(db);
  return rows.map(({ account_id, id, version, is_default, fields_sealed, created_at }) => ({
    account_id,
    address_id: id,
    version,
    row:
      fields_sealed === null || created_at === null ? null : { account_id, id, fields_sealed, is_default, created_at },
  }));
}

export async function insertAddress(tx: Tx, row: AddressRow): Promise<void> {
  await sql`insert into accounts.address (account_id, id, fields_sealed, is_default, created_at, updated_at)
    values (${row.account_id}, ${row.id}, ${row.fields_sealed}, ${row.is_default}, ${row.created_at}, ${row.created_at})`.execute(
    tx,
  );
}

export async function updateAddress(tx: Tx, row: Omit<AddressRow, "created_at">, at: Date): Promise<void> {
  await sql`update accounts.address set fields_sealed = ${row.fields_sealed}, is_default = ${row.is_default}, updated_at = ${at} where account_id = ${row.account_id} and id = ${row.id}`.execute(
    tx,
  );
}

export async function setDefaultAddress(tx: Tx, account_id: string, id: string | null): Promise<void> {
  await sql`update accounts.address set is_default = false where account_id = ${account_id} and is_default`.execute(tx);
  if (id !== null)
    await sql`update accounts.address set is_default = true where account_id = ${account_id} and id = ${id}`.execute(
      tx,
    );
}

export async function deleteAddress(tx: Tx, account_id: string, id: string): Promise<void> {
  await sql`delete from accounts.address where account_id = ${account_id} and id = ${id}`.execute(tx);
}
