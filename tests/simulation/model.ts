import { isDeepStrictEqual } from "node:util";
import type { Checkout } from "../../contract/checkout.ts";
import type { Order, OrderState } from "../../contract/orders.ts";
import type { Buyer, Goods } from "./market.ts";

/** What somebody asked for, and what they were told. */
export interface Wish {
  readonly key: string;
  readonly buyer: Buyer;
  readonly goods: Goods;
  readonly quantity: number;
  /** The flash sale it is for; null: off the shelf. */
  readonly flash_sale_id: string | null;
  /** Held coupons it names. */
  readonly coupon_ids: readonly string[];
  /** The first answer; every later one must be the same. */
  order: Order | null;
  /** Whether a request of this wish was left without an answer: then an order may exist, or not. */
  in_doubt: boolean;
}

/** An order that was acknowledged to somebody: it exists from then on, and it never goes back. */
export interface Known {
  readonly id: string;
  readonly buyer: Buyer;
  readonly goods: Goods;
  readonly quantity: number;
  /** Minor units. */
  readonly total: number;
  readonly asked_by: string;
  /** The payment intent, once somebody was shown where to pay. */
  intent_id: string | null;
  /** What was acknowledged of its life. */
  readonly told: Set<"cancelled" | "shipped" | "received" | "refund_started">;
  /** The last state that was seen in the database. */
  seen: OrderState;
}

/** A matter after buying that was acknowledged. */
export interface Matter {
  readonly id: string;
  readonly known: Known;
}
/** A purchase at two shops with one payment. */
export interface Basket {
  readonly key: string;
  readonly buyer: Buyer;
  readonly goods: readonly Goods[];
  readonly quantity: number;
  /** Once it was acknowledged. */
  id: string | null;
  in_doubt: boolean;
}

/** A flash sale its host was told of. */
export interface Sale {
  readonly id: string;
  readonly goods: Goods;
}
/** A coupon somebody claimed and was given. */
export interface Held {
  readonly id: string;
  readonly buyer: Buyer;
}

/** Only what was said to clients: the model never looks into the database. */
export interface Model {
  readonly wishes: Wish[];
  readonly known: Map<string, Known>;
  readonly matters: Map<string, Matter>;
  readonly baskets: Basket[];
  readonly sales: Sale[];
  /** Broadcasts, with something their shop sells. */
  readonly sessions: Map<string, Goods>;
  readonly coupons: { readonly id: string }[];
  readonly held: Map<string, Held>;
  /** How many claims were sent: their keys. */
  claims: number;
  /** How many parcels were packed: their numbers. */
  parcels: number;
  /** Changes of stock by hand whose answer never came: what they were. */
  readonly doubtful_changes: { goods: Goods; change: number }[];
  /** Changes of stock by hand that were acknowledged. */
  readonly changes: { goods: Goods; change: number }[];
}

export const newModel = (): Model => ({
  wishes: [],
  known: new Map(),
  matters: new Map(),
  baskets: [],
  sales: [],
  sessions: new Map(),
  coupons: [],
  held: new Map(),
  claims: 0,
  parcels: 0,
  doubtful_changes: [],
  changes: [],
});

const isNew = { intent_id: null, seen: "unpaid" } as const;

/** Orders of a basket are known from the first answer that names them. */
export function acknowledgeBasket(model: Model, basket: Basket, checkout: Checkout): string | null {
  if (basket.id !== null && basket.id !== checkout.id)
    return `${basket.key} was answered ${basket.id} and ${checkout.id}`;
  basket.id = checkout.id;
  basket.in_doubt = false;
  for (const [index, part] of checkout.parts.entries()) {
    const goods = basket.goods[index];
    if (goods?.shop_id !== part.shop.id) return `${checkout.id} is not what ${basket.key} asked for`;
    const { order_id: id } = part;
    if (id === null || model.known.has(id)) continue;
    const total = part.total.amount;
    const { buyer, quantity } = basket;
    model.known.set(id, { id, buyer, goods, quantity, total, asked_by: basket.key, ...isNew, told: new Set() });
  }
  return null;
}

/** The first acknowledgement makes an order known; a later one must say the same. Returns what is wrong, if anything. */
export function acknowledge(model: Model, wish: Wish, order: Order): string | null {
  const first = wish.order;
  if (first === null) {
    const other = model.known.get(order.id);
    if (other !== undefined) return `${order.id} was answered to ${wish.key} and to ${other.asked_by}`;
    wish.order = order;
    wish.in_doubt = false;
    const { buyer, goods, quantity } = wish;
    const total = order.total.amount;
    model.known.set(order.id, {
      id: order.id,
      buyer,
      goods,
      quantity,
      total,
      asked_by: wish.key,
      ...isNew,
      told: new Set(),
    });
    const [line, ...more] = order.lines;
    return line?.variant_id === wish.goods.variant_id && line.quantity === wish.quantity && more.length === 0
      ? null
      : `${order.id} is not what ${wish.key} asked for`;
  }
  // The content counts, not in which order its fields stand.
  const differs = Object.entries(first).find(
    ([name, value]) => !isDeepStrictEqual(value, order[name as keyof Order]),
  )?.[0];
  if (differs === undefined) return null;
  const [then, now] = [first, order].map((one) => JSON.stringify(one[differs as keyof Order]));
  return `${wish.key} was answered ${first.id} first and ${order.id} later; ${differs} was ${then} and is ${now}`;
}
