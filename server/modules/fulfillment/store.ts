import { sql, type RawBuilder } from "kysely";
import type { ParcelState } from "../../../contract/order-life.ts";
import type { Reader, Tx } from "../../kernel/db.ts";
import type { OrderKey } from "../orders/index.ts";
import type {
  AskRow,
  CompensationRow,
  CorrectionRow,
  PackedRow,
  ParcelLineRow,
  ParcelRow,
  ReminderRow,
  TrackingEventRow,
} from "./tables.ts";

const keysOf = (keys: readonly OrderKey[]): RawBuilder<unknown> =>
  sql`select * from unnest(${keys.map((key) => key.shop_id)}::text[], ${keys.map((key) => key.order_id)}::text[])`;
interface ParcelKey {
  readonly shop_id: string;
  readonly parcel_id: string;
}
const parcelKeysOf = (keys: readonly ParcelKey[]): RawBuilder<unknown> =>
  sql`select * from unnest(${keys.map((key) => key.shop_id)}::text[], ${keys.map((key) => key.parcel_id)}::text[])`;

export async function insertParcels(
  tx: Tx,
  rows: readonly ParcelRow[],
  lines: readonly ParcelLineRow[],
): Promise<void> {
  if (rows.length === 0) return;
  const of = (name: keyof ParcelRow) => rows.map((row) => row[name]);
  await sql`insert into fulfillment.parcel (shop_id, parcel_id, order_id, whole, carrier, tracking_number, state, shipped_by, shipped_at)
    select * from unnest(${of("shop_id")}::text[], ${of("parcel_id")}::text[], ${of("order_id")}::text[], ${of("whole")}::boolean[], ${of("carrier")}::text[],
      ${of("tracking_number")}::text[], ${of("state")}::text[], ${of("shipped_by")}::text[], ${of("shipped_at")}::timestamptz[])`.execute(
    tx,
  );
  if (lines.length === 0) return;
  await sql`insert into fulfillment.parcel_line (shop_id, parcel_id, line_id, quantity)
    select * from unnest(${lines.map((line) => line.shop_id)}::text[], ${lines.map((line) => line.parcel_id)}::text[], ${lines.map((line) => line.line_id)}::text[],
      ${lines.map((line) => line.quantity)}::integer[])`.execute(tx);
}

/** Parcels of these orders with what is in them, in the order in which they left. */
export async function parcelsOf(reader: Reader, keys: readonly OrderKey[]): Promise<PackedRow[]> {
  if (keys.length === 0) return [];
  const parcels = await sql<ParcelRow>`select * from fulfillment.parcel
    where (shop_id, order_id) in (${keysOf(keys)}) order by order_id, shipped_at, parcel_id`.execute(reader);
  const split = parcels.rows.filter((row) => !row.whole);
  const lines =
    split.length === 0
      ? { rows: [] }
      : await sql<ParcelLineRow>`select * from fulfillment.parcel_line
          where (shop_id, parcel_id) in (${parcelKeysOf(split)}) order by parcel_id, line_id`.execute(reader);
  const packed = Map.groupBy(lines.rows, (line) => line.parcel_id);
  return parcels.rows.map((row) => ({ ...row, lines: packed.get(row.parcel_id) ?? [] }));
}

export async function findParcel(reader: Reader, key: ParcelKey): Promise<ParcelRow | undefined> {
  const found =
    await sql<ParcelRow>`select * from fulfillment.parcel where shop_id = ${key.shop_id} and parcel_id = ${key.parcel_id}`.execute(
      reader,
    );
  return found.rows[0];
}

/** Writes what may change of a parcel whose order is locked. */
export async function saveParcel(tx: Tx, row: ParcelRow): Promise<void> {
  await sql`update fulfillment.parcel set carrier = ${row.carrier}, tracking_number = ${row.tracking_number}, state = ${row.state},
    delivered_at = ${row.delivered_at}, heard_at = ${row.heard_at} where shop_id = ${row.shop_id} and parcel_id = ${row.parcel_id}`.execute(
    tx,
  );
}

export async function insertCorrection(tx: Tx, row: CorrectionRow): Promise<void> {
  await sql`insert into fulfillment.correction (shop_id, parcel_id, carrier, tracking_number, corrected_by, corrected_at)
    values (${row.shop_id}, ${row.parcel_id}, ${row.carrier}, ${row.tracking_number}, ${row.corrected_by}, ${row.corrected_at})`.execute(
    tx,
  );
}

