import { sql } from "kysely";
import type { Reader, Tx } from "../../kernel/db.ts";
import type { MovementRow, PaymentRow, RefundRow, SandboxTables, WebhookRow } from "./tables.ts";

/** Adds a payment unless its reference has one; returns the one it has. */
export async function addPayment(tx: Tx, row: PaymentRow): Promise<PaymentRow> {
  const tables = tx.$extendTables<SandboxTables>();
  await tables
    .insertInto("sandbox.payment")
    .values(row)
    .onConflict((conflict) => conflict.column("reference").doNothing())
    .execute();
  return tables
    .selectFrom("sandbox.payment")
    .selectAll()
    .where("reference", "=", row.reference)
    .executeTakeFirstOrThrow();
}

export async function findPayment(reader: Reader, id: string): Promise<PaymentRow | undefined> {
  // Anybody may type an address; PostgreSQL takes no NUL.
  if (!/^sbp_[a-z2-9]{32}$/.test(id)) return undefined;
  return reader
    .$extendTables<SandboxTables>()
    .selectFrom("sandbox.payment")
    .selectAll()
    .where("id", "=", id)
    .executeTakeFirst();
}

/** Marks paid what is unpaid and in time; undefined where there was nothing to mark, so that it happens once. */
export function markPaid(tx: Tx, id: string, at: Date): Promise<PaymentRow | undefined> {
  return tx
    .$extendTables<SandboxTables>()
    .updateTable("sandbox.payment")
    .set({ state: "paid", paid_at: at })
    .where("id", "=", id)
    .where("state", "=", "unpaid")
    .where("expires_at", ">", at)
    .returningAll()
    .executeTakeFirst();
}

export function lockPayment(tx: Tx, id: string): Promise<PaymentRow | undefined> {
  return tx
    .$extendTables<SandboxTables>()
    .selectFrom("sandbox.payment")
    .selectAll()
    .where("id", "=", id)
    .forUpdate()
    .executeTakeFirst();
}

export function refundsOf(tx: Tx, payment_id: string): Promise<RefundRow[]> {
  return tx
    .$extendTables<SandboxTables>()
    .selectFrom("sandbox.refund")
    .selectAll()
    .where("payment_id", "=", payment_id)
    .execute();
}

export async function addRefund(tx: Tx, row: RefundRow): Promise<void> {
  await tx.$extendTables<SandboxTables>().insertInto("sandbox.refund").values(row).execute();
}

export async function addWebhook(tx: Tx, row: WebhookRow): Promise<void> {
  await tx.$extendTables<SandboxTables>().insertInto("sandbox.webhook").values(row).execute();
}

/** Takes webhooks that are due and puts them off to `next`, so that two deliverers do not send the same ones. */
export async function takeDueWebhooks(tx: Tx, at: Date, next: Date, limit: number): Promise<WebhookRow[]> {
  const { rows } = await sql<WebhookRow>`
    update sandbox.webhook as w set next_at = ${next}, attempts = attempts + 1
    from (select id from sandbox.webhook where next_at <= ${at} order by next_at limit ${limit} for update skip locked) as due
    where w.id = due.id returning w.*`.execute(tx);
  return rows;
}

export async function markDelivered(tx: Tx, ids: readonly string[], at: Date): Promise<void> {
  await tx
    .$extendTables<SandboxTables>()
    .updateTable("sandbox.webhook")
    .set({ next_at: null, delivered_at: at })
    .where("id", "in", [...ids])
    .execute();
}

/** `next_at` null: given up. */
export async function putOffWebhook(tx: Tx, id: string, next_at: Date | null): Promise<void> {
  await tx
    .$extendTables<SandboxTables>()
    .updateTable("sandbox.webhook")
    .set({ next_at })
    .where("id", "=", id)
    .execute();
}

/** A line of the statement, in the order the lines have. */
export interface MovementPlace {
  readonly at: Date;
  readonly id: string;
}
export const placeOfMovement = (row: MovementRow): MovementPlace => ({ at: row.at, id: row.refund ?? row.payment });

/** What was paid and paid back in a span of time, oldest first, after a place in that order. */
export async function movements(
  reader: Reader,
  span: { readonly from: Date; readonly to: Date; readonly after: MovementPlace | null },
  limit: number,
): Promise<MovementRow[]> {
  const { from, to, after } = span;
  const { rows } = await sql<MovementRow>`
    with moved as (
      select 'payment' as kind, reference, id as payment, null as refund, amount, currency, paid_at as at
      from sandbox.payment where paid_at >= ${from} and paid_at < ${to}
      union all
      select 'refund', p.reference, p.id, r.reference, r.amount, p.currency, r.created_at
      from sandbox.refund r join sandbox.payment p on p.id = r.payment_id where r.created_at >= ${from} and r.created_at < ${to})
    select * from moved
    where ${after === null ? sql`true` : sql`(at, coalesce(refund, payment)) > (${after.at}, ${after.id})`}
    order by at, coalesce(refund, payment) limit ${limit}`.execute(reader);
  return rows;
}
