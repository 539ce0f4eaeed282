import { sql } from "kysely";
import { assert, present } from "../../../kernel/assert.ts";
import type { Reader, Tx } from "../../../kernel/db.ts";
import type { ConsentRow, DeletionRow, ExportRow, LifeFacts } from "./life.ts";

export async function selectLife(db: Reader, account_id: string): Promise<LifeFacts> {
  const { rows } = await sql<LifeFacts>`select
    (select personalization from accounts.preference where account_id = ${account_id}) as personalization,
    array(select document || ' ' || version from accounts.consent where account_id = ${account_id}) as consents,
    (select max(valid_until) from accounts.training where account_id = ${account_id}) as trained_until,
    (select due_at from accounts.deletion where account_id = ${account_id} and done_at is null) as deletion_due_at`.execute(
    db,
  );
  return present(rows[0], "one row of facts");
}

export async function putPersonalization(tx: Tx, account_id: string, on: boolean, at: Date): Promise<void> {
  await sql`insert into accounts.preference (account_id, personalization, updated_at) values (${account_id}, ${on}, ${at})
    on conflict (account_id) do update set personalization = excluded.personalization, updated_at = excluded.updated_at`.execute(
    tx,
  );
}

/** Those of them who want no personalization. */
export async function selectImpersonal(db: Reader, account_ids: readonly string[]): Promise<Set<string>> {
  const { rows } = await sql<{
    account_id: string;
  }>`select account_id from accounts.preference where account_id = any(${account_ids}) and not personalization`.execute(
    db,
  );
  return new Set(rows.map((row) => row.account_id));
}

// --- consents and training -------------------------------------------------------------------------------------------

/** Agreeing again to the same version keeps the first time. */
export async function insertConsents(tx: Tx, rows: readonly ConsentRow[]): Promise<void> {
  for (const row of rows)
    await sql`insert into accounts.consent (account_id, document, version, at) values (${row.account_id}, ${row.document}, ${row.version}, ${row.at}) on conflict do nothing`.execute(
      tx,
    );
}

export async function selectConsents(db: Reader, account_id: string): Promise<ConsentRow[]> {
  return (
    await sql<ConsentRow>`select account_id, document, version, at from accounts.consent where account_id = ${account_id} order by at desc, document`.execute(
      db,
    )
  ).rows;
}

export async function insertTraining(
  tx: Tx,
  row: { account_id: string; version: string; acknowledged_at: Date; valid_until: Date },
): Promise<void> {
  await sql`insert into accounts.training (account_id, acknowledged_at, version, valid_until)
    values (${row.account_id}, ${row.acknowledged_at}, ${row.version}, ${row.valid_until}) on conflict do nothing`.execute(
    tx,
  );
}

export async function selectTrainings(
  db: Reader,
  account_id: string,
): Promise<{ version: string; acknowledged_at: Date; valid_until: Date }[]> {
  return (
    await sql<{
      version: string;
      acknowledged_at: Date;
      valid_until: Date;
    }>`select version, acknowledged_at, valid_until from accounts.training where account_id = ${account_id} order by acknowledged_at desc`.execute(
      db,
    )
  ).rows;
}

export async function selectTrained(db: Reader, account_ids: readonly string[], at: Date): Promise<Set<string>> {
  const { rows } = await sql<{
    account_id: string;
  }>`select distinct account_id from accounts.training where account_id = any(${account_ids}) and valid_until > ${at}`.execute(
    db,
  );
  return new Set(rows.map((row) => row.account_id));
}

// --- showing again who one is ----------------------------------------------------------------------------------------

export async function markProved(tx: Tx, session_id: string, account_id: string, at: Date): Promise<void> {
  await sql`update accounts.auth_session set proved_at = ${at} where id = ${session_id} and account_id = ${account_id}`.execute(
    tx,
  );
}

export async function selectProvedAt(db: Reader, session_id: string, account_id: string): Promise<Date | null> {
  const { rows } = await sql<{
    proved_at: Date | null;
  }>`select proved_at from accounts.auth_session where id = ${session_id} and account_id = ${account_id}`.execute(db);
  return rows[0]?.proved_at ?? null;
}

/** What a host tells everybody of themselves; null for who never wrote any. */
export async function selectOwnProfile(db: Reader, account_id: string): Promise<object | null> {
  const { rows } =
    await sql<object>`select headline, bio, region, banner_picture_id, updated_at from accounts.host_profile where account_id = ${account_id}`.execute(
      db,
    );
  return rows[0] ?? null;
}

/** The picture above a host's page, which goes with them. */
export async function selectBanner(db: Reader, account_id: string): Promise<string | null> {
  const { rows } = await sql<{
    banner_picture_id: string | null;
  }>`select banner_picture_id from accounts.host_profile where account_id = ${account_id}`.execute(db);
  return rows[0]?.banner_picture_id ?? null;
}

// --- exports ---------------------------------------------------------------------------------------------------------

export async function insertExport(tx: Tx, row: Pick<ExportRow, "account_id" | "id" | "asked_at">): Promise<void> {
  await sql`insert into accounts.export (account_id, id, asked_at) values (${row.account_id}, ${row.id}, ${row.asked_at})`.execute(
    tx,
  );
}

