import { present } from "../../kernel/assert.ts";
import type { Context } from "../../kernel/context.ts";
import type { Tx } from "../../kernel/db.ts";
import { refuse } from "../../kernel/refusal.ts";
import { closeOrders } from "./close-orders.ts";
import type { OrderDeps } from "./deps.ts";
import { lockOrders } from "./store.ts";
import type { OrderKey } from "./tables.ts";

/** The buyer changes their mind before paying. Refuses already_paid also where the provider has the money and we only just hear of it. */
export async function cancelOrder(ctx: Context, deps: OrderDeps, tx: Tx, key: OrderKey): Promise<void> {
  const order = present((await lockOrders(tx, key.shop_id, [key.order_id]))[0], "an order that was found exists");
  if (order.state === "closed") refuse("order_state", { details: { state: order.state } });
  if (order.state !== "unpaid") refuse("already_paid");
  const captured = await deps.payments.void(tx, key.shop_id, [key.order_id]);
  if (captured.has(key.order_id)) refuse("already_paid");
  await closeOrders(ctx, deps, tx, key.shop_id, [order], "buyer_cancelled", "buyer", ctx.clock.now());
}
