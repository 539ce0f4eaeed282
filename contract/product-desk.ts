import { z } from "zod";
import { CategorySlug, Product, ProductFields, VariantFields } from "./catalog.ts";
import { route } from "./http.ts";
import { idOf } from "./ids.ts";
import { limits } from "./limits.ts";
import { line, listOf } from "./lists.ts";
import { Money } from "./money.ts";

/** What is done to many products at once. */
export const BulkAct = z.discriminatedUnion("kind", [
  /** Every price by so many thousandths, rounded to the minor unit: 100 is a tenth more, -100 a tenth less. */
  z.strictObject({ kind: z.literal("price_permille"), by: z.int().min(-900).max(9000) }),
  /** Every price by an amount in minor units. */
  z.strictObject({
    kind: z.literal("price_amount"),
    by: z.int().min(-limits.price_minor_max).max(limits.price_minor_max),
  }),
  z.strictObject({ kind: z.literal("state"), state: z.enum(["on_sale", "off"]) }),
  z.strictObject({ kind: z.literal("shipping"), shipping_template_id: idOf("tpl").nullable() }),
]);
export type BulkAct = z.infer<typeof BulkAct>;

const RowError = z.object({ code: z.string(), message: z.string(), param: z.string().nullable() });

/** What became of one product; prices where they change. */
export const BulkResult = z.object({
  product_id: z.string(),
  title: z.string(),
  /** The product's version this was decided on, or made; null where there is none. */
  version: z.int().nullable(),
  /** ready: would change (dry run). changed: did. same: was so already. refused: see error; nothing of it changed. */
  outcome: z.enum(["ready", "changed", "same", "refused"]),
  prices: z.array(z.object({ title: z.string(), before: Money, after: Money })),
  error: RowError.nullable(),
});
export type BulkResult = z.infer<typeof BulkResult>;

/** An option of an imported product; found by its id or SKU code, added where neither is known. What is left out stays as it is. */
const ImportVariant = VariantFields.extend({
  sku_code: VariantFields.shape.sku_code.unwrap().optional(),
  compare_at_price: VariantFields.shape.compare_at_price.unwrap().optional(),
  compare_at_basis: VariantFields.shape.compare_at_basis.unwrap().optional(),
});
/**
 * A product as a file has it. Without `id` it is found by the SKU code of an option, and added where none is known. What is left out stays
 * as it is; a new product has then no description, no fee, and is in "other", but must say how it is returned.
 */
export const ImportProduct = z.strictObject({
  id: idOf("prod").optional(),
  /** The version the file was made of: what somebody changed since is refused with `version_changed`, not written over. */
  version: z.int().min(1).optional(),
  title: ProductFields.shape.title,
  description: ProductFields.shape.description.optional(),
  unit: ProductFields.shape.unit,
  shipping_fee: ProductFields.shape.shipping_fee.unwrap().optional(),
  /** By its name; null: the flat fee. */
  shipping_template: line(limits.name_chars_max).nullable().optional(),
  return_policy: ProductFields.shape.return_policy.optional(),
  category: CategorySlug.optional(),
  /** null: no limit. */
  limit_per_buyer: ProductFields.shape.limit_per_buyer.unwrap().optional(),
  variants: z.array(ImportVariant).min(1).max(limits.variants_per_product_max),
});

/** What became of one product of a file. */
export const ImportResult = z.object({
  /** Its place in the request, from 0. */
  item: z.int(),
  outcome: z.enum(["created", "updated", "same", "refused"]),
  product_id: z.string().nullable(),
  /** The version of a product that was changed, or in a dry run would be; null for others. */
  version: z.int().nullable(),
  error: RowError.nullable(),
});
export type ImportResult = z.infer<typeof ImportResult>;

const inShop = z.object({ shop_id: idOf("shop") });
const productInShop = inShop.extend({ product_id: idOf("prod") });

export const productDeskRoutes = {
  changeProducts: route({
    id: "changeProducts",
    method: "POST",
    path: "/v1/shops/:shop_id/products/change",
    summary: "Do the same to many products; each has its own outcome, and a dry run changes nothing",
    access: "merchant",
    permission: "products",
    idempotency: "required",
    params: inShop,
    body: z.strictObject({
      dry_run: z.boolean(),
      product_ids: z
        .array(idOf("prod"))
        .min(1)
        .max(limits.bulk_products_max)
        .refine((ids) => new Set(ids).size === ids.length, { error: "each product once" }),
      /** By product id the versions a dry run answered: what has another by now is refused with `version_changed`. */
      versions: z.record(z.string().max(limits.name_chars_max), z.int()).optional(),
      act: BulkAct,
    }),
    response: z.object({ object: z.literal("bulk_results"), dry_run: z.boolean(), results: z.array(BulkResult) }),
    errors: ["not_found", "not_yours", "permission_missing"],
  }),
  importProducts: route({
    id: "importProducts",
    method: "POST",
    path: "/v1/shops/:shop_id/products/import",
    summary: "Add and change products from a file; each is taken whole or not at all, and a dry run changes nothing",
    access: "merchant",
    permission: "products",
    idempotency: "required",
    params: inShop,
    /** Products are looked at one by one: what is wrong with one is its own outcome. */
    body: z.strictObject({
      dry_run: z.boolean(),
      products: z.array(z.record(z.string(), z.unknown())).min(1).max(limits.import_products_max),
    }),
    response: z.object({ object: z.literal("import_results"), dry_run: z.boolean(), results: z.array(ImportResult) }),
    errors: ["not_found", "not_yours", "permission_missing"],
  }),
  duplicateProduct: route({
    id: "duplicateProduct",
    method: "POST",
    path: "/v1/shops/:shop_id/products/:product_id/duplicate",
    summary: "A draft like this product, without its stock and SKU codes",
    access: "merchant",
    permission: "products",
    status: 201,
    params: productInShop,
    response: Product,
    errors: ["not_found", "not_yours", "permission_missing", "product_limit"],
  }),
  listFeatured: route({
    id: "listFeatured",
    method: "GET",
    path: "/v1/shops/:shop_id/featured",
    summary: "What the shop's page shows first, in its order; what is not on sale is left out",
    access: "guest",
    params: inShop,
    response: listOf(Product),
    errors: ["not_found"],
  }),
  setFeatured: route({
    id: "setFeatured",
    method: "PUT",
    path: "/v1/shops/:shop_id/featured",
    summary: "Say what the shop's page shows first",
    access: "merchant",
    permission: "settings",
    params: inShop,
    body: z.strictObject({ product_ids: z.array(idOf("prod")).max(limits.featured_products_max) }),
    response: listOf(Product),
    errors: ["not_found", "not_yours", "permission_missing"],
  }),
} as const;
