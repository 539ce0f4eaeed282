import { z } from "zod";
import { errorCodes, type ErrorCode } from "./errors.ts";
import { route } from "./http.ts";
import { idOf } from "./ids.ts";
import { limits } from "./limits.ts";
import { Instant, Page, listOf, text } from "./lists.ts";
import { Picture } from "./media.ts";
import { Money } from "./money.ts";
import { Breakdown, OrderFields, OrderLineFields } from "./orders.ts";
import { QuotedCoupon } from "./promotion.ts";
import { paymentProviders, payMethods } from "./payments.ts";
import { ShopCard } from "./shops.ts";

/**
 * placing: orders are being placed, shop by shop · awaiting_choice: a shop refused, the others wait for the buyer's word ·
 * open: one payment pays all · closing: being let go · paid · closed.
 */
export const checkoutStates = ["placing", "awaiting_choice", "open", "closing", "paid", "closed"] as const;
export type CheckoutState = (typeof checkoutStates)[number];
/** Of one shop's order in a checkout. */
export const checkoutPartStates = ["waiting", "placed", "refused", "paid", "closed"] as const;
export type CheckoutPartState = (typeof checkoutPartStates)[number];
/** refused: no shop could deliver. released: a shop could not and the buyer did not take the rest. */
export const checkoutCloseReasons = ["refused", "released", "cancelled", "expired"] as const;
export type CheckoutCloseReason = (typeof checkoutCloseReasons)[number];

export const CheckoutPartFields = z.strictObject({
  shop_id: idOf("shop"),
  lines: z.array(OrderLineFields).min(1).max(limits.lines_per_order_max),
  /** What the buyer was shown for this shop. If it differs by now the shop's order is refused with `price_changed`. */
  expected_total: z.int().min(0).nullable().default(null),
  remark: text(200).default(""),
  /** Coupons the buyer holds, for this shop's order: at most one of the shop and one of the platform. */
  coupon_ids: OrderFields.shape.coupon_ids,
});
/** The same where nothing is placed yet. */
export const QuotedPartFields = CheckoutPartFields.extend({
  /** `best`: those the caller holds that save most, over all the shops that ask for it; none is taken off twice. */
  coupon_ids: z.union([z.literal("best"), OrderFields.shape.coupon_ids.unwrap()]).default([]),
});
const isOnce = (ids: readonly string[]): boolean => new Set(ids).size === ids.length;
const partsOf = <T extends typeof CheckoutPartFields | typeof QuotedPartFields>(fields: T) =>
  z
    .array(fields)
    .min(1)
    .max(limits.shops_per_checkout_max)
    .refine((given) => isOnce(given.map((part) => part.shop_id)), "names a shop twice")
    .refine(
      (given) => isOnce(given.flatMap((part) => part.lines.map((line) => line.variant_id))),
      "names a variant twice",
    )
    .refine(
      (given) => isOnce(given.flatMap((part) => (part.coupon_ids === "best" ? [] : part.coupon_ids))),
      "names a coupon twice",
    );

export const CheckoutFields = z.strictObject({
  address_id: OrderFields.shape.address_id,
  parts: partsOf(CheckoutPartFields),
});

const RefusalNote = z.object({
  code: z.enum(Object.keys(errorCodes) as [ErrorCode, ...ErrorCode[]]),
  /** The field of the shop's order at fault, such as `lines.0.quantity`, or null. */
  param: z.string().nullable(),
  details: z.record(z.string(), z.union([z.string(), z.number()])),
});
export type RefusalNote = z.infer<typeof RefusalNote>;

export const CheckoutLine = z
  .object({
    object: z.literal("checkout_line"),
    variant_id: idOf("var"),
    product_id: idOf("prod"),
    title: z.string(),
    variant_title: z.string(),
    unit: z.string(),
    picture: Picture.nullable(),
    quantity: z.int(),
    unit_price: Money,
    total: Money,
    /** Why this line could not be had, as it was when its shop refused: none left, fewer than asked for, or off sale. */
    problem: z.enum(["sold_out", "short", "off_sale"]).nullable(),
    /** How many there were then; null where nobody asked. */
    available: z.int().nullable(),
  })
  .meta({ id: "CheckoutLine" });

export const CheckoutPart = z
  .object({
    object: z.literal("checkout_part"),
    shop: ShopCard,
    state: z.enum(checkoutPartStates),
    order_id: idOf("ord").nullable(),
    lines: z.array(CheckoutLine),
    goods: Money,
    shipping: Money,
    total: Money,
    /** Why the shop refused. */
    refusal: RefusalNote.nullable(),
  })
  .meta({ id: "CheckoutPart" });

