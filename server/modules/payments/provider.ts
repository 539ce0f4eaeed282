import type { Locale } from "../../../contract/errors.ts";
import type { Currency } from "../../../contract/money.ts";
import type { PayMethod, PaymentProviderName } from "../../../contract/payments.ts";
import type { Report } from "./report.ts";
import type { Statement, StatementDay } from "./statement.ts";

/** One payment at a provider, as both sides name it. */
export interface ProviderPayment {
  /** Ours, and known to the provider: an intent's id, or a charge's. Asking again with the same one gives the same payment. */
  readonly reference: string;
  /** Where it is kept with us: the intent's shop, or the charge's account. Comes back with what the provider reports. */
  readonly owner: string;
  /** The provider's; null until the provider told us. */
  readonly payment_id: string | null;
  /** The provider's id of the page, where it is another. */
  readonly page_id: string | null;
}

export interface PaymentRequest {
  readonly reference: string;
  readonly owner: string;
  /** Minor units. */
  readonly amount: bigint;
  readonly currency: Currency;
  readonly method: PayMethod;
  readonly title: string;
  readonly return_url: string;
  readonly locale: Locale;
  /** After this the provider takes no money for it. */
  readonly expires_at: Date;
  /** The buyer's network address; some providers ask for it. */
  readonly address: string;
  /** Who the buyer is inside the provider's own app, for `jsapi`. */
  readonly open_id: string | null;
}

export interface PayPage {
  readonly payment_id: string | null;
  readonly page_id: string | null;
  /** An address to go to, or what a phone scans (anything but http). */
  readonly pay_url: string;
}

export interface RefundRequest extends ProviderPayment {
  /** Our refund: asking again with the same one pays back once. */
  readonly refund_id: string;
  readonly shop_id: string;
  readonly payment_id: string;
  readonly amount: bigint;
  /** The whole of the payment. */
  readonly payment_amount: bigint;
  readonly currency: Currency;
}

/** paid: what came of it. null: not paid; `final` where it cannot be any more. */
export type Standing = { readonly paid: Report } | { readonly paid: null; readonly final: boolean };

/**
 * A payment provider, behind an adapter. Calls go over the network and never run inside a transaction; they refuse
 * `payment_unavailable` where the provider is away, slow, or answers something we cannot read. Each may be repeated.
 */
export interface PaymentProvider {
  /** As in `/webhooks/:provider`. */
  readonly name: PaymentProviderName;
  /** How one may pay with it, the best first. */
  readonly methods: readonly PayMethod[];
  createPayment(request: PaymentRequest): Promise<PayPage>;
  /** What became of a payment: that it was paid, or whether it still can be. */
  status(payment: ProviderPayment): Promise<Standing>;
  /** Takes no money for it from now on, where nobody has paid it. Missing: the provider cannot, its page ends by itself. */
  close?(payment: ProviderPayment): Promise<void>;
  /** That it was paid back or never will be, or null where the provider will tell us later. */
  refund(request: RefundRequest): Promise<Report | null>;
  /**
   * What a webhook says, once its signature is verified over the raw bytes; null where it is about nothing of interest.
   * `owner` is the one in the webhook's address, where the provider does not send ours back. Refuses webhook_signature,
   * webhook_replayed, webhook_unknown.
   */
  parseWebhook(headers: Headers, bytes: Uint8Array, at: Date, owner: string | null): Report | null;
  /** Whose midnight a day of its statement begins at; null: the market's. */
  readonly statement_zone: string | null;
  /** How long after the day its statement is made. */
  readonly statement_ready_ms: number;
  /** It also tells of a day that is not over, so far. */
  readonly statement_so_far: boolean;
  /**
   * What money moved on one day, by the provider's clock. Refuses `payment_unavailable` also where it is not ready yet, is damaged,
   * or is not the bill we know; what of it cannot be read is in it as that.
   */
  statement(day: StatementDay): Promise<Statement>;
}
