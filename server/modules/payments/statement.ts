import type { RowTrouble, SumTrouble } from "../../../contract/reconciliation.ts";

/** The day a statement is asked for: as the provider's clock has it, and from when until before when that is. */
export interface StatementDay {
  /** `2026-11-22`. */
  readonly day: string;
  readonly from: Date;
  readonly to: Date;
}

/** done: the money moved. pending: the provider is still at it. failed: it will not move. */
export type LineState = "done" | "pending" | "failed";

/** One movement of money as a provider's statement has it. */
export interface StatementLine {
  readonly kind: "payment" | "refund";
  readonly state: LineState;
  /** Ours: the intent's or the charge's id; empty where the statement does not say. */
  readonly reference: string;
  readonly payment_id: string;
  /** Ours; null for payments. */
  readonly refund_id: string | null;
  /** Minor units, never negative. */
  readonly amount: bigint;
  readonly currency: string;
  /** Minor units that the provider kept, negative where it gave some back; null where that is in another currency. */
  readonly fee: bigint | null;
  readonly at: Date;
}

export interface UnreadableRow {
  /** In the file, from one; in what comes by pages, in the order it came. */
  readonly row: number;
  readonly text: string;
  readonly why: RowTrouble;
}

export interface SumThatDiffers {
  readonly what: SumTrouble;
  readonly said: string;
  readonly read: string;
}

export interface Statement {
  /** False: the provider says it has none of this day, which is also what it says of a day without a movement. */
  readonly exists: boolean;
  readonly lines: readonly StatementLine[];
  readonly unreadable: readonly UnreadableRow[];
  readonly sums: readonly SumThatDiffers[];
}
export const noStatement: Statement = { exists: false, lines: [], unreadable: [], sums: [] };

export type ReadRow = { readonly line: StatementLine } | { readonly unreadable: RowTrouble };

const row_text_max = 400;

/** Sorts what was read of rows from what could not be: nothing is left out. */
export function sortRows(
  rows: readonly { readonly row: number; readonly text: string; readonly read: ReadRow }[],
): Pick<Statement, "lines" | "unreadable"> {
  return {
    lines: rows.flatMap(({ read }) => ("line" in read ? [read.line] : [])),
    unreadable: rows.flatMap(({ row, text, read }) =>
      "line" in read ? [] : [{ row, text: [...text].slice(0, row_text_max).join(""), why: read.unreadable }],
    ),
  };
}
