import { assert, present } from "../../kernel/assert.ts";
import type { Context } from "../../kernel/context.ts";
import type { Tx } from "../../kernel/db.ts";
import { newId } from "../../kernel/ids.ts";
import { Refusal } from "../../kernel/refusal.ts";
import { factOf, type LockedOrder } from "../orders/index.ts";
import { endOpenAsks } from "./end-asks.ts";
import { givenUp } from "./given-up.ts";
import type { FulfillmentDeps } from "./index.ts";
import { packParcel, readCarrier, type Packing, type Units } from "./parcel.ts";
import { asksOf, insertParcels, parcelsOf } from "./store.ts";

/** A parcel to hand over, as somebody typed it; without lines it takes everything that has not left. */
export interface TypedParcel {
  readonly order_id: string;
  readonly carrier: string;
  readonly tracking_number: string;
  readonly lines?: readonly Units[] | null;
}
/** ready: would be shipped. shipped: now is. same: had been, in this very parcel. */
export type ParcelOutcome =
  | { readonly outcome: "ready" | "shipped" | "same" }
  | { readonly outcome: "refused"; readonly refusal: Refusal };

interface Going extends Packing {
  readonly order: LockedOrder;
  readonly parcel_id: string;
  readonly carrier: string;
  readonly tracking_number: string;
}

/**
 * Hands parcels of one shop's orders over to carriers: what can be shipped is, and each parcel has its own outcome. An order is shipped
 * once everything in it has left. Refusals: tracking_invalid, invalid_param (no carrier, or the order twice), not_found (no such order of
 * this shop), refund_running (the money is on its way back), ask_open (the buyer waits for a word on another address), parcel_exceeds,
 * parcel_limit and order_state. A dry run decides and writes nothing.
 */
export async function shipOrders(
  ctx: Context,
  deps: Pick<FulfillmentDeps, "orders" | "inventory">,
  tx: Tx,
  shop_id: string,
  parcels: readonly TypedParcel[],
  options: { readonly shipped_by: string; readonly dry_run?: boolean },
): Promise<ParcelOutcome[]> {
  const { orders } = deps;
  const locked = await orders.lock(tx, shop_id, [...new Set(parcels.map((parcel) => parcel.order_id))]);
  const keys = [...locked.keys()].map((order_id) => ({ shop_id, order_id }));
  const known = Map.groupBy(await parcelsOf(tx, keys), (row) => row.order_id);
  const lines = await orders.lines(tx, keys);
  const asks = (await asksOf(tx, keys)).filter((ask) => ask.state === "asked");
  const asked = new Set(asks.filter((ask) => ask.kind === "address").map((ask) => ask.order_id));
  const gone = new Map<string, ReadonlyMap<string, number>>();
  for (const order of locked.values())
    gone.set(
      order.order_id,
      await givenUp(deps, tx, order, lines.get(order.order_id) ?? [], known.get(order.order_id) ?? []),
    );
  const seen = new Set<string>();
  const going: Going[] = [];
  const outcomes = parcels.map((parcel): ParcelOutcome => {
    const refused = (refusal: Refusal): ParcelOutcome => ({ outcome: "refused", refusal });
    const read = readCarrier(parcel);
    if (read instanceof Refusal) return refused(read);
    const order = locked.get(parcel.order_id);
    if (order === undefined) return refused(new Refusal("not_found", { param: "order_id" }));
    if (seen.has(parcel.order_id))
      return refused(new Refusal("invalid_param", { param: "order_id", details: { detail: "twice" } }));
    seen.add(parcel.order_id);
    const before = known.get(parcel.order_id) ?? [];
    const wanted = parcel.lines ?? null;
    if (
      wanted === null &&
      before.some((had) => had.carrier === read.carrier && had.tracking_number === read.tracking_number)
    )
      return { outcome: "same" };
    if (order.state === "to_ship" && order.settlement_held) return refused(new Refusal("refund_running"));
    if (order.state !== "to_ship") return refused(new Refusal("order_state", { details: { state: order.state } }));
    if (asked.has(order.order_id)) return refused(new Refusal("ask_open"));
    const packed = packParcel(
      wanted,
      present(lines.get(order.order_id), "an order has lines"),
      before,
      gone.get(order.order_id),
    );
    if (packed instanceof Refusal) return refused(packed);
    going.push({ order, parcel_id: newId(ctx, "ship"), ...read, ...packed });
    return { outcome: options.dry_run === true ? "ready" : "shipped" };
  });
  if (options.dry_run === true) return outcomes;
  assert(going.length <= parcels.length, "nothing is shipped that nobody asked for");
  await write(ctx, deps, tx, shop_id, going, options.shipped_by);
  // A question about a later date answers itself.
  await endOpenAsks(
    ctx,
    tx,
    asks.filter((ask) => going.some((one) => one.order.order_id === ask.order_id)),
    locked,
  );
  return outcomes;
}

async function write(
  ctx: Context,
  deps: Pick<FulfillmentDeps, "orders" | "inventory">,
  tx: Tx,
  shop_id: string,
  going: readonly Going[],
  shipped_by: string,
): Promise<void> {
  if (going.length === 0) return;
  const at = ctx.clock.now();
  await insertParcels(
    tx,
    going.map(({ order, parcel_id, whole, carrier, tracking_number }) => ({
      shop_id,
      parcel_id,
      order_id: order.order_id,
      whole,
      carrier,
      tracking_number,
      state: "shipped",
      shipped_by,
      shipped_at: at,
      delivered_at: null,
      heard_at: null,
    })),
    going
      .filter((one) => !one.whole)
      .flatMap(({ parcel_id, lines }) => lines.map((line) => ({ shop_id, parcel_id, ...line }))),
  );
  const noteOf = (one: Going): string => `${one.carrier} ${one.tracking_number}`;
  await deps.orders.shipPart(
    tx,
    shop_id,
    going
      .filter((one) => !one.last)
      .map((one) => ({
        order_id: one.order.order_id,
        parcel_id: one.parcel_id,
        lines: one.lines,
        note: noteOf(one),
      })),
  );
  await deps.orders.ship(
    tx,
    shop_id,
    going.filter((one) => one.last).map((one) => ({ order_id: one.order.order_id, note: noteOf(one) })),
  );
  await ctx.outbox.emit(
    tx,
    going.map(({ order, parcel_id, last }) => ({
      type: "parcel.shipped" as const,
      ...factOf(order),
      parcel_id,
      rest: !last,
    })),
  );
}

/** What was left of partly shipped orders was refunded: everything that is to leave has left. */
export async function finishShipping(
  deps: Pick<FulfillmentDeps, "orders" | "inventory">,
  tx: Tx,
  shop_id: string,
  order_ids: readonly string[],
): Promise<void> {
  const locked = await deps.orders.lock(tx, shop_id, order_ids);
  const waiting = [...locked.values()].filter((order) => order.state === "to_ship" && !order.settlement_held);
  const sent = new Set((await parcelsOf(tx, waiting)).map((parcel) => parcel.order_id));
  for (const order of waiting) {
    if (!sent.has(order.order_id)) continue;
    const held = await deps.inventory.reservedUnits(tx, shop_id, order.order_id);
    if (held.size === 0) await deps.orders.ship(tx, shop_id, [{ order_id: order.order_id, note: "" }]);
  }
}
