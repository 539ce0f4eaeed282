import type { Context } from "../../kernel/context.ts";
import { listener, type Listener } from "../../kernel/outbox.ts";
import type { CarrierFeed } from "./carrier-feed.ts";

export function fulfillmentListeners(ctx: Context, feed: CarrierFeed | null): Listener[] {
  const asking =
    feed?.follow === null || feed === null
      ? []
      : [
          listener("fulfillment.follow_parcels", ["parcel.shipped", "parcel.corrected"], async (tx, events) => {
            for (const { shop_id, parcel_id } of events)
              await ctx.jobs.add(tx, "fulfillment.follow", { shop_id, parcel_id });
          }),
        ];
  return asking;
}
