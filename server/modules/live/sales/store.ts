import { sql } from "kysely";
import type { Reader, Tx } from "../../../kernel/db.ts";
import type { SessionKey } from "../store.ts";
import type { SaleTables } from "../tables.ts";

export interface Sale extends SessionKey {
  readonly order_id: string;
  readonly buyer_id: string;
  readonly gross: bigint;
  readonly lines: readonly {
    readonly product_id: string;
    readonly title: string;
    readonly quantity: number;
    readonly total: bigint;
  }[];
}
export interface SalesSum {
  readonly orders_placed: number;
  readonly orders_paid: number;
  readonly units_paid: number;
  readonly buyers_paid: number;
  readonly gross: bigint;
  readonly refunded: bigint;
}

/** Notes orders once each, whichever word about them came first. */
export async function noteSales(
  tx: Tx,
  sales: readonly Sale[],
  mark: "placed_at" | "paid_at",
  at: readonly Date[],
): Promise<void> {
  if (sales.length === 0) return;
  await sql`insert into live.sale (room_id, session_id, order_id, buyer_id, gross, refunded, ${sql.ref(mark)})
    select r, s, o, b, g, 0, t from unnest(${sales.map((one) => one.room_id)}::text[], ${sales.map((one) => one.session_id)}::text[], ${sales.map((one) => one.order_id)}::text[],
      ${sales.map((one) => one.buyer_id)}::text[], ${sales.map((one) => one.gross)}::bigint[], ${at}::timestamptz[]) as u(r, s, o, b, g, t)
    on conflict (room_id, session_id, order_id) do update set ${sql.ref(mark)} = coalesce(${sql.ref(`sale.${mark}`)}, ${sql.ref(`excluded.${mark}`)})`.execute(
    tx,
  );
  const lines = sales.flatMap((sale) => sale.lines.map((line, index) => ({ sale, line, index })));
  await sql`insert into live.sale_line (room_id, session_id, order_id, line, product_id, title, quantity, total)
    select * from unnest(${lines.map((one) => one.sale.room_id)}::text[], ${lines.map((one) => one.sale.session_id)}::text[], ${lines.map((one) => one.sale.order_id)}::text[],
      ${lines.map((one) => one.index)}::integer[], ${lines.map((one) => one.line.product_id)}::text[], ${lines.map((one) => one.line.title)}::text[],
      ${lines.map((one) => one.line.quantity)}::integer[], ${lines.map((one) => one.line.total)}::bigint[])
    on conflict do nothing`.execute(tx);
}

/** `refunded` is what has gone back of an order in all. */
export async function noteRefund(tx: Tx, key: SessionKey, orderId: string, refunded: bigint): Promise<void> {
  await tx
    .$extendTables<SaleTables>()
    .updateTable("live.sale")
    .set({ refunded })
    .where("room_id", "=", key.room_id)
    .where("session_id", "=", key.session_id)
    .where("order_id", "=", orderId)
    .execute();
}

export async function sumSales(reader: Reader, key: SessionKey): Promise<SalesSum> {
  const { rows } = await sql<{
    placed: bigint;
    paid: bigint;
    buyers: bigint;
    gross: bigint;
    refunded: bigint;
    units: bigint;
  }>`
    select count(*) as placed, count(paid_at) as paid, count(distinct buyer_id) filter (where paid_at is not null) as buyers,
      coalesce(sum(gross) filter (where paid_at is not null), 0)::bigint as gross, coalesce(sum(refunded) filter (where paid_at is not null), 0)::bigint as refunded,
      (select coalesce(sum(l.quantity), 0) from live.sale_line l join live.sale p on p.room_id = l.room_id and p.session_id = l.session_id and p.order_id = l.order_id
        where l.room_id = ${key.room_id} and l.session_id = ${key.session_id} and p.paid_at is not null)::bigint as units
    from live.sale where room_id = ${key.room_id} and session_id = ${key.session_id}`.execute(reader);
  const row = rows[0];
  return {
    orders_placed: Number(row?.placed ?? 0n),
    orders_paid: Number(row?.paid ?? 0n),
    units_paid: Number(row?.units ?? 0n),
    buyers_paid: Number(row?.buyers ?? 0n),
    gross: row?.gross ?? 0n,
    refunded: row?.refunded ?? 0n,
  };
}

/** Orders paid and their gross, by the minute of the broadcast in which they were paid; later ones count to the last minute there is. */
export async function salesByMinute(
  reader: Reader,
  key: SessionKey,
  startedAt: Date,
): Promise<Map<number, { orders: number; gross: bigint }>> {
  const { rows } = await sql<{ minute: number; orders: bigint; gross: bigint }>`
    select greatest(0, floor(extract(epoch from paid_at - ${startedAt}::timestamptz) / 60))::integer as minute, count(*) as orders, sum(gross)::bigint as gross
    from live.sale where room_id = ${key.room_id} and session_id = ${key.session_id} and paid_at is not null group by 1`.execute(
    reader,
  );
  return new Map(rows.map((row) => [row.minute, { orders: Number(row.orders), gross: row.gross }]));
}

/**
 * Products paid for in a session, most net money first. Net: of each line, what was paid less the share of the order's
 * refund that falls on it, so that lines of an order refunded in full come to nothing.
 */
export async function sumProducts(
  reader: Reader,
  key: SessionKey,
): Promise<{ product_id: string; title: string; units: number; gross: bigint; net: bigint }[]> {
  const { rows } = await sql<{ product_id: string; title: string; units: bigint; gross: bigint; net: bigint }>`
    select l.product_id, max(l.title) as title, sum(l.quantity)::bigint as units, sum(l.total)::bigint as gross,
      sum(l.total - case when s.gross = 0 then 0 else div(l.total::numeric * s.refunded, s.gross) end)::bigint as net
    from live.sale_line l join live.sale s on s.room_id = l.room_id and s.session_id = l.session_id and s.order_id = l.order_id
    where l.room_id = ${key.room_id} and l.session_id = ${key.session_id} and s.paid_at is not null
    group by l.product_id order by net desc, l.product_id`.execute(reader);
  return rows.map((row) => ({ ...row, units: Number(row.units) }));
}

/** Units paid for in each session, without orders that were given back in full. */
export async function unitsSold(reader: Reader, keys: readonly SessionKey[]): Promise<Map<string, number>> {
  if (keys.length === 0) return new Map();
  const { rows } = await sql<{ session_id: string; units: bigint }>`
    select l.session_id, sum(l.quantity)::bigint as units
    from live.sale_line l join live.sale s on s.room_id = l.room_id and s.session_id = l.session_id and s.order_id = l.order_id
    where l.room_id = any(${keys.map((key) => key.room_id)}::text[]) and l.session_id = any(${keys.map((key) => key.session_id)}::text[])
      and s.paid_at is not null and s.refunded < s.gross
    group by l.session_id`.execute(reader);
  return new Map(rows.map((row) => [row.session_id, Number(row.units)]));
}
