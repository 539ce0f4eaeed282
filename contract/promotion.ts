import { z } from "zod";
import { flashSaleRoutes } from "./flash-sales.ts";
import { route } from "./http.ts";
import { idOf } from "./ids.ts";
import { limits } from "./limits.ts";
import { Instant, Page, line, listOf } from "./lists.ts";
import { Money } from "./money.ts";
import { ShopCard } from "./shops.ts";

/**
 * Who pays for a discount. shop: the shop does, it earns that much less. platform: the platform does, as a subsidy, and
 * the shop earns as if the buyer had paid it.
 */
export const couponIssuers = ["shop", "platform"] as const;
export type CouponIssuer = (typeof couponIssuers)[number];

/**
 * Where a coupon stands. scheduled: cannot be claimed yet. active: can. used_up: everything was claimed. stopped: nobody
 * else may claim it. ended: its time is over. What somebody holds stays good until its own time is over, stopped or not.
 */
export const couponStates = ["scheduled", "active", "used_up", "stopped", "ended"] as const;
export type CouponState = (typeof couponStates)[number];

/** A coupon somebody holds. It goes back from used to held where the order it was used for came to nothing. */
export const heldStates = ["held", "used", "expired"] as const;
export type HeldState = (typeof heldStates)[number];

/**
 * How coupons go together, for everybody to read: at most so many of each issuer in one order, and the order in which
 * they are counted. Each works on what the one before it left. A flash sale's price goes with a coupon that says so only.
 */
export const stacking: readonly { readonly issuer: CouponIssuer; readonly per_order_max: number }[] = [
  { issuer: "shop", per_order_max: 1 },
  { issuer: "platform", per_order_max: 1 },
];

/** Why a coupon saves nothing on an order. */
export const couponMisfits = [
  "used",
  "expired",
  "not_started",
  "other_shop",
  "no_product",
  "flash_price",
  "minimum",
  "does_not_stack",
  "nothing_left",
] as const;
export type CouponMisfit = (typeof couponMisfits)[number];

const amountOff = z.int().min(1).max(limits.price_minor_max);
export const DiscountFields = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("amount"), amount: amountOff }),
  /** `percent_off` of what the products cost, at most `amount_max`. */
  z.strictObject({
    kind: z.literal("percent"),
    percent_off: z.int().min(1).max(99),
    amount_max: amountOff.nullable(),
  }),
]);

export const CouponFields = z
  .strictObject({
    title: line(limits.name_chars_max),
    discount: DiscountFields,
    /** What the products it is for must cost together, after coupons counted before it; 0: anything. */
    minimum_spend: z.int().min(0).max(limits.price_minor_max).default(0),
    /** What it is for; empty: everything its issuer sells, the whole market for the platform's. */
    product_ids: z.array(idOf("prod")).max(limits.coupon_products_max).default([]),
    /** May it be used on a flash sale's price? */
    goes_with_flash: z.boolean().default(false),
    total_count: z.int().min(1).max(limits.coupon_count_max),
    per_person_max: z.int().min(1).max(limits.coupon_per_person_max).default(1),
    starts_at: Instant,
    ends_at: Instant,
  })
  .refine((coupon) => Date.parse(coupon.ends_at) > Date.parse(coupon.starts_at), {
    path: ["ends_at"],
    message: "is not after it starts",
  })
  .refine((coupon) => new Set(coupon.product_ids).size === coupon.product_ids.length, {
    path: ["product_ids"],
    message: "names a product twice",
  });
export type CouponFields = z.output<typeof CouponFields>;

export const Discount = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("amount"), amount: Money }),
  z.object({ kind: z.literal("percent"), percent_off: z.int(), amount_max: Money.nullable() }),
]);
export type Discount = z.infer<typeof Discount>;

export const Coupon = z
  .object({
    id: idOf("coup"),
    object: z.literal("coupon"),
    issuer: z.enum(couponIssuers),
    /** Null for the platform's. */
    shop: ShopCard.nullable(),
    title: z.string(),
    discount: Discount,
    minimum_spend: Money,
    /** Empty: everything its issuer sells. */
    product_ids: z.array(idOf("prod")),
    goes_with_flash: z.boolean(),
    total_count: z.int(),
    claimed_count: z.int(),
    per_person_max: z.int(),
    starts_at: Instant,
    ends_at: Instant,
    state: z.enum(couponStates),
    /** How many the caller has claimed; null for guests. */
    claimed_by_you: z.int().nullable(),
  })
  .meta({ id: "Coupon" });
export type Coupon = z.infer<typeof Coupon>;

/** What its issuer sees besides. */
export const DeskCoupon = Coupon.extend({
  object: z.literal("desk_coupon"),
  /** Orders it stands in now, without those that came to nothing. */
  used_count: z.int(),
  /** What those orders were reduced by. */
  saved: Money,
  stopped_at: Instant.nullable(),
  created_at: Instant,
}).meta({ id: "DeskCoupon" });
export type DeskCoupon = z.infer<typeof DeskCoupon>;

