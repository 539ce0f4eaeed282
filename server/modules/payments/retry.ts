import type { RefundRow } from "./tables.ts";
import type { RefundCause } from "../../../contract/payment-search.ts";

/** Money that never was the order's: it came after the order closed, or once more. */
export const returnCauses: readonly RefundCause[] = ["late_payment", "double_payment"];

/**
 * Refunds that nobody asked for and so nobody would ask for again: where a provider refuses one, another is made of it, ever more
 * seldom. Whoever began it does so: payments what came too late or too often, fulfillment its compensations.
 */
const retriedCauses: readonly RefundCause[] = [...returnCauses, "late_dispatch"];
const again_hours = [1, 6, 24, 72, 168] as const;

/** When a refund that was refused just now is made anew, given how often it was refused already, this time included; null: no more. */
export function againAt(cause: RefundCause, refusals: number, at: Date): Date | null {
  const hours = retriedCauses.includes(cause) ? again_hours[refusals - 1] : undefined;
  return hours === undefined ? null : new Date(at.getTime() + hours * 3600_000);
}

type Tried = Pick<RefundRow, "id" | "intent_id" | "reference" | "cause" | "state">;

/** How often this was refused, given that it is now: all tries to give back the same for the same cause. */
export function refusalsOf(refund: Tried, all: readonly Tried[]): number {
  const before = all.filter(
    (one) =>
      one.id !== refund.id &&
      one.intent_id === refund.intent_id &&
      one.reference === refund.reference &&
      one.cause === refund.cause &&
      one.state === "failed",
  );
  return before.length + 1;
}
