import type { Context } from "../../kernel/context.ts";
import type { Tx } from "../../kernel/db.ts";
import { newId } from "../../kernel/ids.ts";
import { refuse } from "../../kernel/refusal.ts";
import type { OrderKey, Orders } from "../orders/index.ts";
import { normalizeTracking } from "./shipment.ts";
import { insertShipment } from "./store.ts";

/**
 * Hands an order over to a carrier. Refuses tracking_invalid, not_found (no such order of this shop), refund_running
 * (the money is on its way back) and order_state.
 */
export async function shipOrder(
  ctx: Context,
  orders: Orders,
  tx: Tx,
  key: OrderKey,
  parcel: { carrier: string; tracking_number: string; shipped_by: string },
): Promise<void> {
  const tracking_number =
    normalizeTracking(parcel.tracking_number) ?? refuse("tracking_invalid", { param: "tracking_number" });
  const order = (await orders.lock(tx, key.shop_id, [key.order_id])).get(key.order_id) ?? refuse("not_found");
  if (order.state === "to_ship" && order.settlement_held) refuse("refund_running");
  if (order.state !== "to_ship") refuse("order_state", { details: { state: order.state } });
  await insertShipment(tx, {
    ...key,
    shipment_id: newId(ctx, "ship"),
    carrier: parcel.carrier,
    tracking_number,
    shipped_by: parcel.shipped_by,
    shipped_at: ctx.clock.now(),
  });
  await orders.ship(tx, key, `${parcel.carrier} ${tracking_number}`);
}
