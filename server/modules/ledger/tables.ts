import type { LedgerAccountKind, TransferKind } from "../../../contract/ledger.ts";

export interface TransferRow {
  shop_id: string;
  id: string;
  kind: TransferKind;
  cause: string;
  order_id: string | null;
  currency: string;
  at: Date;
}
export interface EntryRow {
  shop_id: string;
  transfer_id: string;
  account: LedgerAccountKind;
  amount: bigint;
}
export interface BalanceRow {
  shop_id: string;
  account: LedgerAccountKind;
  amount: bigint;
}
export type LedgerTables = {
  "ledger.transfer": TransferRow;
  "ledger.entry": EntryRow;
  "ledger.balance": BalanceRow;
};
