import type { Product, ProductState, Variant } from "../../../contract/catalog.ts";
import type { Picture } from "../../../contract/media.ts";
import type { Currency } from "../../../contract/money.ts";
import type { ItemPage } from "../../../contract/orders.ts";
import type { ShopCard } from "../../../contract/shops.ts";
import { wireMoney } from "../../kernel/money.ts";
import type { ShippingRates } from "../shops/index.ts";
import type { ProductRow, VariantRow } from "./tables.ts";

/** A product with all that stands on its page besides availability. */
export interface ProductPage {
  readonly product: ProductRow;
  readonly pictures: readonly Picture[];
  readonly dispatch_hours: number;
  /** What delivery costs by province; null where the flat fee counts. */
  readonly shipping_rates: ShippingRates | null;
}

/** What ordering needs to know of a variant; money in minor units. */
export interface VariantQuote {
  readonly variant_id: string;
  readonly product_id: string;
  readonly shop_id: string;
  readonly state: ProductState;
  /** Left out of its product's page: can no longer be ordered. */
  readonly retired: boolean;
  readonly title: string;
  readonly variant_title: string;
  readonly sku_code: string | null;
  readonly unit: string;
  readonly picture: Picture | null;
  readonly price: bigint;
  /** Units of the product that one buyer may have in orders that stand; null: no limit. */
  readonly limit_per_buyer: number | null;
  readonly shipping_fee: bigint;
  readonly shipping_rates: ShippingRates | null;
  /** The page as it is now, to be kept with the order. */
  readonly item_page: ItemPage;
}

/** The item page as it is now (DOMAIN §5 rule 2: an order keeps it as it was). */
export function itemPageOf(page: ProductPage, variant: VariantRow, currency: Currency): ItemPage {
  const { product } = page;
  return {
    product_id: product.id,
    version: product.version,
    title: product.title,
    description: product.description,
    unit: product.unit,
    pictures: [...page.pictures],
    return_policy: product.return_policy,
    dispatch_hours: page.dispatch_hours,
    variant_title: variant.title,
    price: wireMoney(variant.price, currency),
    compare_at_price: variant.compare_at_price === null ? null : wireMoney(variant.compare_at_price, currency),
    compare_at_basis: variant.compare_at_basis,
  };
}

export function quoteOf(page: ProductPage, variant: VariantRow, currency: Currency): VariantQuote {
  const { product } = page;
  return {
    variant_id: variant.id,
    product_id: product.id,
    shop_id: product.shop_id,
    state: product.state,
    retired: variant.retired_at !== null,
    title: product.title,
    variant_title: variant.title,
    sku_code: variant.sku_code,
    unit: product.unit,
    picture: page.pictures[0] ?? null,
    price: variant.price,
    limit_per_buyer: product.limit_per_buyer,
    shipping_fee: product.shipping_fee,
    shipping_rates: page.shipping_rates,
    item_page: itemPageOf(page, variant, currency),
  };
}

/** `available`: units that can be bought now, by variant; what is not in it has none. */
export function wireProduct(
  page: ProductPage,
  variants: readonly VariantRow[],
  shop: ShopCard,
  available: ReadonlyMap<string, number>,
  currency: Currency,
): Product {
  const { product } = page;
  return {
    id: product.id,
    object: "product",
    shop,
    state: product.state,
    title: product.title,
    description: product.description,
    unit: product.unit,
    pictures: [...page.pictures],
    shipping_fee: wireMoney(page.shipping_rates?.base_fee ?? product.shipping_fee, currency),
    shipping_template_id: product.shipping_template_id,
    return_policy: product.return_policy,
    category: product.category,
    dispatch_hours: page.dispatch_hours,
    limit_per_buyer: product.limit_per_buyer,
    variants: variants.map((variant) => wireVariant(variant, available.get(variant.id) ?? 0, currency)),
    version: product.version,
    created_at: product.created_at.toISOString(),
    updated_at: product.updated_at.toISOString(),
  };
}

function wireVariant(row: VariantRow, available: number, currency: Currency): Variant {
  return {
    id: row.id,
    object: "variant",
    title: row.title,
    sku_code: row.sku_code,
    price: wireMoney(row.price, currency),
    compare_at_price: row.compare_at_price === null ? null : wireMoney(row.compare_at_price, currency),
    compare_at_basis: row.compare_at_basis,
    available,
  };
}
