import type { Context } from "../../kernel/context.ts";
import { listener, type Listener } from "../../kernel/outbox.ts";
import type { CarrierFeed } from "./carrier-feed.ts";
import { finishCompensations, putOffCompensations } from "./compensate-late.ts";
import { endOpenAsks } from "./end-asks.ts";
import type { FulfillmentDeps } from "./index.ts";
import { setShipTimers } from "./lateness-timers.ts";
import { finishShipping } from "./ship-orders.ts";
import { asksOf } from "./store.ts";

export function fulfillmentListeners(ctx: Context, deps: FulfillmentDeps, feed: CarrierFeed | null): Listener[] {
  const asking =
    feed?.follow === null || feed === null
      ? []
      : [
          listener("fulfillment.follow_parcels", ["parcel.shipped", "parcel.corrected"], async (tx, events) => {
            for (const { shop_id, parcel_id } of events)
              await ctx.jobs.add(tx, "fulfillment.follow", { shop_id, parcel_id });
          }),
        ];
  return [
    ...asking,
    listener("fulfillment.set_ship_by", ["order.paid"], async (tx, events) => {
      const orders = await deps.orders.facts(tx, events);
      await setShipTimers(
        ctx,
        tx,
        [...orders.values()].flatMap(({ shop_id, order_id, ship_by }) =>
          ship_by === null ? [] : [{ shop_id, order_id, ship_by }],
        ),
      );
    }),
    // An order that was closed has nothing left to ask about.
    listener("fulfillment.end_asks", ["order.closed"], async (tx, events) => {
      for (const [shop_id, mine] of Map.groupBy(events, (event) => event.shop_id)) {
        const locked = await deps.orders.lock(
          tx,
          shop_id,
          mine.map((event) => event.order_id),
        );
        const open = (await asksOf(tx, [...locked.values()])).filter((ask) => ask.state === "asked");
        await endOpenAsks(ctx, tx, open, locked);
      }
    }),
    listener("fulfillment.finish_shipping", ["aftersale.succeeded", "aftersale.closed"], async (tx, events) => {
      for (const [shop_id, mine] of Map.groupBy(events, (event) => event.shop_id))
        await finishShipping(
          deps,
          tx,
          shop_id,
          mine.map((event) => event.order_id),
        );
    }),
    listener("fulfillment.close_compensation", ["payment.refunded"], async (tx, events) => {
      for (const [shop_id, mine] of Map.groupBy(events, (event) => event.shop_id))
        await finishCompensations(
          ctx,
          deps,
          tx,
          shop_id,
          mine.map((event) => event.refund_id),
        );
    }),
    listener("fulfillment.note_failed_compensation", ["payment.refund_failed"], async (tx, events) => {
      for (const [shop_id, mine] of Map.groupBy(events, (event) => event.shop_id))
        await putOffCompensations(ctx, tx, shop_id, mine);
    }),
  ];
}
