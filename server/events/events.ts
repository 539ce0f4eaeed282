import type { AftersaleAction, AftersaleSide, AftersaleState, AftersaleWay } from "../../contract/aftersale-words.ts";

/**
 * Words modules say to each other: past tense, types only (floor 2). Each event belongs to one key of one kind, which is
 * where its outbox row lives. `at` and an id are added by the outbox.
 */
export type EventKind = "shop" | "account" | "room";

interface OrderFact {
  readonly shop_id: string;
  readonly order_id: string;
  readonly buyer_id: string;
  /** The checkout over several shops it belongs to, or null; older events do not say. */
  readonly checkout_id?: string | null;
  /** The broadcast the order came from, or null. */
  readonly session_id: string | null;
  readonly room_id: string | null;
}
/** What stands on the order's first line, for tickers and notices. */
interface OrderGist {
  readonly title: string;
  readonly quantity: number;
  /** Minor units, as text: JSON has no bigint. */
  readonly total: string;
  readonly lines: readonly {
    readonly product_id: string;
    readonly variant_id: string;
    readonly title: string;
    readonly quantity: number;
    readonly total: string;
  }[];
}

/** A review and what it is about. */
interface ReviewFact {
  readonly shop_id: string;
  readonly review_id: string;
  readonly order_id: string;
  readonly product_id: string;
  readonly buyer_id: string;
  readonly title: string;
  readonly stars: number;
}

type ParcelState = "in_transit" | "out_for_delivery" | "problem" | "delivered" | "returned";
/** An after-sale as a step left it; `amount` in minor units, as text. */
interface AftersaleFact {
  readonly shop_id: string;
  readonly order_id: string;
  readonly aftersale_id: string;
  readonly buyer_id: string;
  readonly way: AftersaleWay;
  readonly state: AftersaleState;
  /** Who must act now; null where it is over. */
  readonly turn: AftersaleSide | null;
  readonly amount: string;
  /** When what happens by itself, ISO 8601; null where nothing does. */
  readonly due_at: string | null;
}
interface AftersaleStep {
  readonly action: AftersaleAction;
  readonly by: AftersaleSide;
}

/** A session that was announced. */
interface PlanFact {
  readonly room_id: string;
  readonly session_id: string;
  readonly shop_id: string;
  readonly host_id: string;
  readonly title: string;
  /** ISO 8601. */
  readonly planned_at: string;
}

