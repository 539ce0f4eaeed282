import type { IntentState } from "../../../contract/payments.ts";
import type { RefundCause } from "./payment.ts";

export interface IntentRow {
  shop_id: string;
  id: string;
  order_id: string;
  buyer_id: string;
  amount: bigint;
  currency: string;
  provider: string;
  state: IntentState;
  payment_id: string | null;
  pay_url: string | null;
  expires_at: Date;
  created_at: Date;
  captured_at: Date | null;
  voided_at: Date | null;
  refunded_at: Date | null;
  ask_at: Date | null;
}
export interface RefundRow {
  shop_id: string;
  id: string;
  intent_id: string;
  order_id: string;
  amount: bigint;
  cause: RefundCause;
  state: "paying" | "success";
  created_at: Date;
  ask_at: Date | null;
  succeeded_at: Date | null;
}
export interface EventRow {
  shop_id: string;
  provider: string;
  event_id: string;
  type: string;
  intent_id: string;
  received_at: Date;
}
export type PaymentsTables = { "payments.intent": IntentRow; "payments.refund": RefundRow; "payments.event": EventRow };
