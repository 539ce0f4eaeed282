import { catalogRoutes } from "../../../contract/catalog.ts";
import { refuse } from "../../kernel/refusal.ts";
import { handle, keyOf, type BoundRoute } from "../../kernel/routing.ts";
import { once } from "../../kernel/saved-answers.ts";
import type { InventoryDeps } from "./inventory.ts";
import { stockRoutes } from "../../../contract/stock.ts";
import { limits } from "../../kernel/limits.ts";
import { adjustStock, countStock } from "./adjust-stock.ts";
import { cursorAfter, placeOfCursor } from "./movement-cursor.ts";
import type { StockContext } from "./stock-context.ts";
import { unitsOf, type Units } from "./stock.ts";
import * as store from "./store.ts";

export function inventoryRoutes(ctx: StockContext, deps: InventoryDeps): readonly BoundRoute[] {
  const { catalog } = deps;
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
    handle(stockRoutes.countStock, (call) =>
      ctx.db.transact(async (tx) => {
        const { shop_id, variant_id } = call.params;
        const { account_id } = call.caller;
        await catalog.requireVariantOfStaff(tx, shop_id, variant_id, account_id);
        const content = { route: stockRoutes.countStock.id, params: call.params, body: call.body };
        return once(tx, ctx.clock, { account_id, key: keyOf(call), content }, async () =>
          wire(variant_id, await countStock(ctx, tx, { shop_id, variant_id, account_id, ...call.body })),
        );
      }),
    ),
    handle(stockRoutes.setLowStock, async (call) => {
      const { shop_id, variant_id } = call.params;
      await catalog.requireVariantOfStaff(ctx.db.reader, shop_id, variant_id, call.caller.account_id);
      await ctx.db.transact((tx) => store.updateLowAt(tx, shop_id, variant_id, call.body.low_at));
      const [row] = await store.selectStocks(ctx.db.reader, [variant_id]);
      return wire(variant_id, unitsOf(row ?? refuse("not_found")));
    }),
    handle(stockRoutes.listStock, async (call) => {
      const { shop_id } = call.params;
      await deps.shops.requireStaff(ctx.db.reader, shop_id, call.caller.account_id, "stock");
      const rows = await store.selectShopStocks(ctx.db.reader, shop_id, {
        after: call.query.cursor ?? "",
        count: call.query.limit + 1,
        low_only: call.query.only === "low",
        low_at_default: limits.low_stock_units_default,
      });
      const shown = rows.slice(0, call.query.limit);
      const quotes = await catalog.quote(
        ctx.db.reader,
        shown.map((row) => row.variant_id),
      );
      const data = shown.flatMap((row) => {
        const quote = quotes.get(row.variant_id);
        // What left its product's page is no longer sold; its history stays.
        if (quote === undefined || quote.retired) return [];
        const { on_hand, reserved, available } = unitsOf(row);
        return [
          {
            object: "stock_line" as const,
            variant_id: row.variant_id,
            product_id: row.product_id,
            product_title: quote.title,
            variant_title: quote.variant_title,
            sku_code: quote.sku_code,
            product_state: quote.state,
            picture: quote.picture,
            on_hand,
            reserved,
            available,
            low_at: row.low_at,
            low: available <= (row.low_at ?? limits.low_stock_units_default),
          },
        ];
      });
      const has_more = rows.length > shown.length;
      return {
        object: "list" as const,
        data,
        has_more,
        next_cursor: has_more ? (shown.at(-1)?.variant_id ?? null) : null,
      };
    }),
    handle(stockRoutes.listStockHistory, async (call) => {
      const { shop_id, variant_id } = call.params;
      await catalog.requireVariantOfStaff(ctx.db.reader, shop_id, variant_id, call.caller.account_id);
      const after = call.query.cursor === undefined ? null : placeOfCursor(call.query.cursor);
      const rows = await store.selectMovements(ctx.db.reader, call.params, after, call.query.limit + 1);
      const shown = rows.slice(0, call.query.limit);
      const people = await deps.accounts.publicAccounts(
        ctx.db.reader,
        shown.flatMap((row) => row.account_id ?? []),
      );
      const last = shown.at(-1);
      const has_more = rows.length > shown.length;
      return {
        object: "list" as const,
        data: shown.map((row) => ({
          object: "stock_movement" as const,
          kind: row.kind,
          at: row.at.toISOString(),
          on_hand_change: row.on_hand_change,
          reserved_change: row.reserved_change,
          on_hand: row.on_hand,
          reason: row.reason,
          by: row.account_id === null ? null : (people.get(row.account_id) ?? null),
          order_id: row.order_id,
        })),
        has_more,
        next_cursor: has_more && last !== undefined ? cursorAfter(last) : null,
      };
    }),
  ];
}
