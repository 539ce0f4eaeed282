import type { Context } from "../../kernel/context.ts";
import type { Tx } from "../../kernel/db.ts";
import { present } from "../../kernel/assert.ts";
import type { OrderDeps } from "./deps.ts";
import { factOf } from "./gist.ts";
import { shipped } from "./order.ts";
import { insertEntries, saveOrders } from "./store.ts";
import type { OrderRow } from "./tables.ts";

/** The parcel of an order that the caller has locked has left: its units leave the house with it, and receipt will confirm itself one day. */
export async function shipOrder(ctx: Context, deps: OrderDeps, tx: Tx, order: OrderRow, note: string): Promise<void> {
  const at = ctx.clock.now();
  const after = shipped(order, at);
  await saveOrders(tx, [after]);
  await insertEntries(tx, [
    { shop_id: order.shop_id, order_id: order.order_id, event: "shipped", at, by_whom: "shop", note },
  ]);
  await deps.inventory.consume(tx, order.shop_id, [order.order_id]);
  await ctx.timers.set(tx, [
    {
      kind: "shop",
      key: order.shop_id,
      name: "orders.auto_receive",
      subject_id: order.order_id,
      due_at: present(after.auto_receive_at, "a shipped order confirms itself one day"),
    },
  ]);
  await ctx.outbox.emit(tx, [{ type: "order.shipped", ...factOf(after) }]);
}
