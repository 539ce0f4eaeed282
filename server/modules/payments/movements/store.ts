import { sql, type RawBuilder } from "kysely";
import type { Reader } from "../../../kernel/db.ts";
import type { OurMovement } from "../reconciliation/movement.ts";

export interface Span {
  readonly from: Date;
  readonly to: Date;
}
export type MovementRow = Omit<OurMovement, "kind" | "booked"> & {
  /** Transfers of the ledger that moved it. */
  readonly places: readonly { readonly shop_id: string; readonly cause: string }[] | null;
};

/** Payments the provider took in a span of time, and of those named ones that are near it. One row per payment, whatever it is for. */
export function capturesPaid(reader: Reader, provider: string, span: Span, ids: readonly string[] | null) {
  return sql<MovementRow>`
    select c.reference as id, min(c.payment_id) as payment_id, max(c.payment_amount) as amount, min(i.currency) as currency, 'done' as state,
      min(c.paid_at) as at, min(c.shop_id) as shop_id, min(i.order_id) as order_id,
      jsonb_agg(jsonb_build_object('shop_id', c.shop_id, 'cause', 'capture:' || c.intent_id || case when c.kept then '' else ':' || c.reference end)) as places
    from payments.capture c join payments.intent i on i.shop_id = c.shop_id and i.id = c.intent_id
    where c.provider = ${provider} and c.paid_at >= ${span.from} and c.paid_at < ${span.to} and c.payment_amount > 0
      and ${ids === null ? sql`true` : sql`c.reference = any(${[...ids]}::text[])`}
    group by c.reference`
    .execute(reader)
    .then(({ rows }) => rows);
}

function refundsWhere(reader: Reader, provider: string, where: RawBuilder<unknown>) {
  return sql<MovementRow>`
    select r.id, c.payment_id, r.amount, i.currency, case r.state when 'success' then 'done' when 'paying' then 'pending' else 'failed' end as state,
      r.paid_at as at, r.shop_id, r.order_id, jsonb_build_array(jsonb_build_object('shop_id', r.shop_id, 'cause', 'refund:' || r.id)) as places
    from payments.refund r
      join payments.capture c on c.shop_id = r.shop_id and c.intent_id = r.intent_id and c.reference = r.reference
      join payments.intent i on i.shop_id = r.shop_id and i.id = r.intent_id
    where c.provider = ${provider} and r.amount > 0 and ${where}`
    .execute(reader)
    .then(({ rows }) => rows);
}

/** Payments that were begun: those of an intent by itself, and charges. What was captured of them is done. */
export async function paymentsBegun(reader: Reader, ids: readonly string[], made: Span): Promise<MovementRow[]> {
  const named = sql`any(${[...ids]}::text[])`;
  const intents = await sql<MovementRow>`
    select i.id, coalesce(c.payment_id, i.payment_id) as payment_id, i.amount, i.currency, case when c.reference is null then 'open' else 'done' end as state,
      c.paid_at as at, i.shop_id, i.order_id,
      case when c.reference is null then null else jsonb_build_array(jsonb_build_object('shop_id', i.shop_id, 'cause', 'capture:' || i.id || case when c.kept then '' else ':' || i.id end)) end as places
    from payments.intent i left join payments.capture c on c.shop_id = i.shop_id and c.intent_id = i.id and c.reference = i.id
    where i.created_at >= ${made.from} and i.created_at <= ${made.to} and i.id = ${named}`.execute(reader);
  const charges = await sql<MovementRow>`
    select h.id, h.payment_id, h.amount, h.currency, case when count(c.reference) = 0 then 'open' else 'done' end as state, h.paid_at as at,
      min(m.shop_id) as shop_id, min(m.order_id) as order_id,
      jsonb_agg(jsonb_build_object('shop_id', c.shop_id, 'cause', 'capture:' || c.intent_id || case when c.kept then '' else ':' || h.id end))
        filter (where c.reference is not null) as places
    from payments.charge h join payments.charge_member m on m.account_id = h.account_id and m.charge_id = h.id
      left join payments.capture c on c.shop_id = m.shop_id and c.intent_id = m.intent_id and c.reference = h.id
    where h.created_at >= ${made.from} and h.created_at <= ${made.to} and h.id = ${named}
    group by h.account_id, h.id`.execute(reader);
  return [...intents.rows, ...charges.rows];
}

/** Refunds the provider paid in a span of time; of those named ones, or all of them. */
export function refundsPaid(
  reader: Reader,
  provider: string,
  { from, to }: Span,
  ids: readonly string[] | null,
): Promise<MovementRow[]> {
  const named = ids === null ? sql`r.state = 'success'` : sql`r.id = any(${[...ids]}::text[])`;
  return refundsWhere(reader, provider, sql`r.paid_at >= ${from} and r.paid_at < ${to} and ${named}`);
}

/** Refunds that were asked for, whatever became of them. */
export function refundsBegun(
  reader: Reader,
  provider: string,
  ids: readonly string[],
  made: Span,
): Promise<MovementRow[]> {
  const named = sql`r.id = any(${[...ids]}::text[])`;
  return refundsWhere(reader, provider, sql`r.created_at >= ${made.from} and r.created_at <= ${made.to} and ${named}`);
}
