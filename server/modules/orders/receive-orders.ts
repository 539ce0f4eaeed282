import { present } from "../../kernel/assert.ts";
import type { Context } from "../../kernel/context.ts";
import type { Tx } from "../../kernel/db.ts";
import { refuse } from "../../kernel/refusal.ts";
import { factOf } from "./gist.ts";
import { received } from "./order.ts";
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

/** Nobody said anything for long enough after shipping. */
export async function autoReceive(ctx: Context, tx: Tx, shop_id: string, order_ids: readonly string[]): Promise<void> {
  const orders = await lockOrders(tx, shop_id, order_ids);
  await receive(
    ctx,
    tx,
    shop_id,
    orders.filter((order) => order.state === "shipped"),
    "system",
  );
}