/** Newest first. */
export async function correctionsOf(reader: Reader, keys: readonly ParcelKey[]): Promise<CorrectionRow[]> {
  if (keys.length === 0) return [];
  const found = await sql<CorrectionRow>`select * from fulfillment.correction
    where (shop_id, parcel_id) in (${parcelKeysOf(keys)}) order by seq desc`.execute(reader);
  return found.rows;
}

/** Adds events; returns the ids of those that were new. */
export async function insertTrackingEvents(tx: Tx, rows: readonly TrackingEventRow[]): Promise<readonly string[]> {
  const of = (name: keyof TrackingEventRow) => rows.map((row) => row[name]);
  const added = await sql<{ event_id: string }>`insert into fulfillment.tracking_event
      (shop_id, parcel_id, event_id, code, at, text, place, source, received_at)
    select * from unnest(${of("shop_id")}::text[], ${of("parcel_id")}::text[], ${of("event_id")}::text[], ${of("code")}::text[], ${of("at")}::timestamptz[],
      ${of("text")}::text[], ${of("place")}::text[], ${of("source")}::text[], ${of("received_at")}::timestamptz[])
    on conflict do nothing returning event_id`.execute(tx);
  return added.rows.map((row) => row.event_id);
}

/** Newest first. */
export async function trackingEventsOf(reader: Reader, keys: readonly ParcelKey[]): Promise<TrackingEventRow[]> {
  if (keys.length === 0) return [];
  const found = await sql<TrackingEventRow>`select * from fulfillment.tracking_event
    where (shop_id, parcel_id) in (${parcelKeysOf(keys)}) order by at desc, event_id desc`.execute(reader);
  return found.rows;
}

/** Orders of a shop that have a parcel in one of these states which was heard of since then. */
export async function ordersHeardOf(
  reader: Reader,
  shop_id: string,
  order_ids: readonly string[],
  ends: readonly ParcelState[],
  since: Date,
): Promise<Set<string>> {
  const found = await sql<{ order_id: string }>`select distinct order_id from fulfillment.parcel
    where shop_id = ${shop_id} and order_id = any(${[...order_ids]}::text[]) and state <> all(${[...ends]}::text[]) and heard_at > ${since}`.execute(
    reader,
  );
  return new Set(found.rows.map((row) => row.order_id));
}

/** Records that somebody looked at whole addresses. */
export async function insertAddressLooks(
  tx: Tx,
  keys: readonly OrderKey[],
  look: { account_id: string; at: Date },
): Promise<void> {
  if (keys.length === 0) return;
  await sql`insert into fulfillment.address_look (shop_id, order_id, account_id, at)
    select s, o, ${look.account_id}, ${look.at} from (${keysOf(keys)}) as k (s, o)`.execute(tx);
}

export async function insertAsk(tx: Tx, row: AskRow): Promise<void> {
  await sql`insert into fulfillment.ask (shop_id, ask_id, order_id, kind, state, asked_by, asked_at, answer_by, ended_at, content_sealed, answer_sealed)
    values (${row.shop_id}, ${row.ask_id}, ${row.order_id}, ${row.kind}, ${row.state}, ${row.asked_by}, ${row.asked_at}, ${row.answer_by}, ${row.ended_at},
      ${row.content_sealed}, ${row.answer_sealed})`.execute(tx);
}

export async function endAsks(
  tx: Tx,
  shop_id: string,
  ask_ids: readonly string[],
  end: { state: AskRow["state"]; at: Date; answer_sealed: string | null },
): Promise<void> {
  if (ask_ids.length === 0) return;
  await sql`update fulfillment.ask set state = ${end.state}, ended_at = ${end.at}, answer_sealed = ${end.answer_sealed}
    where shop_id = ${shop_id} and ask_id = any(${[...ask_ids]}::text[]) and state = 'asked'`.execute(tx);
}

/** Newest first. */
export async function asksOf(reader: Reader, keys: readonly OrderKey[]): Promise<AskRow[]> {
  if (keys.length === 0) return [];
  const found =
    await sql<AskRow>`select * from fulfillment.ask where (shop_id, order_id) in (${keysOf(keys)}) order by ask_id desc`.execute(
      reader,
    );
  return found.rows;
}

export async function findAsks(reader: Reader, shop_id: string, ask_ids: readonly string[]): Promise<AskRow[]> {
  const found =
    await sql<AskRow>`select * from fulfillment.ask where shop_id = ${shop_id} and ask_id = any(${[...ask_ids]}::text[])`.execute(
      reader,
    );
  return found.rows;
}

