import type { z } from "zod";
import type { ProductFields } from "../../../contract/catalog.ts";
import type { Context } from "../../kernel/context.ts";
import type { Tx } from "../../kernel/db.ts";
import { newId } from "../../kernel/ids.ts";
import { limits } from "../../kernel/limits.ts";
import { refuse } from "../../kernel/refusal.ts";
import type { CatalogDeps } from "./catalog.ts";
import { offeredOf, priceChanges } from "./price-history.ts";
import { missingForSale } from "./product.ts";
import * as store from "./store.ts";
import type { ProductRow, VariantRow } from "./tables.ts";
import { planVariants, type VariantPlan } from "./variant.ts";

type Fields = z.output<typeof ProductFields>;

/**
 * Adds a product as a draft, with the stock its variants begin with. Returns its id. Refuses `not_found`, `not_yours`,
 * `product_limit`, `compare_price_basis`, `sku_taken`.
 */
export async function createProduct(
  ctx: Context,
  deps: CatalogDeps,
  account_id: string,
  shop_id: string,
  fields: Fields,
): Promise<string> {
  return ctx.db.transact((tx) => createProductIn(ctx, deps, tx, account_id, shop_id, fields));
}

/** The same in the caller's transaction. `hanging`: pictures that need not be the caller's own, since the shop shows them already. */
export async function createProductIn(
  ctx: Context,
  deps: CatalogDeps,
  tx: Tx,
  account_id: string,
  shop_id: string,
  fields: Fields,
  hanging: readonly string[] = [],
): Promise<string> {
  const at = ctx.clock.now();
  return told(async () => {
    await deps.shops.requireStaff(tx, shop_id, account_id, "products");
    if ((await store.lockAndCountProducts(tx, shop_id)) >= limits.products_per_shop_max)
      refuse("product_limit", { details: { max: limits.products_per_shop_max } });
    const product: ProductRow = {
      shop_id,
      id: newId(ctx, "prod"),
      state: "draft",
      ...contentOf(fields),
      version: 1,
      created_at: at,
      updated_at: at,
    };
    await requirePictures(deps, tx, account_id, product.picture_ids, hanging);
    await requireCategory(tx, product.category);
    if (fields.variants.some((draft) => draft.id !== undefined)) refuse("not_found", { param: "variants" });
    const plan = planVariants(product, [], fields.variants, () => newId(ctx, "var"));
    await store.insertProduct(tx, product);
    await writeVariants(ctx, deps, tx, product, plan, account_id);
    return product.id;
  });
}

/**
 * Replaces a product's page: variants named by id keep it, others are new, those left out are retired. Refuses
 * `not_found`, `not_yours`, `compare_price_basis`, `version_changed` where it is not the `version` any more that the caller read, and
 * `product_incomplete` where a page on sale would no longer be whole.
 */
export async function replaceProduct(
  ctx: Context,
  deps: CatalogDeps,
  account_id: string,
  shop_id: string,
  product_id: string,
  fields: Fields & { readonly version?: number | undefined },
): Promise<void> {
  await ctx.db.transact((tx) => replaceProductIn(ctx, deps, tx, account_id, shop_id, product_id, fields));
}

/** The same in the caller's transaction. */
export async function replaceProductIn(
  ctx: Context,
  deps: CatalogDeps,
  tx: Tx,
  account_id: string,
  shop_id: string,
  product_id: string,
  fields: Fields & { readonly version?: number | undefined },
): Promise<void> {
  await told(async () => {
    await deps.shops.requireStaff(tx, shop_id, account_id, "products");
    const before = (await store.lockProduct(tx, shop_id, product_id)) ?? refuse("not_found");
    if (fields.version !== undefined && fields.version !== before.version) refuse("version_changed");
    const product: ProductRow = {
      ...before,
      ...contentOf(fields),
      version: before.version + 1,
      updated_at: ctx.clock.now(),
    };
    await requirePictures(deps, tx, account_id, product.picture_ids, before.picture_ids);
    if (product.category !== before.category) await requireCategory(tx, product.category);
    const current = await store.selectShownVariants(tx, [shop_id], [product_id]);
    const plan = planVariants(product, current, fields.variants, () => newId(ctx, "var"));
    if (product.state === "on_sale") requireComplete(product, [...plan.kept, ...plan.added.map((one) => one.row)]);
    await store.updateProduct(tx, product);
    const after = [...plan.kept, ...plan.added.map((one) => one.row)];
    await notePrices(tx, product, offeredOf(before, current), offeredOf(product, after));
    await writeVariants(ctx, deps, tx, product, plan, account_id);
  });
}

