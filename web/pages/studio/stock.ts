import type { Product } from "../../../contract/catalog.ts";

/** Below this many units a product is called low. */
export const stock_low_units = 20;

/** Units of a product that can be bought now; what the socket said (by variant) is newer than what was read. */
export function stockOf(product: Pick<Product, "variants">, newer: ReadonlyMap<string, number> = new Map()): number {
  return product.variants.reduce((sum, { id, available }) => sum + (newer.get(id) ?? available), 0);
}
