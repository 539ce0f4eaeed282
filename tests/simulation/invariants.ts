import type { OrderState } from "../../contract/orders.ts";
import { transitions } from "../../server/modules/orders/order.ts";
import { saleInvariants, salesAtRest } from "./invariants-sales.ts";
import type { Goods, Market } from "./market.ts";
import type { Model } from "./model.ts";
import type { Provider } from "./provider.ts";
import type { OrderSeen, Snapshot } from "./snapshot.ts";

/** What must hold after every step, whatever happened in it. Each gives a sentence per breach. */
export interface Invariant {
  readonly name: string;
  readonly check: (seen: Snapshot, model: Model, market: Market) => readonly string[];
}

const paidStates: readonly OrderState[] = ["to_ship", "shipped", "received", "success"];
const sum = (amounts: readonly bigint[]): bigint => amounts.reduce((total, one) => total + one, 0n);

/** States that can be reached, oneself included. */
function reachableFrom(state: OrderState): ReadonlySet<OrderState> {
  const found = new Set<OrderState>([state]);
  for (const one of found) for (const next of transitions[one]) found.add(next);
  return found;
}

const acknowledgedOrdersExist: Invariant = {
  name: "acknowledged orders exist, once, and never go back",
  check(seen, model) {
    const orders = new Map(seen.orders.map((order) => [order.order_id, order]));
    const broken: string[] = [];
    for (const [order_id, known] of model.known) {
      const order = orders.get(order_id);
      if (order === undefined) {
        broken.push(`${order_id} was acknowledged and is gone`);
        continue;
      }
      if (order.buyer_id !== known.buyer.account_id || Number(order.total) !== known.total)
        broken.push(`${order_id} is not what was acknowledged`);
      if (!reachableFrom(known.seen).has(order.state))
        broken.push(`${order_id} went from ${known.seen} to ${order.state}`);
      known.seen = order.state;
      broken.push(...toldAndUndone(order, known.told));
    }
    for (const [key, same] of Map.groupBy(seen.orders, (order) => `${order.buyer_id} ${order.idempotency_key}`))
      if (same.length > 1) broken.push(`${key} bought ${same.length} times`);
    const baskets = new Map(seen.baskets.map((one) => [`${one.account_id} ${one.idempotency_key}`, one.id]));
    for (const { key, buyer, id, in_doubt } of model.baskets) {
      const there = baskets.get(`${buyer.account_id} ${key}`) ?? null;
      if (!in_doubt && there !== id) broken.push(`${key} was answered ${id ?? "no"} and is ${there ?? "gone"}`);
    }
    return broken;
  },
};

function toldAndUndone(order: OrderSeen, told: ReadonlySet<string>): string[] {
  const { order_id, state, close_reason } = order;
  const gone = state === "closed" && close_reason === "refunded";
  const broken: string[] = [];
  if (told.has("cancelled") && close_reason !== "buyer_cancelled")
    broken.push(`${order_id} was cancelled and is ${state}`);
  if (told.has("shipped") && !["shipped", "received", "success"].includes(state) && !gone)
    broken.push(`${order_id} was shipped and is ${state}`);
  if (told.has("received") && !["received", "success"].includes(state) && !gone)
    broken.push(`${order_id} was received and is ${state}`);
  return broken;
}

