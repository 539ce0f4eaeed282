import { sql } from "kysely";
import { copyInto } from "../../kernel/copy.ts";
import type { Reader, Tx } from "../../kernel/db.ts";
import type {
  AdjustmentRow,
  KeptUnits,
  MovementRow,
  ReservationRow,
  ReservationState,
  StockRow,
  TakenVariant,
} from "./tables.ts";

export async function selectStocks(reader: Reader, variant_ids: readonly string[]): Promise<readonly StockRow[]> {
  const found =
    await sql<StockRow>`select * from inventory.stock where variant_id = any(${variant_ids}::text[])`.execute(reader);
  return found.rows;
}

/** Locks stock until the transaction ends, always in the order of variant ids, so that two batches never wait for each other. */
export async function lockStocks(
  tx: Tx,
  shop_id: string,
  variant_ids: readonly string[],
): Promise<readonly StockRow[]> {
  const found = await sql<StockRow>`select * from inventory.stock
    where shop_id = ${shop_id} and variant_id = any(${variant_ids}::text[]) order by variant_id for update`.execute(tx);
  return found.rows;
}

export async function insertStocks(tx: Tx, rows: readonly StockRow[], at: Date): Promise<void> {
  await sql`insert into inventory.stock (shop_id, variant_id, product_id, on_hand, reserved, updated_at)
    select s, v, p, h, 0, ${at} from unnest(${rows.map((row) => row.shop_id)}::text[], ${rows.map((row) => row.variant_id)}::text[],
      ${rows.map((row) => row.product_id)}::text[], ${rows.map((row) => row.on_hand)}::integer[]) as w(s, v, p, h)`.execute(
    tx,
  );
}

/** What changes per variant, in units. */
export interface StockChange {
  readonly variant_id: string;
  readonly on_hand: number;
  readonly reserved: number;
}

/** Adds the changes and returns the stock as it is now. A CHECK refuses what would oversell. */
export async function changeStocks(
  tx: Tx,
  shop_id: string,
  changes: readonly StockChange[],
  at: Date,
): Promise<readonly StockRow[]> {
  const changed =
    await sql<StockRow>`update inventory.stock s set on_hand = s.on_hand + w.h, reserved = s.reserved + w.r, updated_at = ${at}
    from unnest(${changes.map((one) => one.variant_id)}::text[], ${changes.map((one) => one.on_hand)}::integer[], ${changes.map((one) => one.reserved)}::integer[]) as w(v, h, r)
    where s.shop_id = ${shop_id} and s.variant_id = w.v
    returning s.shop_id, s.variant_id, s.product_id, s.on_hand, s.reserved`.execute(tx);
  return changed.rows;
}

/**
 * Adds to what is reserved where so many units are available, and returns the stock as it is now: what is missing has too few. Locks
 * in the order of variant ids, as `lockStocks` does.
 */
export async function takeStocks(
  tx: Tx,
  shop_id: string,
  changes: readonly StockChange[],
  at: Date,
): Promise<readonly StockRow[]> {
  const ids = changes.map((one) => one.variant_id);
  // One row locks itself as it is changed.
  if (ids.length > 1) await lockStocks(tx, shop_id, ids);
  const taken = await sql<StockRow>`update inventory.stock s set reserved = s.reserved + w.r, updated_at = ${at}
    from unnest(${ids}::text[], ${changes.map((one) => one.reserved)}::integer[]) as w(v, r)
    where s.shop_id = ${shop_id} and s.variant_id = w.v and s.on_hand - s.reserved >= w.r
    returning s.shop_id, s.variant_id, s.product_id, s.on_hand, s.reserved`.execute(tx);
  return taken.rows;
}

export async function insertReservations(tx: Tx, rows: readonly ReservationRow[], at: Date): Promise<void> {
  await copyInto(tx, [
    {
      target: "inventory.reservation (shop_id, line_id, order_id, variant_id, quantity, state, reserved_at)",
      rows: rows.map((row) => [row.shop_id, row.line_id, row.order_id, row.variant_id, row.quantity, row.state, at]),
    },
  ]);
}

/** The variants these orders still hold back. */
export async function selectReservedVariants(
  tx: Tx,
  shop_id: string,
  order_ids: readonly string[],
): Promise<readonly string[]> {
  const found = await sql<{ variant_id: string }>`select distinct variant_id from inventory.reservation
    where shop_id = ${shop_id} and order_id = any(${order_ids}::text[]) and state = 'reserved'`.execute(tx);
  return found.rows.map((row) => row.variant_id);
}

