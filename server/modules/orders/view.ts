import type { z } from "zod";
import type { Order, Refund, Shipment } from "../../../contract/orders.ts";
import type { PaymentIntent } from "../../../contract/payments.ts";
import type { ShopCard } from "../../../contract/shops.ts";
import type { Currency } from "../../../contract/money.ts";
import { wireMoney } from "../../kernel/money.ts";
import { addressText, addressTextMasked, maskName, maskPhone, type Delivery } from "./delivery.ts";
import { splitOf } from "./order.ts";
import { wireBasis } from "./shipping.ts";
import type { EntryRow, LineWithPage, OrderRow } from "./tables.ts";

/** Who looks: the buyer sees everything of themselves, the shop a masked person, an operator a name and a masked address. */
export type OrderView = "buyer" | "shop" | "operator";
export type WireShipment = Omit<z.infer<typeof Shipment>, "received_at">;
export type WireRefund = z.infer<typeof Refund>;

/** Everything an order's wire object is made from. */
export interface OrderFacts {
  readonly order: OrderRow;
  readonly lines: readonly LineWithPage[];
  readonly entries: readonly EntryRow[];
  readonly delivery: Delivery;
  readonly shop: ShopCard;
  readonly buyer_name: string;
  readonly payment: PaymentIntent | null;
  readonly shipment: WireShipment | null;
  readonly refund: WireRefund | null;
}

const instant = (at: Date | null): string | null => at?.toISOString() ?? null;

/** The order as `view` may see it. */
export function viewOrder(facts: OrderFacts, view: OrderView, currency: Currency): Order {
  const { order, delivery } = facts;
  const whole = view === "buyer";
  const split = splitOf(order);
  return {
    id: order.order_id,
    object: "order",
    shop: facts.shop,
    checkout_id: order.checkout_id,
    buyer_name: view === "shop" ? maskName(facts.buyer_name) : facts.buyer_name,
    state: order.state,
    close_reason: order.close_reason,
    lines: facts.lines.map((line) => ({
      id: line.line_id,
      object: "order_line",
      product_id: line.product_id,
      variant_id: line.variant_id,
      title: line.page.title,
      variant_title: line.page.variant_title,
      unit: line.page.unit,
      picture: line.page.picture,
      quantity: line.quantity,
      unit_price: wireMoney(line.unit_price, currency),
      total: wireMoney(line.unit_price * BigInt(line.quantity), currency),
    })),
    goods: wireMoney(order.goods, currency),
    shipping: wireMoney(order.shipping, currency),
    shipping_basis: order.shipping_basis === null ? null : wireBasis(order.shipping_basis, currency),
    shop_discount: wireMoney(order.shop_discount, currency),
    subsidy: wireMoney(order.subsidy, currency),
    total: wireMoney(order.total, currency),
    refunded: wireMoney(order.refunded_goods + order.refunded_shipping, currency),
    address: {
      name: whole ? delivery.name : maskName(delivery.name),
      phone: whole ? delivery.phone : maskPhone(delivery.phone),
      text: whole ? addressText(delivery) : addressTextMasked(delivery),
    },
    remark: delivery.remark,
    payment: facts.payment,
    pay_by: order.state === "unpaid" ? instant(order.pay_by) : null,
    ship_by: instant(order.ship_by),
    shipment: facts.shipment === null ? null : { ...facts.shipment, received_at: instant(order.received_at) },
    auto_receive_at: instant(order.auto_receive_at),
    refund: facts.refund,
    fees: whole
      ? null
      : {
          take_rate_permille: order.take_rate_permille,
          take: wireMoney(split.take, currency),
          shop_receives: wireMoney(split.shop_receives, currency),
          settles_at: instant(order.settles_at),
          settled_at: instant(order.settled_at),
        },
    moment: order.moment,
    item_pages: facts.lines.map((line) => line.page.item_page),
    timeline: [
      { event: "placed", at: order.placed_at.toISOString(), by: "buyer", note: "" },
      ...facts.entries.map((entry) => ({
        event: entry.event,
        at: entry.at.toISOString(),
        by: entry.by_whom,
        // Its reason is kept sealed with the refund, not in the entry.
        note: entry.event === "refund_started" ? (facts.refund?.reason ?? "") : entry.note,
      })),
    ],
    created_at: order.placed_at.toISOString(),
  };
}

/**
 * The order as its first answer showed it, whatever happened since: what an Idempotency-Key repeats. Nothing but the
 * progress of an order ever changes, so the answer need not be kept a second time.
 */
export function asPlaced(facts: OrderFacts): OrderFacts {
  const { order, payment } = facts;
  return {
    ...facts,
    order: {
      ...order,
      state: "unpaid",
      close_reason: null,
      settlement_held: false,
      refunded_goods: 0n,
      refunded_shipping: 0n,
      paid_at: null,
      ship_by: null,
      shipped_at: null,
      auto_receive_at: null,
      received_at: null,
      settles_at: null,
      settled_at: null,
      closed_at: null,
    },
    entries: [],
    payment: payment === null ? null : { ...payment, state: "requires_payment", pay_url: null, captured_at: null },
    shipment: null,
    refund: null,
  };
}