const stockAddsUp: Invariant = {
  name: "sold + reserved + available = initial + changed by hand, and nothing is negative",
  check(seen, model, market) {
    const broken: string[] = [];
    const states = new Map(seen.orders.map((order) => [order.order_id, order.state]));
    for (const goods of market.goods) {
      const stock = seen.stock.find((one) => one.variant_id === goods.variant_id);
      if (stock === undefined) {
        broken.push(`${goods.variant_id} has no stock row`);
        continue;
      }
      const mine = seen.reservations.filter((one) => one.variant_id === goods.variant_id);
      const units = (state: string): number =>
        mine.filter((one) => one.state === state).reduce((total, one) => total + one.quantity, 0);
      // The units a variant was made with stand there as the first change by hand.
      const adjusted = seen.adjusted.find((one) => one.variant_id === goods.variant_id);
      const initial = Number(adjusted?.change ?? 0n);
      if (!changesMakeUp(model, goods, Number(adjusted?.by_hand ?? 0n)))
        broken.push(`${goods.variant_id}: ${initial} units came in, which nobody was told`);
      const available = stock.on_hand - stock.reserved;
      if (stock.on_hand < 0 || stock.reserved < 0 || available < 0)
        broken.push(`${goods.variant_id}: ${stock.on_hand} on hand, ${stock.reserved} reserved`);
      const aside = seen.set_aside
        .filter((one) => one.variant_id === goods.variant_id)
        .reduce((total, one) => total + one.quantity, 0);
      const held = units("reserved") + aside;
      if (units("consumed") + held + available !== initial || held !== stock.reserved)
        broken.push(
          `${goods.variant_id}: sold ${units("consumed")} + reserved ${units("reserved")} + set aside ${aside} + available ${available} is not ${initial}; reserved says ${stock.reserved}`,
        );
    }
    const left = new Set(seen.parcels.map((one) => one.order_id));
    for (const one of seen.reservations) {
      const state = states.get(one.order_id);
      // An order that waits holds its units, but for those that were given back before it left.
      const wrong =
        state === "unpaid"
          ? one.state !== "reserved"
          : state === "to_ship"
            ? one.state === "consumed" && !left.has(one.order_id)
            : one.state === "reserved";
      if (wrong) broken.push(`${one.order_id} is ${state ?? "gone"} and its units are ${one.state}`);
    }
    const lines = Map.groupBy(seen.lines, (line) => line.order_id);
    const held = Map.groupBy(seen.reservations, (one) => one.order_id);
    for (const order of seen.orders) {
      const asked = (lines.get(order.order_id) ?? []).reduce((total, line) => total + line.quantity, 0);
      const kept = (held.get(order.order_id) ?? []).reduce((total, one) => total + one.quantity, 0);
      if (asked !== kept || asked === 0) broken.push(`${order.order_id} asks for ${asked} units and holds ${kept}`);
    }
    return broken;
  },
};

/** What came in is what the market opened with, every change that was acknowledged, and any of those that were left without an answer. */
function changesMakeUp(model: Model, goods: Goods, total: number): boolean {
  const mine = (list: Model["changes"]): number[] => list.filter((one) => one.goods === goods).map((one) => one.change);
  let sums = new Set([mine(model.changes).reduce((units, one) => units + one, goods.stock)]);
  for (const change of mine(model.doubtful_changes))
    sums = new Set([...sums].flatMap((units) => [units, units + change]));
  return sums.has(total);
}

const ledgerIsExact: Invariant = {
  name: "the ledger sums to zero, its balances are its entries, escrow is never negative",
  check(seen) {
    const broken: string[] = [];
    for (const [id, entries] of Map.groupBy(seen.entries, (entry) => entry.transfer_id))
      if (
        sum(entries.map((entry) => entry.amount)) !== 0n ||
        sum(entries.map((entry) => entry.pending_in - entry.pending_out)) !== 0n ||
        entries.length < 2
      )
        broken.push(`${id} does not sum to zero`);
    const accounts = Map.groupBy(seen.entries, (entry) => `${entry.shop_id} ${entry.account}`);
    for (const { shop_id, account, amount, pending_in, pending_out } of seen.balances) {
      const mine = accounts.get(`${shop_id} ${account}`) ?? [];
      const total = sum(mine.map((entry) => entry.amount));
      if (total !== amount) broken.push(`${account} of ${shop_id} says ${amount}, its entries ${total}`);
      const pending = [
        sum(mine.map((entry) => entry.pending_in)),
        sum(mine.map((entry) => entry.pending_out)),
      ] as const;
      if (pending[0] !== pending_in || pending[1] !== pending_out)
        broken.push(
          `${account} of ${shop_id} promises ${pending_in} in and ${pending_out} out, its entries ${pending.join(" and ")}`,
        );
      if (account === "escrow" && amount < 0n) broken.push(`escrow of ${shop_id} is ${amount}`);
    }
    return broken;
  },
};

