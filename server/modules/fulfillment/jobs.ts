import { z } from "zod";
import type { Context } from "../../kernel/context.ts";
import type { Job } from "../../kernel/jobs.ts";
import { limits } from "../../kernel/limits.ts";
import type { CarrierFeed } from "./carrier-feed.ts";
import { present } from "../../kernel/assert.ts";
import type { Tx } from "../../kernel/db.ts";
import type { TimerHandler } from "../../kernel/timers.ts";
import { lapseAsks } from "./answer-ask.ts";
import { compensateAgain, compensateLate, warnOfDispatch } from "./compensate-late.ts";
import type { FulfillmentDeps } from "./index.ts";
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

/** Deadlines of what is not shipped yet; one that falls after its order has moved on finds nothing to do. */
export function fulfillmentTimers(ctx: Context, deps: FulfillmentDeps): TimerHandler[] {
  const timer = (name: string, act: (tx: Tx, shop_id: string, ids: string[]) => Promise<void>): TimerHandler => ({
    name,
    fall: (tx, timers) =>
      act(
        tx,
        present(timers[0], "a deadline falls").key,
        timers.map((one) => one.subject_id),
      ),
  });
  return [
    timer("fulfillment.ask", (tx, shop_id, ids) => lapseAsks(ctx, deps, tx, shop_id, ids)),
    timer("fulfillment.ship_near", (tx, shop_id, ids) => warnOfDispatch(ctx, deps, tx, shop_id, ids)),
    timer("fulfillment.compensate_again", (tx, shop_id, ids) => compensateAgain(ctx, deps, tx, shop_id, ids)),
    timer("fulfillment.ship_by", (tx, shop_id, ids) => compensateLate(ctx, deps, tx, shop_id, ids)),
  ];
}
