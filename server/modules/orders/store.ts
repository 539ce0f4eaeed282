import { sql, type RawBuilder } from "kysely";
import type { OrderState } from "../../../contract/orders.ts";
import { present } from "../../kernel/assert.ts";
import { copyInto } from "../../kernel/copy.ts";
import type { Reader, Tx } from "../../kernel/db.ts";
import type { EntryRow, LineRow, LineWithPage, OrderKey, OrderRow, PageBody } from "./tables.ts";

/** A column of an unnest: `$n::type[]`. */
const column = (values: readonly unknown[], type: string): RawBuilder<unknown> =>
  sql`${[...values]}::${sql.raw(type)}[]`;
const keysOf = (keys: readonly OrderKey[]): RawBuilder<unknown> =>
  sql`select * from unnest(${column(
    keys.map((key) => key.shop_id),
    "text",
  )}, ${column(
    keys.map((key) => key.order_id),
    "text",
  )})`;

export interface AskedKey {
  readonly buyer_id: string;
  readonly idempotency_key: string;
}
/** What was already answered under a buyer's key. */
export interface SavedOrder extends AskedKey, OrderKey {
  readonly fingerprint: string;
}

/** Orders of this shop that were placed under these keys. */
export async function savedOrders(reader: Reader, shop_id: string, asked: readonly AskedKey[]): Promise<SavedOrder[]> {
  const result =
    await sql<SavedOrder>`select o.shop_id, o.order_id, o.buyer_id, o.idempotency_key, o.fingerprint from orders.orders o
    join unnest(${column(
      asked.map((one) => one.buyer_id),
      "text",
    )}, ${column(
      asked.map((one) => one.idempotency_key),
      "text",
    )}) as a (buyer_id, idempotency_key)
    on o.shop_id = ${shop_id} and o.buyer_id = a.buyer_id and o.idempotency_key = a.idempotency_key`.execute(reader);
  return result.rows;
}

/** Of these, the orders that are there. */
export async function ordersThere(reader: Reader, keys: readonly OrderKey[]): Promise<Set<string>> {
  if (keys.length === 0) return new Set();
  const result =
    await sql<OrderKey>`select order_id from orders.orders where (shop_id, order_id) in (${keysOf(keys)})`.execute(
      reader,
    );
  return new Set(result.rows.map((row) => row.order_id));
}

const placedColumns = [
  "shop_id",
  "order_id",
  "buyer_id",
  "idempotency_key",
  "fingerprint",
  "state",
  "goods",
  "shipping",
  "shop_discount",
  "subsidy",
  "total",
  "refunded_goods",
  "refunded_shipping",
  "checkout_id",
  "flash_sale_id",
  "delivery_sealed",
  "policy_id",
  "take_rate_permille",
  "settlement_days",
  "auto_receive_days",
  "dispatch_hours",
  "settlement_held",
  "placed_at",
  "pay_by",
] as const satisfies readonly (keyof OrderRow)[];

/** Orders as they are placed: what comes later is not there yet. */
export async function insertOrders(tx: Tx, rows: readonly OrderRow[]): Promise<void> {
  await copyInto(tx, [
    {
      target: `orders.orders (${placedColumns.join(", ")}, moment, shipping_basis)`,
      rows: rows.map((row) => [
        ...placedColumns.map((name) => row[name]),
        row.moment === null ? null : JSON.stringify(row.moment),
        row.shipping_basis === null ? null : JSON.stringify(row.shipping_basis),
      ]),
    },
  ]);
}

/**
 * From now on `tx` waits for what somebody else writes for a tenth of a second at most (error 55P03): whoever wrote an order under the same
 * key may wait, out of PostgreSQL's sight, for one who waits for what is locked here (place-ahead.ts).
 */
export async function waitBriefly(tx: Tx): Promise<void> {
  await sql`set local lock_timeout = '100ms'`.execute(tx);
}

/** Keeps item pages, each once. */
export async function keepPages(tx: Tx, shop_id: string, pages: ReadonlyMap<string, PageBody>): Promise<void> {
  // In one order everywhere, so that two batches that keep the same new pages do not wait for each other in a ring.
  const sorted = [...pages].toSorted(([a], [b]) => (a < b ? -1 : 1));
  await sql`insert into orders.page (shop_id, page_hash, body)
    select ${shop_id}, h, b::jsonb from unnest(${column(
      sorted.map(([hash]) => hash),
      "text",
    )}, ${column(
      sorted.map(([, body]) => JSON.stringify(body)),
      "text",
    )}) as u (h, b)
    on conflict do nothing`.execute(tx);
}

