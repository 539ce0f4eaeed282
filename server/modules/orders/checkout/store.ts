import { sql } from "kysely";
import type { Reader, Tx } from "../../../kernel/db.ts";
import type { CheckoutKey, CheckoutRow, PartRow } from "./tables.ts";

export async function insertCheckout(tx: Tx, row: CheckoutRow, parts: readonly PartRow[]): Promise<void> {
  await sql`insert into orders.checkout (account_id, checkout_id, idempotency_key, fingerprint, state, close_reason, address_sealed, answer_sealed, created_at, place_by, choose_by, pay_by)
    values (${row.account_id}, ${row.checkout_id}, ${row.idempotency_key}, ${row.fingerprint}, ${row.state}, ${row.close_reason}, ${row.address_sealed}, ${row.answer_sealed},
      ${row.created_at}, ${row.place_by}, ${row.choose_by}, ${row.pay_by})`.execute(tx);
  for (const part of parts)
    await sql`insert into orders.checkout_part (account_id, checkout_id, shop_id, position, state, order_id, wish_sealed, lines, goods, shipping, total, refusal)
      values (${part.account_id}, ${part.checkout_id}, ${part.shop_id}, ${part.position}, ${part.state}, ${part.order_id}, ${part.wish_sealed},
        ${JSON.stringify(part.lines)}::jsonb, ${part.goods}, ${part.shipping}, ${part.total}, ${part.refusal === null ? null : JSON.stringify(part.refusal)}::jsonb)`.execute(
      tx,
    );
}

export async function checkoutByKey(
  reader: Reader,
  account_id: string,
  idempotency_key: string,
): Promise<CheckoutRow | undefined> {
  const result =
    await sql<CheckoutRow>`select * from orders.checkout where account_id = ${account_id} and idempotency_key = ${idempotency_key}`.execute(
      reader,
    );
  return result.rows[0];
}

export async function checkoutById(reader: Reader, key: CheckoutKey): Promise<CheckoutRow | undefined> {
  const result =
    await sql<CheckoutRow>`select * from orders.checkout where account_id = ${key.account_id} and checkout_id = ${key.checkout_id}`.execute(
      reader,
    );
  return result.rows[0];
}

/** Everybody who changes a checkout waits here. */
export async function lockCheckout(tx: Tx, key: CheckoutKey): Promise<CheckoutRow | undefined> {
  const result =
    await sql<CheckoutRow>`select * from orders.checkout where account_id = ${key.account_id} and checkout_id = ${key.checkout_id} for update`.execute(
      tx,
    );
  return result.rows[0];
}

/** Parts of an account's checkouts, in the order the buyer gave them. */
export async function partsOf(
  reader: Reader,
  account_id: string,
  checkout_ids: readonly string[],
): Promise<Map<string, PartRow[]>> {
  if (checkout_ids.length === 0) return new Map();
  const result =
    await sql<PartRow>`select * from orders.checkout_part where account_id = ${account_id} and checkout_id = any(${[...checkout_ids]}::text[]) order by checkout_id, position`.execute(
      reader,
    );
  return Map.groupBy(result.rows, (row) => row.checkout_id);
}

/** Writes what may change of a checkout that was locked. */
export async function saveCheckout(tx: Tx, row: CheckoutRow): Promise<void> {
  await sql`update orders.checkout set state = ${row.state}, close_reason = ${row.close_reason}, answer_sealed = ${row.answer_sealed}, choose_by = ${row.choose_by}, pay_by = ${row.pay_by}
    where account_id = ${row.account_id} and checkout_id = ${row.checkout_id}`.execute(tx);
}

export async function savePart(tx: Tx, part: PartRow): Promise<void> {
  await sql`update orders.checkout_part set state = ${part.state}, order_id = ${part.order_id}, lines = ${JSON.stringify(part.lines)}::jsonb, goods = ${part.goods}, shipping = ${part.shipping},
      total = ${part.total}, refusal = ${part.refusal === null ? null : JSON.stringify(part.refusal)}::jsonb
    where account_id = ${part.account_id} and checkout_id = ${part.checkout_id} and shop_id = ${part.shop_id}`.execute(
    tx,
  );
}

/** Newest first. `unpaid`: those that wait for the buyer. */
export async function listCheckouts(
  reader: Reader,
  account_id: string,
  page: { readonly before: string | null; readonly limit: number; readonly unpaid: boolean },
): Promise<CheckoutRow[]> {
  const result = await sql<CheckoutRow>`select * from orders.checkout where account_id = ${account_id}
    ${page.unpaid ? sql`and state in ('placing', 'awaiting_choice', 'open')` : sql``}
    ${page.before === null ? sql`` : sql`and checkout_id < ${page.before}`} order by checkout_id desc limit ${page.limit}`.execute(
    reader,
  );
  return result.rows;
}