export async function putReminder(tx: Tx, key: OrderKey, at: Date): Promise<void> {
  await sql`insert into fulfillment.reminder as r (shop_id, order_id, count, at) values (${key.shop_id}, ${key.order_id}, 1, ${at})
    on conflict (shop_id, order_id) do update set count = r.count + 1, at = excluded.at`.execute(tx);
}

export async function remindersOf(reader: Reader, keys: readonly OrderKey[]): Promise<ReminderRow[]> {
  if (keys.length === 0) return [];
  const found =
    await sql<ReminderRow>`select * from fulfillment.reminder where (shop_id, order_id) in (${keysOf(keys)})`.execute(
      reader,
    );
  return found.rows;
}

/** Adds compensations; returns the ids of orders that had none. */
export async function insertCompensations(tx: Tx, rows: readonly CompensationRow[]): Promise<ReadonlySet<string>> {
  if (rows.length === 0) return new Set();
  const of = (name: keyof CompensationRow) => rows.map((row) => row[name]);
  const added = await sql<{
    order_id: string;
  }>`insert into fulfillment.compensation (shop_id, order_id, refund_id, amount, state, promised, decided_at, tries)
    select * from unnest(${of("shop_id")}::text[], ${of("order_id")}::text[], ${of("refund_id")}::text[], ${of("amount")}::bigint[], ${of("state")}::text[],
      ${of("promised")}::timestamptz[], ${of("decided_at")}::timestamptz[], ${of("tries")}::integer[]) on conflict do nothing returning order_id`.execute(
    tx,
  );
  return new Set(added.rows.map((row) => row.order_id));
}

export async function compensationsOf(reader: Reader, keys: readonly OrderKey[]): Promise<CompensationRow[]> {
  if (keys.length === 0) return [];
  const found =
    await sql<CompensationRow>`select * from fulfillment.compensation where (shop_id, order_id) in (${keysOf(keys)})`.execute(
      reader,
    );
  return found.rows;
}

/** Those of these orders of a shop that are still to be paid, locked until the transaction ends. */
export async function lockCompensations(
  tx: Tx,
  shop_id: string,
  by: { readonly order_ids: readonly string[] } | { readonly refund_ids: readonly string[] },
): Promise<CompensationRow[]> {
  const [name, ids] = "order_ids" in by ? ["order_id", by.order_ids] : ["refund_id", by.refund_ids];
  const found = await sql<CompensationRow>`select * from fulfillment.compensation
    where shop_id = ${shop_id} and ${sql.ref(name)} = any(${[...ids]}::text[]) and state = 'paying' order by order_id for update`.execute(
    tx,
  );
  return found.rows;
}

/** The orders that these refunds compensate for, not locked. */
export async function ordersOfCompensations(
  reader: Reader,
  shop_id: string,
  refund_ids: readonly string[],
): Promise<string[]> {
  const found = await sql<{ order_id: string }>`select order_id from fulfillment.compensation
    where shop_id = ${shop_id} and refund_id = any(${[...refund_ids]}::text[])`.execute(reader);
  return found.rows.map((row) => row.order_id);
}

/** Writes the next try of compensations that were locked, or when it will be. */
export async function saveTries(tx: Tx, rows: readonly CompensationRow[]): Promise<void> {
  const of = (name: keyof CompensationRow) => rows.map((row) => row[name]);
  await sql`update fulfillment.compensation c set refund_id = u.refund_id, amount = u.amount, tries = u.tries, again_at = u.again_at
    from unnest(${of("shop_id")}::text[], ${of("order_id")}::text[], ${of("refund_id")}::text[], ${of("amount")}::bigint[], ${of("tries")}::integer[],
      ${of("again_at")}::timestamptz[]) as u (shop_id, order_id, refund_id, amount, tries, again_at)
    where c.shop_id = u.shop_id and c.order_id = u.order_id`.execute(tx);
}

/** Ends what is still being paid; returns what this call ended. */
export async function endCompensations(
  tx: Tx,
  shop_id: string,
  refund_ids: readonly string[],
  state: "paid" | "failed",
  at: Date,
): Promise<CompensationRow[]> {
  const ended = await sql<CompensationRow>`update fulfillment.compensation set state = ${state}, ended_at = ${at}
    where shop_id = ${shop_id} and refund_id = any(${[...refund_ids]}::text[]) and state = 'paying' returning *`.execute(
    tx,
  );
  return ended.rows;
}
