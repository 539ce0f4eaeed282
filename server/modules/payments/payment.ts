import type { Locale } from "../../../contract/errors.ts";
import type { RefundCause } from "../../../contract/payment-search.ts";
import type { PaymentIntent, PaymentProviderName, PayMethod } from "../../../contract/payments.ts";
import type { Reader, Tx } from "../../kernel/db.ts";
import type { ModulePart } from "../../kernel/module.ts";

export interface NewIntent {
  /** Made by the caller with `newId(ctx, "pi")`. */
  readonly id: string;
  readonly shop_id: string;
  readonly order_id: string;
  readonly buyer_id: string;
  /** Minor units: what the buyer pays. */
  readonly amount: bigint;
  readonly expires_at: Date;
}

export interface ChargeMember {
  readonly shop_id: string;
  readonly order_id: string;
  readonly intent_id: string;
  /** Minor units; the whole of the intent. */
  readonly amount: bigint;
}
/** One payment of a buyer for several intents. */
export interface NewCharge {
  /** Made by the caller with `newId(ctx, "pi")`. */
  readonly id: string;
  readonly account_id: string;
  readonly members: readonly ChargeMember[];
  readonly expires_at: Date;
}
export interface Charge extends NewCharge {
  readonly state: "open" | "captured" | "closed";
  readonly amount: bigint;
}

export interface NewRefund {
  /** `re_…`; the same id again is the same refund. */
  readonly id: string;
  readonly shop_id: string;
  readonly order_id: string;
  /** Minor units, at most what is left of the payment. */
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
  /** Whom and how the buyer wants to pay; the deployment's first where they did not choose. */
  readonly provider?: PaymentProviderName | undefined;
  readonly method?: PayMethod | undefined;
  /** The buyer's network address. */
  readonly address?: string;
  readonly open_id?: string | null;
}

export interface OrderOfRest {
  readonly shop_id: string;
  readonly order_id: string;
  /** Nothing of the payment is the order's any more. */
  readonly rest: boolean;
}

export interface Payments {
  /** One intent per order, in the transaction that places the orders; by order id, as the buyer sees them. */
  createIntents(tx: Tx, intents: readonly NewIntent[], at: Date): Promise<Map<string, PaymentIntent>>;
  /**
   * One payment for intents of several shops. It never changes: where a member is called off before it is paid, the next
   * `begin` makes a charge of the rest, and what comes in by the old page for that member goes back in part.
   */
  createCharge(tx: Tx, charge: NewCharge, at: Date): Promise<void>;
  charge(reader: Reader, account_id: string, charge_id: string): Promise<Charge | null>;
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
   * Asks the provider for its pay page, outside any transaction; safe to repeat. Of an intent that is paid together with
   * others it is the page of their charge. Refuses not_found, order_expired, already_paid, payment_option_unknown,
   * payment_unavailable (then nothing is written).
   */
  begin(shop_id: string, order_id: string, options: BeginOptions): Promise<PaymentIntent>;
  /**
   * Starts refunds of captured intents, as many as there is money left of the payment: rows now, the provider is called by
   * a job with the refund's id until it says yes (payment.refunded) or never (payment.refund_failed). Idempotent per refund
   * id. Refuses not_found, order_state (nothing was captured), refund_exceeds.
   */
  refund(tx: Tx, refunds: readonly NewRefund[], at: Date): Promise<void>;
  /**
   * Gives back again what came too late or too often and was refused by its provider; with `rest` also what is left of the payment
   * itself, as a compensation leaves it in a closed order. `running`: all of it is on its way; `nothing`: there is none. The caller
   * holds the order.
   */
  payBackRest(tx: Tx, key: OrderOfRest, at: Date): Promise<"started" | "running" | "nothing">;
  /** By order id: what of its payment was neither paid back nor is on its way; orders that were not paid are missing. */
  left(
    reader: Reader,
    keys: readonly { readonly shop_id: string; readonly order_id: string }[],
  ): Promise<Map<string, bigint>>;
  /** Emits payment.captured, payment.failed, payment.refunded, payment.refund_failed, charge.captured, charge.failed. */
  readonly part: ModulePart;
}
