import { z } from "zod";
import { route } from "./http.ts";
import { idOf } from "./ids.ts";
import { limits } from "./limits.ts";
import { Instant, Page, line, listOf, text } from "./lists.ts";
import { Picture } from "./media.ts";
import { Money, PriceAmount } from "./money.ts";
import { ShopCard } from "./shops.ts";

/** What kind of goods: the slug of one of `GET /v1/categories`. */
export const CategorySlug = z
  .string()
  .regex(/^[a-z_]{2,20}$/, "is not a category")
  .meta({ examples: ["fruit"] });

export const productStates = ["draft", "on_sale", "off"] as const;
export type ProductState = (typeof productStates)[number];

/** Why the 7-day return without a reason does not apply (DOMAIN §5 rule 10). */
export const returnPolicies = [
  "seven_days",
  "exempt_made_to_order",
  "exempt_perishable",
  "exempt_digital",
  "exempt_press",
] as const;

export const VariantFields = z.strictObject({
  /** Present to change a variant that exists; absent to add one. */
  id: idOf("var").optional(),
  title: line(limits.title_chars_max),
  /** The shop's own code of it; one option of a shop has it at a time. */
  sku_code: z
    .string()
    .trim()
    .max(limits.sku_code_chars_max)
    .regex(/^[\x21-\x7e]+$/, "is not a code")
    .nullable()
    .default(null),
  price: PriceAmount.min(1),
  /** Struck-through price, and what it compares with; both or neither. */
  compare_at_price: PriceAmount.nullable().default(null),
  compare_at_basis: line(120).nullable().default(null),
  /** Units on hand when the variant is added; later changes go through the stock route. */
  initial_stock: z.int().min(0).max(limits.stock_units_max).default(0),
});

export const ProductFields = z.strictObject({
  title: line(limits.title_chars_max, 2),
  description: text(limits.description_chars_max),
  /** What a price is for: "5 斤 / box", "piece". */
  unit: line(20),
  picture_ids: z.array(idOf("pic")).max(limits.pictures_per_product_max),
  /** Flat, for each order; counts where no template does. */
  shipping_fee: PriceAmount.default(0),
  /** One of the shop's own, which says what delivery costs by province. */
  shipping_template_id: idOf("tpl").nullable().default(null),
  return_policy: z.enum(returnPolicies),
  category: CategorySlug.default("other"),
  /** How many units one buyer may have in orders that stand, over all options; null: as many as there are. */
  limit_per_buyer: z.int().min(1).max(limits.quantity_per_line_max).nullable().default(null),
  variants: z.array(VariantFields).min(1).max(limits.variants_per_product_max),
});

export const Variant = z
  .object({
    id: idOf("var"),
    object: z.literal("variant"),
    title: z.string(),
    sku_code: z.string().nullable(),
    price: Money,
    compare_at_price: Money.nullable(),
    compare_at_basis: z.string().nullable(),
    /** Units that can be bought now: on hand less reserved. */
    available: z.int(),
  })
  .meta({ id: "Variant" });
export type Variant = z.infer<typeof Variant>;

export const Product = z
  .object({
    id: idOf("prod"),
    object: z.literal("product"),
    shop: ShopCard,
    state: z.enum(productStates),
    title: z.string(),
    description: z.string(),
    unit: z.string(),
    pictures: z.array(Picture),
    /** Flat; what the template asks where no rule speaks where there is one. */
    shipping_fee: Money,
    shipping_template_id: idOf("tpl").nullable(),
    return_policy: z.enum(returnPolicies),
    category: CategorySlug,
    dispatch_hours: z.int(),
    /** See `ProductFields`. What a buyer has already is counted when they order. */
    limit_per_buyer: z.int().nullable(),
    variants: z.array(Variant),
    /** Why an operator took it off sale: for those who work for the shop and operators, while it stands. */
    taken_down: z.object({ reason: z.string(), at: Instant }).optional(),
    /** Raised by every change; an order keeps the version it was bought at. */
    version: z.int(),
    created_at: Instant,
    updated_at: Instant,
  })
  .meta({ id: "Product" });
export type Product = z.infer<typeof Product>;

export const Category = z
  .object({
    object: z.literal("category"),
    slug: CategorySlug,
    name: z.object({ en: z.string(), "zh-CN": z.string() }),
    /** The name of a pictogram, for clients that know it. */
    icon: z.string(),
  })
  .meta({ id: "Category" });
export type Category = z.infer<typeof Category>;

/** Prices as buyers were offered them. A draft's prices, and those of times off sale, were offered to nobody. */
export const PriceHistory = z
  .object({
    object: z.literal("price_history"),
    product_id: idOf("prod"),
    days: z.int(),
    variants: z.array(
      z.object({
        variant_id: idOf("var"),
        title: z.string(),
        /** From which moment on which price held; null: not offered. Oldest first, the first one at the edge of the window. */
        points: z.array(z.object({ at: Instant, price: Money.nullable() })),
        /** The lowest price offered at any moment of the last 30 days, the present one included. */
        lowest_30_days: Money.nullable(),
        /** When we first noted a price. */
        known_since: Instant.nullable(),
      }),
    ),
  })
  .meta({ id: "PriceHistory" });
