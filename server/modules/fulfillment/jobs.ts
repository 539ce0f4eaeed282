import { z } from "zod";
import type { Context } from "../../kernel/context.ts";
import type { Job } from "../../kernel/jobs.ts";
import { limits } from "../../kernel/limits.ts";
import type { CarrierFeed } from "./carrier-feed.ts";
import { isEnd } from "./parcel.ts";
import { findParcel } from "./store.ts";

const ParcelData = z.object({ shop_id: z.string(), parcel_id: z.string() });

export function fulfillmentJobs(ctx: Context, feed: CarrierFeed | null): Job[] {
  return [
    {
      name: "fulfillment.follow",
      retry_max: limits.carrier_ask_attempts_max,
      async work(data) {
        const key = ParcelData.parse(data);
        const parcel = await findParcel(ctx.db.reader, key);
        if (parcel === undefined || isEnd(parcel.state)) return;
        await feed?.follow?.({
          reference: `${key.shop_id}/${key.parcel_id}`,
          carrier: parcel.carrier,
          tracking_number: parcel.tracking_number,
        });
      },
    },
  ];
}
