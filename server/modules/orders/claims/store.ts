import { sql, type RawBuilder } from "kysely";
import type { Reader, Tx } from "../../../kernel/db.ts";
import type { BuyerOrderRow, OrderKey } from "../tables.ts";

const column = (values: readonly unknown[], type: string): RawBuilder<unknown> =>
  sql`${[...values]}::${sql.raw(type)}[]`;

/** Files orders under their buyers where nothing is filed under their keys; the number that were. */
export async function fileKeys(db: Reader, rows: readonly BuyerOrderRow[]): Promise<number> {
  const sorted = rows.toSorted((a, b) =>
    a.account_id + a.idempotency_key < b.account_id + b.idempotency_key ? -1 : 1,
  );
  const of = (name: keyof BuyerOrderRow) =>
    column(
      sorted.map((row) => row[name]),
      "text",
    );
  const filed =
    await sql<BuyerOrderRow>`insert into orders.buyer_order (account_id, order_id, shop_id, idempotency_key, fingerprint)
    select * from unnest(${of("account_id")}, ${of("order_id")}, ${of("shop_id")}, ${of("idempotency_key")}, ${of("fingerprint")})
    on conflict (account_id, idempotency_key) do nothing`.execute(db);
  return Number(filed.numAffectedRows);
}

/** What is filed under these keys, apart from the asked orders themselves. */
export async function claimsOf(
  reader: Reader,
  asked: readonly (Pick<BuyerOrderRow, "account_id" | "idempotency_key"> & Partial<Pick<BuyerOrderRow, "order_id">>)[],
): Promise<BuyerOrderRow[]> {
  const of = (pick: (one: (typeof asked)[number]) => string) => column(asked.map(pick), "text");
  const result =
    await sql<BuyerOrderRow>`select b.account_id, b.order_id, b.shop_id, b.idempotency_key, b.fingerprint from orders.buyer_order b
    join unnest(${of((one) => one.account_id)}, ${of((one) => one.idempotency_key)}, ${of((one) => one.order_id ?? "")})
      as a (account_id, idempotency_key, order_id)
    on b.account_id = a.account_id and b.idempotency_key = a.idempotency_key and b.order_id <> a.order_id`.execute(
      reader,
    );
  return result.rows;
}

/** Takes over claims whose orders never came to be, unless somebody else did so first; returns the order ids taken over with. */
export async function takeOverClaims(
  tx: Tx,
  rows: readonly { readonly was: string; readonly now: BuyerOrderRow }[],
): Promise<Set<string>> {
  const of = (pick: (row: (typeof rows)[number]) => string) => column(rows.map(pick), "text");
  const taken =
    await sql<OrderKey>`update orders.buyer_order b set order_id = u.order_id, shop_id = u.shop_id, fingerprint = u.fingerprint
    from unnest(${of((row) => row.now.account_id)}, ${of((row) => row.was)}, ${of((row) => row.now.order_id)}, ${of((row) => row.now.shop_id)}, ${of((row) => row.now.fingerprint)})
      as u (account_id, was, order_id, shop_id, fingerprint)
    where b.account_id = u.account_id and b.order_id = u.was returning b.order_id`.execute(tx);
  return new Set(taken.rows.map((row) => row.order_id));
}

/** Lets claims go whose orders were refused. */
export async function dropClaims(
  db: Reader,
  rows: readonly Pick<BuyerOrderRow, "account_id" | "order_id">[],
): Promise<void> {
  await sql`delete from orders.buyer_order where (account_id, order_id) in (select * from unnest(${column(
    rows.map((row) => row.account_id),
    "text",
  )}, ${column(
    rows.map((row) => row.order_id),
    "text",
  )}))`.execute(db);
}
