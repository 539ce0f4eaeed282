import { sql } from "kysely";
import type { RemarkFlag } from "../../../../contract/order-life.ts";
import type { Reader, Tx } from "../../../kernel/db.ts";
import type { OrderKey } from "../tables.ts";

/** The order goes elsewhere; where it was to go when it was placed stays beside it. */
export async function changeDelivery(tx: Tx, key: OrderKey, delivery_sealed: string): Promise<void> {
  await sql`update orders.orders set delivery_changed_sealed = ${delivery_sealed} where shop_id = ${key.shop_id} and order_id = ${key.order_id}`.execute(
    tx,
  );
}

export async function changeShipBy(tx: Tx, key: OrderKey, ship_by: Date): Promise<void> {
  await sql`update orders.orders set ship_by = ${ship_by} where shop_id = ${key.shop_id} and order_id = ${key.order_id}`.execute(
    tx,
  );
}

export async function markExtended(tx: Tx, key: OrderKey, at: Date): Promise<void> {
  await sql`update orders.orders set receipt_extended_at = ${at} where shop_id = ${key.shop_id} and order_id = ${key.order_id}`.execute(
    tx,
  );
}

/** orders.remark */
export interface RemarkRow extends OrderKey {
  readonly flag: RemarkFlag;
  readonly text_sealed: string;
  readonly written_by: string;
  readonly updated_at: Date;
}

export async function putRemark(tx: Tx, row: RemarkRow): Promise<void> {
  await sql`insert into orders.remark (shop_id, order_id, flag, text_sealed, written_by, updated_at)
    values (${row.shop_id}, ${row.order_id}, ${row.flag}, ${row.text_sealed}, ${row.written_by}, ${row.updated_at})
    on conflict (shop_id, order_id) do update set flag = excluded.flag, text_sealed = excluded.text_sealed, written_by = excluded.written_by, updated_at = excluded.updated_at`.execute(
    tx,
  );
}

export async function remarksOf(reader: Reader, keys: readonly OrderKey[]): Promise<RemarkRow[]> {
  if (keys.length === 0) return [];
  const found = await sql<RemarkRow>`select * from orders.remark where (shop_id, order_id) in
    (select * from unnest(${keys.map((key) => key.shop_id)}::text[], ${keys.map((key) => key.order_id)}::text[]))`.execute(
    reader,
  );
  return found.rows;
}
