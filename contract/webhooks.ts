import { z } from "zod";
import { route } from "./http.ts";
import { idOf } from "./ids.ts";
import { limits } from "./limits.ts";
import { Instant, Page, line, listOf } from "./lists.ts";

/** What a shop's endpoint may hear of. Each is a fact that is already true; read the object for its newest state. */
export const webhookTypes = [
  "order.placed",
  "order.paid",
  "order.shipped",
  "order.received",
  "order.settled",
  "order.refunded",
  "order.closed",
  "review.written",
  "review.appended",
  "aftersale.applied",
  "aftersale.changed",
  "aftersale.succeeded",
  "aftersale.closed",
  "aftersale.due_soon",
  "product.changed",
  "stock.changed",
  "session.started",
] as const;
export type WebhookType = (typeof webhookTypes)[number];

/** The body of a webhook: the same bytes at every attempt, signed by Standard Webhooks (standardwebhooks.com). */
export const WebhookEvent = z
  .object({
    /** The event's id, the same at every attempt and replay: remember it to act once. */
    id: idOf("evt"),
    object: z.literal("event"),
    type: z.enum([...webhookTypes, "ping"]),
    created_at: Instant,
    shop_id: idOf("shop"),
    /** Ids to read the object by, and what was true at that moment. Amounts are whole minor units. */
    data: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
  })
  .meta({ id: "WebhookEvent" });
export type WebhookEvent = z.infer<typeof WebhookEvent>;

export const WebhookEndpoint = z
  .object({
    id: idOf("hook"),
    object: z.literal("webhook_endpoint"),
    shop_id: idOf("shop"),
    url: z.string(),
    description: z.string(),
    types: z.array(z.enum(webhookTypes)),
    /** `paused` by its owner; `failing`: nothing was accepted for days, so nothing is sent until it is enabled again. */
    state: z.enum(["enabled", "paused", "failing"]),
    created_at: Instant,
    last_delivered_at: Instant.nullable(),
    last_failed_at: Instant.nullable(),
  })
  .meta({ id: "WebhookEndpoint" });
export type WebhookEndpoint = z.infer<typeof WebhookEndpoint>;

export const deliveryStates = ["waiting", "delivered", "failed"] as const;
export const WebhookAttempt = z
  .object({
    object: z.literal("webhook_attempt"),
    at: Instant,
    duration_ms: z.int(),
    /** HTTP status of the answer; null where none came. */
    status: z.int().nullable(),
    /** Why no answer counts: `timeout`, `refused_address`, `tls`, `connection`, `redirect`, or null. */
    error: z.string().nullable(),
    /** The beginning of the answer's body. */
    answer: z.string(),
  })
  .meta({ id: "WebhookAttempt" });
export const WebhookDelivery = z
  .object({
    id: idOf("dlv"),
    object: z.literal("webhook_delivery"),
    endpoint_id: idOf("hook"),
    event: WebhookEvent,
    state: z.enum(deliveryStates),
    attempts: z.int(),
    next_attempt_at: Instant.nullable(),
    created_at: Instant,
    /** The newest attempt, or null before the first. */
    last_attempt: WebhookAttempt.nullable(),
  })
  .meta({ id: "WebhookDelivery" });
export type WebhookDelivery = z.infer<typeof WebhookDelivery>;

const inShop = z.object({ shop_id: idOf("shop") });
const ofEndpoint = inShop.extend({ endpoint_id: idOf("hook") });
const ofDelivery = inShop.extend({ delivery_id: idOf("dlv") });
const fields = {
  url: z.url({ protocol: /^https?$/ }).max(limits.webhook_url_chars_max),
  description: line(limits.title_chars_max, 0),
  types: z
    .array(z.enum(webhookTypes))
    .min(1)
    .max(webhookTypes.length)
    .transform((given) => webhookTypes.filter((type) => given.includes(type))),
};
const withSecret = WebhookEndpoint.extend({
  /** `whsec_…`; shown in this answer and nowhere else. */
  secret: z.string(),
});
const errors = ["not_found", "not_yours"] as const;

