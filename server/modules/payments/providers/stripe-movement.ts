import { z } from "zod";
import type { ReadRow } from "../statement.ts";

/** What we gave the payment or the refund, which Stripe copies to the charge. */
const Metadata = z.object({ reference: z.string().optional(), refund: z.string().optional() });
const Movement = z.object({
  id: z.string(),
  amount: z.int(),
  currency: z.string(),
  fee: z.int(),
  type: z.string(),
  created: z.int(),
  source: z
    .object({
      payment_intent: z.string().nullish(),
      metadata: Metadata.nullish(),
      amount: z.int().nullish(),
      currency: z.string().nullish(),
    })
    .loose()
    .nullish(),
});
/** Types of balance transactions (docs.stripe.com/reports/balance-transaction-types). `apart`: of our account with Stripe, not of a payment. */
const movementKinds: Readonly<Record<string, "payment" | "refund" | "apart">> = {
  charge: "payment",
  payment: "payment",
  refund: "refund",
  payment_refund: "refund",
  payout: "apart",
  payout_cancel: "apart",
  payout_failure: "apart",
  stripe_fee: "apart",
  stripe_fx_fee: "apart",
  tax_fee: "apart",
  topup: "apart",
  topup_reversal: "apart",
  reserved_funds: "apart",
  reserve_transaction: "apart",
};

/** Null for what is of the account with Stripe and of no payment. Disputes and their like are none of ours yet: unreadable. */
export function readMovement(row: unknown): ReadRow | null {
  const parsed = Movement.safeParse(row);
  if (!parsed.success) return { unreadable: "columns" };
  const movement = parsed.data;
  const kind = movementKinds[movement.type];
  if (kind === "apart") return null;
  if (kind === undefined) return { unreadable: "kind" };
  const { source } = movement;
  // What the buyer paid, in their currency; the movement itself is in that of our balance.
  const currency = (source?.currency ?? movement.currency).toUpperCase();
  const amount = source?.currency === undefined || source.currency === null ? movement.amount : source.amount;
  if (typeof amount !== "number") return { unreadable: "amount" };
  const isRefund = kind === "refund";
  return {
    line: {
      kind,
      state: "done",
      reference: source?.metadata?.reference ?? "",
      payment_id: source?.payment_intent ?? "",
      refund_id: isRefund ? (source?.metadata?.refund ?? "") : null,
      amount: BigInt(Math.abs(amount)),
      currency,
      fee: movement.currency.toUpperCase() === currency ? BigInt(movement.fee) : null,
      at: new Date(movement.created * 1000),
    },
  };
}
