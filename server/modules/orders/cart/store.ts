import { sql } from "kysely";
import type { Reader, Tx } from "../../../kernel/db.ts";
import type { CartLineRow } from "./tables.ts";

/** Takes the account's cart: whoever else changes it waits until this transaction ends. Gives its version. */
export async function takeCart(tx: Tx, account_id: string): Promise<bigint> {
  const result = await sql<{ version: bigint }>`insert into orders.cart (account_id, version) values (${account_id}, 1)
    on conflict (account_id) do update set version = cart.version + 1 returning version`.execute(tx);
  return result.rows[0]?.version ?? 1n;
}

/** The account's lines, last put in first. */
export async function cartLines(reader: Reader, account_id: string): Promise<CartLineRow[]> {
  const result =
    await sql<CartLineRow>`select account_id, variant_id, product_id, shop_id, quantity, selected, price_seen, put_in_at, moment
    from orders.cart_line where account_id = ${account_id} order by put_in_at desc, variant_id`.execute(reader);
  return result.rows;
}

export async function countCartLines(reader: Reader, account_id: string): Promise<number> {
  const result = await sql<{
    count: bigint;
  }>`select count(*) as count from orders.cart_line where account_id = ${account_id}`.execute(reader);
  return Number(result.rows[0]?.count ?? 0n);
}

/** Writes lines whole, new or known. */
export async function saveCartLines(tx: Tx, rows: readonly CartLineRow[]): Promise<void> {
  for (const row of rows)
    await sql`insert into orders.cart_line (account_id, variant_id, product_id, shop_id, quantity, selected, price_seen, put_in_at, moment)
      values (${row.account_id}, ${row.variant_id}, ${row.product_id}, ${row.shop_id}, ${row.quantity}, ${row.selected}, ${row.price_seen}, ${row.put_in_at},
        ${row.moment === null ? null : JSON.stringify(row.moment)}::jsonb)
      on conflict (account_id, variant_id) do update set quantity = excluded.quantity, selected = excluded.selected, price_seen = excluded.price_seen,
        put_in_at = excluded.put_in_at, moment = excluded.moment`.execute(tx);
}

export async function deleteCartLines(tx: Tx, account_id: string, variant_ids: readonly string[]): Promise<void> {
  await sql`delete from orders.cart_line where account_id = ${account_id} and variant_id = any(${[...variant_ids]}::text[])`.execute(
    tx,
  );
}

/** Everything of a cart, when its account goes. */
export async function deleteCart(tx: Tx, account_id: string): Promise<void> {
  await sql`delete from orders.cart_line where account_id = ${account_id}`.execute(tx);
  await sql`delete from orders.cart where account_id = ${account_id}`.execute(tx);
}