export const webhookRoutes = {
  listWebhookEndpoints: route({
    id: "listWebhookEndpoints",
    method: "GET",
    path: "/v1/shops/:shop_id/webhook_endpoints",
    summary: "Where a shop's events are sent",
    access: "merchant",
    permission: "settings",
    params: inShop,
    response: listOf(WebhookEndpoint),
    errors,
  }),
  createWebhookEndpoint: route({
    id: "createWebhookEndpoint",
    method: "POST",
    path: "/v1/shops/:shop_id/webhook_endpoints",
    summary: "Send a shop's events to an address; the signing secret is in this answer and nowhere else",
    access: "merchant",
    permission: "settings",
    status: 201,
    params: inShop,
    body: z.strictObject({ ...fields, description: fields.description.default("") }),
    response: withSecret,
    errors: [...errors, "webhook_limit", "webhook_url"],
  }),
  updateWebhookEndpoint: route({
    id: "updateWebhookEndpoint",
    method: "PATCH",
    path: "/v1/shops/:shop_id/webhook_endpoints/:endpoint_id",
    summary: "Change an endpoint, pause it, or enable it again",
    access: "merchant",
    permission: "settings",
    params: ofEndpoint,
    body: z.strictObject({
      url: fields.url.optional(),
      description: fields.description.optional(),
      types: fields.types.optional(),
      state: z.enum(["enabled", "paused"]).optional(),
    }),
    response: WebhookEndpoint,
    errors: [...errors, "webhook_url"],
  }),
  deleteWebhookEndpoint: route({
    id: "deleteWebhookEndpoint",
    method: "DELETE",
    path: "/v1/shops/:shop_id/webhook_endpoints/:endpoint_id",
    summary: "Send nothing there any more; its log goes with it",
    access: "merchant",
    permission: "settings",
    params: ofEndpoint,
    response: z.object({ object: z.literal("deleted"), id: z.string() }),
    errors,
  }),
  rotateWebhookSecret: route({
    id: "rotateWebhookSecret",
    method: "POST",
    path: "/v1/shops/:shop_id/webhook_endpoints/:endpoint_id/secret",
    summary: "A new signing secret; for a day both sign, so that nothing is lost while you change over",
    access: "merchant",
    permission: "settings",
    params: ofEndpoint,
    response: withSecret,
    errors,
  }),
  testWebhookEndpoint: route({
    id: "testWebhookEndpoint",
    method: "POST",
    path: "/v1/shops/:shop_id/webhook_endpoints/:endpoint_id/test",
    summary: "Send a `ping` now",
    access: "merchant",
    permission: "settings",
    status: 202,
    params: ofEndpoint,
    response: WebhookDelivery,
    errors,
  }),
  listWebhookDeliveries: route({
    id: "listWebhookDeliveries",
    method: "GET",
    path: "/v1/shops/:shop_id/webhook_deliveries",
    summary: "What was sent and what came back, newest first; kept for 30 days",
    access: "merchant",
    permission: "settings",
    params: inShop,
    query: Page.extend({
      endpoint_id: idOf("hook").optional(),
      state: z.enum(deliveryStates).optional(),
      type: z.enum([...webhookTypes, "ping"]).optional(),
    }),
    response: listOf(WebhookDelivery),
    errors,
  }),
  getWebhookDelivery: route({
    id: "getWebhookDelivery",
    method: "GET",
    path: "/v1/shops/:shop_id/webhook_deliveries/:delivery_id",
    summary: "A delivery with all its attempts",
    access: "merchant",
    permission: "settings",
    params: ofDelivery,
    response: WebhookDelivery.extend({ attempt_log: z.array(WebhookAttempt) }),
    errors,
  }),
  replayWebhookDelivery: route({
    id: "replayWebhookDelivery",
    method: "POST",
    path: "/v1/shops/:shop_id/webhook_deliveries/:delivery_id/replay",
    summary: "Send it again, the same event under the same id",
    access: "merchant",
    permission: "settings",
    status: 202,
    params: ofDelivery,
    response: WebhookDelivery,
    errors,
  }),
  replayWebhookEndpoint: route({
    id: "replayWebhookEndpoint",
    method: "POST",
    path: "/v1/shops/:shop_id/webhook_endpoints/:endpoint_id/replay",
    summary: "Send again everything that failed since an instant",
    access: "merchant",
    permission: "settings",
    status: 202,
    params: ofEndpoint,
    body: z.strictObject({ since: Instant }),
    response: z.object({ object: z.literal("replay"), deliveries: z.int() }),
    errors,
  }),
} as const;
