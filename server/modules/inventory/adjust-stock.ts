import type { StockContext } from "./stock-context.ts";
import type { Tx } from "../../kernel/db.ts";
import { refuse } from "../../kernel/refusal.ts";
import { change } from "./move-stock.ts";
import { adjusted, unitsOf, type Units } from "./stock.ts";
import * as store from "./store.ts";

export interface Adjustment {
  readonly shop_id: string;
  readonly variant_id: string;
  /** Units to add, or below zero to take. */
  readonly change: number;
  readonly reason: string;
  readonly account_id: string;
}

/**
 * Adds to or takes from the units on hand and keeps who did it and why. Refuses `not_found`, `stock_below_reserved`,
 * `stock_limit`.
 */
export async function adjustStock(ctx: StockContext, tx: Tx, wanted: Adjustment): Promise<Units> {
  const { shop_id, variant_id } = wanted;
  const at = ctx.clock.now();
  const [before] = await store.lockStocks(tx, shop_id, [variant_id]);
  if (before === undefined) refuse("not_found");
  const on_hand = adjusted(before, wanted.change);
  await store.insertAdjustments(tx, [{ ...wanted, on_hand, at }]);
  await change(ctx, tx, shop_id, [{ variant_id, on_hand: wanted.change, reserved: 0 }], at);
  return unitsOf({ on_hand, reserved: before.reserved });
}

/**
 * Stocktake: the units on hand are what was counted. Keeps who counted and why as a change of the difference; where there is none
 * nothing is kept. Refuses `not_found`, `stock_below_reserved`.
 */
export async function countStock(
  ctx: StockContext,
  tx: Tx,
  counted: Omit<Adjustment, "change"> & { readonly counted: number },
): Promise<Units> {
  const { counted: on_hand, ...wanted } = counted;
  const [before] = await store.lockStocks(tx, wanted.shop_id, [wanted.variant_id]);
  if (before === undefined) refuse("not_found");
  if (on_hand === before.on_hand) return unitsOf(before);
  return adjustStock(ctx, tx, { ...wanted, change: on_hand - before.on_hand });
}
