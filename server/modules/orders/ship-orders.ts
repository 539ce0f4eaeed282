import type { Context } from "../../kernel/context.ts";
import type { Tx } from "../../kernel/db.ts";
import { assert } from "../../kernel/assert.ts";
import type { OrderDeps } from "./deps.ts";
import { factOf } from "./gist.ts";
import { shipped } from "./order.ts";
import { setReceiptTimers } from "./progress/receipt.ts";
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
  await setReceiptTimers(ctx, tx, after);
  await ctx.outbox.emit(
    tx,
    after.map((order) => ({ type: "order.shipped", ...factOf(order) })),
  );
}

/** Some units of orders have left; the rest still waits. Those units leave the house with their parcel. */
export async function shipPart(
  ctx: Context,
  deps: OrderDeps,
  tx: Tx,
  shop_id: string,
  parcels: readonly {
    readonly order_id: string;
    readonly parcel_id: string;
    readonly lines: readonly { readonly line_id: string; readonly quantity: number }[];
    readonly note: string;
  }[],
): Promise<void> {
  if (parcels.length === 0) return;
  const at = ctx.clock.now();
  await deps.inventory.consumeUnits(
    tx,
    shop_id,
    parcels.flatMap(({ order_id, parcel_id, lines }) =>
      lines.map((line) => ({ order_id, part_id: parcel_id, ...line })),
    ),
  );
  await insertEntries(
    tx,
    parcels.map(({ order_id, note }) => ({ shop_id, order_id, event: "partly_shipped", at, by_whom: "shop", note })),
  );
}
