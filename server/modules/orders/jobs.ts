import { present } from "../../kernel/assert.ts";
import type { Context } from "../../kernel/context.ts";
import type { Tx } from "../../kernel/db.ts";
import type { FallenTimer, TimerHandler } from "../../kernel/timers.ts";
import { closeUnpaid } from "./close-orders.ts";
import { unpaidBetween } from "./store.ts";
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
    { name: "orders.unpaid_close", fall: (tx, timers) => closeThoseUnpaid(ctx, deps, tx, timers) },
    timer("orders.auto_receive", (tx, shop_id, order_ids) => autoReceive(ctx, deps, tx, shop_id, order_ids)),
    timer("orders.receipt_soon", (tx, shop_id, order_ids) => tellReceiptSoon(ctx, tx, shop_id, order_ids)),
    timer("orders.settle", (tx, shop_id, order_ids) => settleOrders(ctx, deps, tx, shop_id, order_ids)),
  ];
}

/** So many at once; the rest of a range is left to its next turn. */
const closed_at_once_max = 200;

/**
 * A batch's orders have one deadline, whose subject is their range of ids. A range that failed before is taken apart into a
 * deadline for each order that is still unpaid, so that a faulty one fails alone.
 */
async function closeThoseUnpaid(ctx: Context, deps: OrderDeps, tx: Tx, timers: readonly FallenTimer[]): Promise<void> {
  const at = ctx.clock.now();
  const shop_id = present(timers[0], "a deadline falls").key;
  const due: string[] = [];
  const later: string[] = [];
  for (const timer of timers) {
    const [first = "", last = first] = timer.subject_id.split("..");
    if (first === last) {
      due.push(first);
      continue;
    }
    const room = Math.max(1, closed_at_once_max - due.length);
    const found = await unpaidBetween(tx, shop_id, { first, last }, at, timer.attempts > 0 ? 1000 : room);
    if (timer.attempts > 0) later.push(...found);
    else {
      due.push(...found);
      if (found.length === room) later.push(`${found.at(-1) ?? first}..${last}`);
    }
  }
  await ctx.timers.set(
    tx,
    later.map((subject_id) => ({ kind: "shop", key: shop_id, name: "orders.unpaid_close", subject_id, due_at: at })),
  );
  await closeUnpaid(ctx, deps, tx, shop_id, due);
}
