import { z } from "zod";
import { route } from "./http.ts";
import { idOf } from "./ids.ts";
import { limits } from "./limits.ts";
import { Instant, Page, listOf, text } from "./lists.ts";
import { Picture } from "./media.ts";

/** What a message is about: a purchase or something on the shelf; the card stands above the words. */
export const MessageSubject = z
  .discriminatedUnion("kind", [
    z.object({ kind: z.literal("order"), order_id: idOf("ord"), title: z.string(), picture: Picture.nullable() }),
    z.object({ kind: z.literal("product"), product_id: idOf("prod"), title: z.string(), picture: Picture.nullable() }),
  ])
  .meta({ id: "MessageSubject" });
export type MessageSubject = z.infer<typeof MessageSubject>;

export const Message = z
  .object({
    id: idOf("msg"),
    object: z.literal("message"),
    conversation_id: idOf("conv"),
    from: z.enum(["buyer", "shop"]),
    /** Who of the shop wrote it; null for the buyer and in the buyer's sight. */
    staff_name: z.string().nullable(),
    text: z.string(),
    pictures: z.array(Picture),
    about: MessageSubject.nullable(),
    at: Instant,
  })
  .meta({ id: "Message" });
export type Message = z.infer<typeof Message>;

export const Conversation = z
  .object({
    id: idOf("conv"),
    object: z.literal("conversation"),
    shop: z.object({ id: idOf("shop"), name: z.string(), logo: Picture.nullable() }),
    /** "小***" for the shop; the caller's own name for the buyer. */
    buyer_name: z.string(),
    last: z.object({ from: z.enum(["buyer", "shop"]), text: z.string(), has_pictures: z.boolean(), at: Instant }),
    /** Messages of the other side that the caller's side has not read. */
    unread: z.int(),
    /** Up to when the other side has read. */
    read_by_other_at: Instant.nullable(),
    /** Since when the buyer waits for an answer; null where the shop spoke last. */
    waiting_since: Instant.nullable(),
  })
  .meta({ id: "Conversation" });
export type Conversation = z.infer<typeof Conversation>;

export const MessageFields = z
  .strictObject({
    text: text(limits.message_chars_max).default(""),
    picture_ids: z.array(idOf("pic")).max(limits.pictures_per_message_max).default([]),
    about: z
      .discriminatedUnion("kind", [
        z.strictObject({ kind: z.literal("order"), order_id: idOf("ord") }),
        z.strictObject({ kind: z.literal("product"), product_id: idOf("prod") }),
      ])
      .nullable()
      .default(null),
  })
  .refine((fields) => fields.text !== "" || fields.picture_ids.length > 0, {
    message: "has neither words nor pictures",
    path: ["text"],
  });

const inShop = z.object({ shop_id: idOf("shop") });
const inConversation = z.object({ conversation_id: idOf("conv") });
const errors = ["not_found", "picture_unknown", "rate_limited"] as const;

export const supportRoutes = {
  writeToShop: route({
    id: "writeToShop",
    method: "POST",
    path: "/v1/shops/:shop_id/conversation/messages",
    summary: "Write to a shop; a buyer has one conversation with each",
    access: "viewer",
    status: 201,
    idempotency: "required",
    params: inShop,
    body: MessageFields,
    response: Message,
    errors: [...errors, "own_shop_message"],
  }),
  getShopConversation: route({
    id: "getShopConversation",
    method: "GET",
    path: "/v1/shops/:shop_id/conversation",
    summary: "The caller's conversation with a shop, if there is one",
    access: "viewer",
    params: inShop,
    response: z.object({
      object: z.literal("shop_conversation"),
      shop: Conversation.shape.shop,
      conversation: Conversation.nullable(),
    }),
    errors: ["not_found"],
  }),
  listConversations: route({
    id: "listConversations",
    method: "GET",
    path: "/v1/conversations",
    summary: "The caller's conversations with shops, those with the newest message first",
    access: "viewer",
    response: listOf(Conversation),
  }),
  getConversation: route({
    id: "getConversation",
    method: "GET",
    path: "/v1/conversations/:conversation_id",
    summary: "A conversation, for its buyer or the shop's staff",
    access: "viewer",
    params: inConversation,
    response: Conversation,
    errors: ["not_found"],
  }),
  listMessages: route({
    id: "listMessages",
    method: "GET",
    path: "/v1/conversations/:conversation_id/messages",
    summary: "What was said, newest first",
    access: "viewer",
    params: inConversation,
    query: Page,
    response: listOf(Message),
    errors: ["not_found"],
  }),
  writeMessage: route({
    id: "writeMessage",
    method: "POST",
    path: "/v1/conversations/:conversation_id/messages",
    summary: "Say something in a conversation, as its buyer or for the shop",
    access: "viewer",
    status: 201,
    idempotency: "required",
    params: inConversation,
    body: MessageFields,
    response: Message,
    errors,
  }),
  readConversation: route({
    id: "readConversation",
    method: "POST",
    path: "/v1/conversations/:conversation_id/read",
    summary: "Everything up to now was read by the caller's side",
    access: "viewer",
    params: inConversation,
    response: Conversation,
    errors: ["not_found"],
  }),
  listShopConversations: route({
    id: "listShopConversations",
    method: "GET",
    path: "/v1/shops/:shop_id/conversations",
    summary: "A shop's conversations, newest message first",
    access: "merchant",
    permission: "orders",
    params: inShop,
    /** waiting: the buyer spoke last. */
    query: Page.extend({ waiting: z.enum(["1"]).optional() }),
    response: listOf(Conversation),
    errors: ["not_found", "not_yours"],
  }),
} as const;
