import { sql } from "kysely";
import { copyInto } from "../../kernel/copy.ts";
import type { Reader, Tx } from "../../kernel/db.ts";
import type { EventRow, IntentRow, PaymentsTables, RefundRow } from "./tables.ts";

/** New intents: nothing is known of their payment yet. */
export async function addIntents(tx: Tx, rows: readonly IntentRow[]): Promise<void> {
  await copyInto(tx, [
    {
      target:
        "payments.intent (shop_id, id, order_id, buyer_id, amount, currency, provider, state, expires_at, created_at)",
      rows: rows.map((row) => [
        row.shop_id,
        row.id,
        row.order_id,
        row.buyer_id,
        row.amount,
        row.currency,
        row.provider,
        row.state,
        row.expires_at,
        row.created_at,
      ]),
    },
  ]);
}

export function intentsOfOrders(
  reader: Reader,
  keys: readonly { shop_id: string; order_id: string }[],
): Promise<IntentRow[]> {
  return reader
    .$extendTables<PaymentsTables>()
    .selectFrom("payments.intent")
    .selectAll()
    .where(
      sql<boolean>`(shop_id, order_id) in (select * from unnest(${keys.map((key) => key.shop_id)}::text[], ${keys.map((key) => key.order_id)}::text[]))`,
    )
    .execute();
}

/** Locks intents of one shop, by id or by order, always in the order of their ids. */
export function lockIntents(
  tx: Tx,
  shop_id: string,
  by: { readonly intent_ids: readonly string[] } | { readonly order_ids: readonly string[] },
): Promise<IntentRow[]> {
  const query = tx
    .$extendTables<PaymentsTables>()
    .selectFrom("payments.intent")
    .selectAll()
    .where("shop_id", "=", shop_id)
    .orderBy("id")
    .forUpdate();
  return "intent_ids" in by
    ? query.where("id", "in", [...by.intent_ids]).execute()
    : query.where("order_id", "in", [...by.order_ids]).execute();
}

export async function voidIntents(tx: Tx, shop_id: string, intent_ids: readonly string[], at: Date): Promise<void> {
  await tx
    .$extendTables<PaymentsTables>()
    .updateTable("payments.intent")
    .set({ state: "voided", voided_at: at })
    .where("shop_id", "=", shop_id)
    .where("id", "in", [...intent_ids])
    .execute();
}

export async function captureIntents(
  tx: Tx,
  shop_id: string,
  captures: readonly { intent_id: string; payment_id: string }[],
  at: Date,
): Promise<void> {
  await sql`update payments.intent as i set state = 'captured', payment_id = u.payment_id, captured_at = ${at}, ask_at = null
    from unnest(${captures.map((one) => one.intent_id)}::text[], ${captures.map((one) => one.payment_id)}::text[]) as u(id, payment_id)
    where i.shop_id = ${shop_id} and i.id = u.id`.execute(tx);
}

export async function finishRefunds(tx: Tx, shop_id: string, refunds: readonly RefundRow[], at: Date): Promise<void> {
  const tables = tx.$extendTables<PaymentsTables>();
  const refund_ids = refunds.map((refund) => refund.id);
  const intent_ids = refunds.map((refund) => refund.intent_id);
  await tables
    .updateTable("payments.refund")
    .set({ state: "success", succeeded_at: at, ask_at: null })
    .where("shop_id", "=", shop_id)
    .where("id", "in", refund_ids)
    .execute();
  await tables
    .updateTable("payments.intent")
    .set({ state: "refunded", refunded_at: at })
    .where("shop_id", "=", shop_id)
    .where("id", "in", intent_ids)
    .execute();
}

/** Keeps what the provider answered, unless the intent has gone on meanwhile. Returns the intent as it is now. */
export async function keepPayPage(
  tx: Tx,
  shop_id: string,
  intent_id: string,
  page: { payment_id: string; pay_url: string; ask_at: Date },
): Promise<IntentRow | undefined> {
  const tables = tx.$extendTables<PaymentsTables>();
  const kept = await tables
    .updateTable("payments.intent")
    .set({
      payment_id: page.payment_id,
      pay_url: page.pay_url,
      ask_at: sql<Date>`case when state in ('requires_payment', 'voided') then ${page.ask_at}::timestamptz end`,
    })
    .where("shop_id", "=", shop_id)
    .where("id", "=", intent_id)
    .returningAll()
    .executeTakeFirst();
  return kept;
}

