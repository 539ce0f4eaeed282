import { sql } from "kysely";
import type { Reader, Tx } from "../../kernel/db.ts";
import type { OrderKey } from "../orders/index.ts";
import type { RefundRow } from "./tables.ts";

export async function insertRefund(tx: Tx, row: RefundRow): Promise<void> {
  await sql`insert into aftersales.refund (shop_id, order_id, refund_id, amount, state, reason_sealed, decided_by, created_at, succeeded_at)
    values (${row.shop_id}, ${row.order_id}, ${row.refund_id}, ${row.amount}, ${row.state}, ${row.reason_sealed}, ${row.decided_by}, ${row.created_at}, ${row.succeeded_at})`.execute(
    tx,
  );
}

export async function refundsByKey(reader: Reader, keys: readonly OrderKey[]): Promise<RefundRow[]> {
  const result = await sql<RefundRow>`select * from aftersales.refund
    where (shop_id, order_id) in (select * from unnest(${keys.map((key) => key.shop_id)}::text[], ${keys.map((key) => key.order_id)}::text[]))`.execute(
    reader,
  );
  return result.rows;
}

/** Those of these refunds that were still being paid are paid now; gives the orders they were for. */
export async function succeedRefunds(
  tx: Tx,
  shop_id: string,
  refund_ids: readonly string[],
  at: Date,
): Promise<string[]> {
  const result = await sql<{ order_id: string }>`update aftersales.refund set state = 'success', succeeded_at = ${at}
    where shop_id = ${shop_id} and refund_id = any(${[...refund_ids]}::text[]) and state = 'paying' returning order_id`.execute(
    tx,
  );
  return result.rows.map((row) => row.order_id);
}
