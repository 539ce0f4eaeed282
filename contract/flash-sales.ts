import { z } from "zod";
import { route } from "./http.ts";
import { idOf } from "./ids.ts";
import { limits } from "./limits.ts";
import { Instant, listOf } from "./lists.ts";
import { Picture } from "./media.ts";
import { Money } from "./money.ts";

/**
 * prepared: the host has it ready, nobody else knows. announced: everybody knows when it opens, its units are set aside.
 * sold_out: every unit is taken, but some are not paid yet and may come back. ended and cancelled are for ever.
 */
export const flashSaleStates = ["prepared", "announced", "open", "sold_out", "ended", "cancelled"] as const;
export type FlashSaleState = (typeof flashSaleStates)[number];
/** host: by hand. time: its time was over. sold_out: every unit is paid for. session: the broadcast ended. */
export const flashSaleEnds = ["host", "time", "sold_out", "session"] as const;
export type FlashSaleEnd = (typeof flashSaleEnds)[number];

/** What a host says of a sale. When it opens is said when it is announced. */
export const FlashSaleFields = z.strictObject({
  variant_id: idOf("var"),
  /** Below what the unit costs without the sale. */
  price: z.int().min(1).max(limits.price_minor_max),
  quantity: z.int().min(1).max(limits.flash_units_max),
  per_buyer_max: z.int().min(1).max(limits.quantity_per_line_max).default(1),
  /** Only for who followed the host before the announcement. */
  fans_only: z.boolean().default(false),
  /** How long it stays open; null: until it is ended or everything is paid for. */
  duration_s: z.int().min(30).max(limits.flash_duration_s_max).nullable().default(null),
});
/** When it opens: so many seconds after the announcement, or at an instant. */
export const OpeningFields = z.union([
  z.strictObject({ opens_in_s: z.int().min(limits.flash_ahead_s_min).max(limits.flash_ahead_s_max) }),
  z.strictObject({ opens_at: Instant }),
]);
export type OpeningFields = z.output<typeof OpeningFields>;

export const FlashSale = z
  .object({
    id: idOf("flash"),
    object: z.literal("flash_sale"),
    shop_id: idOf("shop"),
    room_id: idOf("room"),
    session_id: idOf("sess"),
    product_id: idOf("prod"),
    variant_id: idOf("var"),
    title: z.string(),
    variant_title: z.string(),
    picture: Picture.nullable(),
    state: z.enum(flashSaleStates),
    end_reason: z.enum(flashSaleEnds).nullable(),
    price: Money,
    /** What the unit cost without the sale when it was announced: what the price is compared with. */
    normal_price: Money,
    quantity: z.int(),
    /** Units nobody has ordered; the true number, a moment old. */
    left: z.int(),
    /** Ordered and not paid yet: these may come back. */
    unpaid: z.int(),
    paid: z.int(),
    per_buyer_max: z.int(),
    fans_only: z.boolean(),
    announced_at: Instant.nullable(),
    opens_at: Instant.nullable(),
    ends_at: Instant.nullable(),
    ended_at: Instant.nullable(),
  })
  .meta({ id: "FlashSale" });
export type FlashSale = z.infer<typeof FlashSale>;

/** A sale as its room shows it to this caller. */
export const SeenFlashSale = FlashSale.extend({
  /** Null for guests. `barred`: why this caller cannot buy in it, however many are left. */
  yours: z
    .object({ ordered: z.int(), barred: z.enum(["fans_only", "limit_per_buyer", "own_shop"]).nullable() })
    .nullable(),
}).meta({ id: "SeenFlashSale" });
export type SeenFlashSale = z.infer<typeof SeenFlashSale>;

/** A sale as its host sees it. */
export const HostFlashSale = FlashSale.extend({
  duration_s: z.int().nullable(),
  /** Units that can be bought at the normal price now: so many could be set aside still. */
  available: z.int(),
}).meta({ id: "HostFlashSale" });
export type HostFlashSale = z.infer<typeof HostFlashSale>;

const saleParams = z.object({ flash_sale_id: idOf("flash") });
const sessionParams = z.object({ session_id: idOf("sess") });
const errorsOfOpening = [
  "session_state",
  "sold_out",
  "product_not_on_sale",
  "flash_sale_price",
  "flash_sale_running",
  "invalid_param",
] as const;

export const flashSaleRoutes = {
  listRoomFlashSales: route({
    id: "listRoomFlashSales",
    method: "GET",
    path: "/v1/rooms/:room_id/flash_sales",
    summary: "What is announced or runs in a room, and what ended a little while ago; the newest first",
    access: "guest",
    params: z.object({ room_id: idOf("room") }),
    response: listOf(SeenFlashSale).extend({ server_time: Instant }),
  }),
  listSessionFlashSales: route({
    id: "listSessionFlashSales",
    method: "GET",
    path: "/v1/studio/sessions/:session_id/flash_sales",
    summary: "The flash sales of a broadcast, prepared ones too; the newest first",
    access: "host",
    params: sessionParams,
    response: listOf(HostFlashSale),
    errors: ["not_found"],
  }),
  createFlashSale: route({
    id: "createFlashSale",
    method: "POST",
    path: "/v1/studio/sessions/:session_id/flash_sales",
    summary: "Prepare a flash sale for a broadcast, or announce it at once",
    access: "host",
    idempotency: "required",
    status: 201,
    params: sessionParams,
    body: FlashSaleFields.extend({
      /** Null: only prepared. */
      opening: OpeningFields.nullable().default(null),
    }),
    response: HostFlashSale,
    errors: ["not_found", "product_not_in_bag", "flash_sale_limit", ...errorsOfOpening],
  }),
  announceFlashSale: route({
    id: "announceFlashSale",
    method: "POST",
    path: "/v1/studio/flash_sales/:flash_sale_id/announce",
    summary: "Set the units aside and tell the room when it opens",
    access: "host",
    idempotency: "required",
    params: saleParams,
    body: OpeningFields,
    response: HostFlashSale,
    errors: ["not_found", "flash_sale_state", ...errorsOfOpening],
  }),
  endFlashSale: route({
    id: "endFlashSale",
    method: "POST",
    path: "/v1/studio/flash_sales/:flash_sale_id/end",
    summary:
      "End it, or cancel one that has not opened; what is left returns to normal sale. Repeating it changes nothing",
    access: "host",
    params: saleParams,
    response: HostFlashSale,
    errors: ["not_found"],
  }),
} as const;
