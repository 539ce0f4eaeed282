import type { Context } from "../../kernel/context.ts";
import type { Tx } from "../../kernel/db.ts";
import { refuse } from "../../kernel/refusal.ts";
import type { CatalogDeps } from "./catalog.ts";
import { requireComplete } from "./save-product.ts";
import { readTakedowns } from "./take-down-product.ts";
import type { ProductRow, VariantRow } from "./tables.ts";

/** Whether goods of one shop may go on sale; every way there asks it. */
export interface SaleGate {
  /** Refuses `shop_closed`. Asked first: "on sale" is never true of what nobody can buy. */
  requireOpen(): void;
  /** Refuses `product_taken_down` while an operator says no, `product_incomplete`, `verification_required` (of the owner as a seller). */
  requireMay(product: ProductRow, variants: readonly VariantRow[]): void;
}

/** The gate for these products, whose rows the caller has locked, so that no takedown comes in between. */
export async function openSaleGate(
  ctx: Context,
  deps: CatalogDeps,
  tx: Tx,
  shop_id: string,
  product_ids: readonly string[],
): Promise<SaleGate> {
  const shop = (await deps.shops.shops(tx, [shop_id])).get(shop_id);
  const verified = (await deps.shops.verifiedSellers(tx, [shop_id], ctx.clock.now())).has(shop_id);
  const takedowns = await readTakedowns(ctx, tx, product_ids);
  return {
    requireOpen() {
      if (shop?.state !== "open") refuse("shop_closed");
    },
    requireMay(product, variants) {
      const takedown = takedowns.get(product.id);
      if (takedown !== undefined) refuse("product_taken_down", { details: { reason: takedown.reason } });
      requireComplete(product, variants);
      if (!verified) refuse("verification_required");
    },
  };
}
