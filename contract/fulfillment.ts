import { z } from "zod";
import { route } from "./http.ts";
import { idOf } from "./ids.ts";
import { limits } from "./limits.ts";
import { Instant, line } from "./lists.ts";
import { trackingCodes } from "./order-life.ts";
import { Order } from "./orders.ts";

const ofShopsOrder = z.object({ shop_id: idOf("shop"), order_id: idOf("ord") });
const ofParcel = ofShopsOrder.extend({ parcel_id: idOf("ship") });

export const CarrierFields = z.strictObject({
  carrier: z.string().trim().min(1).max(40),
  tracking_number: z.string().trim().max(60),
});

/**
 * What a carrier feed posts to `/webhooks/carriers/:feed`: docs/api/carriers.md. `reference` is what we gave when we asked to be told of
 * the parcel; a number that was corrected since is acknowledged and left aside.
 */
export const CarrierReport = z.strictObject({
  object: z.literal("carrier_report"),
  reference: z.string().regex(/^shop_[0-9a-z]{26}\/ship_[0-9a-z]{26}$/),
  tracking_number: z.string().min(1).max(60),
  events: z
    .array(
      z.strictObject({
        /** The carrier's own id of the event: it is taken once. */
        id: z.string().regex(/^[\x21-\x7e]{1,80}$/),
        code: z.enum(trackingCodes),
        at: Instant,
        text: line(limits.tracking_text_chars_max, 0).default(""),
        place: line(limits.tracking_place_chars_max, 0).default(""),
      }),
    )
    .min(1)
    .max(limits.tracking_events_per_report_max),
});

export const fulfillmentRoutes = {
  correctParcel: route({
    id: "correctParcel",
    method: "POST",
    path: "/v1/shops/:shop_id/orders/:order_id/parcels/:parcel_id/correct",
    summary: "Put right a parcel's carrier or tracking number; what stood there before stays visible",
    access: "merchant",
    permission: "orders",
    idempotency: "required",
    params: ofParcel,
    body: CarrierFields,
    response: Order,
    errors: ["not_found", "not_yours", "order_state", "tracking_invalid", "parcel_state", "parcel_corrections"],
  }),
  addTrackingEvent: route({
    id: "addTrackingEvent",
    method: "POST",
    path: "/v1/shops/:shop_id/orders/:order_id/parcels/:parcel_id/events",
    summary: "Write down where a parcel is, where no carrier says so",
    access: "merchant",
    permission: "orders",
    idempotency: "required",
    params: ofParcel,
    body: z.strictObject({
      code: z.enum(trackingCodes),
      text: line(limits.tracking_text_chars_max, 0).default(""),
    }),
    response: Order,
    errors: ["not_found", "not_yours", "parcel_state"],
  }),
  /** The raw bytes matter for the signature (`Carrier-Signature: t=…,v1=…`, as for payments), so the body is bytes. */
  receiveCarrierReport: route({
    id: "receiveCarrierReport",
    method: "POST",
    path: "/webhooks/carriers/:feed",
    summary: "A carrier feed reports where a parcel is; signed",
    access: "guest",
    params: z.object({ feed: z.string().regex(/^[a-z_]{1,30}$/) }),
    body: "bytes",
    signed: true,
    response: z.object({
      object: z.literal("carrier_report_received"),
      /** Events that were new; the others had been taken before, or name a number that was replaced. */
      taken: z.int(),
    }),
    errors: ["webhook_signature", "webhook_replayed", "webhook_unknown"],
  }),
} as const;
