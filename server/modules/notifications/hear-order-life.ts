import type { NotificationKind } from "../../../contract/notifications.ts";
import type { Tx } from "../../kernel/db.ts";
import type { Heard } from "../../kernel/outbox.ts";
import type { ItemParams, NewItem } from "./item.ts";
import type { NotificationParts } from "./parts.ts";
import { writeItems } from "./write-items.ts";

export const lifeWords = [
  "parcel.shipped",
  "parcel.moved",
  "ask.made",
  "ask.ended",
  "dispatch.due",
  "shop.reminded",
  "order.compensated",
  "receipt.soon",
  "invoice.requested",
  "invoice.issued",
] as const;
type LifeWord = Heard<(typeof lifeWords)[number]>;

interface Told {
  readonly buyer: NotificationKind | null;
  readonly shop: NotificationKind | null;
  /** What happened, once per account. */
  readonly cause: string;
  readonly params: ItemParams;
}

/** Whom an order's progress between payment and receipt concerns; nobody is told of what they just did themselves. */
export function toldOf(event: LifeWord): Told {
  const nobody = { buyer: null, shop: null, params: {} } as const;
  switch (event.type) {
    case "parcel.shipped":
      return { ...nobody, cause: event.parcel_id, buyer: event.rest ? "order_partly_shipped" : null };
    case "parcel.moved":
      return {
        ...nobody,
        cause: `${event.parcel_id}:${event.reached === "problem" ? event.event_id : event.reached}`,
        buyer: event.reached === "in_transit" ? null : "parcel_moved",
        params: { what: event.reached },
      };
    case "ask.made":
      return event.kind === "address"
        ? { ...nobody, cause: event.ask_id, shop: "shop_address_asked" }
        : { ...nobody, cause: event.ask_id, buyer: "order_delay_asked" };
    case "ask.ended":
      if (event.kind === "address" && event.outcome === "withdrawn")
        return { ...nobody, cause: event.ask_id, shop: "shop_ask_ended", params: { what: event.outcome } };
      return event.kind === "address"
        ? { ...nobody, cause: event.ask_id, buyer: "order_address_answered", params: { what: event.outcome } }
        : { ...nobody, cause: event.ask_id, shop: "shop_ask_ended", params: { what: event.outcome } };
    case "dispatch.due":
      return {
        ...nobody,
        cause: `${event.order_id}:${event.ship_by}`,
        shop: event.when === "near" ? "shop_ship_near" : "shop_ship_late",
        params: { when: event.ship_by },
      };
    case "shop.reminded":
      return { ...nobody, cause: event.event_id, shop: "shop_reminded" };
    case "order.compensated":
      return {
        cause: event.order_id,
        buyer: "order_compensated",
        shop: "shop_compensated",
        params: { amount: event.amount },
      };
    case "invoice.requested":
      return { ...nobody, cause: event.event_id, shop: "shop_invoice_requested" };
    case "invoice.issued":
      return { ...nobody, cause: event.event_id, buyer: "invoice_issued" };
    case "receipt.soon":
      return {
        ...nobody,
        cause: `${event.order_id}:${event.due_at}`,
        buyer: "order_receipt_soon",
        params: { when: event.due_at },
      };
  }
}

/** Words of a parcel that end with its being there: they are for who still waits for it. */
const arrives = (event: LifeWord): boolean =>
  event.type === "parcel.moved" && (event.reached === "delivered" || event.reached === "out_for_delivery");

export async function hearOrderLife(parts: NotificationParts, tx: Tx, events: readonly LifeWord[]): Promise<void> {
  const arriving = events.filter(arrives);
  // Between the carrier's word and ours its buyer may have confirmed receipt: they know.
  const arrived =
    arriving.length === 0
      ? new Set<string>()
      : ((await parts.ports.ordersArrived?.(tx, arriving)) ?? new Set<string>());
  const told = events
    .filter((event) => !(arrives(event) && arrived.has(event.order_id)))
    .map((event) => ({ event, ...toldOf(event) }))
    .filter((one) => one.buyer !== null || one.shop !== null);
  if (told.length === 0) return;
  const titles =
    (await parts.ports.orderTitles?.(
      tx,
      told.map((one) => one.event),
    )) ?? new Map<string, string>();
  const staff =
    (await parts.ports.staffOf?.(tx, [...new Set(told.map((one) => one.event.shop_id))])) ??
    new Map<string, ReadonlySet<string>>();
  const items = told.flatMap(({ event, buyer, shop, cause, params }): NewItem[] => {
    const about = {
      order_id: event.order_id,
      shop_id: event.shop_id,
      title: titles.get(event.order_id) ?? "",
      ...params,
    };
    const mine =
      buyer === null
        ? []
        : [{ account_id: event.buyer_id, kind: buyer, cause: `${buyer}:${cause}`, params: about, at: event.at }];
    const theirs =
      shop === null
        ? []
        : [...(staff.get(event.shop_id) ?? [])].map((account_id) => ({
            account_id,
            kind: shop,
            cause: `${shop}:${cause}`,
            params: about,
            at: event.at,
          }));
    return [...mine, ...theirs];
  });
  await writeItems(parts, tx, items);
}
