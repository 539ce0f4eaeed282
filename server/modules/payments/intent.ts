import type { IntentState, PaymentIntent } from "../../../contract/payments.ts";
import type { Currency } from "../../../contract/money.ts";
import { assert } from "../../kernel/assert.ts";
import { wireMoney } from "../../kernel/money.ts";
import type { IntentRow } from "./tables.ts";

/** voided → captured is the late case: the buyer paid on the provider's page while the order was closing. It is refunded at once. */
export const transitions: Readonly<Record<IntentState, readonly IntentState[]>> = {
  requires_payment: ["captured", "voided"],
  voided: ["captured"],
  captured: ["refunded"],
  refunded: [],
};

export function assertMove(from: IntentState, to: IntentState): void {
  assert(transitions[from].includes(to), `an intent does not go from ${from} to ${to}`);
}

export function wireIntent(row: IntentRow): PaymentIntent {
  return {
    id: row.id,
    object: "payment_intent",
    amount: wireMoney(row.amount, row.currency as Currency),
    state: row.state,
    provider: row.provider,
    pay_url: row.pay_url,
    expires_at: row.expires_at.toISOString(),
    captured_at: row.captured_at?.toISOString() ?? null,
  };
}