export const Checkout = z
  .object({
    id: idOf("chk"),
    object: z.literal("checkout"),
    state: z.enum(checkoutStates),
    close_reason: z.enum(checkoutCloseReasons).nullable(),
    parts: z.array(CheckoutPart),
    /** What is or was to be paid: the sum of the totals of orders that were placed and not closed. */
    total: Money,
    /** Until when the buyer may take the rest, while awaiting_choice. */
    choose_by: Instant.nullable(),
    /** Until when it must be paid, while there is something to pay. */
    pay_by: Instant.nullable(),
    created_at: Instant,
  })
  .meta({ id: "Checkout" });
export type Checkout = z.infer<typeof Checkout>;

/** What a checkout would cost, shop by shop. A shop that would refuse says why; the totals are those of the others. */
export const CheckoutQuote = z
  .object({
    object: z.literal("checkout_quote"),
    parts: z.array(
      z.object({
        shop_id: idOf("shop"),
        breakdown: Breakdown.nullable(),
        refusal: RefusalNote.nullable(),
        /** Coupons that were named for this shop and do not fit any more, with why; what saves most came in their place. */
        dropped_coupons: z.array(QuotedCoupon),
      }),
    ),
    goods: Money,
    shipping: Money,
    total: Money,
  })
  .meta({ id: "CheckoutQuote" });
export type CheckoutQuote = z.infer<typeof CheckoutQuote>;

/** Where all of it is paid: the provider's page, or a code to scan. */
export const CheckoutPayment = z
  .object({
    object: z.literal("checkout_payment"),
    checkout_id: idOf("chk"),
    /** Of every order that stands. */
    amount: Money,
    provider: z.string(),
    /** The provider's own page; null where the buyer scans `pay_code`. */
    pay_url: z.string().nullable(),
    /** What the buyer's phone scans, to be shown as a QR code. */
    pay_code: z.string().nullable(),
    expires_at: Instant,
  })
  .meta({ id: "CheckoutPayment" });

const checkoutParams = z.object({ checkout_id: idOf("chk") });

export const checkoutRoutes = {
  quoteCheckout: route({
    id: "quoteCheckout",
    method: "POST",
    path: "/v1/checkouts/quote",
    summary: "What a checkout would cost, shop by shop; reserves nothing",
    access: "viewer",
    body: z.strictObject({ address_id: idOf("addr").nullable().default(null), parts: partsOf(QuotedPartFields) }),
    response: CheckoutQuote,
    errors: ["address_missing"],
  }),
  createCheckout: route({
    id: "createCheckout",
    method: "POST",
    path: "/v1/checkouts",
    summary: "Check out lines of the cart: an order per shop, one payment. Takes the lines out of the cart",
    access: "viewer",
    status: 201,
    idempotency: "required",
    body: CheckoutFields,
    response: Checkout,
    errors: ["address_missing", "not_found", "cart_changed", "coupon_used", "coupon_misfit", "unavailable"],
  }),
  listCheckouts: route({
    id: "listCheckouts",
    method: "GET",
    path: "/v1/checkouts",
    summary: "The caller's checkouts, newest first; `unpaid`: those that wait for the buyer",
    access: "viewer",
    query: Page.extend({ state: z.enum(["unpaid"]).optional() }),
    response: listOf(Checkout),
  }),
  getCheckout: route({
    id: "getCheckout",
    method: "GET",
    path: "/v1/checkouts/:checkout_id",
    summary: "A checkout of the caller's",
    access: "viewer",
    params: checkoutParams,
    response: Checkout,
    errors: ["not_found"],
  }),
  takeRest: route({
    id: "takeRest",
    method: "POST",
    path: "/v1/checkouts/:checkout_id/take-rest",
    summary: "Take what the other shops can deliver",
    access: "viewer",
    idempotency: "required",
    params: checkoutParams,
    response: Checkout,
    errors: ["not_found", "checkout_state"],
  }),
  payCheckout: route({
    id: "payCheckout",
    method: "POST",
    path: "/v1/checkouts/:checkout_id/pay",
    summary: "Where to pay all of it: the provider's page. Safe to repeat",
    access: "viewer",
    idempotency: "required",
    params: checkoutParams,
    body: z.strictObject({
      return_path: z
        .string()
        .max(500)
        .regex(/^\/(?!\/)[^\\\s]*$/, "is a path on this site")
        .default("/orders"),
      /** As in `payOrder`. */
      provider: z.enum(paymentProviders).optional(),
      method: z.enum(payMethods).optional(),
    }),
    response: CheckoutPayment,
    errors: [
      "not_found",
      "checkout_state",
      "order_state",
      "order_expired",
      "already_paid",
      "payment_unavailable",
      "payment_option_unknown",
    ],
  }),
  cancelCheckout: route({
    id: "cancelCheckout",
    method: "POST",
    path: "/v1/checkouts/:checkout_id/cancel",
    summary: "Let go of all its orders while unpaid",
    access: "viewer",
    idempotency: "required",
    params: checkoutParams,
    response: Checkout,
    errors: ["not_found", "checkout_state", "already_paid"],
  }),
} as const;
