import type { MovementRow, PaymentRow, RefundRow } from "./tables.ts";

/** A payment as the sandbox shows it to the merchant. */
export function wirePayment(row: PaymentRow, publicUrl: string, at: Date) {
  const expired = row.state === "unpaid" && row.expires_at <= at;
  return {
    id: row.id,
    object: "payment",
    reference: row.reference,
    shop: row.shop,
    amount: Number(row.amount),
    currency: row.currency,
    state: expired ? "expired" : row.state,
    paid_at: row.paid_at?.toISOString() ?? null,
    pay_url: `${publicUrl}/sandbox/pay/${row.id}?locale=${row.locale}`,
  };
}

export function wireRefund(row: RefundRow, currency: string) {
  return {
    id: row.id,
    object: "refund",
    reference: row.reference,
    payment: row.payment_id,
    amount: Number(row.amount),
    currency,
    state: "succeeded",
    created_at: row.created_at.toISOString(),
  };
}

export function wireMovement(row: MovementRow) {
  return { ...row, amount: Number(row.amount), at: row.at.toISOString() };
}
