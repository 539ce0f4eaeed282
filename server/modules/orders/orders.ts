import type { Order, OrderFields } from "../../../contract/orders.ts";
import type { z } from "zod";
import type { Reader, Tx } from "../../kernel/db.ts";
import type { Refusal } from "../../kernel/refusal.ts";
import type { ModulePart } from "../../kernel/module.ts";
import type { Caller } from "../../kernel/routing.ts";
import type { KeyedRequest } from "./answer-once.ts";
import type { Delivery } from "./delivery.ts";
import type { shipPart } from "./ship-orders.ts";
import type { Refunded } from "./add-refunded.ts";
import type { EntryRow, LineWithPage, OrderKey, OrderRow } from "./tables.ts";
import type { OrderView } from "./view.ts";

/** An order's facts as they stand in the database, under the caller's lock. */
export type LockedOrder = Omit<
  OrderRow,
  "delivery_sealed" | "delivery_changed_sealed" | "idempotency_key" | "fingerprint"
>;

/** The door of orders. What takes a `tx` writes in the caller's transaction. */
export interface Orders {
  /** Places an order, gathered with others of its shop. Refuses what `placeOrder` of the contract names. */
  place(wish: {
    buyer_id: string;
    /** As the buyer is called, where the caller knows. */
    buyer_name?: string;
    key: string;
    fields: z.output<typeof OrderFields>;
  }): Promise<Order>;
  /** Wire orders as `view` may see them, in the order of the keys; misses what does not exist. */
  orders(reader: Reader, keys: readonly OrderKey[], view: OrderView): Promise<Order[]>;
  /** Where the order is, for its buyer, its shop's staff or an operator; refuses not_found for anyone else. */
  find(caller: Caller, order_id: string): Promise<{ key: OrderKey; view: OrderView }>;
  /** An account's newest purchases, with how far they have come. */
  boughtBy(
    reader: Reader,
    account_id: string,
    limit: number,
  ): Promise<readonly (OrderKey & Pick<OrderRow, "state" | "received_at">)[]>;
  /** Locks orders of one shop, in the order of their ids. */
  lock(tx: Tx, shop_id: string, order_ids: readonly string[]): Promise<Map<string, LockedOrder>>;
  /** Whole delivery addresses, for whoever may look: that is the caller's to know and to record. */
  deliveries(reader: Reader, keys: readonly OrderKey[]): Promise<Map<string, Delivery>>;
  /** to_ship → shipped, for orders of one shop; takes the reserved units out of stock. `note` stands in the timeline. */
  ship(tx: Tx, shop_id: string, parcels: readonly { order_id: string; note: string }[]): Promise<void>;
  /** The same facts without a lock, for reading only. */
  facts(reader: Reader, keys: readonly OrderKey[]): Promise<Map<string, LockedOrder>>;
  /** Some units of orders of one shop have left; the orders stay to_ship until `ship` takes the rest. */
  shipPart(tx: Tx, shop_id: string, parcels: Parameters<typeof shipPart>[4]): Promise<void>;
  /** What delivery of an order would cost to a province, or why it is not delivered there. */
  freightTo(tx: Tx, key: OrderKey, region: string): Promise<bigint | Refusal>;
  /** Buyer and shop agreed on another address. */
  redirect(tx: Tx, key: OrderKey, delivery: Delivery): Promise<void>;
  /** Until when dispatch is promised from now on. */
  promiseDispatch(tx: Tx, key: OrderKey, ship_by: Date): Promise<void>;
  /** Every parcel of these shipped orders was delivered: receipt confirms itself some days after that. */
  deliver(tx: Tx, shop_id: string, parcels: readonly { order_id: string; delivered_at: Date }[]): Promise<void>;
  /** Lines with the pages they were bought from, by order id. */
  lines(reader: Reader, keys: readonly OrderKey[]): Promise<Map<string, LineWithPage[]>>;
  /** Money went back, in part (the order stays where it is) or in full (→ closed); see `Refunded`. */
  addRefunded(tx: Tx, shop_id: string, parts: readonly Refunded[]): Promise<void>;
  /** Given back in full: → closed (refunded); stock that has not left goes back on sale. */
  closeRefunded(tx: Tx, shop_id: string, order_ids: readonly string[]): Promise<void>;
  /** While held an order does not settle and is not shipped. Letting go settles it at max(receipt + N days, now). */
  holdSettlement(tx: Tx, shop_id: string, order_id: string, hold: boolean): Promise<void>;
  /** Adds to timelines what modules above did. */
  note(tx: Tx, entries: readonly EntryRow[]): Promise<void>;
  /** Does something to an order once per Idempotency-Key and repeats the first answer. */
  answerOnce(request: KeyedRequest, act: (tx: Tx) => Promise<Order>): Promise<Order>;
  readonly part: ModulePart;
}
