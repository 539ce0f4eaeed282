import type { IntentState, PayMethod, PaymentFailure } from "../../../contract/payments.ts";
import type { RefundCause, RefundState } from "../../../contract/payment-search.ts";

export interface IntentRow {
  shop_id: string;
  id: string;
  order_id: string;
  buyer_id: string;
  amount: bigint;
  currency: string;
  /** Whose page is the intent's own. Another one the buyer chooses takes the money by a charge. */
  provider: string;
  state: IntentState;
  method: PayMethod | null;
  payment_id: string | null;
  page_id: string | null;
  pay_url: string | null;
  charge_id: string | null;
  paid_by: string | null;
  paid_provider: string | null;
  refunded: bigint;
  failure: PaymentFailure | null;
  expires_at: Date;
  created_at: Date;
  captured_at: Date | null;
  voided_at: Date | null;
  refunded_at: Date | null;
  ask_at: Date | null;
}
/** Money that came in for an intent. */
export interface CaptureRow {
  shop_id: string;
  intent_id: string;
  /** The intent's own id, or the charge's. */
  reference: string;
  provider: string;
  payment_id: string;
  page_id: string | null;
  amount: bigint;
  payment_amount: bigint;
  /** False: one payment too many, on its way back. */
  kept: boolean;
  paid_at: Date;
  captured_at: Date;
}
export interface RefundRow {
  shop_id: string;
  id: string;
  intent_id: string;
  order_id: string;
  reference: string;
  amount: bigint;
  cause: RefundCause;
  state: RefundState;
  failure: PaymentFailure | null;
  created_at: Date;
  ask_at: Date | null;
  paid_at: Date | null;
  succeeded_at: Date | null;
  failed_at: Date | null;
}
export interface EventRow {
  shop_id: string;
  provider: string;
  event_id: string;
  type: string;
  intent_id: string;
  received_at: Date;
}
export interface ChargeRow {
  account_id: string;
  id: string;
  amount: bigint;
  currency: string;
  state: "open" | "captured" | "closed";
  provider: string | null;
  method: PayMethod | null;
  payment_id: string | null;
  page_id: string | null;
  pay_url: string | null;
  expires_at: Date;
  created_at: Date;
  paid_at: Date | null;
  captured_at: Date | null;
  failure: PaymentFailure | null;
  ask_at: Date | null;
}
export interface ChargeMemberRow {
  account_id: string;
  charge_id: string;
  shop_id: string;
  order_id: string;
  intent_id: string;
  amount: bigint;
}
export interface ChargeEventRow {
  account_id: string;
  provider: string;
  event_id: string;
  charge_id: string;
  received_at: Date;
}
export type PaymentsTables = {
  "payments.intent": IntentRow;
  "payments.capture": CaptureRow;
  "payments.refund": RefundRow;
  "payments.event": EventRow;
  "payments.charge": ChargeRow;
  "payments.charge_member": ChargeMemberRow;
  "payments.charge_event": ChargeEventRow;
};
