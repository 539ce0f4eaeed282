import { z } from "zod";
import { PublicAccount } from "./accounts.ts";
import { idOf } from "./ids.ts";
import { Instant } from "./lists.ts";
import { Picture } from "./media.ts";
import { Money } from "./money.ts";

export const Shipment = z
  .object({
    id: idOf("ship"),
    object: z.literal("shipment"),
    carrier: z.string(),
    tracking_number: z.string(),
    shipped_at: Instant,
    received_at: Instant.nullable(),
  })
  .meta({ id: "Shipment" });

export const Refund = z
  .object({
    id: idOf("re"),
    object: z.literal("refund"),
    amount: Money,
    state: z.enum(["paying", "success", "failed"]),
    reason: z.string(),
    created_at: Instant,
    succeeded_at: Instant.nullable(),
  })
  .meta({ id: "Refund" });

/** The moment of buying, kept with the order: the session, the stream offset, what was pinned, the item page as it was. */
export const Moment = z
  .object({
    object: z.literal("moment"),
    session_id: idOf("sess"),
    room_id: idOf("room"),
    session_title: z.string(),
    host: PublicAccount,
    stream_offset_ms: z.int(),
    pinned_product_id: idOf("prod").nullable(),
  })
  .meta({ id: "Moment" });

/** The item page as it was when ordered (DOMAIN §5 rule 2). */
export const ItemPage = z
  .object({
    product_id: idOf("prod"),
    version: z.int(),
    title: z.string(),
    description: z.string(),
    unit: z.string(),
    pictures: z.array(Picture),
    return_policy: z.string(),
    dispatch_hours: z.int(),
    variant_title: z.string(),
    price: Money,
    compare_at_price: Money.nullable(),
    compare_at_basis: z.string().nullable(),
  })
  .meta({ id: "ItemPage" });
export type ItemPage = z.infer<typeof ItemPage>;
