import type { z } from "zod";
import { errorMessage, type Locale } from "../../../contract/errors.ts";
import { ImportProduct, type ImportResult } from "../../../contract/product-desk.ts";
import type { Context } from "../../kernel/context.ts";
import type { Tx } from "../../kernel/db.ts";
import { Refusal, refuse } from "../../kernel/refusal.ts";
import { once } from "../../kernel/saved-answers.ts";
import type { CatalogDeps } from "./catalog.ts";
import { createProductIn, replaceProductIn } from "./save-product.ts";
import * as store from "./store.ts";
import type { ProductRow, VariantRow } from "./tables.ts";
import type { VariantDraft } from "./variant.ts";

interface Asked {
  readonly shop_id: string;
  readonly account_id: string;
  readonly key: string;
  readonly products: readonly Readonly<Record<string, unknown>>[];
  readonly dry_run: boolean;
  readonly locale: Locale;
}
interface Taken {
  readonly outcome: "created" | "updated" | "same";
  readonly product_id: string;
  /** Of a changed product: what it is now, or in a dry run what it would be changed from. */
  readonly version: number | null;
}

/** Ends a transaction that was only to see what would come of it. */
class DryRun extends Error {
  readonly taken: Taken;
  constructor(taken: Taken) {
    super("dry run");
    this.taken = taken;
  }
}

/**
 * Takes products of a file, each in a transaction of its own: whole or not at all. A dry run does the same and takes it back, so that it
 * says exactly what would happen to each alone. Repeated under one key each is taken once. Whether the caller may is asked before.
 */
export async function importProducts(
  ctx: Context,
  deps: CatalogDeps,
  asked: Asked,
): Promise<z.infer<typeof ImportResult>[]> {
  const results: z.infer<typeof ImportResult>[] = [];
  for (const [item, product] of asked.products.entries()) {
    try {
      results.push({ item, error: null, ...(await takeOne(ctx, deps, asked, item, product)) });
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      const { code, param, details } = error;
      const message = errorMessage(code, asked.locale, details);
      results.push({ item, outcome: "refused", product_id: null, version: null, error: { code, param, message } });
    }
  }
  return results;
}

async function takeOne(
  ctx: Context,
  deps: CatalogDeps,
  asked: Asked,
  item: number,
  given: Readonly<Record<string, unknown>>,
): Promise<Taken> {
  const read = ImportProduct.safeParse(given);
  if (!read.success) {
    const [issue] = read.error.issues;
    refuse("invalid_param", { param: issue?.path.join(".") ?? "", details: { detail: issue?.message ?? "" } });
  }
  const { account_id, shop_id } = asked;
  try {
    return await ctx.db.transact(async (tx) => {
      if (asked.dry_run) throw new DryRun(await take(ctx, deps, tx, asked, read.data));
      const request = { account_id, key: `${asked.key}:${item}`, content: { import: shop_id, given } };
      return once(tx, ctx.clock, request, () => take(ctx, deps, tx, asked, read.data));
    });
  } catch (error) {
    if (error instanceof DryRun) return error.taken;
    throw error;
  }
}

async function take(
  ctx: Context,
  deps: CatalogDeps,
  tx: Tx,
  { shop_id, account_id, dry_run }: Asked,
  given: z.output<typeof ImportProduct>,
): Promise<Taken> {
  const codes = given.variants.flatMap((variant) => variant.sku_code ?? []);
  const known = await store.selectVariantsBySku(tx, shop_id, codes);
  const product_id = given.id ?? known[0]?.product_id;
  const { title, unit, version } = given;
  // A null is an answer, a hole is none: what a file has no column for stays as it is.
  const template_id =
    typeof given.shipping_template === "string"
      ? ((await deps.shops.templateNamed(tx, shop_id, given.shipping_template)) ??
        refuse("not_found", { param: "shipping_template" }))
      : given.shipping_template;
  if (product_id === undefined) {
    const made = await createProductIn(ctx, deps, tx, account_id, shop_id, {
      title,
      unit,
      description: given.description ?? "",
      shipping_fee: given.shipping_fee ?? 0,
      shipping_template_id: template_id ?? null,
      // A promise to the buyer: nobody makes it by leaving a field alone.
      return_policy:
        given.return_policy ??
        refuse("invalid_param", { param: "return_policy", details: { detail: "return_policy" } }),
      category: given.category ?? "other",
      limit_per_buyer: given.limit_per_buyer ?? null,
      picture_ids: [],
      variants: mergeVariants([], given.variants),
    });
    return { outcome: "created", product_id: made, version: null };
  }
  const before = (await store.lockProduct(tx, shop_id, product_id)) ?? refuse("not_found", { param: "id" });
  const current = await store.selectShownVariants(tx, [shop_id], [product_id]);
  const after = {
    title,
    unit,
    version,
    description: given.description ?? before.description,
    shipping_fee: given.shipping_fee ?? Number(before.shipping_fee),
    shipping_template_id: template_id === undefined ? before.shipping_template_id : template_id,
    return_policy: given.return_policy ?? before.return_policy,
    category: given.category ?? before.category,
    limit_per_buyer: given.limit_per_buyer === undefined ? before.limit_per_buyer : given.limit_per_buyer,
    picture_ids: [...before.picture_ids],
    variants: mergeVariants(current, given.variants),
  };
  // A file that says what already is changes nothing: no new version, no line in the record. An old version is still refused below.
  if ((version === undefined || version === before.version) && isAsBefore(before, current, after))
    return { outcome: "same", product_id, version: before.version };
  await replaceProductIn(ctx, deps, tx, account_id, shop_id, product_id, after);
  return { outcome: "updated", product_id, version: before.version + (dry_run ? 0 : 1) };
}

