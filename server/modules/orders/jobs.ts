import { present } from "../../kernel/assert.ts";
import type { Context } from "../../kernel/context.ts";
import type { Tx } from "../../kernel/db.ts";
import type { TimerHandler } from "../../kernel/timers.ts";
import { closeUnpaid } from "./close-orders.ts";
import type { OrderDeps } from "./deps.ts";
import { tellReceiptSoon } from "./progress/receipt.ts";
import { autoReceive } from "./receive-orders.ts";
import { settleOrders } from "./settle-orders.ts";

/**
 * An order's deadlines. They are never taken back: one that falls after its order has moved on finds nothing to do,
 * which is cheaper than a delete for every order that goes well.
 */
export function orderTimers(ctx: Context, deps: OrderDeps): TimerHandler[] {
  const timer = (name: string, act: (tx: Tx, shop_id: string, order_ids: string[]) => Promise<void>): TimerHandler => ({
    name,
    fall: (tx, timers) =>
      act(
        tx,
        present(timers[0], "a deadline falls").key,
        timers.map((one) => one.subject_id),
      ),
  });
  return [
    timer("orders.unpaid_close", (tx, shop_id, order_ids) => closeUnpaid(ctx, deps, tx, shop_id, order_ids)),
    timer("orders.auto_receive", (tx, shop_id, order_ids) => autoReceive(ctx, deps, tx, shop_id, order_ids)),
    timer("orders.receipt_soon", (tx, shop_id, order_ids) => tellReceiptSoon(ctx, tx, shop_id, order_ids)),
    timer("orders.settle", (tx, shop_id, order_ids) => settleOrders(ctx, deps, tx, shop_id, order_ids)),
  ];
}
