import { catalogRoutes, productStates, type Product } from "../../../contract/catalog.ts";
import type { Context } from "../../kernel/context.ts";
import type { Reader } from "../../kernel/db.ts";
import { refuse } from "../../kernel/refusal.ts";
import { handle, type BoundRoute, type Caller } from "../../kernel/routing.ts";
import type { CatalogDeps } from "./catalog.ts";
import { cursorAfter, productOfCursor } from "./product-cursor.ts";
import { isPublic } from "./product.ts";
import { productsOf } from "./read-products.ts";
import { createProduct, replaceProduct } from "./save-product.ts";
import { setProductState } from "./set-product-state.ts";
import * as store from "./store.ts";

export function catalogModuleRoutes(ctx: Context, deps: CatalogDeps): readonly BoundRoute[] {
  const read = async (product_id: string, options: { takedowns?: boolean } = { takedowns: true }): Promise<Product> => {
    const [product] = await productsOf(
      ctx,
      deps,
      ctx.db.reader,
      await store.selectProducts(ctx.db.reader, [product_id]),
      options,
    );
    return product ?? refuse("not_found");
  };
  return [
    handle(catalogRoutes.createProduct, async (call) =>
      read(await createProduct(ctx, deps, call.caller.account_id, call.params.shop_id, call.body)),
    ),
    handle(catalogRoutes.updateProduct, async (call) => {
      await replaceProduct(ctx, deps, call.caller.account_id, call.params.shop_id, call.params.product_id, call.body);
      return read(call.params.product_id);
    }),
    handle(catalogRoutes.setProductState, async (call) => {
      await setProductState(
        ctx,
        deps,
        call.caller.account_id,
        call.params.shop_id,
        call.params.product_id,
        call.body.state,
      );
      return read(call.params.product_id);
    }),
    handle(catalogRoutes.listShopProducts, async (call) => {
      const { shop_id } = call.params;
      const staff = await isStaff(deps, ctx.db.reader, shop_id, call.caller);
      const seen = staff ? productStates : (["on_sale"] as const);
      const states = seen.filter((state) => call.query.state === undefined || state === call.query.state);
      const after = call.query.cursor === undefined ? null : productOfCursor(call.query.cursor);
      const rows = await store.selectShopProducts(ctx.db.reader, shop_id, states, after, call.query.limit + 1);
      const has_more = rows.length > call.query.limit;
      const shown = rows.slice(0, call.query.limit);
      const last = shown.at(-1);
      const data = await productsOf(ctx, deps, ctx.db.reader, shown, { takedowns: staff });
      return {
        object: "list" as const,
        data,
        has_more,
        next_cursor: has_more && last !== undefined ? cursorAfter(last.id) : null,
      };
    }),
    handle(catalogRoutes.getProduct, async (call) => {
      const product = await read(call.params.product_id, {});
      if (call.caller === null || !(await isStaff(deps, ctx.db.reader, product.shop.id, call.caller)))
        return isPublic(product.state) || call.caller?.roles.has("operator") === true ? product : refuse("not_found");
      return read(call.params.product_id);
    }),
  ];
}

/** Refuses `not_found` where there is no such shop. */
async function isStaff(deps: CatalogDeps, reader: Reader, shop_id: string, caller: Caller | null): Promise<boolean> {
  const staff = (await deps.shops.staffOf(reader, [shop_id])).get(shop_id) ?? refuse("not_found");
  return caller !== null && staff.has(caller.account_id);
}
