import type {
  DifferenceRule,
  MovementSide,
  ReconciliationDifference,
  ReconciliationState,
  ReconciliationTotals,
  UnfetchedReason,
} from "../../../../contract/reconciliation.ts";
import type { PaymentProviderName } from "../../../../contract/payments.ts";

export interface ReconciliationRow {
  provider: PaymentProviderName;
  /** `2026-11-22`: read as text, for a day is no instant. */
  day: string;
  starts_at: Date;
  ends_at: Date;
  state: ReconciliationState;
  reason: UnfetchedReason | null;
  attempts: number;
  next_at: Date | null;
  claim: string | null;
  claimed_until: Date | null;
  /** The last run that compared it. Where none has: the last that found no statement beside what we have. */
  run_id: string | null;
}
export interface RunRow {
  id: string;
  provider: PaymentProviderName;
  day: string;
  account_id: string | null;
  at: Date;
  outcome: Exclude<ReconciliationState, "waiting">;
  reason: UnfetchedReason | null;
  totals: ReconciliationTotals | null;
  differences: number;
}
export interface DifferenceRow {
  run_id: string;
  position: number;
  fingerprint: string;
  rule: DifferenceRule;
  kind: "payment" | "refund" | null;
  movement_id: string | null;
  shop_id: string | null;
  order_id: string | null;
  here: MovementSide | null;
  there: MovementSide | null;
  row_read: ReconciliationDifference["row"];
}
