import { operatorGoodsRoutes as routes } from "../../../contract/operator-goods.ts";
import { present } from "../../kernel/assert.ts";
import type { Context } from "../../kernel/context.ts";
import { handle, type BoundRoute } from "../../kernel/routing.ts";
import type { CatalogDeps } from "./catalog.ts";
import { cursorAfter, productOfCursor } from "./product-cursor.ts";
import { productsOf } from "./read-products.ts";
import { selectProducts } from "./store.ts";
import { liftTakedown, takeDownProduct } from "./take-down-product.ts";
import { selectAnyProducts } from "./takedowns/store.ts";

/** What operators ask and decide about goods. */
export function catalogOperatorRoutes(ctx: Context, deps: CatalogDeps): readonly BoundRoute[] {
  const { reader } = ctx.db;
  const read = async (product_id: string) =>
    present(
      (await productsOf(ctx, deps, reader, await selectProducts(reader, [product_id]), { takedowns: true }))[0],
      "what was decided about exists",
    );
  return [
    handle(routes.listAllProducts, async ({ query }) => {
      const rows = await selectAnyProducts(reader, {
        q: query.q ?? "",
        state: query.state ?? null,
        shop_id: query.shop_id ?? null,
        taken_down: query.taken_down === undefined ? null : query.taken_down === "true",
        before: query.cursor === undefined ? null : productOfCursor(query.cursor),
        limit: query.limit + 1,
      });
      const page = rows.slice(0, query.limit);
      const last = page.at(-1);
      const has_more = rows.length > page.length;
      return {
        object: "list" as const,
        data: await productsOf(ctx, deps, reader, page, { takedowns: true }),
        has_more,
        next_cursor: has_more && last !== undefined ? cursorAfter(last.id) : null,
      };
    }),
    handle(routes.takeDownProduct, async ({ params, body, caller }) => {
      await takeDownProduct(ctx, deps, { ...params, ...body, by: caller.account_id });
      return read(params.product_id);
    }),
    handle(routes.liftTakedown, async ({ params, body, caller }) => {
      await liftTakedown(ctx, deps, { ...params, ...body, by: caller.account_id });
      return read(params.product_id);
    }),
  ];
}
