import type { Product } from "../../../contract/catalog.ts";
import { present } from "../../kernel/assert.ts";
import type { Context } from "../../kernel/context.ts";
import type { Reader } from "../../kernel/db.ts";
import type { CatalogDeps } from "./catalog.ts";
import { quoteOf, wireProduct, type ProductPage, type VariantQuote } from "./product-page.ts";
import * as store from "./store.ts";
import { readTakedowns, type Takedown } from "./take-down-product.ts";
import type { ProductRow } from "./tables.ts";

/**
 * Products as the wire has them, in the order of `rows`, with true availability. What nobody can order is not shown as on
 * sale: of a closed shop, or of a seller who is suspended or no longer verified. `takedowns`: for those who may
 * read why one was taken down.
 */
export async function productsOf(
  ctx: Context,
  deps: CatalogDeps,
  reader: Reader,
  rows: readonly ProductRow[],
  options: { readonly takedowns?: boolean } = {},
): Promise<Product[]> {
  if (rows.length === 0) return [];
  const shop_ids = [...new Set(rows.map((row) => row.shop_id))];
  const variants = await store.selectShownVariants(
    reader,
    shop_ids,
    rows.map((row) => row.id),
  );
  const byProduct = Map.groupBy(variants, (variant) => variant.product_id);
  const available = await deps.stock.available(
    reader,
    variants.map((variant) => variant.id),
  );
  const cards = await deps.shops.cards(reader, shop_ids);
  const pages = await pagesOf(deps, reader, rows);
  const selling = await deps.shops.verifiedSellers(reader, shop_ids, ctx.clock.now());
  const takedowns =
    options.takedowns === true
      ? await readTakedowns(
          ctx,
          reader,
          rows.map((row) => row.id),
        )
      : new Map<string, Takedown>();
  return pages.map((page) => {
    const card = present(cards.get(page.product.shop_id), "a product's shop exists");
    const shown = selling.has(page.product.shop_id) ? page : { ...page, product: offSale(page.product) };
    const product = wireProduct(shown, byProduct.get(page.product.id) ?? [], card, available, ctx.config.currency);
    const takedown = takedowns.get(product.id);
    return takedown === undefined
      ? product
      : { ...product, taken_down: { reason: takedown.reason, at: takedown.at.toISOString() } };
  });
}

/** What ordering needs to know of these variants, retired ones too. */
export async function quotesOf(
  ctx: Context,
  deps: CatalogDeps,
  reader: Reader,
  variant_ids: readonly string[],
): Promise<Map<string, VariantQuote>> {
  if (variant_ids.length === 0) return new Map();
  const variants = await store.selectVariants(reader, variant_ids);
  const rows = await store.selectProducts(reader, [...new Set(variants.map((variant) => variant.product_id))]);
  const pages = new Map((await pagesOf(deps, reader, rows)).map((page) => [page.product.id, page]));
  return new Map(
    variants.map((variant) => {
      const page = present(pages.get(variant.product_id), "a variant's product exists");
      return [variant.id, quoteOf(page, variant, ctx.config.currency)];
    }),
  );
}

const offSale = (product: ProductRow): ProductRow =>
  product.state === "on_sale" ? { ...product, state: "off" } : product;

async function pagesOf(deps: CatalogDeps, reader: Reader, rows: readonly ProductRow[]): Promise<ProductPage[]> {
  const pictures = await deps.media.pictures(reader, [...new Set(rows.flatMap((row) => row.picture_ids))]);
  const shops = await deps.shops.shops(reader, [...new Set(rows.map((row) => row.shop_id))]);
  const rates = await deps.shops.shippingRates(reader, [
    ...new Set(rows.flatMap((row) => row.shipping_template_id ?? [])),
  ]);
  return rows.map((product) => {
    const { state, dispatch_hours } = present(shops.get(product.shop_id), "a product's shop exists");
    return {
      // Nothing of a closed shop is on sale, whatever the product itself says; open again, all is as it was.
      product: state === "closed" ? offSale(product) : product,
      shipping_rates:
        product.shipping_template_id === null
          ? null
          : present(rates.get(product.shipping_template_id), "a product's template exists"),
      pictures: product.picture_ids.flatMap((id) => pictures.get(id) ?? []),
      dispatch_hours,
    };
  });
}
