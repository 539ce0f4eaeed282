import { sql } from "kysely";
import type { SettingName } from "../../../contract/settings.ts";
import type { Reader, Tx } from "../../kernel/db.ts";
import type { ChangeRow } from "./tables.ts";

/** One decision at a time: what a change is from stays true until it is written. */
export async function lockSettings(tx: Tx): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('settings', 0))`.execute(tx);
}

/** Every decision that holds, held or will hold; a few hundred over the years. */
export async function selectDecisions(reader: Reader): Promise<ChangeRow[]> {
  return (await sql<ChangeRow>`select * from settings.change where withdrawn_at is null order by id`.execute(reader))
    .rows;
}

export async function selectChanges(
  reader: Reader,
  query: { name: SettingName | null; before: string | null; limit: number },
): Promise<ChangeRow[]> {
  const name = query.name === null ? sql`true` : sql`name = ${query.name}`;
  const before = query.before === null ? sql`true` : sql`id < ${query.before}`;
  return (
    await sql<ChangeRow>`select * from settings.change where ${name} and ${before} order by id desc limit ${query.limit}`.execute(
      reader,
    )
  ).rows;
}

export async function lockChange(tx: Tx, id: string): Promise<ChangeRow | undefined> {
  return (await sql<ChangeRow>`select * from settings.change where id = ${id} for update`.execute(tx)).rows[0];
}

export async function insertChange(tx: Tx, row: ChangeRow): Promise<void> {
  await sql`insert into settings.change (id, name, from_value, to_value, reason_sealed, changed_by, changed_at, valid_from)
    values (${row.id}, ${row.name}, ${row.from_value}, ${row.to_value}, ${row.reason_sealed}, ${row.changed_by}, ${row.changed_at}, ${row.valid_from})`.execute(
    tx,
  );
}

export async function withdrawChange(tx: Tx, id: string, by: string, at: Date): Promise<void> {
  await sql`update settings.change set withdrawn_at = ${at}, withdrawn_by = ${by} where id = ${id}`.execute(tx);
}