export type DomainEvent =
  | ({ readonly type: "order.placed" } & OrderFact & OrderGist)
  | ({ readonly type: "order.paid" } & OrderFact & OrderGist)
  | ({
      readonly type: "order.closed";
      readonly reason: "buyer_cancelled" | "unpaid_expired" | "checkout_released" | "refunded";
    } & OrderFact &
      OrderGist)
  | ({ readonly type: "order.shipped" } & OrderFact)
  | ({ readonly type: "order.received" } & OrderFact)
  | ({ readonly type: "order.settled" } & OrderFact)
  | ({ readonly type: "order.refunded"; readonly amount: string } & OrderFact & OrderGist)
  /** A parcel of an order left; `rest`: something of the order still waits. */
  | ({ readonly type: "parcel.shipped"; readonly parcel_id: string; readonly rest: boolean } & OrderFact)
  | ({ readonly type: "parcel.corrected"; readonly parcel_id: string } & OrderFact)
  | ({ readonly type: "parcel.moved"; readonly parcel_id: string; readonly reached: ParcelState } & OrderFact)
  /** One side asks the other for a change before shipping; and how it ended. */
  | ({ readonly type: "ask.made"; readonly ask_id: string; readonly kind: "address" | "delay" } & OrderFact)
  | ({
      readonly type: "ask.ended";
      readonly ask_id: string;
      readonly kind: "address" | "delay";
      readonly outcome: "accepted" | "refused" | "withdrawn" | "lapsed";
    } & OrderFact)
  /** Dispatch was promised until `ship_by` (ISO 8601), which is near or has passed. */
  | ({ readonly type: "dispatch.due"; readonly when: "near" | "late"; readonly ship_by: string } & OrderFact)
  | ({ readonly type: "shop.reminded" } & OrderFact)
  /** What the buyer gets because dispatch was late: minor units, as text. */
  | ({ readonly type: "order.compensated"; readonly amount: string } & OrderFact)
  /** A buyer asked for an invoice; the shop issued, or voided, it. */
  | ({ readonly type: "invoice.requested"; readonly invoice_id: string } & OrderFact)
  | ({ readonly type: "invoice.issued"; readonly invoice_id: string } & OrderFact)
  /** Receipt confirms itself at `due_at` (ISO 8601). */
  | ({ readonly type: "receipt.soon"; readonly due_at: string } & OrderFact)
  | ({ readonly type: "aftersale.applied" } & AftersaleFact & AftersaleStep)
  | ({ readonly type: "aftersale.changed" } & AftersaleFact & AftersaleStep)
  | ({ readonly type: "aftersale.succeeded" } & AftersaleFact & AftersaleStep)
  | ({ readonly type: "aftersale.closed" } & AftersaleFact & AftersaleStep)
  /** The deadline of the one whose turn it is comes near. */
  | ({ readonly type: "aftersale.due_soon" } & AftersaleFact)
  /** Available stock changed; `available` is the truth at commit. */
  | {
      readonly type: "stock.changed";
      readonly shop_id: string;
      readonly product_id: string;
      readonly variant_id: string;
      readonly available: number;
    }
  /** An operator closed the shop, or opened it again. */
  | { readonly type: "shop.closed"; readonly shop_id: string }
  | { readonly type: "shop.reopened"; readonly shop_id: string }
  | { readonly type: "product.changed"; readonly shop_id: string; readonly product_id: string }
  /** The provider's webhook said the buyer paid, and the ledger holds it. */
  | {
      readonly type: "payment.captured";
      readonly shop_id: string;
      readonly intent_id: string;
      readonly order_id: string;
    }
  | {
      /** A refund, whole or partial, reached the buyer. */
      readonly type: "payment.refunded";
      readonly shop_id: string;
      readonly intent_id: string;
      readonly order_id: string;
      readonly refund_id: string;
      /** Minor units, as text. */
      readonly amount: string;
      readonly cause: string;
    }
  /** Written, appended or answered; `stars` are those of the goods. */
  | ({ readonly type: "review.written" | "review.appended" | "review.replied" } & ReviewFact)
  /** `first_unread`: the other side had read everything until then. */
  | {
      readonly type: "message.sent";
      readonly shop_id: string;
      readonly conversation_id: string;
      readonly buyer_id: string;
      readonly from: "buyer" | "shop";
      readonly first_unread: boolean;
    }
  /** A coupon somebody holds can be used for a day more. */
  | {
      readonly type: "coupon.expiring";
      readonly account_id: string;
      readonly held_coupon_id: string;
      /** Where it can be used; null: in every shop. */
      readonly of_shop: string | null;
      /** The one product it is for; null where there are more or all. */
      readonly product_id: string | null;
      readonly title: string;
      readonly expires_at: string;
    }
  /** An order does not settle while an after-sale runs; and does again. */
  | { readonly type: "settlement.held"; readonly shop_id: string; readonly order_id: string }
  | { readonly type: "settlement.released"; readonly shop_id: string; readonly order_id: string }
  /** The provider will not pay this refund; the money is still with us. */
  | {
      readonly type: "payment.refund_failed";
      readonly shop_id: string;
      readonly intent_id: string;
      readonly order_id: string;
      readonly refund_id: string;
      readonly amount: string;
      readonly cause: string;
      /** Not there in events from before buyers were told. */
      readonly buyer_id?: string;
      /** One of contract/payments.ts' paymentFailures. */
      readonly reason: string;
      /** When another refund is made of it by itself; null: no more, somebody has to act. Older events do not say. */
      readonly again_at?: string | null;
    }
  /** A try to pay did not work; the buyer may try again until the order closes. */
  | {
      readonly type: "payment.failed";
      readonly shop_id: string;
      readonly intent_id: string;
      readonly order_id: string;
      /** Not there in events from before buyers were told. */
      readonly buyer_id?: string;
      /** The payment: the intent's own id, or that of the charge it was tried with. */
      readonly reference: string;
      readonly reason: string;
    }
  /** A charge was paid: its members' intents are captured by hearing this. */
  | { readonly type: "charge.captured"; readonly account_id: string; readonly charge_id: string }
  | { readonly type: "charge.failed"; readonly account_id: string; readonly charge_id: string; readonly reason: string }
  | { readonly type: "account.created"; readonly account_id: string }
  /** On a device or network the account was not signed in on before. `device` is in plain words: `Chrome · Windows`. */
  | {
      readonly type: "account.signed_in";
      readonly account_id: string;
      readonly auth_session_id: string;
      readonly device: string;
    }
  | { readonly type: "account.password_changed"; readonly account_id: string }
  | { readonly type: "account.export_ready"; readonly account_id: string; readonly export_id: string }
  /** `due_at`: when it will be deleted unless they take it back. */
  | { readonly type: "account.deletion_asked"; readonly account_id: string; readonly due_at: string }
  /** Nothing that differs from person to person is wanted any more. */
  | { readonly type: "account.personalization_declined"; readonly account_id: string }
  | { readonly type: "account.deleted"; readonly account_id: string }
  /** Signed out everywhere and kept out until it is lifted. */
  | { readonly type: "account.suspended"; readonly account_id: string }
  /** The suspension was lifted: they may do again what they might before. */
  | { readonly type: "account.reinstated"; readonly account_id: string }
  | {
      readonly type: "verification.decided";
      readonly account_id: string;
      readonly kind: "host" | "seller";
      readonly approved: boolean;
    }
  | { readonly type: "host.followed"; readonly account_id: string; readonly host_id: string }
  | { readonly type: "host.unfollowed"; readonly account_id: string; readonly host_id: string }
  /** What everybody sees of a host changed: name, picture, profile, or that they are one. */
  | { readonly type: "host.changed"; readonly account_id: string }
  /** What everybody sees of a shop changed. */
  | { readonly type: "shop.changed"; readonly shop_id: string }
  | {
      readonly type: "session.started";
      readonly room_id: string;
      readonly session_id: string;
      readonly shop_id: string;
      readonly host_id: string;
    }
  /** Its title, cover or bag changed. */
  | { readonly type: "session.changed"; readonly room_id: string; readonly session_id: string }
  | { readonly type: "session.interrupted"; readonly room_id: string; readonly session_id: string }
  | { readonly type: "session.resumed"; readonly room_id: string; readonly session_id: string }
  | {
      readonly type: "session.ended";
      readonly room_id: string;
      readonly session_id: string;
      readonly reason: "host" | "encoder_lost" | "operator" | "shop";
    }
  /** Followers of the host may be told; the later four also go to who asked to be reminded (live.remindersPage). */
  | ({ readonly type: "session.scheduled" } & PlanFact)
  /** `was_planned_at`: the time it was announced for until now. */
  | ({ readonly type: "session.rescheduled"; readonly was_planned_at: string } & PlanFact)
  | ({ readonly type: "session.cancelled"; readonly reason: "host" | "shop" } & PlanFact)
  /** It begins in a quarter of an hour, and nothing stands in its way. */
  | ({ readonly type: "session.soon" } & PlanFact)
  /** The host did not come; it is off. */
  | ({ readonly type: "session.lapsed" } & PlanFact)
  /** What somebody may do in the shop they work for is another now. */
  | { readonly type: "staff.changed"; readonly shop_id: string; readonly account_id: string }
  | { readonly type: "staff.removed"; readonly shop_id: string; readonly account_id: string };

