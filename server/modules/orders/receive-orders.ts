import { present } from "../../kernel/assert.ts";
import type { Context } from "../../kernel/context.ts";
import type { Tx } from "../../kernel/db.ts";
import { refuse } from "../../kernel/refusal.ts";
import { factOf } from "./gist.ts";
import type { OrderDeps } from "./deps.ts";
import { daysAfter, received } from "./order.ts";
import { setReceiptTimers } from "./progress/receipt.ts";
import { insertEntries, lockOrders, saveOrders } from "./store.ts";
import type { By, OrderKey, OrderRow } from "./tables.ts";

/** Receipt starts the days until settlement. */
async function receive(ctx: Context, tx: Tx, shop_id: string, orders: readonly OrderRow[], by: By): Promise<void> {
  if (orders.length === 0) return;
  const at = ctx.clock.now();
  const after = orders.map((order) => received(order, at));
  await saveOrders(tx, after);
  await insertEntries(
    tx,
    after.map(({ order_id }) => ({
      shop_id,
      order_id,
      event: by === "buyer" ? "received" : "auto_received",
      at,
      by_whom: by,
      note: "",
    })),
  );
  await ctx.timers.set(
    tx,
    after.map((order) => ({
      kind: "shop",
      key: shop_id,
      name: "orders.settle",
      subject_id: order.order_id,
      due_at: present(order.settles_at, "a received order settles one day"),
    })),
  );
  await ctx.outbox.emit(
    tx,
    after.map((order) => ({ type: "order.received", ...factOf(order) })),
  );
}

/** The buyer says the parcel is there. */
export async function receiveOrder(ctx: Context, tx: Tx, key: OrderKey): Promise<void> {
  const order = present((await lockOrders(tx, key.shop_id, [key.order_id]))[0], "an order that was found exists");
  if (order.state !== "shipped") refuse("order_state", { details: { state: order.state } });
  await receive(ctx, tx, key.shop_id, [order], "buyer");
}

/**
 * Nobody said anything for long enough. A deadline that was put off since falls again then; while a carrier still speaks of the parcel
 * the order waits another day: nobody has received what is under way.
 */
export async function autoReceive(
  ctx: Context,
  deps: OrderDeps,
  tx: Tx,
  shop_id: string,
  order_ids: readonly string[],
): Promise<void> {
  const at = ctx.clock.now();
  const due = (await lockOrders(tx, shop_id, order_ids)).filter(
    (order) => order.state === "shipped" && order.auto_receive_at !== null && order.auto_receive_at <= at,
  );
  if (due.length === 0) return;
  const moving = await deps.underWay(
    tx,
    shop_id,
    due.map((order) => order.order_id),
    at,
  );
  const waiting = due
    .filter((order) => moving.has(order.order_id))
    .map((order) => ({ ...order, auto_receive_at: daysAfter(at, 1) }));
  await saveOrders(tx, waiting);
  await setReceiptTimers(ctx, tx, waiting);
  await receive(
    ctx,
    tx,
    shop_id,
    due.filter((order) => !moving.has(order.order_id)),
    "system",
  );
}
