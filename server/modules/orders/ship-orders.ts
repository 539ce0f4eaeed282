import type { Context } from "../../kernel/context.ts";
import type { Tx } from "../../kernel/db.ts";
import { assert, present } from "../../kernel/assert.ts";
import type { OrderDeps } from "./deps.ts";
import { factOf } from "./gist.ts";
import { shipped } from "./order.ts";
import { insertEntries, lockOrders, saveOrders } from "./store.ts";

/** Parcels of orders that the caller has decided on have left: their units leave the house with them, and receipt will confirm itself one day. */
export async function shipOrders(
  ctx: Context,
  deps: OrderDeps,
  tx: Tx,
  shop_id: string,
  parcels: readonly { readonly order_id: string; readonly note: string }[],
): Promise<void> {
  if (parcels.length === 0) return;
  const at = ctx.clock.now();
  const order_ids = parcels.map((parcel) => parcel.order_id);
  const after = (await lockOrders(tx, shop_id, order_ids)).map((order) => shipped(order, at));
  assert(after.length === parcels.length, "orders that are shipped exist, each once");
  await saveOrders(tx, after);
  await insertEntries(
    tx,
    parcels.map(({ order_id, note }) => ({ shop_id, order_id, event: "shipped", at, by_whom: "shop", note })),
  );
  await deps.inventory.consume(tx, shop_id, order_ids);
  await ctx.timers.set(
    tx,
    after.map((order) => ({
      kind: "shop",
      key: shop_id,
      name: "orders.auto_receive",
      subject_id: order.order_id,
      due_at: present(order.auto_receive_at, "a shipped order confirms itself one day"),
    })),
  );
  await ctx.outbox.emit(
    tx,
    after.map((order) => ({ type: "order.shipped", ...factOf(order) })),
  );
}
