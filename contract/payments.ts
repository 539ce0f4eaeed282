import { z } from "zod";
import { route } from "./http.ts";
import { idOf } from "./ids.ts";
import { Instant } from "./lists.ts";
import { Money } from "./money.ts";

/**
 * failed: the last try to pay did not work, the buyer may try again. voided: called off before it was paid. expired: the time to
 * pay ran out. refunded: the whole of it went back.
 */
export const intentStates = ["requires_payment", "failed", "captured", "voided", "expired", "refunded"] as const;
export type IntentState = (typeof intentStates)[number];

/** Who may take a buyer's money; an operator configures which of them do. */
export const paymentProviders = ["sandbox", "wechat", "alipay", "stripe"] as const;
export type PaymentProviderName = (typeof paymentProviders)[number];
/** How the buyer pays: a code to scan, the provider's page for a desktop or a phone, inside WeChat. */
export const payMethods = ["qr", "page", "wap", "jsapi"] as const;
export type PayMethod = (typeof payMethods)[number];
/** Why a try to pay, or a refund, did not work, in the words of all providers. */
export const paymentFailures = [
  "insufficient_funds",
  "declined",
  "limit_exceeded",
  "authentication_failed",
  "method_unusable",
  "timed_out",
  "provider_refused",
] as const;
export type PaymentFailure = (typeof paymentFailures)[number];

export const PaymentIntent = z
  .object({
    id: idOf("pi"),
    object: z.literal("payment_intent"),
    amount: Money,
    state: z.enum(intentStates),
    provider: z.string(),
    /** The provider's own page, once asked for with `payOrder`; null where the buyer scans `pay_code`. */
    pay_url: z.string().nullable(),
    /** What the buyer's phone scans, to be shown as a QR code. */
    pay_code: z.string().nullable(),
    /** The payment it is to be paid with together with others, or null. */
    charge_id: idOf("pi").nullable(),
    /** Why the last try to pay did not work. */
    failure: z.enum(paymentFailures).nullable(),
    /** What went back to the buyer so far. */
    refunded: Money,
    expires_at: Instant,
    captured_at: Instant.nullable(),
  })
  .meta({ id: "PaymentIntent" });
export type PaymentIntent = z.infer<typeof PaymentIntent>;

/** A shop, or the account of a charge. */
const Owner = z.string().regex(/^(?:shop|acct)_[0-9a-hjkmnp-tv-z]{26}$/);

/** One way to pay. */
export const PaymentOption = z.object({ provider: z.enum(paymentProviders), method: z.enum(payMethods) });
export type PaymentOption = z.infer<typeof PaymentOption>;

export const paymentRoutes = {
  /** The raw bytes matter for the signature, so the body is bytes. Each provider signs in its own way; see docs/api. */
  receiveWebhook: route({
    id: "receiveWebhook",
    method: "POST",
    path: "/webhooks/:provider",
    summary: "A payment provider reports; signed",
    access: "guest",
    params: z.object({ provider: z.string().regex(/^[a-z_]{1,30}$/) }),
    body: "bytes",
    signed: true,
    response: z.object({ object: z.literal("webhook_received"), duplicate: z.boolean() }),
    errors: ["webhook_signature", "webhook_replayed", "webhook_unknown"],
  }),
  /** WeChat Pay reports to the address each payment was begun with; it is answered 200, and asks again until then. */
  receiveOwnedWebhook: route({
    id: "receiveOwnedWebhook",
    method: "POST",
    path: "/webhooks/wechat/:owner",
    summary: "WeChat Pay reports; signed",
    access: "guest",
    params: z.object({ owner: Owner }),
    body: "bytes",
    signed: true,
    response: z.object({ object: z.literal("webhook_received"), duplicate: z.boolean() }),
    errors: ["webhook_signature", "webhook_replayed", "webhook_unknown"],
  }),
  /** Alipay wants the word `success` and nothing else, or it tells again for a day. */
  receiveAlipayNotice: route({
    id: "receiveAlipayNotice",
    method: "POST",
    path: "/webhooks/alipay/:owner",
    summary: "Alipay reports; signed",
    access: "guest",
    params: z.object({ owner: Owner }),
    body: "bytes",
    signed: true,
    text: true,
    response: z.literal("success"),
    errors: ["webhook_signature", "webhook_unknown"],
  }),
  listPaymentOptions: route({
    id: "listPaymentOptions",
    method: "GET",
    path: "/v1/payment_options",
    summary: "The ways to pay here, the first for who does not choose",
    access: "guest",
    response: z.object({ object: z.literal("payment_options"), data: z.array(PaymentOption) }),
  }),
} as const;
