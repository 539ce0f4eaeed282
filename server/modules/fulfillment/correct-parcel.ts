import type { Context } from "../../kernel/context.ts";
import type { Tx } from "../../kernel/db.ts";
import { limits } from "../../kernel/limits.ts";
import { Refusal, refuse } from "../../kernel/refusal.ts";
import { factOf, type OrderKey } from "../orders/index.ts";
import type { FulfillmentDeps } from "./index.ts";
import { isCorrectable, isEnd, readCarrier } from "./parcel.ts";
import { correctionsOf, findParcel, insertCorrection, saveParcel } from "./store.ts";

/**
 * The seller typed the wrong number. What stood there stays visible, and what is heard of the old number from now on is left aside.
 * Refuses not_found, order_state (received or closed), parcel_state, parcel_corrections and what is wrong with the new words. The same
 * words again change nothing.
 */
export async function correctParcel(
  ctx: Context,
  deps: Pick<FulfillmentDeps, "orders">,
  tx: Tx,
  key: OrderKey & { readonly parcel_id: string },
  typed: { readonly carrier: string; readonly tracking_number: string; readonly by: string },
): Promise<void> {
  const order = (await deps.orders.lock(tx, key.shop_id, [key.order_id])).get(key.order_id) ?? refuse("not_found");
  const parcel = await findParcel(tx, key);
  if (parcel === undefined || parcel.order_id !== key.order_id) refuse("not_found");
  const read = readCarrier(typed);
  if (read instanceof Refusal) throw read;
  if (read.carrier === parcel.carrier && read.tracking_number === parcel.tracking_number) return;
  if (order.state !== "to_ship" && order.state !== "shipped")
    refuse("order_state", { details: { state: order.state } });
  if (isEnd(parcel.state)) refuse("parcel_state");
  const at = ctx.clock.now();
  if (!isCorrectable(parcel, (await correctionsOf(tx, [parcel])).length, at))
    refuse("parcel_corrections", {
      details: { max: limits.parcel_corrections_max, days: Math.round(limits.parcel_correct_ms / (24 * 3600_000)) },
    });
  const { shop_id, parcel_id, carrier, tracking_number } = parcel;
  await insertCorrection(tx, {
    shop_id,
    parcel_id,
    carrier,
    tracking_number,
    corrected_by: typed.by,
    corrected_at: at,
  });
  await saveParcel(tx, { ...parcel, ...read, heard_at: null });
  await deps.orders.note(tx, [
    {
      shop_id,
      order_id: key.order_id,
      event: "parcel_corrected",
      at,
      by_whom: "shop",
      note: `${read.carrier} ${read.tracking_number}`,
    },
  ]);
  await ctx.outbox.emit(tx, [{ type: "parcel.corrected", ...factOf(order), parcel_id }]);
}
