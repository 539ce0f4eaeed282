import { sql } from "kysely";
import type { Reader, Tx } from "../../../kernel/db.ts";

export interface BuyersProduct {
  readonly shop_id: string;
  readonly buyer_id: string;
  readonly product_id: string;
}

/** Orders of these products stand in line until the transaction ends, whatever option they name. */
export async function lockLimited(tx: Tx, shop_id: string, product_ids: readonly string[]): Promise<void> {
  const keys = product_ids.toSorted().map((product_id) => `orders.limit ${shop_id} ${product_id}`);
  await sql`select pg_advisory_xact_lock(hashtextextended(k, 0)) from unnest(${keys}::text[]) as u (k)`.execute(tx);
}

/** What an order took of one option of a product. */
interface Taken extends BuyersProduct {
  readonly order_id: string;
  readonly variant_id: string;
}

/**
 * What these buyers' orders took of these products, those that ended unpaid left out: they gave all of it back. Of which units they still
 * count, inventory knows.
 */
export async function takenBy(reader: Reader, asked: readonly BuyersProduct[]): Promise<readonly Taken[]> {
  const found = await sql<Taken>`
    select distinct a.shop_id, a.buyer_id, a.product_id, l.order_id, l.variant_id
    from unnest(${asked.map((one) => one.shop_id)}::text[], ${asked.map((one) => one.buyer_id)}::text[], ${asked.map((one) => one.product_id)}::text[]) as a (shop_id, buyer_id, product_id)
    join orders.orders o on o.shop_id = a.shop_id and o.buyer_id = a.buyer_id
    join orders.line l on l.shop_id = o.shop_id and l.order_id = o.order_id and l.product_id = a.product_id
    where o.state <> 'closed' or o.close_reason = 'refunded'`.execute(reader);
  return found.rows;
}
