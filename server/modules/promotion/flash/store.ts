import { sql } from "kysely";
import type { Reader, Tx } from "../../../kernel/db.ts";
import { runningStates } from "./flash-sale.ts";
import type { FlashOrderRow, FlashSaleRow } from "../tables.ts";

const running = [...runningStates];

/** Locks sales of one shop in the order of their ids until the transaction ends. */
export async function lockSales(tx: Tx, shop_id: string, ids: readonly string[]): Promise<readonly FlashSaleRow[]> {
  const found = await sql<FlashSaleRow>`select * from promotion.flash_sale
    where shop_id = ${shop_id} and flash_sale_id = any(${[...ids]}::text[]) order by flash_sale_id for update`.execute(
    tx,
  );
  return found.rows;
}

export async function selectSales(reader: Reader, ids: readonly string[]): Promise<readonly FlashSaleRow[]> {
  const found = await sql<FlashSaleRow>`select * from promotion.flash_sale
    where flash_sale_id = any(${[...ids]}::text[])`.execute(reader);
  return found.rows;
}

/** Where a sale is, by its id alone. */
export async function keyOfSale(reader: Reader, id: string): Promise<FlashSaleRow | undefined> {
  return (await selectSales(reader, [id]))[0];
}

export async function selectSalesOfSession(reader: Reader, session_id: string): Promise<readonly FlashSaleRow[]> {
  const found = await sql<FlashSaleRow>`select * from promotion.flash_sale
    where session_id = ${session_id} order by created_at desc, flash_sale_id desc`.execute(reader);
  return found.rows;
}

/** What a room shows: what runs, and what ended after `since`; the newest first. */
export async function selectSalesOfRoom(
  reader: Reader,
  room_id: string,
  since: Date,
): Promise<readonly FlashSaleRow[]> {
  const found = await sql<FlashSaleRow>`select * from promotion.flash_sale
    where room_id = ${room_id} and (state = any(${running}::text[]) or (ended_at > ${since} and announced_at is not null))
    order by created_at desc, flash_sale_id desc limit 20`.execute(reader);
  return found.rows;
}

/** Ids of what runs or is prepared in a session, by shop. */
export async function openSalesOf(
  reader: Reader,
  session_ids: readonly string[],
): Promise<readonly { shop_id: string; flash_sale_id: string }[]> {
  const found = await sql<{
    shop_id: string;
    flash_sale_id: string;
  }>`select shop_id, flash_sale_id from promotion.flash_sale
    where session_id = any(${[...session_ids]}::text[]) and state = any(${["prepared", ...running]}::text[])
    order by flash_sale_id`.execute(reader);
  return found.rows;
}

export async function insertSale(tx: Tx, row: FlashSaleRow): Promise<void> {
  await sql`insert into promotion.flash_sale (shop_id, flash_sale_id, room_id, session_id, host_id, product_id, variant_id, title,
      variant_title, picture, state, end_reason, price, normal_price, quantity, left_units, unpaid_units, paid_units, per_buyer_max,
      fans_only, duration_s, created_at, announced_at, opens_at, ends_at, ended_at)
    values (${row.shop_id}, ${row.flash_sale_id}, ${row.room_id}, ${row.session_id}, ${row.host_id}, ${row.product_id}, ${row.variant_id},
      ${row.title}, ${row.variant_title}, ${JSON.stringify(row.picture)}::jsonb, ${row.state}, ${row.end_reason}, ${row.price},
      ${row.normal_price}, ${row.quantity}, ${row.left_units}, ${row.unpaid_units}, ${row.paid_units}, ${row.per_buyer_max},
      ${row.fans_only}, ${row.duration_s}, ${row.created_at}, ${row.announced_at}, ${row.opens_at}, ${row.ends_at}, ${row.ended_at})`.execute(
    tx,
  );
}

