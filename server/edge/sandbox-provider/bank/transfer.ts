import type { TransferRow } from "./tables.ts";

type Fate = Pick<TransferRow, "state" | "reason" | "next_state" | "next_at" | "told">;

const settles_ms = 10_000;
const returns_ms = 30_000;

/** What becomes of a transfer, by the end of the account number: the table of README.md. */
export function fateOf(number: string, at: Date): Fate {
  const later = (ms: number): Date => new Date(at.getTime() + ms);
  const paid: Fate = { state: "paid", reason: null, next_state: null, next_at: null, told: true };
  if (number.endsWith("0000")) return { ...paid, state: "failed", reason: "no such account" };
  if (number.endsWith("0001")) return { ...paid, state: "pending", next_state: "paid", next_at: later(settles_ms) };
  if (number.endsWith("0002")) return { ...paid, next_state: "returned", next_at: later(returns_ms) };
  return paid;
}

/** A transfer whose hour has come, changed and not told yet. */
export function become(row: TransferRow, at: Date): TransferRow {
  if (row.next_state === null) return row;
  const reason = row.next_state === "returned" ? "account closed" : null;
  return { ...row, state: row.next_state, reason, next_state: null, next_at: at, told: false };
}

export function wireTransfer(row: TransferRow) {
  return {
    id: row.id,
    object: "transfer",
    reference: row.reference,
    shop: row.shop,
    amount: Number(row.amount),
    currency: row.currency,
    state: row.state,
    reason: row.reason,
  };
}
