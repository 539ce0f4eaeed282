import type { Product } from "../../../contract/catalog.ts";
import type { Context } from "../../kernel/context.ts";
import { limits } from "../../kernel/limits.ts";
import type { CatalogDeps } from "./catalog.ts";
import { productsOf } from "./read-products.ts";
import * as store from "./store.ts";

/**
 * What can be bought in all shops, the newest first, behind `after`. Goods of closed shops and of sellers who may not sell
 * now are passed over, stride by stride, so that they do not leave the page empty. `next`: behind which the next page
 * begins, null at the end.
 */
export async function listOnSale(
  ctx: Context,
  deps: CatalogDeps,
  wanted: { readonly category: string | null; readonly after: string | null; readonly limit: number },
): Promise<{ readonly data: Product[]; readonly next: string | null }> {
  const { category, limit } = wanted;
  const data: Product[] = [];
  let after = wanted.after;
  for (let stride = 0; stride < limits.product_list_strides_max; stride += 1) {
    const rows = await store.selectOnSale(ctx.db.reader, category, after, limit + 1);
    for (const product of await productsOf(ctx, deps, ctx.db.reader, rows.slice(0, limit))) {
      if (data.length === limit) return { data, next: after };
      after = product.id;
      if (product.state === "on_sale") data.push(product);
    }
    if (rows.length <= limit) return { data, next: null };
    if (data.length === limit) break;
  }
  return { data, next: after };
}