/** Writes what may change of locked sales of one shop. */
export async function saveSales(tx: Tx, shop_id: string, rows: readonly FlashSaleRow[]): Promise<void> {
  if (rows.length === 0) return;
  const of = <K extends keyof FlashSaleRow>(name: K): FlashSaleRow[K][] => rows.map((row) => row[name]);
  await sql`update promotion.flash_sale s set state = w.state, end_reason = w.end_reason, normal_price = w.normal_price, left_units = w.left_units,
      unpaid_units = w.unpaid_units, paid_units = w.paid_units, announced_at = w.announced_at, opens_at = w.opens_at, ends_at = w.ends_at,
      ended_at = w.ended_at
    from unnest(${of("flash_sale_id")}::text[], ${of("state")}::text[], ${of("end_reason")}::text[], ${of("normal_price")}::bigint[],
      ${of("left_units")}::integer[], ${of("unpaid_units")}::integer[], ${of("paid_units")}::integer[], ${of("announced_at")}::timestamptz[],
      ${of("opens_at")}::timestamptz[], ${of("ends_at")}::timestamptz[], ${of("ended_at")}::timestamptz[])
      as w(id, state, end_reason, normal_price, left_units, unpaid_units, paid_units, announced_at, opens_at, ends_at, ended_at)
    where s.shop_id = ${shop_id} and s.flash_sale_id = w.id`.execute(tx);
}

/** Units that buyers have in sales: what came back does not count. */
export async function selectOrdered(
  reader: Reader,
  shop_id: string,
  ids: readonly string[],
  buyer_ids: readonly string[],
): Promise<readonly { flash_sale_id: string; buyer_id: string; units: number }[]> {
  const found = await sql<{ flash_sale_id: string; buyer_id: string; units: number }>`
    select flash_sale_id, buyer_id, sum(quantity)::integer as units from promotion.flash_order
    where shop_id = ${shop_id} and flash_sale_id = any(${[...ids]}::text[]) and buyer_id = any(${[...buyer_ids]}::text[])
      and state <> 'returned' group by flash_sale_id, buyer_id`.execute(reader);
  return found.rows;
}

export async function insertFlashOrders(tx: Tx, rows: readonly FlashOrderRow[]): Promise<void> {
  if (rows.length === 0) return;
  await sql`insert into promotion.flash_order (shop_id, order_id, flash_sale_id, buyer_id, quantity, state, ordered_at)
    select * from unnest(${rows.map((row) => row.shop_id)}::text[], ${rows.map((row) => row.order_id)}::text[],
      ${rows.map((row) => row.flash_sale_id)}::text[], ${rows.map((row) => row.buyer_id)}::text[], ${rows.map((row) => row.quantity)}::integer[],
      ${rows.map((row) => row.state)}::text[], ${rows.map((row) => row.ordered_at)}::timestamptz[])`.execute(tx);
}

/** The orders that stand in sales, of these. */
export async function selectFlashOrders(
  reader: Reader,
  shop_id: string,
  order_ids: readonly string[],
): Promise<readonly FlashOrderRow[]> {
  const found = await sql<FlashOrderRow>`select * from promotion.flash_order
    where shop_id = ${shop_id} and order_id = any(${[...order_ids]}::text[]) order by order_id`.execute(reader);
  return found.rows;
}

export async function setFlashOrders(
  tx: Tx,
  shop_id: string,
  order_ids: readonly string[],
  state: FlashOrderRow["state"],
): Promise<void> {
  if (order_ids.length === 0) return;
  await sql`update promotion.flash_order set state = ${state}
    where shop_id = ${shop_id} and order_id = any(${[...order_ids]}::text[])`.execute(tx);
}

/** Everything an account ordered in flash sales. */
export async function flashOrdersOf(
  reader: Reader,
  buyer_id: string,
  count: number,
): Promise<readonly FlashOrderRow[]> {
  const found = await sql<FlashOrderRow>`select * from promotion.flash_order where buyer_id = ${buyer_id}
    order by order_id desc limit ${count}`.execute(reader);
  return found.rows;
}
