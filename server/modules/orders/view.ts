import type { z } from "zod";
import type { Invoice } from "../../../contract/invoices.ts";
import type { Ask, Compensation, Parcel, ShopRemark } from "../../../contract/order-life.ts";
import type { Order, Refund } from "../../../contract/orders.ts";
import type { PaymentIntent } from "../../../contract/payments.ts";
import type { ShopCard } from "../../../contract/shops.ts";
import type { Currency } from "../../../contract/money.ts";
import { limits } from "../../kernel/limits.ts";
import { wireMoney } from "../../kernel/money.ts";
import { addressText, addressTextMasked, maskName, maskPhone, type Delivery } from "./delivery.ts";
import { givenBack, splitOf } from "./order.ts";
import { wireBasis } from "./shipping.ts";
import type { EntryRow, LineWithPage, OrderRow } from "./tables.ts";

/** Who looks: the buyer sees everything of themselves, the shop a masked person, an operator a name and a masked address. */
export type OrderView = "buyer" | "shop" | "operator";
/** What fulfillment knows of an order. */
export interface WireLife {
  /** In the order in which they left; `lines` is null where a parcel holds the whole order. */
  readonly parcels: readonly (Omit<Parcel, "lines"> & { readonly lines: Parcel["lines"] | null })[];
  readonly asks: readonly (Omit<Ask, "address"> & { readonly delivery: Delivery | null })[];
  readonly compensation: Compensation | null;
  readonly reminded_at: Date | null;
}
export type WireRefund = z.infer<typeof Refund>;

/** Everything an order's wire object is made from. */
export interface OrderFacts {
  readonly order: OrderRow;
  readonly lines: readonly LineWithPage[];
  readonly entries: readonly EntryRow[];
  /** Where it goes now, and where it was to go when it was placed. */
  readonly delivery: Delivery;
  readonly delivery_placed: Delivery;
  readonly shop: ShopCard;
  readonly buyer_name: string;
  readonly payment: PaymentIntent | null;
  readonly life: WireLife;
  readonly shop_remark: ShopRemark | null;
  readonly invoice: Invoice | null;
  readonly refund: WireRefund | null;
}

const instant = (at: Date | null): string | null => at?.toISOString() ?? null;

/** The order as `view` may see it. */
export function viewOrder(facts: OrderFacts, view: OrderView, currency: Currency): Order {
  const { order, delivery } = facts;
  const whole = view === "buyer";
  const split = splitOf(order);
  const [first] = facts.life.parcels;
  const addressOf = (where: Delivery) => ({
    name: whole ? where.name : maskName(where.name),
    phone: whole ? where.phone : maskPhone(where.phone),
    text: whole ? addressText(where) : addressTextMasked(where),
  });
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
    flash_sale_id: order.flash_sale_id,
    refunded: wireMoney(givenBack(order), currency),
    address: addressOf(delivery),
    remark: delivery.remark,
    payment: facts.payment,
    pay_by: order.state === "unpaid" ? instant(order.pay_by) : null,
    ship_by: instant(order.ship_by),
    shipment:
      first === undefined
        ? null
        : {
            id: first.id,
            object: "shipment",
            carrier: first.carrier,
            tracking_number: first.tracking_number,
            shipped_at: first.shipped_at,
            received_at: instant(order.received_at),
          },
    parcels: facts.life.parcels.map((parcel) => ({
      ...parcel,
      lines: parcel.lines ?? facts.lines.map(({ line_id, quantity }) => ({ line_id, quantity })),
    })),
    asks: facts.life.asks.map(({ delivery: where, ...ask }) => ({
      ...ask,
      address: where === null ? null : addressOf(where),
    })),
    compensation: facts.life.compensation,
    remind_at: remindAt(order, facts.life.reminded_at),
    receipt_extended_at: instant(order.receipt_extended_at),
    shop_remark: whole ? null : facts.shop_remark,
    invoice: facts.invoice === null || view !== "operator" ? facts.invoice : maskInvoice(facts.invoice),
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

/** An operator sees that there is one, not whom it is made out to. */
function maskInvoice(invoice: Invoice): Invoice {
  return {
    ...invoice,
    title: maskName(invoice.title),
    tax_number: invoice.tax_number === null ? null : `****${invoice.tax_number.slice(-4)}`,
    email: invoice.email === null ? null : "***",
    link: null,
  };
}

/** When the buyer may remind the shop: once it is paid for, and a while after the last time. */
function remindAt(order: OrderRow, reminded_at: Date | null): string | null {
  if (order.state !== "to_ship" || order.paid_at === null) return null;
  return new Date(
    reminded_at === null ? order.paid_at.getTime() : reminded_at.getTime() + limits.remind_again_ms,
  ).toISOString();
}

export const noLife: WireLife = { parcels: [], asks: [], compensation: null, reminded_at: null };

const intentAsMade = (payment: PaymentIntent): PaymentIntent => ({
  ...payment,
  state: "requires_payment",
  pay_url: null,
  pay_code: null,
  failure: null,
  refunded: { ...payment.refunded, amount: 0 },
  captured_at: null,
});

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
      subsidy_returned: null,
      paid_at: null,
      ship_by: null,
      shipped_at: null,
      auto_receive_at: null,
      receipt_extended_at: null,
      received_at: null,
      settles_at: null,
      settled_at: null,
      closed_at: null,
    },
    entries: [],
    payment: payment === null ? null : intentAsMade(payment),
    delivery: facts.delivery_placed,
    life: noLife,
    shop_remark: null,
    invoice: null,
    refund: null,
  };
}
