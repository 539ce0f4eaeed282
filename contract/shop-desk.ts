import { z } from "zod";
import { route } from "./http.ts";
import { idOf } from "./ids.ts";
import { limits } from "./limits.ts";
import { Instant } from "./lists.ts";
import { Picture } from "./media.ts";
import { Money } from "./money.ts";
import { MarketDay } from "./orders.ts";

/** A day, or an hour of a day, of an overview; amounts in minor units. */
const OverviewPoint = z.object({
  /** When it began. */
  at: Instant,
  net: z.int(),
  gross: z.int(),
  orders: z.int(),
});
/** Sums over a period. The orders of a period are those paid in it. */
export const OverviewSums = z.object({
  /** Paid by buyers, freight included. */
  gross: Money,
  /** What of it has been given back by now. */
  refunded: Money,
  /** gross − refunded. */
  net: Money,
  orders: z.int(),
  refunds: z.int(),
  units: z.int(),
  buyers: z.int(),
});
export type OverviewSums = z.infer<typeof OverviewSums>;

export const ShopOverview = z
  .object({
    object: z.literal("shop_overview"),
    shop_id: idOf("shop"),
    from: MarketDay,
    to: MarketDay,
    time_zone: z.string(),
    grain: z.enum(["hour", "day"]),
    now: OverviewSums,
    points: z.array(OverviewPoint),
    /** The same stretch of time `compare_from` on, no longer than what has passed of this one. Null: not asked for. */
    before: OverviewSums.nullable(),
    before_points: z.array(OverviewPoint),
    /** By what buyers paid for them, refunded orders left out. */
    top_products: z.array(
      z.object({
        product_id: idOf("prod"),
        title: z.string(),
        picture: Picture.nullable(),
        units: z.int(),
        net: Money,
      }),
    ),
    as_of: Instant,
  })
  .meta({ id: "ShopOverview" });
export type ShopOverview = z.infer<typeof ShopOverview>;

/** What waits for the shop now, and how far a new shop has come. */
export const ShopToDo = z
  .object({
    object: z.literal("shop_to_do"),
    shop_id: idOf("shop"),
    to_ship: z.int(),
    /** Of those: dispatch was promised until a time that has passed, or passes within 24 hours. */
    late: z.int(),
    near: z.int(),
    next_ship_by: Instant.nullable(),
    refunds_running: z.int(),
    low_stock: z.int(),
    sold_out: z.int(),
    drafts: z.int(),
    steps: z.object({
      verified: z.boolean(),
      on_sale: z.boolean(),
      shipping: z.boolean(),
      session: z.boolean(),
      order: z.boolean(),
    }),
  })
  .meta({ id: "ShopToDo" });
export type ShopToDo = z.infer<typeof ShopToDo>;

/** One order to ship. Fields are text as somebody typed them: what is wrong with one row is that row's outcome. */
const ShipRow = z.strictObject({
  order_id: z.string().max(80),
  carrier: z.string().max(80),
  tracking_number: z.string().max(80),
});
export const ShipRowResult = z.object({
  /** Its place in the request, from 0. */
  row: z.int(),
  order_id: z.string(),
  /** ready: would be shipped (dry run). shipped: now is. same: had been, with this very parcel. refused: see error. */
  outcome: z.enum(["ready", "shipped", "same", "refused"]),
  error: z.object({ code: z.string(), message: z.string() }).nullable(),
});

export const shopDeskRoutes = {
  getShopOverview: route({
    id: "getShopOverview",
    method: "GET",
    path: "/v1/shops/:shop_id/overview",
    summary: "What a shop sold in a period, by the days of the market's time zone",
    access: "merchant",
    permission: "money",
    params: z.object({ shop_id: idOf("shop") }),
    query: z.object({ from: MarketDay, to: MarketDay, compare_from: MarketDay.optional() }),
    response: ShopOverview,
    errors: ["not_found", "not_yours", "permission_missing", "invalid_param"],
  }),
  getShopToDo: route({
    id: "getShopToDo",
    method: "GET",
    path: "/v1/shops/:shop_id/to_do",
    summary: "What waits for the shop now, and how far a new shop has come",
    access: "merchant",
    permission: "member",
    params: z.object({ shop_id: idOf("shop") }),
    response: ShopToDo,
    errors: ["not_found", "not_yours"],
  }),
  shipOrders: route({
    id: "shipOrders",
    method: "POST",
    path: "/v1/shops/:shop_id/orders/ship",
    summary: "Hand many orders over to carriers; each row has its own outcome, and a dry run ships nothing",
    access: "merchant",
    permission: "orders",
    idempotency: "required",
    params: z.object({ shop_id: idOf("shop") }),
    body: z.strictObject({ dry_run: z.boolean(), rows: z.array(ShipRow).min(1).max(limits.bulk_ship_rows_max) }),
    response: z.object({ object: z.literal("ship_results"), dry_run: z.boolean(), results: z.array(ShipRowResult) }),
    errors: ["not_found", "not_yours", "permission_missing"],
  }),
} as const;
