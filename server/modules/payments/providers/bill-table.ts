import { refuse } from "../../../kernel/refusal.ts";

/** The columns of a bill: where each stands is read from its head, for providers add and move columns. */
export interface BillColumns {
  /** A row's cells by the column's name, or null where the row has not as many as the head. */
  cellsOf(cells: readonly string[]): ((name: string) => string) | null;
}

/**
 * Refuses a bill whose head lacks a column we need, `payment_unavailable`: it is not the bill we know. `free`: the one
 * column with text of people's own, which may have the separator in it.
 */
export function billColumns(head: readonly string[], needed: readonly string[], free: string): BillColumns {
  const names = head.map((name) => name.trim());
  const place = (name: string): number => names.findIndex((one) => one.startsWith(name));
  const missing = needed.filter((name) => place(name) === -1);
  if (missing.length > 0)
    refuse("payment_unavailable", { details: { reason: "unknown bill", detail: missing.join(" ") } });
  const freeAt = place(free);
  return {
    cellsOf(cells) {
      const extra = cells.length - names.length;
      if (extra < 0 || (extra > 0 && freeAt === -1)) return null;
      const fitted = cells.toSpliced(freeAt === -1 ? 0 : freeAt, extra);
      return (name) => fitted[place(name)]?.trim() ?? "";
    },
  };
}