/** Says in our own words what the database refuses: `sku_taken`, and `not_found` for a template that is not the shop's. */
async function told<T>(write: () => Promise<T>): Promise<T> {
  try {
    return await write();
  } catch (error) {
    const { constraint, detail } = error as { constraint?: unknown; detail?: unknown };
    if (constraint === "variant_sku")
      refuse("sku_taken", { param: "variants", details: { sku: /, (.*)\) already/.exec(String(detail))?.[1] ?? "" } });
    if (constraint === "product_shipping_template") refuse("not_found", { param: "shipping_template_id" });
    throw error;
  }
}

/** Refuses `product_incomplete`, naming what is missing. */
export function requireComplete(product: ProductRow, variants: readonly VariantRow[]): void {
  const missing = missingForSale(product, variants);
  if (missing.length > 0) refuse("product_incomplete", { details: { missing: missing.join(", ") } });
}

function contentOf(
  fields: Fields,
): Pick<
  ProductRow,
  | "title"
  | "description"
  | "unit"
  | "picture_ids"
  | "shipping_fee"
  | "shipping_template_id"
  | "return_policy"
  | "category"
  | "limit_per_buyer"
> {
  return {
    title: fields.title,
    description: fields.description,
    unit: fields.unit,
    picture_ids: [...new Set(fields.picture_ids)],
    shipping_fee: BigInt(fields.shipping_fee),
    shipping_template_id: fields.shipping_template_id,
    return_policy: fields.return_policy,
    category: fields.category,
    limit_per_buyer: fields.limit_per_buyer,
  };
}

/** Pictures are the caller's own; those that hang already may stay, since a colleague may have put them there. */
async function requirePictures(
  deps: CatalogDeps,
  tx: Tx,
  account_id: string,
  wanted: readonly string[],
  hanging: readonly string[],
): Promise<void> {
  const fresh = wanted.filter((id) => !hanging.includes(id));
  const own = await deps.media.ownPictures(tx, account_id, fresh);
  if (fresh.some((id) => !own.has(id))) refuse("not_found", { param: "picture_ids" });
}

async function requireCategory(tx: Tx, slug: string): Promise<void> {
  if (!(await store.selectCategories(tx)).some((category) => category.slug === slug))
    refuse("invalid_param", { param: "category", details: { detail: "category" } });
}

/** Keeps what changed for buyers, as of this version of the page: the price history shows it. */
export async function notePrices(
  tx: Tx,
  product: ProductRow,
  before: ReadonlyMap<string, bigint>,
  after: ReadonlyMap<string, bigint>,
): Promise<void> {
  const { shop_id, id: product_id, version, updated_at: at } = product;
  await store.insertPriceChanges(
    tx,
    priceChanges(before, after).map((change) => ({ shop_id, product_id, version, at, ...change })),
  );
}

async function writeVariants(
  ctx: Context,
  deps: CatalogDeps,
  tx: Tx,
  product: ProductRow,
  plan: VariantPlan,
  account_id: string,
): Promise<void> {
  await store.retireVariants(tx, product.shop_id, plan.retired, product.updated_at);
  // Codes may change hands among the options of one product.
  await store.forgetSkus(
    tx,
    product.shop_id,
    plan.kept.map((row) => row.id),
  );
  await store.updateVariants(tx, product, plan.kept);
  await store.insertVariants(
    tx,
    product,
    plan.added.map((one) => one.row),
  );
  const stocks = plan.added.map(({ row, initial_stock }) => ({
    variant_id: row.id,
    product_id: product.id,
    on_hand: initial_stock,
  }));
  await deps.stock.begin(tx, product.shop_id, stocks, { account_id, at: product.updated_at });
  await ctx.outbox.emit(tx, [{ type: "product.changed", shop_id: product.shop_id, product_id: product.id }]);
}
