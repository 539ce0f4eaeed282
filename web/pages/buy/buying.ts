import type { Product, Variant } from "../../../contract/catalog.ts";
import type { SeenFlashSale } from "../../../contract/flash-sales.ts";
import { limits } from "../../../contract/limits.ts";

/** The variant to show first: the first that can be bought, else the first. */
export function firstChoice(product: Product): Variant | undefined {
  return product.variants.find(({ available }) => available > 0) ?? product.variants[0];
}

/**
 * The product as a flash sale sells it: its one option, at its price, with what is left of it. What is struck through is what it costs
 * otherwise, as everywhere the sale is shown; `basis` says so.
 */
export function atFlash(
  product: Product,
  sale: Pick<SeenFlashSale, "variant_id" | "price" | "normal_price" | "left" | "per_buyer_max" | "yours">,
  basis: string,
): Product {
  const mine = Math.max(0, sale.per_buyer_max - (sale.yours?.ordered ?? 0));
  return {
    ...product,
    // What one buyer may have is no stock: it is said beside it.
    limit_per_buyer: mine === 0 ? product.limit_per_buyer : Math.min(mine, product.limit_per_buyer ?? mine),
    variants: product.variants
      .filter(({ id }) => id === sale.variant_id)
      .map((variant) => ({
        ...variant,
        price: sale.price,
        compare_at_price: sale.normal_price,
        compare_at_basis: basis,
        available: mine === 0 ? 0 : sale.left,
      })),
  };
}

/** At most this many of a variant can be taken at once; `each_max`: what one buyer may have of the product, null: no limit. */
export function quantityMax(variant: Variant | undefined, each_max: number | null): number {
  return Math.max(0, Math.min(variant?.available ?? 0, each_max ?? Infinity, limits.quantity_per_line_max));
}

/** A wanted quantity, bent to what is left; at least 1, so that it can be shown. */
export function bentQuantity(wanted: number, variant: Variant | undefined, each_max: number | null): number {
  return Math.max(1, Math.min(wanted, quantityMax(variant, each_max)));
}

/** Units of all variants together. */
export function totalAvailable(product: Product): number {
  return product.variants.reduce((sum, { available }) => sum + available, 0);
}

/** The product with stock heard since it was read. */
export function withStock(product: Product, stock: ReadonlyMap<string, number>): Product {
  if (!product.variants.some(({ id, available }) => stock.has(id) && stock.get(id) !== available)) return product;
  return {
    ...product,
    variants: product.variants.map((variant) => ({
      ...variant,
      available: stock.get(variant.id) ?? variant.available,
    })),
  };
}

/** The lowest price, and whether another variant costs more. */
export function priceFrom(product: Product): { readonly variant: Variant; readonly several: boolean } | undefined {
  const [first, ...rest] = product.variants;
  if (first === undefined) return undefined;
  const variant = rest.reduce((lowest, other) => (other.price.amount < lowest.price.amount ? other : lowest), first);
  return {
    variant,
    several: rest.length > 0 && product.variants.some((other) => other.price.amount !== variant.price.amount),
  };
}
