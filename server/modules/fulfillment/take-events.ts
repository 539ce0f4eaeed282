import { present } from "../../kernel/assert.ts";
import type { Context } from "../../kernel/context.ts";
import type { Tx } from "../../kernel/db.ts";
import { limits } from "../../kernel/limits.ts";
import { factOf, type LockedOrder } from "../orders/index.ts";
import type { FulfillmentDeps } from "./index.ts";
import { deliveredAt, isEnd, stateAfter } from "./parcel.ts";
import { findParcel, insertTrackingEvents, parcelsOf, saveParcel, trackingEventsOf } from "./store.ts";
import type { ParcelRow, TrackingEventRow } from "./tables.ts";

/** What somebody says of a parcel. */
export interface Said {
  readonly shop_id: string;
  readonly parcel_id: string;
  /** The number it was said of; null: of the parcel, whatever its number. */
  readonly tracking_number: string | null;
  readonly source: TrackingEventRow["source"];
  readonly events: readonly Pick<TrackingEventRow, "event_id" | "code" | "at" | "text" | "place">[];
}

/**
 * Takes what was said of a parcel into its story, each event once and in whatever order they come, and moves the parcel on. Once
 * everything of a shipped order is delivered, the days until receipt are counted from then. Returns how many events were new, or null
 * where there is no such parcel.
 */
export async function takeEvents(
  ctx: Context,
  deps: Pick<FulfillmentDeps, "orders">,
  tx: Tx,
  said: Said,
): Promise<number | null> {
  const found = await findParcel(tx, said);
  if (found === undefined) return null;
  const { shop_id, order_id } = found;
  const order = present(
    (await deps.orders.lock(tx, shop_id, [order_id])).get(order_id),
    "the order of a parcel exists",
  );
  // Read again under the order's lock: somebody may have moved it meanwhile.
  const parcel = present(await findParcel(tx, said), "a parcel stays");
  if (said.tracking_number !== null && said.tracking_number !== parcel.tracking_number) return 0;
  const at = ctx.clock.now();
  const before = await trackingEventsOf(tx, [parcel]);
  const known = new Set(before.map((event) => event.event_id));
  const fresh = said.events
    .filter(
      (event, index) =>
        !known.has(event.event_id) && said.events.findIndex((one) => one.event_id === event.event_id) === index,
    )
    .slice(0, Math.max(0, limits.tracking_events_per_parcel_max - before.length))
    .map((event): TrackingEventRow => ({
      ...event,
      at: event.at.getTime() > at.getTime() + limits.tracking_ahead_ms_max ? at : event.at,
      shop_id,
      parcel_id: parcel.parcel_id,
      source: said.source,
      received_at: at,
    }));
  if (fresh.length === 0) return 0;
  await insertTrackingEvents(tx, fresh);
  await move(ctx, deps, tx, { order, parcel, events: [...before, ...fresh], heard: said.source === "carrier", at });
  return fresh.length;
}

async function move(
  ctx: Context,
  deps: Pick<FulfillmentDeps, "orders">,
  tx: Tx,
  told: { order: LockedOrder; parcel: ParcelRow; events: readonly TrackingEventRow[]; heard: boolean; at: Date },
): Promise<void> {
  const { order, parcel, at } = told;
  const { state, by } = stateAfter(parcel.state, told.events);
  const after: ParcelRow = {
    ...parcel,
    state,
    heard_at: told.heard ? at : parcel.heard_at,
    delivered_at:
      state === "delivered" && parcel.delivered_at === null && by !== null
        ? deliveredAt(by.at, parcel.shipped_at, at)
        : parcel.delivered_at,
  };
  await saveParcel(tx, after);
  if (state === parcel.state || state === "shipped") return;
  await ctx.outbox.emit(tx, [{ type: "parcel.moved", ...factOf(order), parcel_id: parcel.parcel_id, reached: state }]);
  if (state !== "delivered" || order.state !== "shipped") return;
  const all = await parcelsOf(tx, [order]);
  if (!all.every((one) => isEnd(one.state)) || !all.some((one) => one.delivered_at !== null)) return;
  const last = all.reduce((latest, one) => Math.max(latest, one.delivered_at?.getTime() ?? 0), 0);
  await deps.orders.deliver(tx, order.shop_id, [{ order_id: order.order_id, delivered_at: new Date(last) }]);
}
