import { catalogRoutes, productStates, type Product } from "../../../contract/catalog.ts";
import type { Context } from "../../kernel/context.ts";
import type { Reader } from "../../kernel/db.ts";
import { refuse } from "../../kernel/refusal.ts";
import { handle, type BoundRoute, type Caller } from "../../kernel/routing.ts";
import type { CatalogDeps } from "./catalog.ts";
import { listOnSale } from "./list-on-sale.ts";
import { cursorAfter, productOfCursor } from "./product-cursor.ts";
import { wireHistory } from "./price-history.ts";
import { isPublic } from "./product.ts";
import { productsOf } from "./read-products.ts";
import { productDesk } from "./desk-routes.ts";
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
      const rows = await store.selectShopProducts(
        ctx.db.reader,
        shop_id,
        states,
        call.query.category ?? null,
        after,
        call.query.limit + 1,
        call.query.q ?? null,
      );
      const has_more = rows.length > call.query.limit;
      const shown = rows.slice(0, call.query.limit);
      const last = shown.at(-1);
      const products = await productsOf(ctx, deps, ctx.db.reader, shown, { takedowns: staff });
      return {
        object: "list" as const,
        // Everybody else sees what can be bought now.
        data: staff ? products : products.filter((product) => product.state === "on_sale"),
        has_more,
        next_cursor: has_more && last !== undefined ? cursorAfter(last.id) : null,
      };
    }),
    handle(catalogRoutes.listProducts, async ({ query }) => {
      const after = query.cursor === undefined ? null : productOfCursor(query.cursor);
      const { data, next } = await listOnSale(ctx, deps, {
        category: query.category ?? null,
        after,
        limit: query.limit,
      });
      return {
        object: "list" as const,
        data,
        has_more: next !== null,
        next_cursor: next === null ? null : cursorAfter(next),
      };
    }),
    handle(catalogRoutes.listCategories, async () => {
      const rows = await store.selectCategories(ctx.db.reader);
      const data = rows.map(({ slug, icon, name_en, name_zh }) => ({
        object: "category" as const,
        slug,
        name: { en: name_en, "zh-CN": name_zh },
        icon,
      }));
      return { object: "list" as const, data, has_more: false, next_cursor: null };
    }),
    handle(catalogRoutes.getPriceHistory, async (call) => {
      const [product] = await store.selectProducts(ctx.db.reader, [call.params.product_id]);
      if (product === undefined) refuse("not_found");
      if (!isPublic(product.state) && !(await isStaff(deps, ctx.db.reader, product.shop_id, call.caller)))
        refuse("not_found");
      const variants = await store.selectShownVariants(ctx.db.reader, [product.shop_id], [product.id]);
      const changes = await store.selectPriceChanges(ctx.db.reader, product);
      return wireHistory(product.id, variants, changes, ctx.clock.now(), ctx.config.currency);
    }),
    handle(catalogRoutes.getProduct, async (call) => {
      const product = await read(call.params.product_id, {});
      if (call.caller === null || !(await isStaff(deps, ctx.db.reader, product.shop.id, call.caller)))
        return isPublic(product.state) || call.caller?.roles.has("operator") === true ? product : refuse("not_found");
      return read(call.params.product_id);
    }),
    ...productDesk(ctx, deps, read),
  ];
}

/** Refuses `not_found` where there is no such shop. */
async function isStaff(deps: CatalogDeps, reader: Reader, shop_id: string, caller: Caller | null): Promise<boolean> {
  const staff = (await deps.shops.staffOf(reader, [shop_id])).get(shop_id) ?? refuse("not_found");
  return caller !== null && staff.has(caller.account_id);
}
