import { sql, type RawBuilder } from "kysely";
import type { Picture } from "../../../../contract/media.ts";
import type { OrderState } from "../../../../contract/orders.ts";
import type { Reader } from "../../../kernel/db.ts";
import type { OrderKey } from "../tables.ts";

/** What a list of a shop's orders is narrowed to; null: no condition. */
export interface ShopOrderFilter {
  readonly before: string | null;
  readonly limit: number;
  readonly state: OrderState | null;
  /** Days in the market's time zone, both included. */
  readonly from: string | null;
  readonly to: string | null;
  readonly product_id: string | null;
  readonly deadline: "late" | "near" | null;
  readonly flag: string | null;
  readonly q: string | null;
}

/** `%` and `_` are themselves in what somebody searches for. */
const escaped = (text: string): string => text.replaceAll(/[\\%_]/g, "\\$&");
const like = (text: string): string => `%${escaped(text)}%`;

const dayStart = (day: string, time_zone: string): RawBuilder<Date> =>
  sql<Date>`((${day}::date)::timestamp at time zone ${time_zone})`;
const dayEnd = (day: string, time_zone: string): RawBuilder<Date> =>
  sql<Date>`((${day}::date + 1)::timestamp at time zone ${time_zone})`;

/** Keys of a shop's orders, newest first: ids sort by time. */
export async function filterShopsOrders(
  reader: Reader,
  shop_id: string,
  filter: ShopOrderFilter,
  clock: { time_zone: string; now: Date },
): Promise<OrderKey[]> {
  const { time_zone, now } = clock;
  const conditions: RawBuilder<unknown>[] = [sql`o.shop_id = ${shop_id}`];
  if (filter.state !== null) conditions.push(sql`o.state = ${filter.state}`);
  if (filter.before !== null) conditions.push(sql`o.order_id < ${filter.before}`);
  if (filter.from !== null) conditions.push(sql`o.placed_at >= ${dayStart(filter.from, time_zone)}`);
  if (filter.to !== null) conditions.push(sql`o.placed_at < ${dayEnd(filter.to, time_zone)}`);
  if (filter.deadline === "late") conditions.push(sql`o.state = 'to_ship' and o.ship_by <= ${now}`);
  if (filter.deadline === "near")
    conditions.push(
      sql`o.state = 'to_ship' and o.ship_by > ${now} and o.ship_by <= ${now}::timestamptz + interval '24 hours'`,
    );
  if (filter.flag !== null)
    conditions.push(
      sql`exists (select from orders.remark m where m.shop_id = o.shop_id and m.order_id = o.order_id and m.flag = ${filter.flag})`,
    );
  if (filter.product_id !== null)
    conditions.push(
      sql`exists (select from orders.line l where l.shop_id = o.shop_id and l.order_id = o.order_id and l.product_id = ${filter.product_id})`,
    );
  if (filter.q !== null) {
    const tracking = filter.q.normalize("NFKC").replaceAll(/[\s-]/g, "").toUpperCase();
    conditions.push(sql`(o.order_id like ${like(filter.q.toLowerCase())}
      or exists (select from orders.line l join orders.page p on p.shop_id = l.shop_id and p.page_hash = l.page_hash
        where l.shop_id = o.shop_id and l.order_id = o.order_id and p.body ->> 'title' ilike ${like(filter.q)})
      or exists (select from orders.entry e where e.shop_id = o.shop_id and e.order_id = o.order_id and e.event in ('shipped', 'partly_shipped', 'parcel_corrected') and e.note like ${`% ${escaped(tracking)}`}))`);
  }
  const result = await sql<OrderKey>`select o.shop_id, o.order_id from orders.orders o
    where ${sql.join(conditions, sql` and `)} order by o.order_id desc limit ${filter.limit}`.execute(reader);
  return result.rows;
}

export interface SumsRow {
  readonly gross: bigint;
  readonly refunded: bigint;
  readonly orders: bigint;
  readonly refunds: bigint;
  readonly units: bigint;
  readonly buyers: bigint;
}
export interface PointRow {
  readonly at: Date;
  readonly gross: bigint;
  readonly refunded: bigint;
  readonly orders: bigint;
}

/** The instants at which a stretch of market days begins and ends. */
export async function boundsOf(
  reader: Reader,
  days: { from: string; to: string },
  time_zone: string,
): Promise<{ start: Date; end: Date }> {
  const { rows } = await sql<{
    start: Date;
    end: Date;
  }>`select ${dayStart(days.from, time_zone)} as start, ${dayEnd(days.to, time_zone)} as end`.execute(reader);
  const [row] = rows;
  if (row === undefined) throw new Error("a select without a table has one row");
  return row;
}

