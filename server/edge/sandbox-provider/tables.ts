import type { Locale } from "../../../contract/errors.ts";

export interface PaymentRow {
  id: string;
  reference: string;
  shop: string;
  amount: bigint;
  currency: string;
  title: string;
  return_url: string;
  locale: Locale;
  state: "unpaid" | "paid";
  expires_at: Date;
  created_at: Date;
  paid_at: Date | null;
}
export interface RefundRow {
  id: string;
  reference: string;
  payment_id: string;
  amount: bigint;
  created_at: Date;
}
export interface WebhookRow {
  id: string;
  body: string;
  created_at: Date;
  next_at: Date | null;
  attempts: number;
  delivered_at: Date | null;
}
/** One line of the statement. */
export interface MovementRow {
  kind: "payment" | "refund";
  reference: string;
  payment: string;
  refund: string | null;
  amount: bigint;
  currency: string;
  at: Date;
}
export type SandboxTables = {
  "sandbox.payment": PaymentRow;
  "sandbox.refund": RefundRow;
  "sandbox.webhook": WebhookRow;
};
