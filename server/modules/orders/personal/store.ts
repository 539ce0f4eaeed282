import { sql } from "kysely";
import type { Reader } from "../../../kernel/db.ts";

/** Purchases that are still under way. */
export async function countBuying(db: Reader, account_id: string): Promise<number> {
  const { rows } = await sql<{ count: bigint }>`select count(*) as count from orders.buyer_order b
    join orders.orders o on o.shop_id = b.shop_id and o.order_id = b.order_id
    where b.account_id = ${account_id} and o.state in ('unpaid', 'to_ship', 'shipped')`.execute(db);
  return Number(rows[0]?.count ?? 0n);
}

/** Orders of these shops that are not settled or closed yet. */
export async function countSelling(db: Reader, shop_ids: readonly string[]): Promise<number> {
  if (shop_ids.length === 0) return 0;
  const { rows } = await sql<{ count: bigint }>`select count(*) as count from orders.orders
    where shop_id = any(${shop_ids}) and state in ('unpaid', 'to_ship', 'shipped', 'received')`.execute(db);
  return Number(rows[0]?.count ?? 0n);
}
