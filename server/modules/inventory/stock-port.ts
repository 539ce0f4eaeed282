import type { Context } from "../../kernel/context.ts";
import type { StockPort } from "../catalog/index.ts";
import { tell } from "./move-stock.ts";
import { unitsOf } from "./stock.ts";
import * as store from "./store.ts";

/** The stock that the catalog asks for. Made before the catalog, since it needs nothing of it. */
export function createStockPort(ctx: Context): StockPort {
  return {
    async available(reader, variant_ids) {
      if (variant_ids.length === 0) return new Map();
      const rows = await store.selectStocks(reader, variant_ids);
      return new Map(rows.map((row) => [row.variant_id, unitsOf(row).available]));
    },
    async begin(tx, shop_id, stocks, by) {
      if (stocks.length === 0) return;
      const rows = stocks.map((stock) => ({ shop_id, ...stock, reserved: 0 }));
      await store.insertStocks(tx, rows, by.at);
      const filled = rows.filter((row) => row.on_hand > 0);
      await store.insertAdjustments(
        tx,
        filled.map(({ variant_id, on_hand }) => ({
          shop_id,
          variant_id,
          change: on_hand,
          on_hand,
          reason: "initial stock",
          ...by,
        })),
      );
      await tell(ctx, tx, filled);
    },
  };
}
