import { z } from "zod";
import { AddressFields } from "./accounts.ts";
import { route } from "./http.ts";
import { idOf } from "./ids.ts";
import { limits } from "./limits.ts";
import { Instant, Page, line, listOf, text } from "./lists.ts";
import { Picture } from "./media.ts";
import { Money } from "./money.ts";
import { Invoice } from "./invoices.ts";
import { Ask, Compensation, Parcel, ShopRemark, orderEvents, remarkFlags } from "./order-life.ts";
import { ItemPage, Moment, Refund, Shipment } from "./order-parts.ts";
import { PaymentIntent, payMethods, paymentProviders } from "./payments.ts";
import { Breakdown } from "./breakdown.ts";
import { orderedPromotionErrors } from "./promotion-errors.ts";
import { ShippingBasis } from "./shipping.ts";
import { ShopCard } from "./shops.ts";

export { Breakdown } from "./breakdown.ts";
export { orderEvents } from "./order-life.ts";
export { ItemPage, Moment, Refund, Shipment } from "./order-parts.ts";

/** DOMAIN §3. */
export const orderStates = ["unpaid", "to_ship", "shipped", "received", "success", "closed"] as const;
export type OrderState = (typeof orderStates)[number];
export const closeReasons = ["buyer_cancelled", "unpaid_expired", "checkout_released", "refunded"] as const;
export type CloseReason = (typeof closeReasons)[number];

export const OrderLineFields = z.strictObject({
  variant_id: idOf("var"),
  quantity: z.int().min(1).max(limits.quantity_per_line_max),
});

/** Where in which broadcast the buyer was when they bought. The server checks both. */
export const MomentFields = z.strictObject({
  session_id: idOf("sess"),
  /** Milliseconds into the broadcast, as the player shows it. */
  stream_offset_ms: z.int().min(0).max(limits.stream_offset_ms_max),
});

export const OrderFields = z.strictObject({
  lines: z.array(OrderLineFields).min(1).max(limits.lines_per_order_max),
  address_id: idOf("addr"),
  moment: MomentFields.nullable().default(null),
  /** What the buyer was shown. If the total differs by now the order is refused with `price_changed`. */
  expected_total: z.int().min(0).nullable().default(null),
  remark: text(200).default(""),
  /** The flash sale whose price is asked for: the order is one line of its item. */
  flash_sale_id: idOf("flash").nullable().default(null),
  /** Coupons the buyer holds (`held_…`): at most one of the shop and one of the platform. */
  coupon_ids: z.array(idOf("held")).max(limits.coupons_per_order_max).default([]),
});

export const OrderLine = z
  .object({
    id: idOf("line"),
    object: z.literal("order_line"),
    product_id: idOf("prod"),
    variant_id: idOf("var"),
    title: z.string(),
    variant_title: z.string(),
    unit: z.string(),
    picture: Picture.nullable(),
    quantity: z.int(),
    unit_price: Money,
    total: Money,
  })
  .meta({ id: "OrderLine" });

export const Order = z
  .object({
    id: idOf("ord"),
    object: z.literal("order"),
    shop: ShopCard,
    /** The checkout it was placed by and is paid with; null where it was bought alone. */
    checkout_id: idOf("chk").nullable(),
    /** Whole for the buyer and operators; "小***" for the shop. */
    buyer_name: z.string(),
    state: z.enum(orderStates),
    close_reason: z.enum(closeReasons).nullable(),
    lines: z.array(OrderLine),
    goods: Money,
    shipping: Money,
    /** Null for orders placed before delivery could be priced by province. */
    shipping_basis: ShippingBasis.nullable(),
    /** A shop's coupon, which the shop bears. */
    shop_discount: Money,
    /** A platform's coupon, which the platform pays. */
    subsidy: Money,
    /** What the buyer pays: goods + shipping - shop_discount - subsidy. */
    total: Money,
    /** The flash sale it was ordered in. */
    flash_sale_id: idOf("flash").nullable(),
    /** What the buyer has back so far. */
    refunded: Money,
    /** Masked for the shop; whole for the buyer. */
    address: z.object({ name: z.string(), phone: z.string(), text: z.string() }),
    remark: z.string(),
    payment: PaymentIntent.nullable(),
    pay_by: Instant.nullable(),
    /** Until when dispatch was promised, once paid. */
    ship_by: Instant.nullable(),
    /** The first parcel; `parcels` has all of them. An order is shipped once everything in it has left. */
    shipment: Shipment.nullable(),
    parcels: z.array(Parcel),
    /** What one side asked of the other before shipping, the newest first. */
    asks: z.array(Ask),
    compensation: Compensation.nullable(),
    /** When the buyer may remind the shop (again) to ship; null where there is nothing to remind of. */
    remind_at: Instant.nullable(),
    /** When the buyer asked for more time before receipt confirms itself. */
    receipt_extended_at: Instant.nullable(),
    /** Null for the buyer, and where the shop wrote none. */
    shop_remark: ShopRemark.nullable(),
    /** What was asked to be invoiced and what came of it; a name is masked for operators. */
    invoice: Invoice.nullable(),
    /** When receipt is confirmed by itself, while shipped. */
    auto_receive_at: Instant.nullable(),
    refund: Refund.nullable(),
    /** Shop and operator see what the platform takes; the buyer does not need to. */
    fees: z
      .object({
        take_rate_permille: z.int(),
        take: Money,
        shop_receives: Money,
        settles_at: Instant.nullable(),
        settled_at: Instant.nullable(),
      })
      .nullable(),
    moment: Moment.nullable(),
    item_pages: z.array(ItemPage),
    timeline: z.array(
      z.object({
        event: z.enum(orderEvents),
        at: Instant,
        by: z.enum(["buyer", "shop", "operator", "system"]),
        note: z.string(),
      }),
    ),
    created_at: Instant,
  })
  .meta({ id: "Order" });