export async function addRefunds(tx: Tx, rows: readonly RefundRow[]): Promise<void> {
  await tx
    .$extendTables<PaymentsTables>()
    .insertInto("payments.refund")
    .values([...rows])
    .execute();
}

/** Refunds of intents. Whoever changes a refund holds its intent's lock. */
export function refundsOfIntents(reader: Reader, shop_id: string, intent_ids: readonly string[]): Promise<RefundRow[]> {
  return reader
    .$extendTables<PaymentsTables>()
    .selectFrom("payments.refund")
    .selectAll()
    .where("shop_id", "=", shop_id)
    .where("intent_id", "in", [...intent_ids])
    .execute();
}

export interface RefundToPay extends RefundRow {
  payment_id: string | null;
  currency: string;
}
/** A refund with what the provider needs to know of its payment. */
export function refundToPay(reader: Reader, shop_id: string, refund_id: string): Promise<RefundToPay | undefined> {
  return reader
    .$extendTables<PaymentsTables>()
    .selectFrom("payments.refund as r")
    .innerJoin("payments.intent as i", (join) =>
      join.onRef("i.shop_id", "=", "r.shop_id").onRef("i.id", "=", "r.intent_id"),
    )
    .selectAll("r")
    .select(["i.payment_id", "i.currency"])
    .where("r.shop_id", "=", shop_id)
    .where("r.id", "=", refund_id)
    .executeTakeFirst();
}

export async function knownEvents(
  reader: Reader,
  shop_id: string,
  provider: string,
  event_ids: readonly string[],
): Promise<Set<string>> {
  const rows = await reader
    .$extendTables<PaymentsTables>()
    .selectFrom("payments.event")
    .select("event_id")
    .where("shop_id", "=", shop_id)
    .where("provider", "=", provider)
    .where("event_id", "in", [...event_ids])
    .execute();
  return new Set(rows.map((row) => row.event_id));
}

export async function addEvents(tx: Tx, rows: readonly EventRow[]): Promise<void> {
  await tx
    .$extendTables<PaymentsTables>()
    .insertInto("payments.event")
    .values([...rows])
    .execute();
}

/** Intents whose provider should be asked by now; each is put off to `next`, so that two sweeps do not ask twice. */
export async function takeIntentsToAsk(
  tx: Tx,
  at: Date,
  next: Date,
  limit: number,
): Promise<Pick<IntentRow, "shop_id" | "id" | "payment_id">[]> {
  const { rows } = await sql<Pick<IntentRow, "shop_id" | "id" | "payment_id">>`
    update payments.intent as i set ask_at = ${next}
    from (select shop_id, id from payments.intent where ask_at <= ${at} order by ask_at limit ${limit} for update skip locked) as due
    where i.shop_id = due.shop_id and i.id = due.id returning i.shop_id, i.id, i.payment_id`.execute(tx);
  return rows;
}

export async function stopAsking(tx: Tx, shop_id: string, intent_id: string): Promise<void> {
  await tx
    .$extendTables<PaymentsTables>()
    .updateTable("payments.intent")
    .set({ ask_at: null })
    .where("shop_id", "=", shop_id)
    .where("id", "=", intent_id)
    .execute();
}

/** Refunds that are still not paid when they should be, put off likewise. */
export async function takeRefundsToAsk(
  tx: Tx,
  at: Date,
  next: Date,
  limit: number,
): Promise<Pick<RefundRow, "shop_id" | "id">[]> {
  const { rows } = await sql<Pick<RefundRow, "shop_id" | "id">>`
    update payments.refund as r set ask_at = ${next}
    from (select shop_id, id from payments.refund where ask_at <= ${at} order by ask_at limit ${limit} for update skip locked) as due
    where r.shop_id = due.shop_id and r.id = due.id returning r.shop_id, r.id`.execute(tx);
  return rows;
}
