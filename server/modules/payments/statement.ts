/** One movement of money as a provider's statement has it. */
export interface StatementLine {
  readonly kind: "payment" | "refund";
  /** Ours: the intent's or the charge's id; empty where the statement does not say. */
  readonly reference: string;
  readonly payment_id: string;
  /** Ours; null for payments. */
  readonly refund_id: string | null;
  /** Minor units, never negative. */
  readonly amount: bigint;
  readonly currency: string;
  /** Minor units that the provider kept. */
  readonly fee: bigint;
  readonly at: Date;
}
