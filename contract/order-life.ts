import { z } from "zod";
import { idOf } from "./ids.ts";
import { Instant } from "./lists.ts";
import { Money } from "./money.ts";

/** What stands in the timeline of an order. */
export const orderEvents = [
  "placed",
  "paid",
  "cancelled",
  "expired",
  "released",
  "partly_shipped",
  "shipped",
  "delivered",
  "parcel_corrected",
  "address_asked",
  "address_changed",
  "address_refused",
  "delay_asked",
  "delay_agreed",
  "delay_refused",
  "ask_withdrawn",
  "ask_lapsed",
  "reminded",
  "late",
  "compensated",
  "receipt_extended",
  "received",
  "auto_received",
  "settled",
  "refund_started",
  "partly_refunded",
  "refunded",
  "late_payment_refunded",
] as const;

/** Where a parcel is. `problem`: the carrier could not go on (nobody at home, address unclear, damaged) and tries again. */
export const parcelStates = ["shipped", "in_transit", "out_for_delivery", "problem", "delivered", "returned"] as const;
export type ParcelState = (typeof parcelStates)[number];

/** What a carrier, or the seller by hand, may report of a parcel: everything but that it was handed over. */
export const trackingCodes = ["in_transit", "out_for_delivery", "problem", "delivered", "returned"] as const;
export type TrackingCode = (typeof trackingCodes)[number];

export const TrackingEvent = z
  .object({
    object: z.literal("tracking_event"),
    code: z.enum(trackingCodes),
    /** When it happened, as the carrier says. */
    at: Instant,
    /** The carrier's own words; may be empty. */
    text: z.string(),
    place: z.string(),
    /** carrier: by a signed webhook. shop: written by hand. */
    source: z.enum(["carrier", "shop"]),
  })
  .meta({ id: "TrackingEvent" });

/** One parcel of an order: what is in it, who has it, and where it is. */
export const Parcel = z
  .object({
    id: idOf("ship"),
    object: z.literal("parcel"),
    carrier: z.string(),
    tracking_number: z.string(),
    state: z.enum(parcelStates),
    lines: z.array(z.object({ line_id: idOf("line"), quantity: z.int() })),
    shipped_at: Instant,
    delivered_at: Instant.nullable(),
    /** The newest first. */
    events: z.array(TrackingEvent),
    /** What carrier and number were before the seller corrected them, the newest first. */
    corrections: z.array(z.object({ carrier: z.string(), tracking_number: z.string(), corrected_at: Instant })),
  })
  .meta({ id: "Parcel" });
export type Parcel = z.infer<typeof Parcel>;

/** address: the buyer wants it sent elsewhere. delay: the seller wants to ship later than promised. */
export const askKinds = ["address", "delay"] as const;
export type AskKind = (typeof askKinds)[number];
/** lapsed: nobody answered in time, or the order moved on; everything stays as it was. */
export const askStates = ["asked", "accepted", "refused", "withdrawn", "lapsed"] as const;
export type AskState = (typeof askStates)[number];

/** What one side asks of the other before an order is shipped. */
export const Ask = z
  .object({
    id: idOf("ask"),
    object: z.literal("ask"),
    kind: z.enum(askKinds),
    state: z.enum(askStates),
    asked_at: Instant,
    /** Unanswered by then it lapses, and nothing changes. */
    answer_by: Instant,
    ended_at: Instant.nullable(),
    /** Of an address: masked for everybody but the buyer. */
    address: z.object({ name: z.string(), phone: z.string(), text: z.string() }).nullable(),
    /** Of a delay: until when it would be shipped. */
    ship_by: Instant.nullable(),
    /** Why it is asked, and why it was refused; may be empty. */
    reason: z.string(),
    answer: z.string(),
  })
  .meta({ id: "Ask" });
export type Ask = z.infer<typeof Ask>;

export const compensationStates = ["paying", "paid", "failed"] as const;
/** What the buyer gets because dispatch was later than promised; drawn from what they paid. */
export const Compensation = z
  .object({
    object: z.literal("compensation"),
    amount: Money,
    state: z.enum(compensationStates),
    /** Until when dispatch had been promised. */
    promised: Instant,
    at: Instant,
  })
  .meta({ id: "Compensation" });
export type Compensation = z.infer<typeof Compensation>;

export const remarkFlags = ["none", "red", "yellow", "green", "blue", "purple"] as const;
export type RemarkFlag = (typeof remarkFlags)[number];
/** The shop's own note on an order; the buyer never sees it. */
export const ShopRemark = z
  .object({
    object: z.literal("shop_remark"),
    flag: z.enum(remarkFlags),
    text: z.string(),
    updated_at: Instant,
  })
  .meta({ id: "ShopRemark" });
export type ShopRemark = z.infer<typeof ShopRemark>;
