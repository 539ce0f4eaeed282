import { assert } from "../../kernel/assert.ts";
import type { Context } from "../../kernel/context.ts";
import type { Tx } from "../../kernel/db.ts";
import { newId } from "../../kernel/ids.ts";
import { Refusal } from "../../kernel/refusal.ts";
import type { Orders } from "../orders/index.ts";
import { normalizeTracking } from "./shipment.ts";
import { insertShipments, shipmentsByKey } from "./store.ts";

/** One order to hand over, as somebody typed it. */
export interface Parcel {
  readonly order_id: string;
  readonly carrier: string;
  readonly tracking_number: string;
}
/** ready: would be shipped. shipped: now is. same: had been, with this very parcel. */
export type ParcelOutcome =
  | { readonly outcome: "ready" | "shipped" | "same" }
  | { readonly outcome: "refused"; readonly refusal: Refusal };

const carrier_chars_max = 40;

/**
 * Hands orders of one shop over to carriers: what can be shipped is, and each parcel has its own outcome. Refusals: tracking_invalid,
 * invalid_param (no carrier, or the order twice), not_found (no such order of this shop), refund_running (the money is on its way
 * back) and order_state. A dry run decides and writes nothing.
 */
export async function shipOrders(
  ctx: Context,
  orders: Orders,
  tx: Tx,
  shop_id: string,
  parcels: readonly Parcel[],
  options: { readonly shipped_by: string; readonly dry_run?: boolean },
): Promise<ParcelOutcome[]> {
  const at = ctx.clock.now();
  const locked = await orders.lock(tx, shop_id, [...new Set(parcels.map((parcel) => parcel.order_id))]);
  const known = new Map(
    (
      await shipmentsByKey(
        tx,
        [...locked.keys()].map((order_id) => ({ shop_id, order_id })),
      )
    ).map((row) => [row.order_id, row]),
  );
  const seen = new Set<string>();
  const going: { order_id: string; carrier: string; tracking_number: string }[] = [];
  const outcomes = parcels.map((parcel): ParcelOutcome => {
    const refused = (...given: ConstructorParameters<typeof Refusal>): ParcelOutcome => ({
      outcome: "refused",
      refusal: new Refusal(...given),
    });
    const carrier = parcel.carrier.normalize("NFC").trim();
    if (carrier === "" || [...carrier].length > carrier_chars_max || /\p{Cc}/u.test(carrier))
      return refused("invalid_param", { param: "carrier", details: { detail: "carrier" } });
    const tracking_number = normalizeTracking(parcel.tracking_number);
    if (tracking_number === null) return refused("tracking_invalid", { param: "tracking_number" });
    const order = locked.get(parcel.order_id);
    if (order === undefined) return refused("not_found", { param: "order_id" });
    if (seen.has(parcel.order_id)) return refused("invalid_param", { param: "order_id", details: { detail: "twice" } });
    seen.add(parcel.order_id);
    const had = known.get(parcel.order_id);
    if (had?.carrier === carrier && had.tracking_number === tracking_number) return { outcome: "same" };
    if (order.state === "to_ship" && order.settlement_held) return refused("refund_running");
    if (order.state !== "to_ship") return refused("order_state", { details: { state: order.state } });
    going.push({ order_id: parcel.order_id, carrier, tracking_number });
    return { outcome: options.dry_run === true ? "ready" : "shipped" };
  });
  if (options.dry_run === true) return outcomes;
  assert(going.length <= parcels.length, "nothing is shipped that nobody asked for");
  await insertShipments(
    tx,
    going.map((parcel) => ({
      shop_id,
      ...parcel,
      shipment_id: newId(ctx, "ship"),
      shipped_by: options.shipped_by,
      shipped_at: at,
    })),
  );
  await orders.ship(
    tx,
    shop_id,
    going.map(({ order_id, carrier, tracking_number }) => ({ order_id, note: `${carrier} ${tracking_number}` })),
  );
  return outcomes;
}