/** Ends what is in one of the states `from`; returns only what this call ended. */
export async function endReservations(
  tx: Tx,
  shop_id: string,
  order_ids: readonly string[],
  from: readonly ReservationState[],
  state: ReservationState,
  at: Date,
): Promise<readonly Pick<ReservationRow, "variant_id" | "quantity">[]> {
  const ended = await sql<ReservationRow>`update inventory.reservation set state = ${state}, ended_at = ${at}
    where shop_id = ${shop_id} and order_id = any(${order_ids}::text[]) and state = any(${from}::text[]) returning variant_id, quantity`.execute(
    tx,
  );
  return ended.rows;
}

/** Units of an order that are still held back, by line id. */
export async function selectReservedUnits(
  reader: Reader,
  shop_id: string,
  order_id: string,
): Promise<Map<string, number>> {
  const found = await sql<
    Pick<ReservationRow, "line_id" | "quantity">
  >`select line_id, quantity from inventory.reservation
    where shop_id = ${shop_id} and order_id = ${order_id} and state = 'reserved'`.execute(reader);
  return new Map(found.rows.map((row) => [row.line_id, row.quantity]));
}

/** Units of reservations that were not released, by order and variant. */
export async function sumKept(reader: Reader, asked: readonly TakenVariant[]): Promise<readonly KeptUnits[]> {
  if (asked.length === 0) return [];
  const found = await sql<KeptUnits>`select a.shop_id, a.order_id, a.variant_id, sum(r.quantity)::integer as units
    from unnest(${asked.map((one) => one.shop_id)}::text[], ${asked.map((one) => one.order_id)}::text[], ${asked.map((one) => one.variant_id)}::text[]) as a (shop_id, order_id, variant_id)
    join inventory.reservation r on r.shop_id = a.shop_id and r.order_id = a.order_id and r.variant_id = a.variant_id
    where r.state <> 'released' group by a.shop_id, a.order_id, a.variant_id`.execute(reader);
  return found.rows;
}

/**
 * Takes units out of reservations into consumed ones of their own; one that is used up ends itself. Returns what was taken, nothing
 * for a part that holds less.
 */
export async function consumeParts(
  tx: Tx,
  shop_id: string,
  parts: readonly { readonly line_id: string; readonly part_id: string; readonly quantity: number }[],
  at: Date,
): Promise<readonly Pick<ReservationRow, "variant_id" | "quantity">[]> {
  return takeParts(tx, shop_id, parts, "consumed", at);
}

/** Takes units out of reservations into released ones of their own; one that is used up ends itself. Returns what was taken. */
export async function releaseParts(
  tx: Tx,
  shop_id: string,
  parts: readonly { readonly line_id: string; readonly part_id: string; readonly quantity: number }[],
  at: Date,
): Promise<readonly Pick<ReservationRow, "variant_id" | "quantity">[]> {
  return takeParts(tx, shop_id, parts, "released", at);
}

async function takeParts(
  tx: Tx,
  shop_id: string,
  parts: readonly { readonly line_id: string; readonly part_id: string; readonly quantity: number }[],
  state: "consumed" | "released",
  at: Date,
): Promise<readonly Pick<ReservationRow, "variant_id" | "quantity">[]> {
  const taken = await sql<Pick<ReservationRow, "variant_id" | "quantity">>`with part as (
      select l, p, q from unnest(${parts.map((part) => part.line_id)}::text[], ${parts.map((part) => part.part_id)}::text[], ${parts.map((part) => part.quantity)}::integer[]) as u (l, p, q)),
    ended as (update inventory.reservation r set state = ${state}, ended_at = ${at} from part
      where r.shop_id = ${shop_id} and r.line_id = part.l and r.state = 'reserved' and r.quantity = part.q returning r.variant_id, r.quantity),
    split as (update inventory.reservation r set quantity = r.quantity - part.q from part
      where r.shop_id = ${shop_id} and r.line_id = part.l and r.state = 'reserved' and r.quantity > part.q
      returning r.line_id, r.order_id, r.variant_id, part.p, part.q, r.reserved_at),
    freed as (insert into inventory.reservation (shop_id, line_id, order_id, variant_id, quantity, state, reserved_at, ended_at)
      select ${shop_id}, line_id || '_' || p, order_id, variant_id, q, ${state}::text, reserved_at, ${at}::timestamptz from split returning variant_id, quantity)
    select variant_id, quantity from ended union all select variant_id, quantity from freed`.execute(tx);
  return taken.rows;
}

