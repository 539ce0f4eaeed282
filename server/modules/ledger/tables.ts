import type { LedgerAccountKind, TransferKind, TransferPhase } from "../../../contract/ledger.ts";

export interface TransferRow {
  shop_id: string;
  id: string;
  kind: TransferKind;
  cause: string;
  order_id: string | null;
  currency: string;
  phase: TransferPhase;
  /** The pending transfer that this one ends. */
  resolves: string | null;
  base: bigint | null;
  at: Date;
}
export interface EntryRow {
  shop_id: string;
  transfer_id: string;
  account: LedgerAccountKind;
  amount: bigint;
  pending_in: bigint;
  pending_out: bigint;
}
export interface BalanceRow {
  shop_id: string;
  account: LedgerAccountKind;
  amount: bigint;
  pending_in: bigint;
  pending_out: bigint;
}
export interface CheckedRow {
  id: string;
  scope: "recent" | "full";
  at: Date;
  transfers: bigint;
  entries: bigint;
  problems: { rule: string; detail: string }[];
}
export type LedgerTables = {
  "ledger.transfer": TransferRow;
  "ledger.entry": EntryRow;
  "ledger.balance": BalanceRow;
  "ledger.checked": CheckedRow;
};