const lineColumns = [
  "shop_id",
  "order_id",
  "line_id",
  "position",
  "product_id",
  "variant_id",
  "quantity",
  "unit_price",
  "shop_discount",
  "subsidy",
  "page_hash",
] as const satisfies readonly (keyof LineRow)[];

export async function insertLines(tx: Tx, rows: readonly LineRow[]): Promise<void> {
  await copyInto(tx, [
    {
      target: `orders.line (${lineColumns.join(", ")})`,
      rows: rows.map((row) => lineColumns.map((name) => row[name])),
    },
  ]);
}

/** Adds to timelines. */
export async function insertEntries(tx: Tx, rows: readonly EntryRow[]): Promise<void> {
  if (rows.length === 0) return;
  const of = (name: keyof EntryRow, type: string) =>
    column(
      rows.map((row) => row[name]),
      type,
    );
  await sql`insert into orders.entry (shop_id, order_id, event, at, by_whom, note)
    select * from unnest(${of("shop_id", "text")}, ${of("order_id", "text")}, ${of("event", "text")}, ${of("at", "timestamptz")}, ${of("by_whom", "text")}, ${of("note", "text")})`.execute(
    tx,
  );
}

/** Locks orders of one shop, always in the order of their ids. */
export async function lockOrders(tx: Tx, shop_id: string, order_ids: readonly string[]): Promise<OrderRow[]> {
  const result =
    await sql<OrderRow>`select * from orders.orders where shop_id = ${shop_id} and order_id = any(${[...order_ids]}::text[]) order by order_id for update`.execute(
      tx,
    );
  return result.rows;
}

/** Writes what may change of orders that were locked. */
export async function saveOrders(tx: Tx, rows: readonly OrderRow[]): Promise<void> {
  if (rows.length === 0) return;
  const of = (name: keyof OrderRow, type: string) =>
    column(
      rows.map((row) => row[name]),
      type,
    );
  await sql`update orders.orders o set state = u.state, close_reason = u.close_reason, settlement_held = u.settlement_held, paid_at = u.paid_at, ship_by = u.ship_by, shipped_at = u.shipped_at,
      auto_receive_at = u.auto_receive_at, received_at = u.received_at, settles_at = u.settles_at, settled_at = u.settled_at, closed_at = u.closed_at,
      refunded_goods = u.refunded_goods, refunded_shipping = u.refunded_shipping, subsidy_returned = u.subsidy_returned
    from unnest(${of("shop_id", "text")}, ${of("order_id", "text")}, ${of("state", "text")}, ${of("close_reason", "text")}, ${of("settlement_held", "boolean")}, ${of("paid_at", "timestamptz")}, ${of("ship_by", "timestamptz")},
      ${of("shipped_at", "timestamptz")}, ${of("auto_receive_at", "timestamptz")}, ${of("received_at", "timestamptz")}, ${of("settles_at", "timestamptz")}, ${of("settled_at", "timestamptz")},
      ${of("closed_at", "timestamptz")}, ${of("refunded_goods", "bigint")}, ${of("refunded_shipping", "bigint")}, ${of("subsidy_returned", "bigint")}) as u (shop_id, order_id, state, close_reason, settlement_held, paid_at, ship_by, shipped_at, auto_receive_at, received_at, settles_at, settled_at, closed_at, refunded_goods, refunded_shipping, subsidy_returned)
    where o.shop_id = u.shop_id and o.order_id = u.order_id`.execute(tx);
}

/** Unpaid orders of one shop between two ids, both included, whose time to pay is over; at most so many. */
export async function unpaidBetween(
  tx: Tx,
  shop_id: string,
  range: { readonly first: string; readonly last: string },
  at: Date,
  count: number,
): Promise<string[]> {
  const result = await sql<OrderKey>`select order_id from orders.orders
    where shop_id = ${shop_id} and order_id between ${range.first} and ${range.last} and state = 'unpaid' and pay_by <= ${at}
    order by order_id limit ${count}`.execute(tx);
  return result.rows.map((row) => row.order_id);
}

export async function ordersByKey(reader: Reader, keys: readonly OrderKey[]): Promise<OrderRow[]> {
  const result =
    await sql<OrderRow>`select * from orders.orders where (shop_id, order_id) in (${keysOf(keys)})`.execute(reader);
  return result.rows;
}

/**
 * Lines with the pages they were bought from, in the order the buyer gave them. Pages come in a question of their own,
 * each once: many orders of one batch share one, and a join without statistics walks all lines of a page.
 */
