/** open: it was begun and never paid. */
export type OurState = "done" | "pending" | "failed" | "open";

/** One movement of money as we have it: a payment at a provider, whatever it is for, or a refund. */
export interface OurMovement {
  readonly kind: "payment" | "refund";
  /** The intent's or the charge's id, or the refund's. */
  readonly id: string;
  /** The provider's. */
  readonly payment_id: string | null;
  /** Minor units. */
  readonly amount: bigint;
  readonly currency: string;
  readonly state: OurState;
  /** What the ledger moved for it at the provider; null where that was not looked at. */
  readonly booked: bigint | null;
  /** When the provider took or paid it, by its own clock as far as it told us. */
  readonly at: Date | null;
  /** Of a charge those of one of its members. */
  readonly shop_id: string | null;
  readonly order_id: string | null;
}

/** What a provider keeps of a payment. */
export interface FeeRate {
  /** Of a million. */
  readonly rate: bigint;
  /** Minor units, of each payment. */
  readonly fixed: bigint;
}

export const movementKey = (kind: OurMovement["kind"], id: string): string => `${kind} ${id}`;

/** The fee of a payment, rounded to the nearest minor unit. */
export function feeOf(rate: FeeRate, amount: bigint): bigint {
  return (amount * rate.rate + 500_000n) / 1_000_000n + rate.fixed;
}