export type Order = z.infer<typeof Order>;

/** What the platform would take of an order placed now; the quote is kept by the order. */
export const FeeQuote = z
  .object({
    object: z.literal("fee_quote"),
    shop_id: idOf("shop"),
    take_rate_permille: z.int(),
    settlement_days: z.int(),
    unpaid_close_minutes: z.int(),
    /** The same of an order in a flash sale. */
    flash_unpaid_close_minutes: z.int(),
    auto_receive_days: z.int(),
    policy: z.string(),
  })
  .meta({ id: "FeeQuote" });

const orderParams = z.object({ order_id: idOf("ord") });
const shopOrderParams = z.object({ shop_id: idOf("shop"), order_id: idOf("ord") });
/** A day in the market's time zone. */
export const MarketDay = z.iso.date();
const OrderQuery = Page.extend({ state: z.enum(orderStates).optional() });

/** What a shop filters its orders by; every condition holds at once. */
export const ShopOrderQuery = OrderQuery.extend({
  /** Placed from this day on, in the market's time zone. */
  from: MarketDay.optional(),
  /** Placed until this day, included. */
  to: MarketDay.optional(),
  product_id: idOf("prod").optional(),
  /** late: promised dispatch is over. near: it ends within 24 hours. Both look at orders that wait to be shipped only. */
  deadline: z.enum(["late", "near"]).optional(),
  /** The color the shop gave it. */
  flag: z.enum(remarkFlags).exclude(["none"]).optional(),
  /** Part of an order's id or of a product's title, or a whole tracking number. */
  q: line(60).optional(),
});