export type EventType = DomainEvent["type"];

export const eventKinds: Readonly<Record<EventType, EventKind>> = {
  "order.placed": "shop",
  "order.paid": "shop",
  "order.closed": "shop",
  "order.shipped": "shop",
  "order.received": "shop",
  "order.settled": "shop",
  "order.refunded": "shop",
  "parcel.shipped": "shop",
  "parcel.corrected": "shop",
  "parcel.moved": "shop",
  "ask.made": "shop",
  "ask.ended": "shop",
  "dispatch.due": "shop",
  "shop.reminded": "shop",
  "order.compensated": "shop",
  "receipt.soon": "shop",
  "invoice.requested": "shop",
  "invoice.issued": "shop",
  "aftersale.applied": "shop",
  "aftersale.changed": "shop",
  "aftersale.succeeded": "shop",
  "aftersale.closed": "shop",
  "aftersale.due_soon": "shop",
  "stock.changed": "shop",
  "shop.closed": "shop",
  "shop.reopened": "shop",
  "product.changed": "shop",
  "payment.captured": "shop",
  "payment.refunded": "shop",
  "review.written": "shop",
  "review.appended": "shop",
  "review.replied": "shop",
  "message.sent": "shop",
  "coupon.expiring": "account",
  "settlement.held": "shop",
  "settlement.released": "shop",
  "payment.refund_failed": "shop",
  "payment.failed": "shop",
  "charge.captured": "account",
  "charge.failed": "account",
  "account.created": "account",
  "account.signed_in": "account",
  "account.password_changed": "account",
  "account.export_ready": "account",
  "account.deletion_asked": "account",
  "account.personalization_declined": "account",
  "account.deleted": "account",
  "account.suspended": "account",
  "account.reinstated": "account",
  "verification.decided": "account",
  "host.followed": "account",
  "host.unfollowed": "account",
  "host.changed": "account",
  "shop.changed": "shop",
  "session.changed": "room",
  "session.started": "room",
  "session.interrupted": "room",
  "session.resumed": "room",
  "session.ended": "room",
  "session.scheduled": "room",
  "session.rescheduled": "room",
  "session.cancelled": "room",
  "session.soon": "room",
  "session.lapsed": "room",
  "staff.changed": "shop",
  "staff.removed": "shop",
};

/** The id an event's outbox row is kept under. */
export function eventKeyOf(event: DomainEvent): string {
  const kind = eventKinds[event.type];
  const key = (event as unknown as Readonly<Record<string, unknown>>)[`${kind}_id`];
  if (typeof key !== "string") throw new Error(`event ${event.type} has no ${kind}_id`);
  return key;
}
