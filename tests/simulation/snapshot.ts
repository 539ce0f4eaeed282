import pg from "pg";
import type { OrderState } from "../../contract/orders.ts";

export interface OrderSeen {
  shop_id: string;
  order_id: string;
  buyer_id: string;
  idempotency_key: string;
  state: OrderState;
  close_reason: string | null;
  goods: bigint;
  shipping: bigint;
  shop_discount: bigint;
  subsidy: bigint;
  total: bigint;
  take_rate_permille: number;
  settlement_held: boolean;
  flash_sale_id: string | null;
  pay_by: Date;
  auto_receive_at: Date | null;
  settles_at: Date | null;
}
export interface LineSeen {
  order_id: string;
  variant_id: string;
  quantity: number;
  unit_price: bigint;
}
export interface StockSeen {
  shop_id: string;
  variant_id: string;
  on_hand: number;
  reserved: number;
}
export interface IntentSeen {
  shop_id: string;
  id: string;
  order_id: string;
  state: string;
  amount: bigint;
  ask_at: Date | null;
}
export interface RefundSeen {
  id: string;
  order_id: string;
  state: string;
  amount: bigint;
  cause: string;
  created_at: Date;
}
export interface EntrySeen {
  shop_id: string;
  transfer_id: string;
  kind: string;
  cause: string;
  order_id: string | null;
  account: string;
  amount: bigint;
  pending_in: bigint;
  pending_out: bigint;
}
export interface FlashSaleSeen {
  flash_sale_id: string;
  state: string;
  quantity: number;
  left_units: number;
  unpaid_units: number;
  paid_units: number;
  per_buyer_max: number;
}
export interface HeldSeen {
  account_id: string;
  held_coupon_id: string;
  coupon_id: string;
  order_id: string | null;
  saved: bigint | null;
}
export interface OutboxSeen {
  type: string;
  order_id: string | null;
  intent_id: string | null;
  refund_id: string | null;
  next_at: Date;
}
export interface TimerSeen {
  name: string;
  subject_id: string;
  due_at: Date;
  attempts: number;
}

/** The whole database as it stood at one instant. */
export interface Snapshot {
  readonly orders: readonly OrderSeen[];
  readonly lines: readonly LineSeen[];
  readonly stock: readonly StockSeen[];
  /** Units that came in or left beside orders; `by_hand` without what after-sales moved. */
  readonly adjusted: readonly { variant_id: string; change: bigint; by_hand: bigint | null }[];
  readonly matters: readonly { id: string; order_id: string; state: string }[];
  readonly baskets: readonly { id: string; account_id: string; idempotency_key: string; state: string }[];
  readonly reservations: readonly { order_id: string; variant_id: string; quantity: number; state: string }[];
  readonly intents: readonly IntentSeen[];
  readonly charges: readonly { id: string; state: string; ask_at: Date | null }[];
  readonly refunds: readonly RefundSeen[];
  readonly entries: readonly EntrySeen[];
  readonly balances: readonly {
    shop_id: string;
    account: string;
    amount: bigint;
    pending_in: bigint;
    pending_out: bigint;
  }[];
  readonly set_aside: readonly { holder_id: string; variant_id: string; quantity: number }[];
  /** Units that left in parcels, by order. */
  readonly parcels: readonly { order_id: string; units: bigint }[];
  readonly sales: readonly FlashSaleSeen[];
  readonly flash_orders: readonly {
    order_id: string;
    flash_sale_id: string;
    buyer_id: string;
    quantity: number;
    state: string;
  }[];
  readonly coupons: readonly {
    coupon_id: string;
    shop_id: string | null;
    total_count: number;
    claimed_count: number;
    per_person_max: number;
  }[];
  readonly held: readonly HeldSeen[];
  readonly payouts: readonly { shop_id: string; id: string; amount: bigint; state: string }[];
  readonly outbox: readonly OutboxSeen[];
  readonly timers: readonly TimerSeen[];
  readonly jobs: readonly { name: string; gave_up: boolean; run_at: Date }[];
  /** Timeline events of orders with how often each stands there. */
  readonly told: readonly { order_id: string; event: string; times: bigint }[];
  readonly filed: readonly { order_id: string }[];
  /** Events that were heard more than once. */
  readonly heard_twice: readonly { event_id: string; times: bigint }[];
  /** Events that left the outbox and that nobody heard. */
  readonly unheard: readonly { event_id: string; type: string }[];
}