export const orderRoutes = {
  quoteOrder: route({
    id: "quoteOrder",
    method: "POST",
    path: "/v1/orders/quote",
    summary: "What an order would cost; reserves nothing",
    access: "guest",
    /** Delivery is priced by the caller's own address, or by a province; with neither, as if nothing said otherwise. */
    body: z.strictObject({
      lines: OrderFields.shape.lines,
      address_id: idOf("addr").optional(),
      region: line(40).optional(),
      flash_sale_id: OrderFields.shape.flash_sale_id,
      /** `best`: those the caller holds that save most. */
      coupon_ids: z.union([z.literal("best"), z.array(idOf("held")).max(limits.coupons_per_order_max)]).default([]),
    }),
    response: Breakdown,
    errors: [
      "not_found",
      "product_not_on_sale",
      "several_shops",
      "address_missing",
      "region_not_served",
      "region_unknown",
      ...orderedPromotionErrors,
    ],
  }),
  placeOrder: route({
    id: "placeOrder",
    method: "POST",
    path: "/v1/orders",
    summary: "Place an order: reserves stock and opens a payment",
    access: "viewer",
    status: 201,
    idempotency: "required",
    body: OrderFields,
    response: Order,
    errors: [
      "sold_out",
      "product_not_on_sale",
      "several_shops",
      "price_changed",
      "address_missing",
      "own_shop",
      "region_not_served",
      "region_unknown",
      "not_on_air",
      "stream_offset_invalid",
      "queue_full",
      "not_found",
      ...orderedPromotionErrors,
    ],
  }),
  listMyOrders: route({
    id: "listMyOrders",
    method: "GET",
    path: "/v1/orders",
    summary: "The caller's orders, newest first",
    access: "viewer",
    query: OrderQuery,
    response: listOf(Order),
  }),
  getOrder: route({
    id: "getOrder",
    method: "GET",
    path: "/v1/orders/:order_id",
    summary: "An order, for its buyer, its shop's staff or an operator",
    access: "viewer",
    params: orderParams,
    response: Order,
    errors: ["not_found"],
  }),
  payOrder: route({
    id: "payOrder",
    method: "POST",
    path: "/v1/orders/:order_id/pay",
    summary: "Where to pay: the provider's page. Safe to repeat",
    access: "viewer",
    idempotency: "required",
    params: orderParams,
    body: z.strictObject({
      return_path: z
        .string()
        .max(500)
        .regex(/^\/(?!\/)[^\\\s]*$/, "is a path on this site")
        .default("/orders"),
      /** One of `listPaymentOptions`; the provider's best way for the deployment's first provider where it is not said. */
      provider: z.enum(paymentProviders).optional(),
      method: z.enum(payMethods).optional(),
    }),
    response: PaymentIntent,
    errors: [
      "not_found",
      "order_state",
      "order_expired",
      "already_paid",
      "payment_option_unknown",
      "payment_unavailable",
      "rate_limited",
    ],
  }),
  cancelOrder: route({
    id: "cancelOrder",
    method: "POST",
    path: "/v1/orders/:order_id/cancel",
    summary: "Cancel while unpaid",
    access: "viewer",
    idempotency: "required",
    params: orderParams,
    response: Order,
    errors: ["not_found", "order_state", "already_paid"],
  }),
  receiveOrder: route({
    id: "receiveOrder",
    method: "POST",
    path: "/v1/orders/:order_id/receive",
    summary: "Confirm receipt",
    access: "viewer",
    idempotency: "required",
    params: orderParams,
    response: Order,
    errors: ["not_found", "order_state"],
  }),
  getFeeQuote: route({
    id: "getFeeQuote",
    method: "GET",
    path: "/v1/shops/:shop_id/fees",
    summary: "What the platform takes, before the order",
    access: "merchant",
    permission: "member",
    params: z.object({ shop_id: idOf("shop") }),
    response: FeeQuote,
    errors: ["not_found", "not_yours"],
  }),
  listShopOrders: route({
    id: "listShopOrders",
    method: "GET",
    path: "/v1/shops/:shop_id/orders",
    summary: "Orders of a shop",
    access: "merchant",
    permission: "orders",
    params: z.object({ shop_id: idOf("shop") }),
    query: ShopOrderQuery,
    response: listOf(Order),
    errors: ["not_found", "not_yours", "permission_missing"],
  }),
  revealAddress: route({
    id: "revealAddress",
    method: "POST",
    path: "/v1/shops/:shop_id/orders/:order_id/address",
    summary: "The whole delivery address of a paid order, to ship it; each look is recorded",
    access: "merchant",
    permission: "orders",
    params: shopOrderParams,
    response: AddressFields.omit({ is_default: true }).extend({ object: z.literal("delivery_address") }),
    errors: ["not_found", "not_yours", "order_state"],
  }),
  shipOrder: route({
    id: "shipOrder",
    method: "POST",
    path: "/v1/shops/:shop_id/orders/:order_id/ship",
    summary: "Hand an order, or some of it, over to a carrier",
    access: "merchant",
    permission: "orders",
    idempotency: "required",
    params: shopOrderParams,
    body: z.strictObject({
      carrier: z.string().trim().min(1).max(40),
      tracking_number: z.string().trim().max(60),
      /** What is in this parcel; null: everything that has not left yet. */
      lines: z
        .array(z.strictObject({ line_id: idOf("line"), quantity: z.int().min(1).max(limits.quantity_per_line_max) }))
        .min(1)
        .max(limits.lines_per_order_max)
        .nullable()
        .default(null),
    }),
    response: Order,
    errors: [
      "not_found",
      "not_yours",
      "order_state",
      "tracking_invalid",
      "refund_running",
      "ask_open",
      "parcel_exceeds",
      "parcel_limit",
    ],
  }),
  listAllOrders: route({
    id: "listAllOrders",
    method: "GET",
    path: "/v1/operator/orders",
    summary: "All orders; of one buyer, of one shop, or placed between two instants",
    access: "operator",
    query: OrderQuery.extend({
      shop_id: idOf("shop").optional(),
      buyer_id: idOf("acct").optional(),
      from: Instant.optional(),
      until: Instant.optional(),
    }).refine(
      (query) =>
        query.buyer_id === undefined ||
        (query.shop_id === undefined && query.from === undefined && query.until === undefined),
      "a buyer's orders are listed whole or by state",
    ),
    response: listOf(Order),
  }),
  refundOrder: route({
    id: "refundOrder",
    method: "POST",
    path: "/v1/operator/orders/:order_id/refund",
    summary: "Refund a paid order in full",
    access: "operator",
    idempotency: "required",
    params: orderParams,
    body: z.strictObject({ reason: text(limits.reason_chars_max, 1) }),
    response: Order,
    errors: ["not_found", "own_matter", "order_state", "refund_running", "refund_exceeds"],
  }),
} as const;
