import { assert } from "../../kernel/assert.ts";
import type { StockContext } from "./stock-context.ts";
import type { Tx } from "../../kernel/db.ts";
import { change, perVariant } from "./move-stock.ts";
import * as store from "./store.ts";

/** Some units of a line that will not be sent; `part_id` names why they stay. */
export interface ReleasedPart {
  readonly order_id: string;
  readonly line_id: string;
  readonly part_id: string;
  readonly quantity: number;
}

/**
 * Some of what these lines hold back is free again. A reservation is split: the part that stays is a released one of its own, so that
 * what is told of stock stays true to the unit.
 */
export async function releaseUnits(
  ctx: StockContext,
  tx: Tx,
  shop_id: string,
  parts: readonly ReleasedPart[],
): Promise<void> {
  if (parts.length === 0) return;
  const at = ctx.clock.now();
  const order_ids = [...new Set(parts.map((part) => part.order_id))];
  await store.lockStocks(tx, shop_id, await store.selectReservedVariants(tx, shop_id, order_ids));
  const freed = await store.releaseParts(tx, shop_id, parts, at);
  assert(freed.length === parts.length, "only what is reserved is released");
  const changes = perVariant(freed).map(([variant_id, quantity]) => ({ variant_id, on_hand: 0, reserved: -quantity }));
  await change(ctx, tx, shop_id, changes, at);
}