/** An order's money: what came in, what went where. */
function moneyOf(seen: Snapshot) {
  return Map.groupBy(
    seen.entries.filter((entry) => entry.order_id !== null),
    (entry) => entry.order_id ?? "",
  );
}

/** What gives back a second payment of the same order: it is not the order's money. */
const isTooMany = ({ cause }: { readonly cause: string }): boolean => cause === "double_payment";

const capturedMeansOrderOrRefund: Invariant = {
  name: "captured ⇔ order or refund",
  check(seen) {
    const broken: string[] = [];
    const orders = new Map(seen.orders.map((order) => [order.order_id, order]));
    for (const intent of seen.intents) {
      const order = orders.get(intent.order_id);
      const captured = intent.state === "captured" || intent.state === "refunded";
      const refunds = seen.refunds.filter((refund) => refund.order_id === intent.order_id);
      const onItsWay = seen.outbox.some(
        (event) => event.type === "payment.captured" && event.order_id === intent.order_id,
      );
      if (order === undefined) {
        broken.push(`${intent.id} belongs to no order`);
        continue;
      }
      const isPaid = paidStates.includes(order.state);
      if (isPaid && !captured) broken.push(`${order.order_id} is ${order.state}, but ${intent.id} is ${intent.state}`);
      if (captured && !isPaid && refunds.length === 0 && !onItsWay)
        broken.push(`${intent.id} is ${intent.state}, its order is ${order.state} and nothing is given back`);
      if (order.state === "closed" && intent.state === "requires_payment")
        broken.push(`${order.order_id} is closed and may be paid`);
      const back = sum(refunds.filter((refund) => !isTooMany(refund)).map((refund) => refund.amount));
      if (back > intent.amount) broken.push(`${intent.id} gives back ${back} of ${intent.amount}`);
      if (order.total !== intent.amount)
        broken.push(`${order.order_id} costs ${order.total}, ${intent.id} asks ${intent.amount}`);
    }
    if (seen.intents.length !== seen.orders.length)
      broken.push(`${seen.orders.length} orders, ${seen.intents.length} intents`);
    return broken;
  },
};

const partsAreWhatWasPaid: Invariant = {
  name: "parts = paid + subsidy",
  check(seen) {
    const broken: string[] = [];
    const money = moneyOf(seen);
    const captured = new Set(
      seen.intents.filter((one) => one.state === "captured" || one.state === "refunded").map((one) => one.order_id),
    );
    for (const order of seen.orders) {
      const entries = money.get(order.order_id) ?? [];
      const total = (...accounts: string[]): bigint =>
        sum(entries.filter((entry) => accounts.includes(entry.account)).map((entry) => entry.amount));
      const paid = captured.has(order.order_id) ? order.total : 0n;
      const refunds = seen.refunds.filter((refund) => refund.order_id === order.order_id);
      const back = sum(refunds.filter((one) => one.state === "success" && !isTooMany(one)).map((one) => one.amount));
      const say = (what: string) => broken.push(`${order.order_id} (${order.state}): ${what}`);
      if (order.goods + order.shipping - order.shop_discount - order.subsidy !== order.total)
        say("its own parts do not sum to its total");
      const held = -total("provider");
      // A payment too many came in and goes out again; until it has, it lies there too.
      const tooMany = held - (paid - back);
      const owed = sum(refunds.filter((one) => one.state !== "success" && isTooMany(one)).map((one) => one.amount));
      if (tooMany < 0n || tooMany > owed) say(`the provider holds ${held}, paid ${paid}, given back ${back}`);
      const added = -total("subsidy");
      if (added < 0n || added > order.subsidy) say(`the platform added ${added} of ${order.subsidy}`);
      const escrow = total("escrow");
      const parts = total("shop", "platform", "receivable", "deposit");
      // Until it is settled all of it lies in escrow, then none of it.
      const expected = order.state === "success" ? tooMany : held + added;
      if (escrow !== expected || escrow + parts !== held + added)
        say(`escrow ${escrow} and parts ${parts} of ${held} held and ${added} added`);
    }
    return broken;
  },
};

