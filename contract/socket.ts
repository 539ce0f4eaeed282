import { z } from "zod";
import { ErrorObject } from "./errors.ts";
import { FlashSale } from "./flash-sales.ts";
import { idOf } from "./ids.ts";
import { ChatLine } from "./chat.ts";
import { sessionStates, endReasons } from "./live.ts";
import { Instant } from "./lists.ts";
import { Money } from "./money.ts";
import { checkoutStates } from "./checkout.ts";
import { orderStates } from "./orders.ts";

/** The socket lives at this path; the protocol's version travels in `hello`. */
export const socketPath = "/v1/socket";
export const protocolVersion = 1;

/**
 * Why the server closes a socket, and whether a client should come back by itself.
 * 4000-4099 come back after a pause, 4100-4199 do not.
 */
export const closeCodes = {
  going_away: { code: 4000, reconnect: true },
  too_slow: { code: 4001, reconnect: true },
  session_changed: { code: 4002, reconnect: true },
  idle: { code: 4003, reconnect: true },
  frame_malformed: { code: 4100, reconnect: false },
  frame_too_large: { code: 4101, reconnect: false },
  too_many_frames: { code: 4102, reconnect: false },
  version_unsupported: { code: 4103, reconnect: false },
  too_many_sockets: { code: 4104, reconnect: false },
} as const;
export type CloseReason = keyof typeof closeCodes;

/**
 * A channel is what a client listens to: `room:room_…` (anyone), `studio:room_…` (its host and the shop's staff),
 * `account` (the signed-in person's own orders and inbox).
 */
export const ChannelName = z.string().regex(/^(room:room_[0-9a-z]{26}|studio:room_[0-9a-z]{26}|account)$/);
/** Where in a channel's stream a client is. An epoch ends when the server lost its memory; then a client starts afresh. */
export const Position = z.strictObject({ epoch: z.string().max(40), offset: z.int().min(0) });

const roomId = idOf("room");
const clientRef = z.string().min(1).max(40);

/** What a client may send. One JSON object per frame, at most 8 KiB. */
export const ClientFrame = z.discriminatedUnion("t", [
  z.strictObject({
    t: z.literal("hello"),
    version: z.int(),
    /** For clients without cookies. */ token: z.string().max(200).optional(),
    /** Guests: a random id, kept by the device, so that two tabs count as one person. */ device: z
      .string()
      .regex(/^[0-9a-zA-Z_-]{8,64}$/),
  }),
  z.strictObject({ t: z.literal("join"), channel: ChannelName, since: Position.optional() }),
  z.strictObject({ t: z.literal("leave"), channel: ChannelName }),
  z.strictObject({ t: z.literal("say"), ref: clientRef, room_id: roomId, text: z.string() }),
  z.strictObject({ t: z.literal("like"), room_id: roomId, count: z.int().min(1).max(20) }),
  z.strictObject({ t: z.literal("ping") }),
]);
export type ClientFrame = z.infer<typeof ClientFrame>;

/**
 * What happens in a channel. The state of a thing (viewers, likes, pin, stock, session, encoder) replaces what was known,
 * so a client that returns gets the newest only; a chat line, a purchase and an order's change add.
 */
export const ChannelItem = z.discriminatedUnion("t", [
  z.object({ t: z.literal("chat"), line: ChatLine }),
  z.object({ t: z.literal("viewers"), count: z.int() }),
  z.object({ t: z.literal("likes"), total: z.int() }),
  z.object({ t: z.literal("pin"), product_id: idOf("prod").nullable() }),
  z.object({ t: z.literal("bag") }),
  /** A flash sale of this room changed: where it stands now, with the true count a moment old. */
  z.object({ t: z.literal("flash_sale"), sale: FlashSale }),
  z.object({ t: z.literal("stock"), variant_id: idOf("var"), product_id: idOf("prod"), available: z.int() }),
  z.object({
    t: z.literal("session"),
    session_id: idOf("sess"),
    state: z.enum(sessionStates),
    end_reason: z.enum(endReasons).nullable(),
    resume_by: Instant.nullable(),
  }),
  /** Somebody paid for something in this room. The name is masked. */
  z.object({ t: z.literal("bought"), name: z.string(), title: z.string(), quantity: z.int() }),
  /** studio channel: an order of this session changed. */
  z.object({
    t: z.literal("studio_order"),
    order_id: idOf("ord"),
    state: z.enum(orderStates),
    buyer_name: z.string(),
    title: z.string(),
    quantity: z.int(),
    total: Money,
    at: Instant,
  }),
  /** studio channel: the encoder came or went. */
  z.object({
    t: z.literal("encoder"),
    connected: z.boolean(),
    width: z.int().nullable(),
    height: z.int().nullable(),
    fps: z.number().nullable(),
    bitrate_kbps: z.number().nullable(),
  }),
  /** studio channel: said to the team in a rehearsal; not kept. */
  z.object({ t: z.literal("team_line"), line: ChatLine }),
  /** studio channel: the run-down or what is pinned changed; ask again. */
  z.object({ t: z.literal("run_down") }),
  /** account channel: one of my orders changed. */
  z.object({ t: z.literal("order"), order_id: idOf("ord"), state: z.enum(orderStates) }),
  /** account channel: something was said or read in one of my conversations; ask again. */
  z.object({ t: z.literal("message"), conversation_id: idOf("conv"), shop_id: idOf("shop") }),
  /** account channel: the cart changed, here or on another device; it has so many lines now. */
  z.object({ t: z.literal("cart"), lines: z.int() }),
  /** account channel: one of my checkouts changed. */
  z.object({ t: z.literal("checkout"), checkout_id: idOf("chk"), state: z.enum(checkoutStates) }),
  /** account channel: something came into the inbox or was read; so many are unread now. */
  z.object({ t: z.literal("inbox"), unread: z.int() }),
]);
export type ChannelItem = z.infer<typeof ChannelItem>;

/** What the server sends. */
export const ServerFrame = z.discriminatedUnion("t", [
  z.object({ t: z.literal("welcome"), version: z.int(), account_id: idOf("acct").nullable(), server_time: Instant }),
  /** Joined. `items` are what was missed since the given position, or the channel's present state for a newcomer. `gap`: what was missed is gone, `items` are the present state. */
  z.object({
    t: z.literal("joined"),
    channel: ChannelName,
    epoch: z.string(),
    offset: z.int(),
    gap: z.boolean(),
    items: z.array(ChannelItem),
  }),
  /** Items up to and including `offset`; the same bytes for every listener. */
  z.object({ t: z.literal("items"), channel: ChannelName, offset: z.int(), items: z.array(ChannelItem) }),
  /** The author's own line was taken. It also comes through the channel, unless the room is so busy that lines are sampled. */
  z.object({ t: z.literal("said"), ref: clientRef, line: ChatLine }),
  z.object({
    t: z.literal("refused"),
    ref: clientRef.nullable(),
    error: ErrorObject.pick({ code: true, message: true, details: true }),
  }),
  z.object({ t: z.literal("pong"), server_time: Instant }),
]);
export type ServerFrame = z.infer<typeof ServerFrame>;
