import { sql } from "kysely";
import type { Reader, Tx } from "../../../kernel/db.ts";

interface BuyersProduct {
  readonly shop_id: string;
  readonly buyer_id: string;
  readonly product_id: string;
}

/** Orders of these products stand in line until the transaction ends, whatever option they name. */
export async function lockLimited(tx: Tx, shop_id: string, product_ids: readonly string[]): Promise<void> {
  const keys = product_ids.toSorted().map((product_id) => `orders.limit ${shop_id} ${product_id}`);
  await sql`select pg_advisory_xact_lock(hashtextextended(k, 0)) from unnest(${keys}::text[]) as u (k)`.execute(tx);
}

/** Units of orders that stand, and of those that were closed after they had left the house. Pairs without any are left out. */
export async function unitsOrdered(
  reader: Reader,
  asked: readonly BuyersProduct[],
): Promise<readonly (Omit<BuyersProduct, "shop_id"> & { readonly units: number })[]> {
  const found = await sql<Omit<BuyersProduct, "shop_id"> & { units: number }>`
    select a.buyer_id, a.product_id, sum(l.quantity)::integer as units
    from unnest(${asked.map((one) => one.shop_id)}::text[], ${asked.map((one) => one.buyer_id)}::text[], ${asked.map((one) => one.product_id)}::text[]) as a (shop_id, buyer_id, product_id)
    join orders.orders o on o.shop_id = a.shop_id and o.buyer_id = a.buyer_id
    join orders.line l on l.shop_id = o.shop_id and l.order_id = o.order_id and l.product_id = a.product_id
    where o.state <> 'closed' or o.shipped_at is not null
    group by a.buyer_id, a.product_id`.execute(reader);
  return found.rows;
}