export async function linesByKey(reader: Reader, keys: readonly OrderKey[]): Promise<LineWithPage[]> {
  const lines =
    await sql<LineRow>`select * from orders.line where (shop_id, order_id) in (${keysOf(keys)}) order by order_id, position`.execute(
      reader,
    );
  const wanted = new Map(lines.rows.map((line) => [`${line.shop_id} ${line.page_hash}`, line]));
  const found = await sql<{
    shop_id: string;
    page_hash: string;
    body: PageBody;
  }>`select shop_id, page_hash, body from orders.page where (shop_id, page_hash) in
    (select * from unnest(${column(
      [...wanted.values()].map((line) => line.shop_id),
      "text",
    )}, ${column(
      [...wanted.values()].map((line) => line.page_hash),
      "text",
    )}))`.execute(reader);
  const pages = new Map(found.rows.map((row) => [`${row.shop_id} ${row.page_hash}`, row.body]));
  return lines.rows.map((line) => ({
    ...line,
    page: present(pages.get(`${line.shop_id} ${line.page_hash}`), "a line's page is kept"),
  }));
}

export async function entriesByKey(reader: Reader, keys: readonly OrderKey[]): Promise<EntryRow[]> {
  const result =
    await sql<EntryRow>`select shop_id, order_id, event, at, by_whom, note from orders.entry where (shop_id, order_id) in (${keysOf(keys)}) order by order_id, seq`.execute(
      reader,
    );
  return result.rows;
}

/** The buyer's order, or undefined if it is not theirs. */
export async function findBuyersOrder(
  reader: Reader,
  account_id: string,
  order_id: string,
): Promise<OrderKey | undefined> {
  const result =
    await sql<OrderKey>`select shop_id, order_id from orders.buyer_order where account_id = ${account_id} and order_id = ${order_id}`.execute(
      reader,
    );
  return result.rows[0];
}
/** An order of one of these shops. */
export async function findShopsOrder(
  reader: Reader,
  shop_ids: readonly string[],
  order_id: string,
): Promise<OrderKey | undefined> {
  const result =
    await sql<OrderKey>`select shop_id, order_id from orders.orders where shop_id = any(${[...shop_ids]}::text[]) and order_id = ${order_id}`.execute(
      reader,
    );
  return result.rows[0];
}
/** An order of any shop: asks every shard, so it is for operators only. */
export async function findAnyOrder(reader: Reader, order_id: string): Promise<OrderKey | undefined> {
  const result = await sql<OrderKey>`select shop_id, order_id from orders.orders where order_id = ${order_id}`.execute(
    reader,
  );
  return result.rows[0];
}

export interface ListPage {
  readonly before: string | null;
  readonly limit: number;
  readonly state: OrderState | null;
}

export interface AnyPage extends ListPage {
  readonly shop_id: string | null;
  /** Placed at or after, and before. */
  readonly from: Date | null;
  readonly until: Date | null;
}
/** Keys of orders of all shops, newest first. */
export async function listAnyOrders(reader: Reader, page: AnyPage): Promise<OrderKey[]> {
  const result = await sql<OrderKey>`select shop_id, order_id from orders.orders where true
    ${page.shop_id === null ? sql`` : sql`and shop_id = ${page.shop_id}`}
    ${page.from === null ? sql`` : sql`and placed_at >= ${page.from}`} ${page.until === null ? sql`` : sql`and placed_at < ${page.until}`}
    ${page.state === null ? sql`` : sql`and state = ${page.state}`} ${page.before === null ? sql`` : sql`and order_id < ${page.before}`} order by order_id desc limit ${page.limit}`.execute(
    reader,
  );
  return result.rows;
}
/** Keys of a buyer's orders in any state, newest first. */
export async function listBuyersOrders(
  reader: Reader,
  account_id: string,
  page: { before: string | null; limit: number },
): Promise<OrderKey[]> {
  const result = await sql<OrderKey>`select shop_id, order_id from orders.buyer_order where account_id = ${account_id}
    ${page.before === null ? sql`` : sql`and order_id < ${page.before}`} order by order_id desc limit ${page.limit}`.execute(
    reader,
  );
  return result.rows;
}
/** Those of these orders that are in a state. */
export async function ordersInState(
  reader: Reader,
  keys: readonly OrderKey[],
  state: OrderState,
): Promise<Set<string>> {
  const result =
    await sql<OrderKey>`select order_id from orders.orders where (shop_id, order_id) in (${keysOf(keys)}) and state = ${state}`.execute(
      reader,
    );
  return new Set(result.rows.map((row) => row.order_id));
}
