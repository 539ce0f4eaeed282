import type { Product } from "../../../contract/catalog.ts";
import type { Context } from "../../kernel/context.ts";
import type { Reader, Tx } from "../../kernel/db.ts";
import type { ModulePart } from "../../kernel/module.ts";
import { refuse } from "../../kernel/refusal.ts";
import type { Media } from "../media/index.ts";
import type { Shops } from "../shops/index.ts";
import { catalogOperatorRoutes } from "./operator-routes.ts";
import type { VariantQuote } from "./product-page.ts";
import { productsOf, quotesOf } from "./read-products.ts";
import { catalogModuleRoutes } from "./routes.ts";
import * as store from "./store.ts";

/** What the catalog needs of stock, which lies above it; inventory implements it and the app hands it over. */
export interface StockPort {
  /** Units that can be bought now, by variant. */
  available(reader: Reader, variant_ids: readonly string[]): Promise<Map<string, number>>;
  /** Begins the stock of variants just added, in the transaction that adds them. */
  begin(
    tx: Tx,
    shop_id: string,
    stocks: readonly { variant_id: string; product_id: string; on_hand: number }[],
    by: { account_id: string; at: Date },
  ): Promise<void>;
}

export interface CatalogDeps {
  /** The part of accounts' door that operators' decisions need; the app hands it over. */
  readonly accounts: {
    audit(
      tx: Tx,
      entries: readonly { account_id: string; action: string; subject_id: string; reason: string | null }[],
    ): Promise<void>;
  };
  readonly shops: Pick<
    Shops,
    "cards" | "shops" | "requireStaff" | "staffOf" | "verifiedSellers" | "shippingRates" | "templateNamed"
  >;
  readonly media: Pick<Media, "pictures" | "ownPictures">;
  readonly stock: StockPort;
}

export interface Catalog {
  /** Wire objects in any state, with true availability. */
  products(reader: Reader, product_ids: readonly string[]): Promise<Map<string, Product>>;
  /** Which of these products are on sale and of this category. */
  inCategory(reader: Reader, product_ids: readonly string[], category: string): Promise<Set<string>>;
  /** Products on sale, the newest first, behind `after`; for those who walk through all of them. */
  onSaleAfter(reader: Reader, after: string | null, limit: number): Promise<readonly string[]>;
  /** The same of one shop. */
  onSaleOf(reader: Reader, shop_id: string, after: string | null, limit: number): Promise<readonly string[]>;
  /** What ordering needs to know of variants; retired ones are there and say so. */
  quote(reader: Reader, variant_ids: readonly string[]): Promise<Map<string, VariantQuote>>;
  /** May this account manage this variant of this shop? Refuses `not_found`, `not_yours`; returns its product. */
  requireVariantOfStaff(
    reader: Reader,
    shop_id: string,
    variant_id: string,
    account_id: string,
  ): Promise<{ product_id: string }>;
  /** How many products a shop has, and what can be bought of it: the options of products on sale. */
  countsOf(
    reader: Reader,
    shop_id: string,
  ): Promise<{ drafts: number; on_sale: number; variants_on_sale: readonly string[] }>;
  readonly part: ModulePart;
}

export function createCatalog(ctx: Context, deps: CatalogDeps): Catalog {
  return {
    async products(reader, product_ids) {
      if (product_ids.length === 0) return new Map();
      const products = await productsOf(ctx, deps, reader, await store.selectProducts(reader, product_ids));
      return new Map(products.map((product) => [product.id, product]));
    },
    async inCategory(reader, product_ids, category) {
      return new Set(product_ids.length === 0 ? [] : await store.selectInCategory(reader, product_ids, category));
    },
    async onSaleAfter(reader, after, limit) {
      return (await store.selectOnSale(reader, null, after, limit)).map((row) => row.id);
    },
    async onSaleOf(reader, shop_id, after, limit) {
      return (await store.selectShopProducts(reader, shop_id, ["on_sale"], null, after, limit)).map((row) => row.id);
    },
    quote: (reader, variant_ids) => quotesOf(ctx, deps, reader, variant_ids),
    async requireVariantOfStaff(reader, shop_id, variant_id, account_id) {
      await deps.shops.requireStaff(reader, shop_id, account_id, "stock");
      const [variant] = await store.selectVariants(reader, [variant_id]);
      if (variant?.shop_id !== shop_id) refuse("not_found");
      return { product_id: variant.product_id };
    },
    countsOf: (reader, shop_id) => store.countsOf(reader, shop_id),
    part: { routes: [...catalogModuleRoutes(ctx, deps), ...catalogOperatorRoutes(ctx, deps)] },
  };
}
