import type { PaymentFailure, PaymentProviderName } from "../../../contract/payments.ts";

/** What a provider says about one payment of ours, whoever brought it: a webhook, an answer, or a question of ours. */
export interface Report {
  /** failed: a try did not work, the buyer may try again. refund_failed: it will never be paid back by this refund. */
  readonly type: "paid" | "failed" | "refunded" | "refund_failed";
  readonly provider: PaymentProviderName;
  /** The provider's id of the event; null where it did not come as one. */
  readonly event_id: string | null;
  /** A shop for an intent's own payment and for refunds, an account for a charge; not signed, so it only says where to look. */
  readonly owner: string;
  /** The intent's or the charge's id. Of a refund some providers do not say it: null. */
  readonly reference: string | null;
  readonly payment_id: string | null;
  /** Ours; null unless it is about a refund. */
  readonly refund_id: string | null;
  readonly amount: bigint;
  readonly currency: string;
  /** When it happened by the provider's clock; null where it does not say. */
  readonly happened_at: Date | null;
  readonly failure: PaymentFailure | null;
}

/** Where a charge's things are kept, by its owner's id. */
export const isAccount = (owner: string): boolean => owner.startsWith("acct_");
