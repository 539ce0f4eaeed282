import { sql } from "kysely";
import type { Tx } from "../../../kernel/db.ts";

/** sandbox.tracking */
export interface TrackingRow {
  readonly reference: string;
  readonly carrier: string;
  readonly tracking_number: string;
  readonly step: number;
  readonly next_at: Date | null;
  readonly attempts: number;
}

/** Begins to tell of a parcel; another number under the same reference begins anew. */
export async function putTracking(tx: Tx, row: TrackingRow): Promise<void> {
  await sql`insert into sandbox.tracking as t (reference, carrier, tracking_number, step, next_at, attempts)
    values (${row.reference}, ${row.carrier}, ${row.tracking_number}, ${row.step}, ${row.next_at}, ${row.attempts})
    on conflict (reference) do update set carrier = excluded.carrier, tracking_number = excluded.tracking_number, step = excluded.step,
      next_at = excluded.next_at, attempts = excluded.attempts where t.tracking_number <> excluded.tracking_number`.execute(
    tx,
  );
}

/** Takes what is due; who dies with it leaves it to be taken again at `again_at`. */
export async function takeDue(tx: Tx, at: Date, again_at: Date, limit: number): Promise<TrackingRow[]> {
  const taken = await sql<TrackingRow>`update sandbox.tracking t set next_at = ${again_at}, attempts = t.attempts + 1
    from (select reference from sandbox.tracking where next_at <= ${at} order by next_at limit ${limit} for update skip locked) as due
    where t.reference = due.reference returning t.*`.execute(tx);
  return taken.rows;
}

export async function moveTracking(
  tx: Tx,
  row: Pick<TrackingRow, "reference" | "tracking_number">,
  to: { step: number; next_at: Date | null },
): Promise<void> {
  await sql`update sandbox.tracking set step = ${to.step}, next_at = ${to.next_at}, attempts = 0
    where reference = ${row.reference} and tracking_number = ${row.tracking_number}`.execute(tx);
}
