import { sql } from "kysely";
import type { Reader, Tx } from "../../kernel/db.ts";
import type { TallyRow } from "./tables.ts";

/** Adds to what is there; several processes add to the same day. */
export async function addTallies(
  tx: Tx,
  rows: readonly { readonly day: string; readonly page: string; readonly opened: number }[],
): Promise<void> {
  for (const row of rows)
    await sql`insert into visits.tally (day, page, opened) values (${row.day}, ${row.page}, ${row.opened})
      on conflict (day, page) do update set opened = visits.tally.opened + excluded.opened`.execute(tx);
}

export async function selectTallies(reader: Reader, from_day: string): Promise<TallyRow[]> {
  return (
    await sql<TallyRow>`select day, page, opened from visits.tally where day >= ${from_day} order by day desc, page`.execute(
      reader,
    )
  ).rows;
}

export async function deleteTallies(tx: Tx, before_day: string): Promise<void> {
  await sql`delete from visits.tally where day < ${before_day}`.execute(tx);
}
