import type { Locale } from "../../../contract/errors.ts";
import type { Currency } from "../../../contract/money.ts";
import type { Fact } from "./fact.ts";

export interface PaymentRequest {
  /** Our intent: asking again with the same one gives the same payment. */
  readonly intent_id: string;
  readonly shop_id: string;
  /** Minor units. */
  readonly amount: bigint;
  readonly currency: Currency;
  readonly title: string;
  readonly return_url: string;
  readonly locale: Locale;
  /** After this the provider takes no money for it. */
  readonly expires_at: Date;
}

export interface RefundRequest {
  /** Our refund: asking again with the same one pays back once. */
  readonly refund_id: string;
  readonly intent_id: string;
  readonly shop_id: string;
  readonly payment_id: string;
  readonly amount: bigint;
  readonly currency: Currency;
}

/**
 * A payment provider, behind an adapter. Calls go over the network and never run inside a transaction; they refuse
 * `payment_unavailable` where the provider is away, slow, or answers something we cannot read. Each may be repeated.
 */
export interface PaymentProvider {
  /** As in `/webhooks/:provider`. */
  readonly name: string;
  createPayment(request: PaymentRequest): Promise<{ readonly payment_id: string; readonly pay_url: string }>;
  /** What became of a payment: the fact that it was paid, or whether it still can be. */
  status(
    shop_id: string,
    intent_id: string,
    payment_id: string,
  ): Promise<{ readonly paid: Fact } | { readonly paid: null; readonly final: boolean }>;
  /** The fact that it was paid back, or null where the provider will tell us later. */
  refund(request: RefundRequest): Promise<Fact | null>;
  /** What a webhook says, once its signature is verified over the raw bytes. Refuses webhook_signature, webhook_replayed, webhook_unknown. */
  parseWebhook(headers: Headers, bytes: Uint8Array, at: Date): Fact;
}
