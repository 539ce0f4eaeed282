import { sql } from "kysely";
import type { ProductState } from "../../../../contract/catalog.ts";
import type { Reader, Tx } from "../../../kernel/db.ts";
import type { ProductRow, TakedownRow } from "../tables.ts";

export async function selectTakedowns(reader: Reader, product_ids: readonly string[]): Promise<readonly TakedownRow[]> {
  return (
    await sql<TakedownRow>`select * from catalog.takedown where product_id = any(${product_ids}::text[])`.execute(
      reader,
    )
  ).rows;
}

export async function insertTakedown(tx: Tx, row: TakedownRow): Promise<void> {
  await sql`insert into catalog.takedown (shop_id, product_id, reason_sealed, taken_by, taken_at)
    values (${row.shop_id}, ${row.product_id}, ${row.reason_sealed}, ${row.taken_by}, ${row.taken_at})`.execute(tx);
}

/** False where none stood. */
export async function deleteTakedown(tx: Tx, shop_id: string, product_id: string): Promise<boolean> {
  const result =
    await sql`delete from catalog.takedown where shop_id = ${shop_id} and product_id = ${product_id}`.execute(tx);
  return result.numAffectedRows === 1n;
}

/** Products of every shop, the newest first: by a part of the title or the whole id. */
export async function selectAnyProducts(
  reader: Reader,
  query: {
    q: string;
    state: ProductState | null;
    shop_id: string | null;
    taken_down: boolean | null;
    before: string | null;
    limit: number;
  },
): Promise<readonly ProductRow[]> {
  const standing = sql`exists (select from catalog.takedown t where t.shop_id = p.shop_id and t.product_id = p.id)`;
  const all = [
    query.q === "" ? sql`true` : sql`(p.id = ${query.q} or strpos(lower(p.title), lower(${query.q})) > 0)`,
    query.state === null ? sql`true` : sql`p.state = ${query.state}`,
    query.shop_id === null ? sql`true` : sql`p.shop_id = ${query.shop_id}`,
    query.taken_down === null ? sql`true` : query.taken_down ? standing : sql`not ${standing}`,
    query.before === null ? sql`true` : sql`p.id < ${query.before}`,
  ];
  const found =
    await sql<ProductRow>`select p.* from catalog.product p where ${sql.join(all, sql` and `)} order by p.id desc limit ${query.limit}`.execute(
      reader,
    );
  return found.rows;
}