/** Of the orders of a shop that were paid in [start, end). */
export async function sumsOf(reader: Reader, shop_id: string, start: Date, end: Date): Promise<SumsRow> {
  const { rows } = await sql<SumsRow>`with paid as (
      select order_id, buyer_id, total, least(total, refunded_goods + refunded_shipping - coalesce(subsidy_returned, 0)) as refunded from orders.orders where shop_id = ${shop_id} and paid_at >= ${start} and paid_at < ${end})
    select coalesce(sum(total), 0)::bigint as gross, coalesce(sum(refunded), 0)::bigint as refunded,
      count(*) as orders, count(*) filter (where refunded > 0) as refunds, count(distinct buyer_id) as buyers,
      coalesce((select sum(l.quantity) from orders.line l where l.shop_id = ${shop_id} and l.order_id in (select order_id from paid)), 0)::bigint as units
    from paid`.execute(reader);
  const [row] = rows;
  if (row === undefined) throw new Error("an aggregate without groups has one row");
  return row;
}

/** The same by hour or day of the market's time zone, each that begins in [start, end), empty ones too. */
export async function pointsOf(
  reader: Reader,
  shop_id: string,
  span: { start: Date; end: Date; grain: "hour" | "day"; time_zone: string },
): Promise<readonly PointRow[]> {
  const { start, end, grain, time_zone } = span;
  const { rows } = await sql<PointRow>`
    with step as (select generate_series(${start}::timestamptz at time zone ${time_zone}, (${end}::timestamptz at time zone ${time_zone}) - interval '1 millisecond',
        ${grain === "hour" ? "1 hour" : "1 day"}::interval) as local_at),
      paid as (select date_trunc(${grain}, paid_at at time zone ${time_zone}) as local_at, total, least(total, refunded_goods + refunded_shipping - coalesce(subsidy_returned, 0)) as refunded from orders.orders
        where shop_id = ${shop_id} and paid_at >= ${start} and paid_at < ${end})
    select s.local_at at time zone ${time_zone} as at, coalesce(sum(p.total), 0)::bigint as gross,
      coalesce(sum(p.refunded), 0)::bigint as refunded, count(p.total) as orders
    from step s left join paid p on p.local_at = s.local_at group by s.local_at order by s.local_at`.execute(reader);
  return rows;
}

export interface TopProductRow {
  readonly product_id: string;
  readonly title: string;
  readonly picture: Picture | null;
  readonly units: bigint;
  readonly net: bigint;
}

/** What sold best among the orders paid in [start, end) that were not refunded, as the newest of them names it. */
export async function topProducts(
  reader: Reader,
  shop_id: string,
  start: Date,
  end: Date,
  count: number,
): Promise<readonly TopProductRow[]> {
  const { rows } = await sql<TopProductRow>`
    select l.product_id, (array_agg(p.body ->> 'title' order by o.paid_at desc))[1] as title, (array_agg(p.body -> 'picture' order by o.paid_at desc))[1] as picture,
      sum(l.quantity)::bigint as units, sum(l.quantity * l.unit_price)::bigint as net
    from orders.orders o join orders.line l on l.shop_id = o.shop_id and l.order_id = o.order_id
      join orders.page p on p.shop_id = l.shop_id and p.page_hash = l.page_hash
    where o.shop_id = ${shop_id} and o.paid_at >= ${start} and o.paid_at < ${end} and o.close_reason is null
    group by l.product_id order by net desc, l.product_id limit ${count}`.execute(reader);
  return rows;
}

export interface WaitingRow {
  readonly to_ship: bigint;
  readonly late: bigint;
  readonly near: bigint;
  readonly next_ship_by: Date | null;
  readonly refunds_running: bigint;
  readonly sold: boolean;
  readonly shipped: boolean;
}

/** What of a shop's orders waits for it at `now`. */
export async function waitingOf(reader: Reader, shop_id: string, now: Date): Promise<WaitingRow> {
  const { rows } = await sql<WaitingRow>`select
      count(*) filter (where state = 'to_ship' and not settlement_held) as to_ship,
      count(*) filter (where state = 'to_ship' and not settlement_held and ship_by <= ${now}) as late,
      count(*) filter (where state = 'to_ship' and not settlement_held and ship_by > ${now} and ship_by <= ${now}::timestamptz + interval '24 hours') as near,
      min(ship_by) filter (where state = 'to_ship' and not settlement_held) as next_ship_by,
      count(*) filter (where settlement_held) as refunds_running,
      coalesce(bool_or(paid_at is not null), false) as sold, coalesce(bool_or(shipped_at is not null), false) as shipped
    from orders.orders where shop_id = ${shop_id}`.execute(reader);
  const [row] = rows;
  if (row === undefined) throw new Error("an aggregate without groups has one row");
  return row;
}