/**
 * The options of a file over those a product has: found by id or SKU code, added otherwise. What the file does not name stays, option or
 * field.
 */
export function mergeVariants(
  current: readonly VariantRow[],
  given: z.output<typeof ImportProduct>["variants"],
): VariantDraft[] {
  const rowOf = (variant: (typeof given)[number]) =>
    current.find((row) =>
      variant.id === undefined ? row.sku_code !== null && row.sku_code === variant.sku_code : row.id === variant.id,
    );
  const named = given.map((variant): VariantDraft => {
    const row = rowOf(variant);
    const had = row === undefined ? undefined : draftOf(row);
    const { sku_code = had?.sku_code ?? null, compare_at_price = had?.compare_at_price ?? null } = variant;
    // A price that is struck through no more compares with nothing; what it was compared with goes along.
    const { compare_at_basis = variant.compare_at_price === null ? null : (had?.compare_at_basis ?? null) } = variant;
    const id = variant.id ?? row?.id;
    return { ...variant, ...(id === undefined ? {} : { id }), sku_code, compare_at_price, compare_at_basis };
  });
  const rest = current.filter((row) => !named.some((variant) => variant.id === row.id)).map(draftOf);
  return [...named, ...rest];
}

/** Does a product stand as a file wants it? Stock is for new options only, so it is no difference of one that is there. */
function isAsBefore(
  before: ProductRow,
  current: readonly VariantRow[],
  after: Pick<
    ProductRow,
    "title" | "unit" | "description" | "shipping_template_id" | "return_policy" | "category" | "limit_per_buyer"
  > & {
    shipping_fee: number;
    variants: readonly VariantDraft[];
  },
): boolean {
  return (
    after.title === before.title &&
    after.unit === before.unit &&
    after.description === before.description &&
    after.shipping_fee === Number(before.shipping_fee) &&
    after.shipping_template_id === before.shipping_template_id &&
    after.return_policy === before.return_policy &&
    after.category === before.category &&
    after.limit_per_buyer === before.limit_per_buyer &&
    after.variants.length === current.length &&
    current.map(draftOf).every((row, at) => {
      const one = after.variants[at];
      return (
        one !== undefined &&
        one.id === row.id &&
        one.title === row.title &&
        one.sku_code === row.sku_code &&
        one.price === row.price &&
        one.compare_at_price === row.compare_at_price &&
        one.compare_at_basis === row.compare_at_basis
      );
    })
  );
}

/** An option as it is. */
const draftOf = (row: VariantRow): VariantDraft => ({
  id: row.id,
  title: row.title,
  sku_code: row.sku_code,
  price: Number(row.price),
  compare_at_price: row.compare_at_price === null ? null : Number(row.compare_at_price),
  compare_at_basis: row.compare_at_basis,
  initial_stock: 0,
});

/** A draft like a product, without its stock and SKU codes. Returns its id. Refuses `not_found`, `product_limit`. */
export async function duplicateProduct(
  ctx: Context,
  deps: CatalogDeps,
  account_id: string,
  shop_id: string,
  product_id: string,
): Promise<string> {
  return ctx.db.transact(async (tx) => {
    await deps.shops.requireStaff(tx, shop_id, account_id, "products");
    const from: ProductRow = (await store.lockProduct(tx, shop_id, product_id)) ?? refuse("not_found");
    const variants = await store.selectShownVariants(tx, [shop_id], [product_id]);
    return createProductIn(
      ctx,
      deps,
      tx,
      account_id,
      shop_id,
      {
        title: from.title,
        description: from.description,
        unit: from.unit,
        picture_ids: [...from.picture_ids],
        shipping_fee: Number(from.shipping_fee),
        shipping_template_id: from.shipping_template_id,
        return_policy: from.return_policy,
        category: from.category,
        limit_per_buyer: from.limit_per_buyer,
        variants: mergeVariants(variants, []).map(({ id: _, ...variant }) => ({ ...variant, sku_code: null })),
      },
      from.picture_ids,
    );
  });
}
