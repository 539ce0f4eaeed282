import type { Context } from "../../kernel/context.ts";
import type { Tx } from "../../kernel/db.ts";
import { warnAt } from "./lateness.ts";

/** Sets or moves the deadline of dispatch and the word to the shop that it is near. */
export async function setShipTimers(
  ctx: Context,
  tx: Tx,
  orders: readonly { readonly shop_id: string; readonly order_id: string; readonly ship_by: Date }[],
): Promise<void> {
  const at = ctx.clock.now();
  await ctx.timers.set(
    tx,
    orders.flatMap(({ shop_id, order_id, ship_by }) => {
      const key = { kind: "shop" as const, key: shop_id, subject_id: order_id };
      return [
        { ...key, name: "fulfillment.ship_by", due_at: ship_by },
        { ...key, name: "fulfillment.ship_near", due_at: warnAt(at, ship_by) },
      ];
    }),
  );
}