export const HeldCoupon = z
  .object({
    id: idOf("held"),
    object: z.literal("held_coupon"),
    coupon: Coupon,
    state: z.enum(heldStates),
    claimed_at: Instant,
    expires_at: Instant,
    /** The order it is used for. */
    used: z.object({ order_id: idOf("ord"), saved: Money, at: Instant }).nullable(),
  })
  .meta({ id: "HeldCoupon" });
export type HeldCoupon = z.infer<typeof HeldCoupon>;

/** What a held coupon would do for an order. */
export const QuotedCoupon = z
  .object({
    object: z.literal("quoted_coupon"),
    held_coupon_id: idOf("held"),
    coupon: Coupon,
    expires_at: Instant,
    /** What it saves by itself; 0 where it does not fit. */
    saves: Money,
    /** Null: it fits. */
    misfit: z.enum(couponMisfits).nullable(),
    /** How much more of its products it takes, where `misfit` is minimum. */
    missing: Money.nullable(),
    chosen: z.boolean(),
  })
  .meta({ id: "QuotedCoupon" });
export type QuotedCoupon = z.infer<typeof QuotedCoupon>;

const shopParams = z.object({ shop_id: idOf("shop") });
const couponParams = z.object({ coupon_id: idOf("coup") });

const couponRoutes = {
  listCoupons: route({
    id: "listCoupons",
    method: "GET",
    path: "/v1/coupons",
    summary:
      "Coupons that can be claimed now: of a shop, for a product, or the platform's; the platform's always stand with them",
    access: "guest",
    query: z.object({ shop_id: idOf("shop").optional(), product_id: idOf("prod").optional() }),
    response: listOf(Coupon),
    errors: ["not_found"],
  }),
  claimCoupon: route({
    id: "claimCoupon",
    method: "POST",
    path: "/v1/coupons/:coupon_id/claim",
    summary: "Put a coupon into one's wallet",
    access: "viewer",
    idempotency: "required",
    status: 201,
    params: couponParams,
    response: HeldCoupon,
    errors: ["not_found", "coupon_over", "coupon_gone", "coupon_limit", "wallet_full"],
  }),
  listHeldCoupons: route({
    id: "listHeldCoupons",
    method: "GET",
    path: "/v1/wallet/coupons",
    summary:
      "The caller's coupons: those that can be used, the first to expire first; or used and expired ones, the newest first",
    access: "viewer",
    query: Page.extend({ state: z.enum(heldStates).default("held") }),
    response: listOf(HeldCoupon),
  }),
  listShopCoupons: route({
    id: "listShopCoupons",
    method: "GET",
    path: "/v1/shops/:shop_id/coupons",
    summary: "A shop's coupons with their uses, newest first",
    access: "merchant",
    permission: "products",
    params: shopParams,
    query: Page,
    response: listOf(DeskCoupon),
    errors: ["not_found", "not_yours", "permission_missing"],
  }),
  createShopCoupon: route({
    id: "createShopCoupon",
    method: "POST",
    path: "/v1/shops/:shop_id/coupons",
    summary: "Offer a coupon that the shop pays for",
    access: "merchant",
    permission: "products",
    idempotency: "required",
    status: 201,
    params: shopParams,
    body: CouponFields,
    response: DeskCoupon,
    errors: ["not_found", "not_yours", "permission_missing", "shop_closed", "coupon_offers_max", "coupon_over"],
  }),
  stopShopCoupon: route({
    id: "stopShopCoupon",
    method: "POST",
    path: "/v1/shops/:shop_id/coupons/:coupon_id/stop",
    summary: "Nobody else may claim it; what people hold stays good. Repeating it changes nothing",
    access: "merchant",
    permission: "products",
    params: shopParams.extend(couponParams.shape),
    response: DeskCoupon,
    errors: ["not_found", "not_yours", "permission_missing"],
  }),
  listPlatformCoupons: route({
    id: "listPlatformCoupons",
    method: "GET",
    path: "/v1/operator/coupons",
    summary: "The platform's coupons with their uses, newest first",
    access: "operator",
    query: Page,
    response: listOf(DeskCoupon),
  }),
  createPlatformCoupon: route({
    id: "createPlatformCoupon",
    method: "POST",
    path: "/v1/operator/coupons",
    summary: "Offer a coupon that the platform pays for",
    access: "operator",
    idempotency: "required",
    status: 201,
    body: CouponFields,
    response: DeskCoupon,
    errors: ["not_found", "coupon_offers_max", "coupon_over"],
  }),
  stopPlatformCoupon: route({
    id: "stopPlatformCoupon",
    method: "POST",
    path: "/v1/operator/coupons/:coupon_id/stop",
    summary: "Nobody else may claim it; what people hold stays good. Repeating it changes nothing",
    access: "operator",
    params: couponParams,
    response: DeskCoupon,
    errors: ["not_found"],
  }),
} as const;

export const promotionRoutes = { ...flashSaleRoutes, ...couponRoutes } as const;
