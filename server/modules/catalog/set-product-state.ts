import type { ProductState } from "../../../contract/catalog.ts";
import type { Context } from "../../kernel/context.ts";
import { refuse } from "../../kernel/refusal.ts";
import type { CatalogDeps } from "./catalog.ts";
import { openSaleGate } from "./go-on-sale.ts";
import { transitions } from "./product.ts";
import { offeredOf } from "./price-history.ts";
import { notePrices } from "./save-product.ts";
import * as store from "./store.ts";

/**
 * Puts a product on sale or takes it off; asking for the state it has changes nothing. Refuses `not_found`, `not_yours`,
 * `invalid_param` for a step the table does not have, and on the way to a sale `shop_closed`, `product_incomplete` and
 * `product_taken_down` while an operator says no,
 * `verification_required` (of the shop's owner as a seller).
 */
export async function setProductState(
  ctx: Context,
  deps: CatalogDeps,
  account_id: string,
  shop_id: string,
  product_id: string,
  state: ProductState,
): Promise<void> {
  const at = ctx.clock.now();
  await ctx.db.transact(async (tx) => {
    await deps.shops.requireStaff(tx, shop_id, account_id, "products");
    const product = (await store.lockProduct(tx, shop_id, product_id)) ?? refuse("not_found");
    const gate = await openSaleGate(ctx, deps, tx, shop_id, [product_id]);
    if (state === "on_sale") gate.requireOpen();
    if (product.state === state) return;
    if (!transitions[product.state].includes(state))
      refuse("invalid_param", { param: "state", details: { detail: `${product.state} → ${state}` } });
    const variants = await store.selectShownVariants(tx, [shop_id], [product_id]);
    if (state === "on_sale") gate.requireMay(product, variants);
    const after = { ...product, state, version: product.version + 1, updated_at: at };
    await store.updateProduct(tx, after);
    await notePrices(tx, after, offeredOf(product, variants), offeredOf(after, variants));
    await ctx.outbox.emit(tx, [{ type: "product.changed", shop_id, product_id }]);
  });
}
