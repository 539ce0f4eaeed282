export interface TransferRow {
  id: string;
  reference: string;
  shop: string;
  amount: bigint;
  currency: string;
  state: "pending" | "paid" | "failed" | "returned";
  reason: string | null;
  next_state: "paid" | "returned" | null;
  created_at: Date;
  next_at: Date | null;
  told: boolean;
  attempts: number;
}
export type BankTables = { "sandbox.transfer": TransferRow };
