import type { Order, OrderState } from "../../contract/orders.ts";
import type { Buyer, Goods } from "./market.ts";

/** What somebody asked for, and what they were told. */
export interface Wish {
  readonly key: string;
  readonly buyer: Buyer;
  readonly goods: Goods;
  readonly quantity: number;
  /** The first answer; every later one must be the same. */
  order: Order | null;
  /** Whether a request of this wish was left without an answer: then an order may exist, or not. */
  in_doubt: boolean;
}

/** An order that was acknowledged to somebody: it exists from then on, and it never goes back. */
export interface Known {
  readonly wish: Wish;
  readonly order: Order;
  readonly goods: Goods;
  /** The payment intent, once somebody was shown where to pay. */
  intent_id: string | null;
  /** What was acknowledged of its life. */
  readonly told: Set<"cancelled" | "shipped" | "received" | "refund_started">;
  /** The last state that was seen in the database. */
  seen: OrderState;
}

/** Only what was said to clients: the model never looks into the database. */
export interface Model {
  readonly wishes: Wish[];
  readonly known: Map<string, Known>;
  /** Changes of stock by hand whose answer never came: what they were. */
  readonly doubtful_changes: { goods: Goods; change: number }[];
  /** Changes of stock by hand that were acknowledged. */
  readonly changes: { goods: Goods; change: number }[];
}

export const newModel = (): Model => ({ wishes: [], known: new Map(), doubtful_changes: [], changes: [] });

/** The first acknowledgement makes an order known; a later one must say the same. Returns what is wrong, if anything. */
export function acknowledge(model: Model, wish: Wish, order: Order): string | null {
  const first = wish.order;
  if (first === null) {
    const other = model.known.get(order.id);
    if (other !== undefined) return `${order.id} was answered to ${wish.key} and to ${other.wish.key}`;
    wish.order = order;
    wish.in_doubt = false;
    model.known.set(order.id, {
      wish,
      order,
      goods: wish.goods,
      intent_id: null,
      told: new Set(),
      seen: "unpaid",
    });
    const [line, ...more] = order.lines;
    return line?.variant_id === wish.goods.variant_id && line.quantity === wish.quantity && more.length === 0
      ? null
      : `${order.id} is not what ${wish.key} asked for`;
  }
  const same = JSON.stringify(first) === JSON.stringify(order);
  return same ? null : `${wish.key} was answered ${first.id} first and ${order.id} later, or with other content`;
}
