import type { TransferKind } from "../../../contract/ledger.ts";

export type EntryName = TransferKind | "deposit_payment";

/** What an entry of the ledger is called: a shop pays its deposit as buyers pay orders, and is no buyer. */
export function entryName(entry: { readonly kind: TransferKind; readonly deposit_id: string | null }): EntryName {
  return entry.kind === "capture" && entry.deposit_id !== null ? "deposit_payment" : entry.kind;
}