export type PriceHistory = z.infer<typeof PriceHistory>;

/** Stock of one variant as its shop sees it. on_hand = available + reserved. */
export const Stock = z
  .object({
    object: z.literal("stock"),
    variant_id: idOf("var"),
    on_hand: z.int(),
    reserved: z.int(),
    available: z.int(),
  })
  .meta({ id: "Stock" });

const inShop = z.object({ shop_id: idOf("shop") });
const productInShop = z.object({ shop_id: idOf("shop"), product_id: idOf("prod") });

export const catalogRoutes = {
  createProduct: route({
    id: "createProduct",
    method: "POST",
    path: "/v1/shops/:shop_id/products",
    summary: "Add a product as a draft",
    access: "merchant",
    permission: "products",
    status: 201,
    params: inShop,
    body: ProductFields,
    response: Product,
    errors: ["not_found", "not_yours", "compare_price_basis", "product_limit"],
  }),
  updateProduct: route({
    id: "updateProduct",
    method: "PUT",
    path: "/v1/shops/:shop_id/products/:product_id",
    summary: "Replace a product's page; variants left out are retired",
    access: "merchant",
    permission: "products",
    params: productInShop,
    /** With `version`, what somebody changed since that version was read is refused with `version_changed`, not written over. */
    body: ProductFields.extend({ version: z.int().min(1).optional() }),
    response: Product,
    errors: ["not_found", "not_yours", "compare_price_basis", "product_incomplete", "version_changed"],
  }),
  setProductState: route({
    id: "setProductState",
    method: "PUT",
    path: "/v1/shops/:shop_id/products/:product_id/state",
    summary: "Put on sale, or take off",
    access: "merchant",
    permission: "products",
    params: productInShop,
    body: z.strictObject({ state: z.enum(productStates) }),
    response: Product,
    errors: [
      "not_found",
      "not_yours",
      "product_incomplete",
      "verification_required",
      "shop_closed",
      "product_taken_down",
    ],
  }),
  listShopProducts: route({
    id: "listShopProducts",
    method: "GET",
    path: "/v1/shops/:shop_id/products",
    summary: "Products of a shop: those on sale, or all for its staff",
    access: "guest",
    params: inShop,
    query: Page.extend({
      state: z.enum(productStates).optional(),
      category: CategorySlug.optional(),
      /** Part of a title or of an option's SKU code. */
      q: line(60).optional(),
    }),
    response: listOf(Product),
    errors: ["not_found"],
  }),
  getProduct: route({
    id: "getProduct",
    method: "GET",
    path: "/v1/products/:product_id",
    summary: "A product",
    access: "guest",
    params: z.object({ product_id: idOf("prod") }),
    response: Product,
    errors: ["not_found"],
  }),
  listProducts: route({
    id: "listProducts",
    method: "GET",
    path: "/v1/products",
    summary: "Products on sale in all shops, the newest first",
    access: "guest",
    query: Page.extend({ category: CategorySlug.optional() }),
    response: listOf(Product),
  }),
  listCategories: route({
    id: "listCategories",
    method: "GET",
    path: "/v1/categories",
    summary: "Kinds of goods, in the order of the menu",
    access: "guest",
    response: listOf(Category),
  }),
  getPriceHistory: route({
    id: "getPriceHistory",
    method: "GET",
    path: "/v1/products/:product_id/price_history",
    summary: "The prices a product was offered at in the last 90 days",
    access: "guest",
    params: z.object({ product_id: idOf("prod") }),
    response: PriceHistory,
    errors: ["not_found"],
  }),
  getStock: route({
    id: "getStock",
    method: "GET",
    path: "/v1/shops/:shop_id/variants/:variant_id/stock",
    summary: "Stock of a variant",
    access: "merchant",
    permission: "stock",
    params: z.object({ shop_id: idOf("shop"), variant_id: idOf("var") }),
    response: Stock,
    errors: ["not_found", "not_yours"],
  }),
  adjustStock: route({
    id: "adjustStock",
    method: "POST",
    path: "/v1/shops/:shop_id/variants/:variant_id/stock",
    summary: "Add to or take from the units on hand",
    access: "merchant",
    permission: "stock",
    params: z.object({ shop_id: idOf("shop"), variant_id: idOf("var") }),
    body: z.strictObject({
      change: z
        .int()
        .min(-limits.stock_units_max)
        .max(limits.stock_units_max)
        .refine((change) => change !== 0, "changes nothing"),
      reason: line(120),
    }),
    idempotency: "required",
    response: Stock,
    errors: ["not_found", "not_yours", "stock_below_reserved", "stock_limit"],
  }),
} as const;
