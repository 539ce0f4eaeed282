import { z } from "zod";
import { PublicAccount } from "./accounts.ts";
import { Stock } from "./catalog.ts";
import { route } from "./http.ts";
import { idOf } from "./ids.ts";
import { limits } from "./limits.ts";
import { Instant, Page, line, listOf } from "./lists.ts";
import { Picture } from "./media.ts";

/** The stock of a variant with what it is, for the shop's own list. */
export const StockLine = z
  .object({
    object: z.literal("stock_line"),
    variant_id: idOf("var"),
    product_id: idOf("prod"),
    product_title: z.string(),
    variant_title: z.string(),
    sku_code: z.string().nullable(),
    product_state: z.enum(["draft", "on_sale", "off"]),
    picture: Picture.nullable(),
    on_hand: z.int(),
    reserved: z.int(),
    available: z.int(),
    /** From how many available units down it counts as low; null: the default of the house. */
    low_at: z.int().nullable(),
    low: z.boolean(),
  })
  .meta({ id: "StockLine" });
export type StockLine = z.infer<typeof StockLine>;

export const stockMovements = ["adjusted", "reserved", "released", "consumed"] as const;

/** One movement of a variant's stock: who or which order, and by how much. */
export const StockMovement = z
  .object({
    object: z.literal("stock_movement"),
    /** adjusted: somebody changed the units on hand. reserved, released, consumed: an order held them back, gave them back, took them. */
    kind: z.enum(stockMovements),
    at: Instant,
    on_hand_change: z.int(),
    reserved_change: z.int(),
    /** What the units on hand came to; told by adjustments only. */
    on_hand: z.int().nullable(),
    reason: z.string().nullable(),
    by: PublicAccount.nullable(),
    order_id: idOf("ord").nullable(),
  })
  .meta({ id: "StockMovement" });
export type StockMovement = z.infer<typeof StockMovement>;

const inShop = z.object({ shop_id: idOf("shop") });
const variantInShop = inShop.extend({ variant_id: idOf("var") });

export const stockRoutes = {
  listStock: route({
    id: "listStock",
    method: "GET",
    path: "/v1/shops/:shop_id/stock",
    summary: "Stock of everything a shop sells; or of what is low",
    access: "merchant",
    permission: "stock",
    params: inShop,
    query: Page.extend({ only: z.enum(["low"]).optional() }),
    response: listOf(StockLine),
    errors: ["not_found", "not_yours", "permission_missing"],
  }),
  listStockHistory: route({
    id: "listStockHistory",
    method: "GET",
    path: "/v1/shops/:shop_id/variants/:variant_id/stock/history",
    summary: "Every movement of a variant's stock, newest first",
    access: "merchant",
    permission: "stock",
    params: variantInShop,
    query: Page,
    response: listOf(StockMovement),
    errors: ["not_found", "not_yours", "permission_missing"],
  }),
  countStock: route({
    id: "countStock",
    method: "POST",
    path: "/v1/shops/:shop_id/variants/:variant_id/stock/count",
    summary: "Stocktake: the units on hand are what was counted",
    access: "merchant",
    permission: "stock",
    idempotency: "required",
    params: variantInShop,
    body: z.strictObject({ counted: z.int().min(0).max(limits.stock_units_max), reason: line(120) }),
    response: Stock,
    errors: ["not_found", "not_yours", "permission_missing", "stock_below_reserved"],
  }),
  setLowStock: route({
    id: "setLowStock",
    method: "PUT",
    path: "/v1/shops/:shop_id/variants/:variant_id/stock/low",
    summary: "From how many available units down a variant counts as low",
    access: "merchant",
    permission: "stock",
    params: variantInShop,
    body: z.strictObject({ low_at: z.int().min(0).max(limits.stock_units_max).nullable() }),
    response: Stock,
    errors: ["not_found", "not_yours", "permission_missing"],
  }),
} as const;
