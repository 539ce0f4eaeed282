import type { FoundPayment } from "../../../../contract/payment-search.ts";
import type { Currency } from "../../../../contract/money.ts";
import { wireMoney } from "../../../kernel/money.ts";
import type { FoundRow } from "./store.ts";

/** All that is told of a payment; not the provider's page, whose address is good for whoever has it. */
export function wireFound(row: FoundRow): Omit<FoundPayment, "buyer_name"> {
  const money = (amount: bigint) => wireMoney(amount, row.currency as Currency);
  const kept = row.captures.find((one) => one.kept);
  return {
    id: row.id,
    object: "found_payment",
    shop_id: row.shop_id,
    order_id: row.order_id,
    buyer_id: row.buyer_id,
    amount: money(row.amount),
    refunded: money(row.refunded),
    state: row.state,
    provider: row.paid_provider ?? row.provider,
    charge_id: row.charge_id,
    transaction_id: kept?.payment_id ?? row.charge_payment_id ?? row.payment_id,
    failure: row.failure,
    created_at: row.created_at.toISOString(),
    expires_at: row.expires_at.toISOString(),
    captured_at: row.captured_at?.toISOString() ?? null,
    captures: row.captures.map((one) => ({
      reference: one.reference,
      provider: one.provider,
      transaction_id: one.payment_id,
      amount: money(one.amount),
      kept: one.kept,
      paid_at: one.paid_at.toISOString(),
    })),
    refunds: row.refunds.map((one) => ({
      id: one.id,
      amount: money(one.amount),
      cause: one.cause,
      state: one.state,
      failure: one.failure,
      created_at: one.created_at.toISOString(),
      paid_at: one.paid_at?.toISOString() ?? null,
    })),
  };
}
