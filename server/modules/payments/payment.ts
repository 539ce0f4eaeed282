import type { Locale } from "../../../contract/errors.ts";
import type { PaymentIntent } from "../../../contract/payments.ts";
import type { Reader, Tx } from "../../kernel/db.ts";
import type { ModulePart } from "../../kernel/module.ts";

export interface NewIntent {
  /** Made by the caller with `newId(ctx, "pi")`. */
  readonly id: string;
  readonly shop_id: string;
  readonly order_id: string;
  readonly buyer_id: string;
  /** Minor units. */
  readonly amount: bigint;
  readonly expires_at: Date;
}

export const refundCauses = ["operator", "late_payment", "aftersale"] as const;
export type RefundCause = (typeof refundCauses)[number];

export interface NewRefund {
  /** `re_…`; the same id again is the same refund. */
  readonly id: string;
  readonly shop_id: string;
  readonly order_id: string;
  /** Minor units; the whole captured amount. */
  readonly amount: bigint;
  readonly cause: RefundCause;
  /** Of the amount, what goes back for freight; and what of the platform's coupon goes back to the platform beside it. */
  readonly shipping?: bigint;
  readonly subsidy?: bigint;
}

export interface BeginOptions {
  /** Where the provider sends the buyer back to: an absolute address on this site. */
  readonly return_url: string;
  /** What stands on the provider's page: the shop and what is bought. */
  readonly title: string;
  readonly locale: Locale;
}

export interface Payments {
  /** One intent per order, in the transaction that places the orders; by order id, as the buyer sees them. */
  createIntents(tx: Tx, intents: readonly NewIntent[], at: Date): Promise<Map<string, PaymentIntent>>;
  /** By order id. */
  intents(reader: Reader, shop_id: string, order_ids: readonly string[]): Promise<Map<string, PaymentIntent>>;
  intentsAcross(
    reader: Reader,
    keys: readonly { readonly shop_id: string; readonly order_id: string }[],
  ): Promise<Map<string, PaymentIntent>>;
  /**
   * Locks the intents and voids those that are not captured. Returns the orders whose intent is captured (or already
   * refunded): closing must stop for them.
   */
  void(tx: Tx, shop_id: string, order_ids: readonly string[]): Promise<Set<string>>;
  /**
   * Asks the provider for its pay page, outside any transaction; safe to repeat. Refuses not_found, order_expired,
   * already_paid, payment_unavailable (then nothing is written).
   */
  begin(shop_id: string, order_id: string, options: BeginOptions): Promise<PaymentIntent>;
  /**
   * Starts full refunds of captured intents: rows now, the provider is called by a job with the refund's id until it
   * says yes; then payment.refunded. Idempotent per refund id. Refuses not_found, order_state (nothing was captured),
   * refund_running (another refund of this intent), refund_exceeds.
   */
  refund(tx: Tx, refunds: readonly NewRefund[], at: Date): Promise<void>;
  /** By order id: what of its payment was neither paid back nor is on its way; orders that were not paid are missing. */
  left(
    reader: Reader,
    keys: readonly { readonly shop_id: string; readonly order_id: string }[],
  ): Promise<Map<string, bigint>>;
  /** Emits payment.captured and payment.refunded. */
  readonly part: ModulePart;
}
