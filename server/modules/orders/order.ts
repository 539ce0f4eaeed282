import type { CloseReason, OrderState } from "../../../contract/orders.ts";
import { assert } from "../../kernel/assert.ts";
import { permilleOf } from "../../kernel/money.ts";
import type { OrderRow } from "./tables.ts";

/** Where an order may go from where it is (law 7). The README's picture is printed from this table. */
export const transitions: Readonly<Record<OrderState, readonly OrderState[]>> = {
  unpaid: ["to_ship", "closed"],
  to_ship: ["shipped", "closed"],
  shipped: ["received", "closed"],
  received: ["success", "closed"],
  success: [],
  closed: [],
};

const day_ms = 24 * 3600_000;

/** `days` after `at`. */
export function daysAfter(at: Date, days: number): Date {
  return new Date(at.getTime() + days * day_ms);
}

/** Moves an order on; a step the table does not have is a bug of the caller, who asked for the state first. */
function moved(order: OrderRow, state: OrderState, changes: Partial<OrderRow>): OrderRow {
  assert(transitions[order.state].includes(state), `an order goes from ${order.state} to ${state}`);
  return { ...order, ...changes, state };
}

/** Payment starts the hours until dispatch that the buyer was promised. */
export const paid = (order: OrderRow, at: Date): OrderRow =>
  moved(order, "to_ship", { paid_at: at, ship_by: new Date(at.getTime() + order.dispatch_hours * 3600_000) });

/** Receipt confirms itself some days after shipping; how many was quoted when the order was placed. */
export const shipped = (order: OrderRow, at: Date): OrderRow =>
  moved(order, "shipped", { shipped_at: at, auto_receive_at: daysAfter(at, order.auto_receive_days) });

/**
 * Everything in it was delivered: receipt confirms itself that many days after that (DOMAIN §3), and no sooner than two days after we
 * heard of it, so that a word that came late leaves time to look.
 */
export function delivered(
  order: OrderRow,
  word: { readonly delivered_at: Date; readonly heard_at: Date; readonly extension_days: number },
): OrderRow {
  assert(order.state === "shipped", "what is delivered was shipped");
  const more = order.receipt_extended_at === null ? 0 : word.extension_days;
  const counted = daysAfter(word.delivered_at, order.auto_receive_days + more);
  const least = daysAfter(word.heard_at, Math.min(order.auto_receive_days, 2));
  return { ...order, auto_receive_at: counted > least ? counted : least };
}

/** The buyer asked for more time. */
export function extended(order: OrderRow, at: Date, days: number): OrderRow {
  assert(
    order.state === "shipped" && order.receipt_extended_at === null && order.auto_receive_at !== null,
    "receipt is put off once, while a parcel is under way",
  );
  return { ...order, receipt_extended_at: at, auto_receive_at: daysAfter(order.auto_receive_at, days) };
}

export const received = (order: OrderRow, at: Date): OrderRow =>
  moved(order, "received", {
    received_at: at,
    auto_receive_at: null,
    settles_at: daysAfter(at, order.settlement_days),
  });

export const settled = (order: OrderRow, at: Date): OrderRow => moved(order, "success", { settled_at: at });

export const closed = (order: OrderRow, reason: CloseReason, at: Date): OrderRow =>
  moved(order, "closed", {
    close_reason: reason,
    closed_at: at,
    auto_receive_at: null,
    settles_at: null,
    settlement_held: false,
  });

/** Holds the settlement back while an after-sale runs. */
export const held = (order: OrderRow): OrderRow => ({ ...order, settlement_held: true });

/** Lets it go again: it settles at max(receipt + N days, last after-sale closed) (DOMAIN §4). */
export function released(order: OrderRow, at: Date): OrderRow {
  const settles_at = order.settles_at === null || order.settles_at >= at ? order.settles_at : at;
  return { ...order, settlement_held: false, settles_at };
}

/** True where the order's money may be split now. */
export function mayStartSettling(order: OrderRow, at: Date): boolean {
  return order.state === "received" && !order.settlement_held && order.settles_at !== null && order.settles_at <= at;
}

/**
 * With what went back added. Freight and compensations are taken from the original shipping first, then from the goods: from what the
 * shop would have been left with.
 */
export function refundedBy(
  order: OrderRow,
  part: { readonly goods: bigint; readonly shipping: bigint; readonly freight: bigint; readonly subsidy: bigint },
): OrderRow {
  const least = (a: bigint, b: bigint): bigint => (a < b ? a : b);
  const shipping = order.refunded_shipping + part.shipping;
  const goods = order.refunded_goods + part.goods;
  const from_shipping = least(part.freight, order.shipping - shipping);
  const from_goods = least(part.freight - from_shipping, order.goods - order.shop_discount - goods);
  const subsidy_returned = (order.subsidy_returned ?? 0n) + part.subsidy;
  const after = {
    refunded_goods: goods + from_goods,
    refunded_shipping: shipping + from_shipping,
    subsidy_returned: subsidy_returned === 0n ? null : subsidy_returned,
  };
  assert(
    after.refunded_goods <= order.goods - order.shop_discount &&
      after.refunded_shipping <= order.shipping &&
      subsidy_returned <= order.subsidy,
    "no more goes back of an order than was paid for it",
  );
  return { ...order, ...after };
}

/** What of an order the buyer has back: without what the platform had added. */
export function givenBack(order: Pick<OrderRow, "refunded_goods" | "refunded_shipping" | "subsidy_returned">): bigint {
  return order.refunded_goods + order.refunded_shipping - (order.subsidy_returned ?? 0n);
}

/** States in which the buyer's money lies in escrow, so that it can still be given back whole. */
export const refundableStates: readonly OrderState[] = ["to_ship", "shipped", "received"];

/** What the goods of an order cost: every line. */
export function goodsOf(lines: readonly { readonly unit_price: bigint; readonly quantity: number }[]): bigint {
  return lines.reduce((sum, line) => sum + line.unit_price * BigInt(line.quantity), 0n);
}

/** The sums of money an order knows; see `splitOf`. */
export type OrderSums = Pick<
  OrderRow,
  "goods" | "shipping" | "shop_discount" | "subsidy" | "total" | "refunded_goods" | "refunded_shipping"
>;

/**
 * How what the buyer and the platform's subsidy paid is split, less what was given back. The base of the take is the goods
 * without the shop's discount, what was given back and freight (DOMAIN §4); the parts sum to what is left.
 */
export function splitOf(order: OrderSums & { readonly take_rate_permille: number }): {
  take: bigint;
  shop_receives: bigint;
} {
  assert(
    order.goods + order.shipping === order.total + order.shop_discount + order.subsidy,
    "an order's parts sum to its total",
  );
  const take = permilleOf(takeBaseOf(order), order.take_rate_permille);
  return { take, shop_receives: leftOf(order) - take };
}

/** What the platform's take is a share of. */
export function takeBaseOf(order: OrderSums): bigint {
  return order.goods - order.shop_discount - order.refunded_goods;
}

/** What of an order's money is still meant for the seller's side: paid and subsidy, less what was given back. */
export function leftOf(order: OrderSums): bigint {
  return order.total + order.subsidy - order.refunded_goods - order.refunded_shipping;
}
