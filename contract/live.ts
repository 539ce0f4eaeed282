import { z } from "zod";
import { PublicAccount } from "./accounts.ts";
import { CategorySlug, Product } from "./catalog.ts";
import { route } from "./http.ts";
import { idOf } from "./ids.ts";
import { limits } from "./limits.ts";
import { Instant, Page, line, listOf, text } from "./lists.ts";
import { Picture } from "./media.ts";
import { Money } from "./money.ts";
import { ShopCard } from "./shops.ts";

/**
 * draft: being prepared. scheduled: announced for an instant. rehearsing: the picture runs, for the team only. interrupted:
 * the encoder dropped and may resume within 30 s. lapsed: announced, and the host did not come.
 */
export const sessionStates = [
  "draft",
  "scheduled",
  "rehearsing",
  "on_air",
  "interrupted",
  "ended",
  "cancelled",
  "lapsed",
] as const;
export type SessionState = (typeof sessionStates)[number];
/** shop: the shop took the host off its staff. */
export const endReasons = ["host", "encoder_lost", "operator", "shop"] as const;
export const broadcastKinds = ["self", "shop"] as const;

/** One broadcast in a room. */
export const LiveSession = z
  .object({
    id: idOf("sess"),
    object: z.literal("live_session"),
    room_id: idOf("room"),
    host: PublicAccount,
    shop: ShopCard,
    title: z.string(),
    /** What people will get from watching, in a few lines; may be empty. */
    teaser: z.string(),
    cover: Picture.nullable(),
    /** self: the owner in person. shop: staff on behalf of a shop. */
    broadcast: z.enum(broadcastKinds),
    state: z.enum(sessionStates),
    end_reason: z.enum(endReasons).nullable(),
    /** What the operator who stopped it wrote; for the host and operators, null for everybody else. */
    stop_reason: z.string().nullable(),
    /** For when it was announced; null where it never was. */
    planned_at: Instant.nullable(),
    started_at: Instant.nullable(),
    ended_at: Instant.nullable(),
    /** People watching now, each counted once, however many tabs. */
    viewers: z.int(),
    likes: z.int(),
    pinned_product_id: idOf("prod").nullable(),
    product_count: z.int(),
    /** Where the picture is: FLV over HTTP; null unless on air or interrupted. */
    flv_url: z.string().nullable(),
    /** The FLV timestamp at which the session began, in ms: `stream_offset_ms` of an order = FLV timestamp on screen - this. Null before the start. */
    flv_base_ms: z.int().nullable(),
  })
  .meta({ id: "LiveSession" });
export type LiveSession = z.infer<typeof LiveSession>;

/** The place. A host has one. */
export const Room = z
  .object({
    id: idOf("room"),
    object: z.literal("room"),
    host: PublicAccount,
    session: LiveSession.nullable(),
    bag: z.array(Product),
  })
  .meta({ id: "Room", description: "`session` is the one on air, or else the last that ended." });
export type Room = z.infer<typeof Room>;

/** What the studio shows of the encoder. */
export const Encoder = z
  .object({
    object: z.literal("encoder"),
    connected: z.boolean(),
    width: z.int().nullable(),
    height: z.int().nullable(),
    fps: z.number().nullable(),
    bitrate_kbps: z.number().nullable(),
    dropped_frames: z.int(),
    /** Until when a dropped encoder may come back, while interrupted. */
    resume_by: Instant.nullable(),
    /** Between the last two keyframes; null until two have come. */
    keyframe_interval_ms: z.int().nullable(),
    /** A sound track arrives. It may be silence. */
    sound: z.boolean(),
  })
  .meta({ id: "Encoder" });

export const Studio = z
  .object({
    object: z.literal("studio"),
    room_id: idOf("room"),
    /** The session being prepared or on air, or null. */
    session: LiveSession.nullable(),
    bag: z.array(Product),
    encoder: Encoder,
    /** For the host's eyes only, also before going on air. */
    preview_flv_url: z.string(),
    past: z.array(LiveSession),
  })
  .meta({ id: "Studio" });
export type Studio = z.infer<typeof Studio>;

/** What a broadcast came to. Net is gross less refunds; net is shown before gross. */
export const Recap = z
  .object({
    object: z.literal("recap"),
    session: LiveSession,
    duration_ms: z.int(),
    viewers_total: z.int(),
    viewers_peak: z.int(),
    chat_lines: z.int(),
    likes: z.int(),
    /** Accounts that began to follow the host while it was on, and still do. */
    followers_new: z.int(),
    orders_placed: z.int(),
    orders_paid: z.int(),
    units_paid: z.int(),
    buyers_paid: z.int(),
    gmv_net: Money,
    gmv_gross: Money,
    /**
     * Products shown or sold, most net sales first. Net: what was paid less the same share of each order's refund.
     * shown_ms: how long it was pinned, in the stream's time.
     */
    products: z.array(
      z.object({
        product_id: idOf("prod"),
        title: z.string(),
        units_paid: z.int(),
        gmv_gross: Money,
        gmv_net: Money,
        shown_ms: z.int(),
      }),
    ),
    /** Minute by minute from the start, at most the last 720. Sales are gross, by when they were paid. */
    minutes: z.array(
      z.object({
        minute: z.int(),
        /** The most people at once within the minute. */
        viewers: z.int(),
        orders_paid: z.int(),
        gmv_gross: Money,
        /** What was pinned when the minute ended. */
        pinned_product_id: idOf("prod").nullable(),
      }),
    ),
    /** The host's broadcast before this one, to compare with; null for the first. */
    previous: z
      .object({
        session_id: idOf("sess"),
        title: z.string(),
        started_at: Instant,
        duration_ms: z.int(),
        viewers_total: z.int(),
        orders_paid: z.int(),
        gmv_net: Money,
      })
      .nullable(),
  })
  .meta({ id: "Recap" });
