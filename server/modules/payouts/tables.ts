import type { PayoutRhythm, PayoutState } from "../../../contract/payouts.ts";

export interface BankAccountRow {
  shop_id: string;
  sealed: string;
  changed_by: string;
  changed_at: Date;
}
export interface PayoutRow {
  shop_id: string;
  id: string;
  amount: bigint;
  currency: string;
  state: PayoutState;
  by_whom: "shop" | "schedule";
  account_sealed: string;
  carrier: string | null;
  file_id: string | null;
  reason_sealed: string | null;
  decided_by: string | null;
  created_at: Date;
  decided_at: Date | null;
  sent_at: Date | null;
  ended_at: Date | null;
  ask_at: Date | null;
}
export interface HoldRow {
  shop_id: string;
  reason_sealed: string;
  held_by: string;
  held_at: Date;
}
export interface RhythmRow {
  shop_id: string;
  rhythm: Exclude<PayoutRhythm, "never">;
  next_at: Date;
}
export interface DepositPaymentRow {
  shop_id: string;
  id: string;
  amount: bigint;
  asked_by: string;
  created_at: Date;
  paid_at: Date | null;
}
export interface BankEventRow {
  shop_id: string;
  carrier: string;
  event_id: string;
  payout_id: string;
  received_at: Date;
}
export type PayoutTables = {
  "payouts.bank_account": BankAccountRow;
  "payouts.payout": PayoutRow;
  "payouts.hold": HoldRow;
  "payouts.rhythm": RhythmRow;
  "payouts.deposit_payment": DepositPaymentRow;
  "payouts.event": BankEventRow;
};
