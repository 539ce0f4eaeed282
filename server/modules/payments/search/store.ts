import { type RawBuilder, sql } from "kysely";
import { intentStates, type IntentState } from "../../../../contract/payments.ts";
import type { Reader } from "../../../kernel/db.ts";
import type { CaptureRow, IntentRow, PaymentsTables, RefundRow } from "../tables.ts";
import type { Wanted } from "./what-is-meant.ts";

export interface FoundRow extends IntentRow {
  /** The provider's id of the payment of its charge, where it has one. */
  readonly charge_payment_id: string | null;
  readonly captures: readonly CaptureRow[];
  readonly refunds: readonly RefundRow[];
}

/** Intents, newest first, each with what came in for it and what went back. */
export async function findPayments(
  reader: Reader,
  wanted: Wanted,
  page: { readonly state: IntentState | null; readonly before: string | null; readonly limit: number },
): Promise<FoundRow[]> {
  const states = page.state === null ? intentStates : [page.state];
  // The newest of each state by its index, then the newest of those: a state that few are in is not searched for among all.
  const { rows } = await sql<IntentRow & Pick<FoundRow, "charge_payment_id">>`
    select i.*, (select c.payment_id from payments.charge c where c.account_id = i.buyer_id and c.id = i.charge_id) as charge_payment_id
    from unnest(${[...states]}::text[]) as s(state) cross join lateral
      (select * from payments.intent where state = s.state and ${conditionOf(wanted)}
        ${page.before === null ? sql`` : sql`and id < ${page.before}`} order by id desc limit ${page.limit}) as i
    order by i.id desc limit ${page.limit}`.execute(reader);
  if (rows.length === 0) return [];
  const ids = rows.map((row) => row.id);
  const shops = [...new Set(rows.map((row) => row.shop_id))];
  const tables = reader.$extendTables<PaymentsTables>();
  const [captures, refunds] = await Promise.all([
    tables
      .selectFrom("payments.capture")
      .selectAll()
      .where("shop_id", "in", shops)
      .where("intent_id", "in", ids)
      .orderBy("paid_at")
      .execute(),
    tables
      .selectFrom("payments.refund")
      .selectAll()
      .where("shop_id", "in", shops)
      .where("intent_id", "in", ids)
      .orderBy("id")
      .execute(),
  ]);
  const cameIn = Map.groupBy(captures, (one) => one.intent_id);
  const wentBack = Map.groupBy(refunds, (one) => one.intent_id);
  return rows.map((row) => ({ ...row, captures: cameIn.get(row.id) ?? [], refunds: wentBack.get(row.id) ?? [] }));
}

function conditionOf(wanted: Wanted): RawBuilder<unknown> {
  switch (wanted.by) {
    case "anything":
      return sql`true`;
    case "order":
      return sql`order_id = ${wanted.id}`;
    case "buyer":
      return sql`buyer_id = ${wanted.id}`;
    case "reference":
      return sql`id in (select ${wanted.id}::text union select intent_id from payments.charge_member where charge_id = ${wanted.id})`;
    case "refund":
      return sql`id in (select intent_id from payments.refund where id = ${wanted.id})`;
    case "transaction":
      return sql`(shop_id, id) in (
        select shop_id, id from payments.intent where payment_id = ${wanted.id}
        union select shop_id, intent_id from payments.capture where payment_id = ${wanted.id}
        union select m.shop_id, m.intent_id from payments.charge c
          join payments.charge_member m on m.account_id = c.account_id and m.charge_id = c.id where c.payment_id = ${wanted.id})`;
  }
}