export type Recap = z.infer<typeof Recap>;

/** A broadcast that is over, as visitors see it. */
export const EndedSession = z
  .object({
    object: z.literal("ended_session"),
    session: LiveSession,
    duration_ms: z.int(),
    /** Units paid for in it, without orders that were refunded in full. */
    units_sold: z.int(),
  })
  .meta({ id: "EndedSession" });
export type EndedSession = z.infer<typeof EndedSession>;

export const SessionFields = z.strictObject({
  title: line(limits.title_chars_max, 2),
  teaser: text(limits.teaser_chars_max).default(""),
  cover_picture_id: idOf("pic").nullable().default(null),
  broadcast: z.enum(broadcastKinds),
  shop_id: idOf("shop"),
  product_ids: z.array(idOf("prod")).max(limits.bag_products_max),
});

const sessionParams = z.object({ session_id: idOf("sess") });

export const liveRoutes = {
  listRooms: route({
    id: "listRooms",
    method: "GET",
    path: "/v1/rooms",
    summary: "Rooms on air, each leading in its turn; also of one shop, or with goods of one category",
    access: "guest",
    query: Page.extend({ category: CategorySlug.optional(), shop_id: idOf("shop").optional() }),
    response: listOf(Room),
  }),
  listEndedSessions: route({
    id: "listEndedSessions",
    method: "GET",
    path: "/v1/sessions/ended",
    summary: "Broadcasts that ended lately, the newest first",
    access: "guest",
    query: Page.extend({ host_id: idOf("acct").optional(), shop_id: idOf("shop").optional() }),
    response: listOf(EndedSession),
  }),
  getRoom: route({
    id: "getRoom",
    method: "GET",
    path: "/v1/rooms/:room_id",
    summary: "A room with its session and bag",
    access: "guest",
    params: z.object({ room_id: idOf("room") }),
    response: Room,
    errors: ["not_found"],
  }),
  getStudio: route({
    id: "getStudio",
    method: "GET",
    path: "/v1/studio",
    summary: "The host's studio",
    access: "host",
    response: Studio,
  }),
  createSession: route({
    id: "createSession",
    method: "POST",
    path: "/v1/studio/sessions",
    summary: "Prepare a session",
    access: "host",
    status: 201,
    body: SessionFields,
    response: LiveSession,
    errors: ["verification_required", "not_found", "not_yours", "shop_closed", "room_busy", "product_not_on_sale"],
  }),
  updateSession: route({
    id: "updateSession",
    method: "PUT",
    path: "/v1/studio/sessions/:session_id",
    summary: "Change title, cover or bag, also on air",
    access: "host",
    params: sessionParams,
    body: SessionFields,
    response: LiveSession,
    errors: ["not_found", "not_yours", "shop_closed", "session_state", "product_not_on_sale"],
  }),
  startSession: route({
    id: "startSession",
    method: "POST",
    path: "/v1/studio/sessions/:session_id/start",
    summary: "Go on air",
    access: "host",
    params: sessionParams,
    response: LiveSession,
    errors: [
      "not_found",
      "session_state",
      "room_busy",
      "encoder_missing",
      "too_young",
      "training_required",
      "verification_required",
      "bag_empty",
      "not_yours",
      "shop_closed",
    ],
  }),
  endSession: route({
    id: "endSession",
    method: "POST",
    path: "/v1/studio/sessions/:session_id/end",
    summary: "End the broadcast (or cancel a draft or a planned session)",
    access: "host",
    params: sessionParams,
    response: LiveSession,
    errors: ["not_found", "session_state"],
  }),
  pinProduct: route({
    id: "pinProduct",
    method: "PUT",
    path: "/v1/studio/sessions/:session_id/pin",
    summary: "Pin the product being talked about, or nothing",
    access: "host",
    params: sessionParams,
    body: z.strictObject({ product_id: idOf("prod").nullable() }),
    response: LiveSession,
    errors: ["not_found", "session_state", "product_not_in_bag"],
  }),
  getRecap: route({
    id: "getRecap",
    method: "GET",
    path: "/v1/studio/sessions/:session_id/recap",
    summary: "What a broadcast came to",
    access: "host",
    params: sessionParams,
    response: Recap,
    errors: ["not_found"],
  }),
  stopSession: route({
    id: "stopSession",
    method: "POST",
    path: "/v1/operator/sessions/:session_id/stop",
    summary: "Stop a broadcast, with the reason the host is shown",
    access: "operator",
    params: sessionParams,
    body: z.strictObject({ reason: text(limits.reason_chars_max, 1) }),
    response: LiveSession,
    errors: ["not_found", "session_state"],
  }),
} as const;
