import { sql } from "kysely";
import { copyInto } from "../../kernel/copy.ts";
import type { Reader, Tx } from "../../kernel/db.ts";
import type { PayMethod } from "../../../contract/payments.ts";
import type { PayPage } from "./provider.ts";
import type { CaptureRow, EventRow, IntentRow, PaymentsTables, RefundRow } from "./tables.ts";

/** New intents: nothing is known of their payment yet. */
export async function addIntents(tx: Tx, rows: readonly IntentRow[]): Promise<void> {
  await copyInto(tx, [
    {
      target:
        "payments.intent (shop_id, id, order_id, buyer_id, amount, currency, provider, state, refunded, expires_at, created_at)",
      rows: rows.map((row) => [
        row.shop_id,
        row.id,
        row.order_id,
        row.buyer_id,
        row.amount,
        row.currency,
        row.provider,
        row.state,
        row.refunded,
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

/** The time to pay ran out, or somebody called it off before. */
export async function voidIntents(
  tx: Tx,
  shop_id: string,
  intent_ids: readonly string[],
  state: "voided" | "expired",
  at: Date,
): Promise<void> {
  await tx
    .$extendTables<PaymentsTables>()
    .updateTable("payments.intent")
    .set({ state, voided_at: at })
    .where("shop_id", "=", shop_id)
    .where("id", "in", [...intent_ids])
    .execute();
}

/** Marks intents as paid, by these payments. Where it is the intent's own page the provider is asked no more. */
export async function captureIntents(tx: Tx, shop_id: string, captures: readonly CaptureRow[]): Promise<void> {
  await sql`update payments.intent as i set state = 'captured', paid_by = u.reference, paid_provider = u.provider, captured_at = u.at, failure = null,
      payment_id = case when u.reference = i.id then u.payment_id else i.payment_id end, ask_at = case when u.reference = i.id then null else i.ask_at end
    from unnest(${captures.map((one) => one.intent_id)}::text[], ${captures.map((one) => one.reference)}::text[], ${captures.map((one) => one.provider)}::text[],
      ${captures.map((one) => one.payment_id)}::text[], ${captures.map((one) => one.captured_at)}::timestamptz[]) as u(id, reference, provider, payment_id, at)
    where i.shop_id = ${shop_id} and i.id = u.id`.execute(tx);
}

export async function addCaptures(tx: Tx, rows: readonly CaptureRow[]): Promise<void> {
  await tx
    .$extendTables<PaymentsTables>()
    .insertInto("payments.capture")
    .values([...rows])
    .execute();
}

/** Money that came in for these intents. Whoever adds one holds the intent's lock. */
export function capturesOfIntents(
  reader: Reader,
  shop_id: string,
  intent_ids: readonly string[],
): Promise<CaptureRow[]> {
  return reader
    .$extendTables<PaymentsTables>()
    .selectFrom("payments.capture")
    .selectAll()
    .where("shop_id", "=", shop_id)
    .where("intent_id", "in", [...intent_ids])
    .execute();
}

export async function failIntents(
  tx: Tx,
  shop_id: string,
  failed: readonly { readonly intent_id: string; readonly failure: string }[],
): Promise<void> {
  await sql`update payments.intent as i set state = 'failed', failure = u.failure
    from unnest(${failed.map((one) => one.intent_id)}::text[], ${failed.map((one) => one.failure)}::text[]) as u(id, failure)
    where i.shop_id = ${shop_id} and i.id = u.id`.execute(tx);
}

/** The buyer is at a page again. */
export async function reopenIntents(tx: Tx, shop_id: string, intent_ids: readonly string[]): Promise<void> {
  await tx
    .$extendTables<PaymentsTables>()
    .updateTable("payments.intent")
    .set({ state: "requires_payment", failure: null })
    .where("shop_id", "=", shop_id)
    .where("id", "in", [...intent_ids])
    .where("state", "=", "failed")
    .execute();
}

export async function finishRefunds(
  tx: Tx,
  shop_id: string,
  refunds: readonly { readonly id: string; readonly paid_at: Date }[],
  at: Date,
): Promise<void> {
  await sql`update payments.refund as r set state = 'success', succeeded_at = ${at}, paid_at = u.paid_at, ask_at = null
    from unnest(${refunds.map((one) => one.id)}::text[], ${refunds.map((one) => one.paid_at)}::timestamptz[]) as u(id, paid_at)
    where r.shop_id = ${shop_id} and r.id = u.id`.execute(tx);
}

export async function failRefunds(
  tx: Tx,
  shop_id: string,
  refunds: readonly { readonly id: string; readonly failure: string }[],
  at: Date,
): Promise<void> {
  await sql`update payments.refund as r set state = 'failed', failed_at = ${at}, failure = u.failure, ask_at = null
    from unnest(${refunds.map((one) => one.id)}::text[], ${refunds.map((one) => one.failure)}::text[]) as u(id, failure)
    where r.shop_id = ${shop_id} and r.id = u.id`.execute(tx);
}

/** Adds to what went back of intents; `whole` where nothing is left. */
export async function addRefunded(
  tx: Tx,
  shop_id: string,
  refunds: readonly { readonly intent_id: string; readonly amount: bigint; readonly whole: boolean }[],
  at: Date,
): Promise<void> {
  await sql`update payments.intent as i set refunded = i.refunded + u.amount,
      state = case when u.whole then 'refunded' else i.state end, refunded_at = case when u.whole then ${at}::timestamptz else i.refunded_at end
    from (select id, sum(amount) as amount, bool_or(whole) as whole
      from unnest(${refunds.map((one) => one.intent_id)}::text[], ${refunds.map((one) => one.amount)}::bigint[], ${refunds.map((one) => one.whole)}::boolean[]) as t(id, amount, whole)
      group by id) as u
    where i.shop_id = ${shop_id} and i.id = u.id`.execute(tx);
}

/** Keeps what the provider answered, unless the intent was paid on this page meanwhile. Returns the intent as it is now. */
export async function keepPayPage(
  tx: Tx,
  shop_id: string,
  intent_id: string,
  page: PayPage & { readonly method: PayMethod; readonly ask_at: Date },
): Promise<IntentRow | undefined> {
  const tables = tx.$extendTables<PaymentsTables>();
  const kept = await tables
    .updateTable("payments.intent")
    .set({
      payment_id: sql<string | null>`coalesce(payment_id, ${page.payment_id})`,
      page_id: page.page_id,
      pay_url: page.pay_url,
      method: page.method,
      ask_at: sql<Date>`case when paid_by is distinct from id then ${page.ask_at}::timestamptz end`,
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

export interface RefundToPay
  extends RefundRow, Pick<CaptureRow, "provider" | "payment_id" | "page_id" | "payment_amount"> {
  currency: string;
  buyer_id: string;
}
/** A refund with what the provider needs to know of its payment. */
export function refundToPay(reader: Reader, shop_id: string, refund_id: string): Promise<RefundToPay | undefined> {
  return reader
    .$extendTables<PaymentsTables>()
    .selectFrom("payments.refund as r")
    .innerJoin("payments.intent as i", (join) =>
      join.onRef("i.shop_id", "=", "r.shop_id").onRef("i.id", "=", "r.intent_id"),
    )
    .innerJoin("payments.capture as c", (join) =>
      join
        .onRef("c.shop_id", "=", "r.shop_id")
        .onRef("c.intent_id", "=", "r.intent_id")
        .onRef("c.reference", "=", "r.reference"),
    )
    .selectAll("r")
    .select(["i.currency", "i.buyer_id", "c.provider", "c.payment_id", "c.page_id", "c.payment_amount"])
    .where("r.shop_id", "=", shop_id)
    .where("r.id", "=", refund_id)
    .executeTakeFirst();
}

/** The intents of these refunds. */
export async function intentsOfRefunds(
  reader: Reader,
  shop_id: string,
  refund_ids: readonly string[],
): Promise<string[]> {
  const rows = await reader
    .$extendTables<PaymentsTables>()
    .selectFrom("payments.refund")
    .select("intent_id")
    .distinct()
    .where("shop_id", "=", shop_id)
    .where("id", "in", [...refund_ids])
    .execute();
  return rows.map((row) => row.intent_id);
}

/** Where refunds are kept, of those that one of these shops has. */
export function placesOfRefund(
  reader: Reader,
  shop_ids: readonly string[],
  refund_id: string,
): Promise<Pick<RefundRow, "shop_id" | "intent_id" | "reference"> | undefined> {
  return reader
    .$extendTables<PaymentsTables>()
    .selectFrom("payments.refund")
    .select(["shop_id", "intent_id", "reference"])
    .where("shop_id", "in", [...shop_ids])
    .where("id", "=", refund_id)
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
export async function takeIntentsToAsk(tx: Tx, at: Date, next: Date, limit: number): Promise<IntentRow[]> {
  const { rows } = await sql<IntentRow>`
    update payments.intent as i set ask_at = ${next}
    from (select shop_id, id from payments.intent where ask_at <= ${at} order by ask_at limit ${limit} for update skip locked) as due
    where i.shop_id = due.shop_id and i.id = due.id returning i.*`.execute(tx);
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

/** These intents are to be paid with this charge from now on. */
export async function joinCharge(
  tx: Tx,
  keys: readonly { readonly shop_id: string; readonly intent_id: string }[],
  charge_id: string,
): Promise<void> {
  await sql`update payments.intent set charge_id = ${charge_id}
    where (shop_id, id) in (select * from unnest(${keys.map((key) => key.shop_id)}::text[], ${keys.map((key) => key.intent_id)}::text[]))`.execute(
    tx,
  );
}
