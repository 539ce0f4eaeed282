import type { Currency } from "../../../contract/money.ts";
import type { Account, BankWord } from "./payout.ts";

export interface BankOrder {
  /** Ours: asking again with the same one moves the money once. */
  readonly payout_id: string;
  readonly shop_id: string;
  /** Minor units. */
  readonly amount: bigint;
  readonly currency: Currency;
  readonly account: Account;
}

/** What a bank says of a transfer, whoever brought it: its answer or a webhook. */
export interface BankFact {
  readonly carrier: string;
  /** The bank's id of the event; null where it did not come as one. */
  readonly event_id: string | null;
  readonly payout_id: string;
  readonly shop_id: string;
  readonly amount: bigint;
  readonly currency: string;
  readonly word: BankWord;
  /** The bank's reason; null where there is none to give. */
  readonly reason: string | null;
}

/**
 * A bank, behind an adapter. `send` goes over the network and never runs inside a transaction; it may be repeated any
 * number of times, and refuses `payment_unavailable` where the bank is away, slow, or answers something we cannot read.
 */
export interface Bank {
  /** As in `/webhooks/banks/:provider`. */
  readonly name: string;
  send(order: BankOrder): Promise<BankFact>;
  /** What a webhook says, once its signature is verified. Refuses webhook_signature, webhook_replayed, webhook_unknown. */
  parseWebhook(headers: Headers, bytes: Uint8Array, at: Date): BankFact;
}
