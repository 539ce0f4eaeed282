import type { IntentState, PaymentIntent } from "../../../contract/payments.ts";
import type { Currency } from "../../../contract/money.ts";
import { assert } from "../../kernel/assert.ts";
import { wireMoney } from "../../kernel/money.ts";
import type { IntentRow } from "./tables.ts";

/**
 * voided or expired → captured is the late case: the buyer paid on the provider's page while the order was closing. It is
 * refunded at once. A partial refund leaves an intent captured.
 */
export const transitions: Readonly<Record<IntentState, readonly IntentState[]>> = {
  requires_payment: ["captured", "failed", "voided", "expired"],
  failed: ["captured", "requires_payment", "voided", "expired"],
  voided: ["captured"],
  expired: ["captured"],
  captured: ["refunded"],
  refunded: [],
};

/** Where a buyer may still pay. */
export const openStates: readonly IntentState[] = ["requires_payment", "failed"];
/** Where the order closed without money. */
export const closedStates: readonly IntentState[] = ["voided", "expired"];

export function assertMove(from: IntentState, to: IntentState): void {
  assert(transitions[from].includes(to), `an intent does not go from ${from} to ${to}`);
}

/** What a provider gave us to show: an address to go to, or a code to scan. */
export function pageOf(pay_url: string | null): Pick<PaymentIntent, "pay_url" | "pay_code"> {
  const address = pay_url !== null && /^https?:\/\//.test(pay_url);
  return { pay_url: address ? pay_url : null, pay_code: address ? null : pay_url };
}

export function wireIntent(row: IntentRow): PaymentIntent {
  const currency = row.currency as Currency;
  return {
    id: row.id,
    object: "payment_intent",
    amount: wireMoney(row.amount, currency),
    state: row.state,
    provider: row.paid_provider ?? row.provider,
    ...pageOf(row.pay_url),
    charge_id: row.charge_id,
    failure: row.failure,
    refunded: wireMoney(row.refunded, currency),
    expires_at: row.expires_at.toISOString(),
    captured_at: row.captured_at?.toISOString() ?? null,
  };
}
