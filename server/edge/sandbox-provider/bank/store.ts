import { sql } from "kysely";
import type { Tx } from "../../../kernel/db.ts";
import type { BankTables, TransferRow } from "./tables.ts";

/** Adds a transfer unless its reference has one; returns the one it has. */
export async function addTransfer(tx: Tx, row: TransferRow): Promise<TransferRow> {
  const tables = tx.$extendTables<BankTables>();
  await tables
    .insertInto("sandbox.transfer")
    .values(row)
    .onConflict((conflict) => conflict.column("reference").doNothing())
    .execute();
  return tables
    .selectFrom("sandbox.transfer")
    .selectAll()
    .where("reference", "=", row.reference)
    .executeTakeFirstOrThrow();
}

/** Takes transfers about which something is to be done and puts them off to `next`, so that two do not do the same. */
export async function takeDue(tx: Tx, at: Date, next: Date, limit: number): Promise<TransferRow[]> {
  const { rows } = await sql<TransferRow>`update sandbox.transfer as t set next_at = ${next}
    from (select id from sandbox.transfer where next_at <= ${at} order by next_at limit ${limit} for update skip locked) as due
    where t.id = due.id returning t.*`.execute(tx);
  return rows;
}

export async function saveTransfer(tx: Tx, row: TransferRow): Promise<void> {
  const { id, state, reason, next_state, next_at, told, attempts } = row;
  await tx
    .$extendTables<BankTables>()
    .updateTable("sandbox.transfer")
    .set({ state, reason, next_state, next_at, told, attempts })
    .where("id", "=", id)
    .execute();
}
