import type { RefundState } from "../../../contract/payment-search.ts";
import type { CaptureRow, RefundRow } from "./tables.ts";

/** Where a refund may go; both ends are the provider's last word. */
export const refundTransitions: Readonly<Record<RefundState, readonly RefundState[]>> = {
  paying: ["success", "failed"],
  success: [],
  failed: [],
};

type Asked = Pick<RefundRow, "id" | "amount">;
type Before = Pick<RefundRow, "id" | "intent_id" | "reference" | "amount" | "state">;

export type RefundVerdict =
  | { readonly kind: "repeated" }
  | { readonly kind: "not_captured" }
  /** `left`: how much of the payment can still be paid back. */
  | { readonly kind: "exceeds"; readonly left: bigint }
  | { readonly kind: "start"; readonly reference: string };

/** What can still be paid back of a payment: refunds that failed are none. */
export function leftToRefund(capture: Pick<CaptureRow, "reference" | "amount">, before: readonly Before[]): bigint {
  return before
    .filter((one) => one.reference === capture.reference && one.state !== "failed")
    .reduce((left, one) => left - one.amount, capture.amount);
}

/** Decides one refund of an intent whose lock is held. `before`: the intent's refunds, with those just decided. */
export function decideRefundAsked(
  asked: Asked,
  kept: Pick<CaptureRow, "reference" | "amount"> | undefined,
  before: readonly Before[],
): RefundVerdict {
  const first = before.find((one) => one.id === asked.id);
  if (first !== undefined) return { kind: "repeated" };
  if (kept === undefined) return { kind: "not_captured" };
  const left = leftToRefund(kept, before);
  return asked.amount > left ? { kind: "exceeds", left } : { kind: "start", reference: kept.reference };
}