export async function insertAdjustments(tx: Tx, rows: readonly AdjustmentRow[]): Promise<void> {
  if (rows.length === 0) return;
  await sql`insert into inventory.adjustment (shop_id, variant_id, change, on_hand, reason, account_id, at)
    select s, v, c, h, r, a, t from unnest(${rows.map((row) => row.shop_id)}::text[], ${rows.map((row) => row.variant_id)}::text[], ${rows.map((row) => row.change)}::integer[],
      ${rows.map((row) => row.on_hand)}::integer[], ${rows.map((row) => row.reason)}::text[], ${rows.map((row) => row.account_id)}::text[], ${rows.map((row) => row.at.toISOString())}::timestamptz[])
      as w(s, v, c, h, r, a, t)`.execute(tx);
}

/** `low_at_default`: from how many available units down stock is low where nobody said otherwise. */
export async function lowOf(
  reader: Reader,
  variant_ids: readonly string[],
  low_at_default: number,
): Promise<{ low: number; sold_out: number }> {
  const found = await sql<{ low: bigint; sold_out: bigint }>`select
      count(*) filter (where on_hand = reserved) as sold_out,
      count(*) filter (where on_hand > reserved and on_hand - reserved <= coalesce(low_at, ${low_at_default}::integer)) as low
    from inventory.stock where variant_id = any(${[...variant_ids]}::text[])`.execute(reader);
  return { low: Number(found.rows[0]?.low ?? 0n), sold_out: Number(found.rows[0]?.sold_out ?? 0n) };
}

/** A shop's stock by variant id after `after`; `low_only`: what is low, or gone. */
export async function selectShopStocks(
  reader: Reader,
  shop_id: string,
  page: { after: string; count: number; low_only: boolean; low_at_default: number },
): Promise<readonly (StockRow & { low_at: number | null })[]> {
  const low = sql`and on_hand - reserved <= coalesce(low_at, ${page.low_at_default}::integer)`;
  const found = await sql<StockRow & { low_at: number | null }>`select * from inventory.stock
    where shop_id = ${shop_id} and variant_id > ${page.after} ${page.low_only ? low : sql``} order by variant_id limit ${page.count}`.execute(
    reader,
  );
  return found.rows;
}

export async function updateLowAt(tx: Tx, shop_id: string, variant_id: string, low_at: number | null): Promise<void> {
  await sql`update inventory.stock set low_at = ${low_at} where shop_id = ${shop_id} and variant_id = ${variant_id}`.execute(
    tx,
  );
}

/**
 * Movements of a variant newest first, after a place in that order. What people changed stands in adjustment; what orders did is told by
 * their reservations, so that placing an order writes nothing twice.
 */
export async function selectMovements(
  reader: Reader,
  key: { shop_id: string; variant_id: string },
  after: { at: Date; place: string } | null,
  count: number,
): Promise<readonly MovementRow[]> {
  const { shop_id, variant_id } = key;
  const found = await sql<MovementRow>`select * from (
      select 'adjusted' as kind, at, 'a' || lpad(seq::text, 20, '0') as place, change as on_hand_change, 0 as reserved_change, on_hand, reason, account_id, null as order_id
        from inventory.adjustment where shop_id = ${shop_id} and variant_id = ${variant_id}
      union all
      select 'reserved', reserved_at, 'b' || line_id, 0, quantity, null, null, null, order_id
        from inventory.reservation where shop_id = ${shop_id} and variant_id = ${variant_id}
      union all
      select state, ended_at, 'c' || line_id, case when state = 'consumed' then -quantity else 0 end, -quantity, null, null, null, order_id
        from inventory.reservation where shop_id = ${shop_id} and variant_id = ${variant_id} and ended_at is not null
    ) as movement
    where ${after === null ? sql`true` : sql`(at, place) < (${after.at}::timestamptz, ${after.place}::text)`} order by at desc, place desc limit ${count}`.execute(
    reader,
  );
  return found.rows;
}