/** What may happen to an order several times. */
const many: ReadonlySet<string> = new Set(["partly_refunded", "refund_started"]);

const effectsOnce: Invariant = {
  name: "each listener's effect happens once",
  check(seen) {
    return [
      ...seen.told
        .filter((one) => one.times > 1n && !many.has(one.event))
        .map((one) => `${one.order_id} was ${one.event} ${one.times} times`),
      ...seen.heard_twice.map((one) => `${one.event_id} was heard ${one.times} times`),
      ...seen.unheard.map((one) => `${one.event_id} (${one.type}) left the outbox unheard`),
    ];
  },
};

export const invariants: readonly Invariant[] = [
  acknowledgedOrdersExist,
  stockAddsUp,
  ledgerIsExact,
  capturedMeansOrderOrRefund,
  partsAreWhatWasPaid,
  effectsOnce,
  ...saleInvariants,
];

const paidIntents: ReadonlySet<string> = new Set(["captured", "refunded"]);

/** Payments and refunds of the provider that our books do not know. */
function notHeardOf(seen: Snapshot, provider: Provider): string[] {
  const captured = new Set(seen.intents.filter((one) => paidIntents.has(one.state)).map((one) => one.id));
  const charges = new Set(seen.charges.filter((one) => paidIntents.has(one.state)).map((one) => one.id));
  const back = new Set(seen.refunds.filter((one) => one.state === "success").map((one) => one.id));
  return [
    ...[...provider.payments.values()]
      .filter((one) => one.paid && !captured.has(one.reference) && !charges.has(one.reference))
      .map((one) => {
        const here = [...seen.intents, ...seen.charges].find(({ id }) => id === one.reference);
        return `${one.reference} was paid at the provider, and nobody here knows: ${here?.state ?? "gone"}, asked ${here?.ask_at?.toISOString() ?? "never"}`;
      }),
    ...[...provider.refunds.values()]
      .filter((one) => one.state === "succeeded" && !back.has(one.reference))
      .map((one) => `${one.reference} was given back by the provider, and nobody here knows`),
  ];
}

/** What must hold besides once everything has been delivered and every deadline has passed. */
export function atRest(seen: Snapshot, model: Model, provider: Provider, nowMs: number): string[] {
  const broken = salesAtRest(seen);
  for (const order of seen.orders)
    if (order.state !== "success" && order.state !== "closed")
      broken.push(`${order.order_id} is stuck: ${order.state}`);
  for (const one of seen.matters)
    if (one.state !== "success" && one.state !== "closed")
      broken.push(`${one.id} of ${one.order_id} is stuck: ${one.state}`);
  for (const one of seen.baskets)
    if (one.state !== "paid" && one.state !== "closed") broken.push(`${one.id} is stuck: ${one.state}`);
  for (const refund of seen.refunds)
    if (refund.state !== "success") broken.push(`${refund.id} is stuck: ${refund.state}`);
  for (const event of seen.outbox)
    broken.push(`${event.type} of ${event.order_id ?? "something"} is stuck in the outbox`);
  for (const timer of seen.timers)
    if (timer.due_at.getTime() <= nowMs) broken.push(`${timer.name} of ${timer.subject_id} is past its time`);
  const filed = new Set(seen.filed.map((one) => one.order_id));
  for (const order of seen.orders)
    if (!filed.has(order.order_id)) broken.push(`${order.order_id} is missing in its buyer's list`);
  const ours = -sum(seen.entries.filter((entry) => entry.account === "provider").map((entry) => entry.amount));
  if (ours !== BigInt(provider.holds())) broken.push(`the provider holds ${provider.holds()}, our books say ${ours}`);
  broken.push(...notHeardOf(seen, provider));
  for (const wish of [...model.wishes, ...model.baskets])
    if (wish.in_doubt) broken.push(`${wish.key} never got an answer`);
  return broken;
}
