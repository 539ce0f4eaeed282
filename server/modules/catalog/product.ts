import type { ProductState } from "../../../contract/catalog.ts";
import type { ProductRow, VariantRow } from "./tables.ts";

/**
 * What a product may become. Never a draft again: what was once shown to buyers stays a page that says "not on sale",
 * so that links, orders and claims about it lead somewhere.
 */
export const transitions: Readonly<Record<ProductState, readonly ProductState[]>> = {
  draft: ["on_sale"],
  on_sale: ["off"],
  off: ["on_sale"],
};

export type Missing = "picture" | "variant" | "return_policy";

/** What a page still lacks before anyone may be asked to buy from it. */
export function missingForSale(
  product: Pick<ProductRow, "picture_ids" | "return_policy">,
  variants: readonly Pick<VariantRow, "price">[],
): readonly Missing[] {
  const missing: Missing[] = [];
  if (product.picture_ids.length === 0) missing.push("picture");
  if (!variants.some((variant) => variant.price > 0n)) missing.push("variant");
  if (product.return_policy.length === 0) missing.push("return_policy");
  return missing;
}

/** Guests see what is or was on sale; a draft is its shop's own business. */
export function isPublic(state: ProductState): boolean {
  return state !== "draft";
}
