import { present } from "../../../kernel/assert.ts";
import type { Context } from "../../../kernel/context.ts";
import type { Tx } from "../../../kernel/db.ts";
import { limits } from "../../../kernel/limits.ts";
import { refuse } from "../../../kernel/refusal.ts";
import type { OrderDeps } from "../deps.ts";
import { factOf } from "../gist.ts";
import { delivered, extended } from "../order.ts";
import { insertEntries, lockOrders, saveOrders } from "../store.ts";
import type { OrderKey, OrderRow } from "../tables.ts";
import { markExtended } from "./store.ts";

/** Sets or moves the deadline of receipt, and the word to the buyer that it is near. */
export async function setReceiptTimers(ctx: Context, tx: Tx, orders: readonly OrderRow[]): Promise<void> {
  await ctx.timers.set(
    tx,
    orders.flatMap((order) => {
      const due_at = present(order.auto_receive_at, "a shipped order confirms itself one day");
      const key = { kind: "shop" as const, key: order.shop_id, subject_id: order.order_id };
      return [
        { ...key, name: "orders.auto_receive", due_at },
        { ...key, name: "orders.receipt_soon", due_at: new Date(due_at.getTime() - limits.receipt_soon_ms) },
      ];
    }),
  );
}

/** Everything in it was delivered: from then on the days run after which receipt confirms itself. */
export async function deliverOrders(
  ctx: Context,
  deps: OrderDeps,
  tx: Tx,
  shop_id: string,
  parcels: readonly { readonly order_id: string; readonly delivered_at: Date }[],
): Promise<void> {
  const at = ctx.clock.now();
  const times = new Map(parcels.map((one) => [one.order_id, one.delivered_at]));
  const after = (await lockOrders(tx, shop_id, [...times.keys()]))
    .filter((order) => order.state === "shipped")
    .map((order) =>
      delivered(order, {
        delivered_at: present(times.get(order.order_id), "only delivered orders are locked"),
        heard_at: at,
        extension_days: deps.rules().receipt_extend_days,
      }),
    );
  if (after.length === 0) return;
  await saveOrders(tx, after);
  await insertEntries(
    tx,
    after.map(({ order_id }) => ({
      shop_id,
      order_id,
      event: "delivered",
      at: present(times.get(order_id), "only delivered orders are locked"),
      by_whom: "system",
      note: "",
    })),
  );
  await setReceiptTimers(ctx, tx, after);
}

/** The buyer wants more time before receipt confirms itself: once. Refuses order_state, receipt_extended. */
export async function extendReceipt(ctx: Context, deps: OrderDeps, tx: Tx, key: OrderKey): Promise<void> {
  const order = present((await lockOrders(tx, key.shop_id, [key.order_id]))[0], "an order that was found exists");
  if (order.state !== "shipped") refuse("order_state", { details: { state: order.state } });
  if (order.receipt_extended_at !== null) refuse("receipt_extended");
  const at = ctx.clock.now();
  const after = extended(order, at, deps.rules().receipt_extend_days);
  await saveOrders(tx, [after]);
  await markExtended(tx, key, at);
  await insertEntries(tx, [{ ...key, event: "receipt_extended", at, by_whom: "buyer", note: "" }]);
  await setReceiptTimers(ctx, tx, [after]);
}

/** Receipt will confirm itself soon: the buyer is told, once for each deadline that comes near. */
export async function tellReceiptSoon(
  ctx: Context,
  tx: Tx,
  shop_id: string,
  order_ids: readonly string[],
): Promise<void> {
  const at = ctx.clock.now();
  const near = (await lockOrders(tx, shop_id, order_ids)).filter(
    (order) =>
      order.state === "shipped" &&
      order.auto_receive_at !== null &&
      order.auto_receive_at.getTime() - at.getTime() <= limits.receipt_soon_ms,
  );
  await ctx.outbox.emit(
    tx,
    near.map((order) => ({
      type: "receipt.soon" as const,
      ...factOf(order),
      due_at: present(order.auto_receive_at, "it is near").toISOString(),
    })),
  );
}
