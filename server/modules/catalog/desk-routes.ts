import type { Product } from "../../../contract/catalog.ts";
import { productDeskRoutes } from "../../../contract/product-desk.ts";
import type { Context } from "../../kernel/context.ts";
import { refuse } from "../../kernel/refusal.ts";
import { handle, keyOf, type BoundRoute } from "../../kernel/routing.ts";
import { once } from "../../kernel/saved-answers.ts";
import type { CatalogDeps } from "./catalog.ts";
import { changeProducts } from "./change-products.ts";
import { duplicateProduct, importProducts } from "./import-products.ts";
import { productsOf } from "./read-products.ts";
import * as store from "./store.ts";

/** What is done to many products at once, and what the shop's page shows first. */
export function productDesk(
  ctx: Context,
  deps: CatalogDeps,
  read: (product_id: string) => Promise<Product>,
): readonly BoundRoute[] {
  const list = (data: Product[]) => ({ object: "list" as const, data, has_more: false, next_cursor: null });
  const featured = async (shop_id: string) =>
    list(
      (await productsOf(ctx, deps, ctx.db.reader, await store.selectFeatured(ctx.db.reader, shop_id))).filter(
        (product) => product.state === "on_sale",
      ),
    );
  return [
    handle(productDeskRoutes.changeProducts, (call) =>
      ctx.db.transact(async (tx) => {
        const { shop_id } = call.params;
        const { account_id } = call.caller;
        await deps.shops.requireStaff(tx, shop_id, account_id, "products");
        const { dry_run, product_ids, versions = {}, act } = call.body;
        const content = { route: productDeskRoutes.changeProducts.id, params: call.params, body: call.body };
        return once(tx, ctx.clock, { account_id, key: keyOf(call), content }, async () => ({
          object: "bulk_results" as const,
          dry_run,
          results: await changeProducts(ctx, deps, tx, {
            shop_id,
            product_ids,
            versions,
            act,
            dry_run,
            locale: call.request.locale,
          }),
        }));
      }),
    ),
    handle(productDeskRoutes.importProducts, async (call) => {
      const { shop_id } = call.params;
      const { account_id } = call.caller;
      await deps.shops.requireStaff(ctx.db.reader, shop_id, account_id, "products");
      const { dry_run, products } = call.body;
      const asked = { shop_id, account_id, key: keyOf(call), products, dry_run, locale: call.request.locale };
      return { object: "import_results" as const, dry_run, results: await importProducts(ctx, deps, asked) };
    }),
    handle(productDeskRoutes.duplicateProduct, async (call) => {
      const { shop_id, product_id } = call.params;
      return read(await duplicateProduct(ctx, deps, call.caller.account_id, shop_id, product_id));
    }),
    handle(productDeskRoutes.listFeatured, async (call) => {
      const { shop_id } = call.params;
      if (!(await deps.shops.shops(ctx.db.reader, [shop_id])).has(shop_id)) refuse("not_found");
      return featured(shop_id);
    }),
    handle(productDeskRoutes.setFeatured, async (call) => {
      const { shop_id } = call.params;
      await deps.shops.requireStaff(ctx.db.reader, shop_id, call.caller.account_id, "settings");
      const wanted = [...new Set(call.body.product_ids)];
      await ctx.db.transact(async (tx) => {
        const locked = await store.lockProducts(tx, shop_id, wanted);
        if (locked.length !== wanted.length) refuse("not_found", { param: "product_ids" });
        await store.replaceFeatured(tx, shop_id, wanted);
      });
      return featured(shop_id);
    }),
  ];
}