/** Events that wait, one a row, also where many were written in one. */
const outbox = (kind: string): string =>
  `select o.type, e.b ->> 'order_id' as order_id, e.b ->> 'intent_id' as intent_id, e.b ->> 'refund_id' as refund_id, o.next_at,
    coalesce(e.b ->> 'event_id', o.event_id) as event_id from kernel.${kind}_outbox o,
    jsonb_array_elements(case when o.body is null then o.events::jsonb else jsonb_build_array(o.body) end) as e(b)`;

const questions: { readonly [K in keyof Snapshot]: string } = {
  orders: "select * from orders.orders",
  lines: "select order_id, variant_id, quantity, unit_price from orders.line",
  stock: "select shop_id, variant_id, on_hand, reserved from inventory.stock",
  adjusted: `select variant_id, sum(change) as change,
    sum(change) filter (where reason not like 'aftersale %' and reason not like 'exchange %') as by_hand from inventory.adjustment group by 1`,
  matters: "select aftersale_id as id, order_id, state from aftersales.aftersale",
  baskets: "select checkout_id as id, account_id, idempotency_key, state from orders.checkout",
  reservations: "select order_id, variant_id, quantity, state from inventory.reservation",
  intents: "select shop_id, id, order_id, state, amount, ask_at from payments.intent",
  charges: "select id, state, ask_at from payments.charge",
  refunds: "select id, order_id, state, amount, cause, created_at from payments.refund",
  entries: `select e.shop_id, e.transfer_id, t.kind, t.cause, t.order_id, e.account, e.amount, e.pending_in, e.pending_out
    from ledger.entry e join ledger.transfer t on t.shop_id = e.shop_id and t.id = e.transfer_id`,
  balances: "select shop_id, account, amount, pending_in, pending_out from ledger.balance",
  set_aside: "select holder_id, variant_id, quantity from inventory.set_aside",
  parcels: `select p.order_id, sum(l.quantity) as units from fulfillment.parcel p
    join fulfillment.parcel_line l on l.shop_id = p.shop_id and l.parcel_id = p.parcel_id group by 1`,
  sales:
    "select flash_sale_id, state, quantity, left_units, unpaid_units, paid_units, per_buyer_max from promotion.flash_sale",
  flash_orders: "select order_id, flash_sale_id, buyer_id, quantity, state from promotion.flash_order",
  coupons: `select c.coupon_id, c.shop_id, c.total_count, n.claimed_count, c.per_person_max
    from promotion.coupon c join promotion.coupon_count n on n.coupon_id = c.coupon_id`,
  held: "select account_id, held_coupon_id, coupon_id, order_id, saved from promotion.held_coupon",
  payouts: "select shop_id, id, amount, state from payouts.payout",
  outbox: ["shop", "account", "room"].map(outbox).join(" union all "),
  timers:
    "select name, subject_id, due_at, attempts from kernel.shop_timer union all select name, subject_id, due_at, attempts from kernel.room_timer union all select name, subject_id, due_at, attempts from kernel.account_timer",
  jobs: "select name, gave_up, run_at from sim.job",
  // An order leaves in as many parcels as it has; each of them is told of once.
  told: "select order_id, event, count(*) as times from orders.entry group by order_id, event, case when event = 'partly_shipped' then note end",
  filed: "select order_id from orders.buyer_order",
  heard_twice: "select event_id, count(*) as times from sim.heard group by 1 having count(*) > 1",
  unheard: `select event_id, type from sim.emitted where event_id not in (select event_id from sim.heard)
    and event_id not in (select event_id from (${["shop", "account", "room"].map(outbox).join(" union all ")}) as waiting)`,
};

const parsers: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: "text") =>
    oid === 20 || oid === 1700 ? BigInt : (pg.types.getTypeParser(oid, format) as unknown)) as never,
};

/** Looks at everything in one transaction that sees one instant; over the database's own address, which no fault cuts. */
export async function takeSnapshot(client: pg.Client, stock_table = "inventory.stock"): Promise<Snapshot> {
  await client.query("begin isolation level repeatable read read only");
  const names = Object.keys(questions) as (keyof Snapshot)[];
  const all = names.map((name) => questions[name].replace("inventory.stock", stock_table)).join("; ");
  const results = (await client.query(all)) as unknown as readonly pg.QueryResult[];
  await client.query("commit");
  return Object.fromEntries(names.map((name, index) => [name, results[index]?.rows ?? []])) as unknown as Snapshot;
}

export async function openEye(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url, types: parsers });
  client.on("error", () => undefined);
  await client.connect();
  return client;
}
