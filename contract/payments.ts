import { z } from "zod";
import { route } from "./http.ts";
import { idOf } from "./ids.ts";
import { Instant } from "./lists.ts";
import { Money } from "./money.ts";

export const intentStates = ["requires_payment", "captured", "voided", "refunded"] as const;
export type IntentState = (typeof intentStates)[number];

export const PaymentIntent = z
  .object({
    id: idOf("pi"),
    object: z.literal("payment_intent"),
    amount: Money,
    state: z.enum(intentStates),
    provider: z.string(),
    /** The provider's own page, once asked for with `payOrder`. */
    pay_url: z.string().nullable(),
    expires_at: Instant,
    captured_at: Instant.nullable(),
  })
  .meta({ id: "PaymentIntent" });
export type PaymentIntent = z.infer<typeof PaymentIntent>;

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
} as const;
