import { catalogRoutes } from "../../../contract/catalog.ts";
import type { Context } from "../../kernel/context.ts";
import { refuse } from "../../kernel/refusal.ts";
import { handle, keyOf, type BoundRoute } from "../../kernel/routing.ts";
import { once } from "../../kernel/saved-answers.ts";
import type { Catalog } from "../catalog/index.ts";
import { adjustStock } from "./adjust-stock.ts";
import { unitsOf, type Units } from "./stock.ts";
import * as store from "./store.ts";

export function inventoryRoutes(ctx: Context, catalog: Pick<Catalog, "requireVariantOfStaff">): readonly BoundRoute[] {
  const wire = (variant_id: string, units: Units) => ({
    object: "stock" as const,
    variant_id,
    on_hand: units.on_hand,
    reserved: units.reserved,
    available: units.available,
  });
  return [
    handle(catalogRoutes.getStock, async (call) => {
      const { shop_id, variant_id } = call.params;
      await catalog.requireVariantOfStaff(ctx.db.reader, shop_id, variant_id, call.caller.account_id);
      const [row] = await store.selectStocks(ctx.db.reader, [variant_id]);
      return wire(variant_id, unitsOf(row ?? refuse("not_found")));
    }),
    handle(catalogRoutes.adjustStock, (call) =>
      ctx.db.transact(async (tx) => {
        const { shop_id, variant_id } = call.params;
        const { account_id } = call.caller;
        // Rights first, even for an answer that is only repeated.
        await catalog.requireVariantOfStaff(tx, shop_id, variant_id, account_id);
        const request = {
          account_id,
          key: keyOf(call),
          content: { route: catalogRoutes.adjustStock.id, params: call.params, body: call.body },
        };
        return once(tx, ctx.clock, request, async () =>
          wire(variant_id, await adjustStock(ctx, tx, { shop_id, variant_id, account_id, ...call.body })),
        );
      }),
    ),
  ];
}