export async function selectExports(db: Reader, account_id: string, limit: number): Promise<ExportRow[]> {
  return (
    await sql<ExportRow>`select account_id, id, asked_at, ready_at, expires_at from accounts.export where account_id = ${account_id} order by id desc limit ${limit}`.execute(
      db,
    )
  ).rows;
}

export async function selectExport(
  db: Reader,
  account_id: string,
  id: string,
): Promise<(ExportRow & { content_sealed: string | null }) | undefined> {
  return (
    await sql<
      ExportRow & { content_sealed: string | null }
    >`select account_id, id, content_sealed, asked_at, ready_at, expires_at from accounts.export where account_id = ${account_id} and id = ${id}`.execute(
      db,
    )
  ).rows[0];
}

/** True the first time: a job that runs twice tells of it once. */
export async function finishExport(
  tx: Tx,
  row: { account_id: string; id: string; content_sealed: string; ready_at: Date; expires_at: Date },
): Promise<boolean> {
  const result =
    await sql`update accounts.export set content_sealed = ${row.content_sealed}, ready_at = ${row.ready_at}, expires_at = ${row.expires_at}
    where account_id = ${row.account_id} and id = ${row.id} and ready_at is null`.execute(tx);
  return result.numAffectedRows === 1n;
}

export async function emptyExports(tx: Tx, at: Date): Promise<void> {
  await sql`update accounts.export set content_sealed = null where expires_at <= ${at} and content_sealed is not null`.execute(
    tx,
  );
}

// --- deletion --------------------------------------------------------------------------------------------------------

export async function selectDeletion(db: Reader, account_id: string): Promise<DeletionRow | undefined> {
  return (
    await sql<DeletionRow>`select account_id, asked_at, due_at, done_at from accounts.deletion where account_id = ${account_id}`.execute(
      db,
    )
  ).rows[0];
}

/** False where it was asked for already. */
export async function insertDeletion(tx: Tx, row: Omit<DeletionRow, "done_at">): Promise<boolean> {
  const result =
    await sql`insert into accounts.deletion (account_id, asked_at, due_at) values (${row.account_id}, ${row.asked_at}, ${row.due_at}) on conflict do nothing`.execute(
      tx,
    );
  return result.numAffectedRows === 1n;
}

export async function cancelDeletion(tx: Tx, account_id: string): Promise<void> {
  await sql`delete from accounts.deletion where account_id = ${account_id} and done_at is null`.execute(tx);
}

export async function selectDue(db: Reader, at: Date, limit: number): Promise<string[]> {
  const { rows } = await sql<{
    account_id: string;
  }>`select account_id from accounts.deletion where done_at is null and due_at <= ${at} order by due_at limit ${limit}`.execute(
    db,
  );
  return rows.map((row) => row.account_id);
}

/** The deletion, if it is still wanted and due; nobody else carries it out meanwhile. */
export async function lockDue(tx: Tx, account_id: string, at: Date): Promise<boolean> {
  const { rows } =
    await sql`select account_id from accounts.deletion where account_id = ${account_id} and done_at is null and due_at <= ${at} for update`.execute(
      tx,
    );
  return rows.length > 0;
}

export async function postponeDeletion(tx: Tx, account_id: string, due_at: Date): Promise<void> {
  await sql`update accounts.deletion set due_at = ${due_at} where account_id = ${account_id} and done_at is null`.execute(
    tx,
  );
}

/**
 * What is left of an account is its id, under a name that is nobody's, so that orders and chat that must be kept still
 * have somebody to belong to. Papers of a seller or host who was approved stay, sealed, for the retention.
 */
export async function eraseAccount(
  tx: Tx,
  row: { account_id: string; name_sealed: string; at: Date; anonymous_code_indexes: readonly string[] },
): Promise<void> {
  const { account_id, at } = row;
  const result =
    await sql`update accounts.account set name_sealed = ${row.name_sealed}, email_sealed = null, email_index = null, email_verified = false,
    phone_sealed = null, phone_index = null, phone_verified = false, avatar_picture_id = null, roles = '{}', deleted_at = ${at}, updated_at = ${at}
    where id = ${account_id}`.execute(tx);
  assert(result.numAffectedRows === 1n, "an account that is deleted exists");
  await sql`delete from accounts.auth_session where account_id = ${account_id}`.execute(tx);
  await sql`delete from accounts.api_key where account_id = ${account_id}`.execute(tx);
  await sql`delete from accounts.credential where account_id = ${account_id}`.execute(tx);
  await sql`delete from accounts.address where account_id = ${account_id}`.execute(tx);
  await sql`delete from accounts.verification where account_id = ${account_id} and state <> 'approved'`.execute(tx);
  await sql`delete from accounts.preference where account_id = ${account_id}`.execute(tx);
  await sql`delete from accounts.host_profile where account_id = ${account_id}`.execute(tx);
  await sql`delete from accounts.note where account_id = ${account_id}`.execute(tx);
  await sql`delete from accounts.export where account_id = ${account_id}`.execute(tx);
  await sql`delete from accounts.code where identifier_index = any(${row.anonymous_code_indexes})`.execute(tx);
  await sql`update accounts.deletion set done_at = ${at} where account_id = ${account_id}`.execute(tx);
}
