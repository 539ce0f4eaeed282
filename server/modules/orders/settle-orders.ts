import { present } from "../../kernel/assert.ts";
import type { Context } from "../../kernel/context.ts";
import type { Tx } from "../../kernel/db.ts";
import { limits } from "../../kernel/limits.ts";
import type { OrderDeps } from "./deps.ts";
import { factOf } from "./gist.ts";
import { held, mayStartSettling, released, settled, splitOf, takeBaseOf } from "./order.ts";
import { insertEntries, lockOrders, saveOrders } from "./store.ts";

/**
 * Splits the escrow of orders whose time has come between shop and platform, net of what was given back. The causes name
 * the order, so that it is split once however often the deadline falls.
 */
export async function settleOrders(
  ctx: Context,
  deps: OrderDeps,
  tx: Tx,
  shop_id: string,
  order_ids: readonly string[],
): Promise<void> {
  const at = ctx.clock.now();
  const due = (await lockOrders(tx, shop_id, order_ids)).filter((order) => mayStartSettling(order, at));
  if (due.length === 0) return;
  const waiting = await deps.ledger.settle(
    tx,
    due.map((order) => ({ shop_id, order_id: order.order_id, take: splitOf(order).take, base: takeBaseOf(order) })),
    at,
  );
  // A refund of theirs is on its way: what is left to split is known when it has arrived, or failed.
  if (waiting.size > 0)
    await ctx.timers.set(
      tx,
      [...waiting].map((order_id) => ({
        kind: "shop",
        key: shop_id,
        name: "orders.settle",
        subject_id: order_id,
        due_at: new Date(at.getTime() + limits.settle_again_ms),
      })),
    );
  const done = due.filter((order) => !waiting.has(order.order_id));
  if (done.length === 0) return;
  await saveOrders(
    tx,
    done.map((order) => settled(order, at)),
  );
  await insertEntries(
    tx,
    done.map(({ order_id }) => ({ shop_id, order_id, event: "settled", at, by_whom: "system", note: "" })),
  );
  await ctx.outbox.emit(
    tx,
    done.map((order) => ({ type: "order.settled", ...factOf(order) })),
  );
}

/**
 * Called by after-sales in its own transaction, because a delay could lose money (law 2). Letting go sets the deadline
 * anew: the one that fell while the order was held found nothing to do.
 */
export async function holdSettlement(
  ctx: Context,
  tx: Tx,
  shop_id: string,
  order_id: string,
  hold: boolean,
): Promise<void> {
  const order = present((await lockOrders(tx, shop_id, [order_id]))[0], "an order under an after-sale exists");
  const after = hold ? held(order) : released(order, ctx.clock.now());
  await saveOrders(tx, [after]);
  if (order.settlement_held !== hold)
    await ctx.outbox.emit(tx, [{ type: hold ? "settlement.held" : "settlement.released", shop_id, order_id }]);
  if (!hold && after.state === "received" && after.settles_at !== null)
    await ctx.timers.set(tx, [
      { kind: "shop", key: shop_id, name: "orders.settle", subject_id: order_id, due_at: after.settles_at },
    ]);
}
