import { z } from "zod";
import { PublicAccount } from "./accounts.ts";
import { Product, productStates } from "./catalog.ts";
import { route } from "./http.ts";
import { idOf } from "./ids.ts";
import { Instant, Page, listOf } from "./lists.ts";
import { Reason } from "./operator.ts";
import { Shop } from "./shops.ts";

/** A shop as operators see it. */
export const ShopFile = z
  .object({
    object: z.literal("shop_file"),
    shop: Shop,
    owner: PublicAccount,
    staff_count: z.int(),
    /** Why an operator closed it; null while it is open. */
    closure: z.object({ reason: z.string(), by: PublicAccount, at: Instant }).nullable(),
  })
  .meta({ id: "ShopFile" });
export type ShopFile = z.infer<typeof ShopFile>;

const Words = z.string().trim().max(80).optional();
const shop = z.object({ shop_id: idOf("shop") });
const product = z.object({ product_id: idOf("prod") });
const reasoned = z.strictObject({ reason: Reason });

export const operatorGoodsRoutes = {
  listAllShops: route({
    id: "listAllShops",
    method: "GET",
    path: "/v1/operator/shops",
    summary: "Shops by name or id, the newest first",
    access: "operator",
    query: Page.extend({
      q: Words,
      state: z.enum(["open", "closed"]).optional(),
      /** Shops this account owns or works for. */
      account_id: idOf("acct").optional(),
    }),
    response: listOf(ShopFile),
  }),
  getShopFile: route({
    id: "getShopFile",
    method: "GET",
    path: "/v1/operator/shops/:shop_id",
    summary: "A shop with its owner and why it is closed",
    access: "operator",
    params: shop,
    response: ShopFile,
    errors: ["not_found"],
  }),
  closeShop: route({
    id: "closeShop",
    method: "POST",
    path: "/v1/operator/shops/:shop_id/close",
    summary: "Close a shop: nothing of it is on sale, its broadcasts end, orders under way go on",
    access: "operator",
    params: shop,
    body: reasoned,
    response: ShopFile,
    errors: ["not_found", "own_matter", "shop_state"],
  }),
  reopenShop: route({
    id: "reopenShop",
    method: "POST",
    path: "/v1/operator/shops/:shop_id/reopen",
    summary: "Open a closed shop again, with its goods as they were",
    access: "operator",
    params: shop,
    body: reasoned,
    response: ShopFile,
    errors: ["not_found", "own_matter", "shop_state"],
  }),
  listAllProducts: route({
    id: "listAllProducts",
    method: "GET",
    path: "/v1/operator/products",
    summary: "Products of all shops by title or id, the newest first",
    access: "operator",
    query: Page.extend({
      q: Words,
      state: z.enum(productStates).optional(),
      shop_id: idOf("shop").optional(),
      taken_down: z.enum(["true", "false"]).optional(),
    }),
    response: listOf(Product),
  }),
  takeDownProduct: route({
    id: "takeDownProduct",
    method: "POST",
    path: "/v1/operator/products/:product_id/take_down",
    summary: "Take a product off sale; its shop reads why and cannot put it back until it is lifted",
    access: "operator",
    params: product,
    body: reasoned,
    response: Product,
    errors: ["not_found", "own_matter", "product_taken_down"],
  }),
  liftTakedown: route({
    id: "liftTakedown",
    method: "POST",
    path: "/v1/operator/products/:product_id/lift",
    summary: "Let the shop put the product on sale again",
    access: "operator",
    params: product,
    body: reasoned,
    response: Product,
    errors: ["not_found", "own_matter"],
  }),
} as const;
