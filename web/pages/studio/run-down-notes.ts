import type { Product } from "../../../contract/catalog.ts";
import type { RunDownItem } from "../../../contract/planning.ts";

/** A row of the run-down while it is edited. `minutes`: null for open, undefined for what is no number of minutes. */
export interface Note {
  readonly product: Product;
  readonly points: string;
  readonly minutes: number | null | undefined;
}

export const noteOf = (item: RunDownItem): Note => ({
  product: item.product,
  points: item.talking_points,
  minutes: item.planned_minutes,
});

/** The same products in the same order, with the same said of each; what they cost or have in stock may differ. */
export function isSameRunDown(a: readonly RunDownItem[], b: readonly RunDownItem[]): boolean {
  return (
    a.length === b.length &&
    a.every(
      (item, at) =>
        item.product.id === b[at]?.product.id &&
        item.talking_points === b[at].talking_points &&
        item.planned_minutes === b[at].planned_minutes,
    )
  );
}

/** The rows with the one at `from` put where `to` is; the others keep their order. */
export function placed<T>(rows: readonly T[], from: number, to: number): readonly T[] {
  const row = rows[from];
  if (row === undefined || to < 0 || to >= rows.length) return rows;
  return rows.toSpliced(from, 1).toSpliced(to, 0, row);
}

/** The rows after other products were chosen: those that stay keep their notes, new ones come last. */
export function withProducts(notes: readonly Note[], products: readonly Product[]): readonly Note[] {
  const known = new Map(notes.map((note) => [note.product.id, note]));
  return products.map((product) => known.get(product.id) ?? { product, points: "", minutes: null });
}

export const totalMinutes = (notes: readonly Note[]): number =>
  notes.reduce((sum, { minutes }) => sum + (minutes ?? 0), 0);

/** The row after what is pinned; the first where nothing is; null after the last. */
export function nextAfter<T extends { readonly id: string }>(bag: readonly T[], pinned_id: string | null): T | null {
  return bag[bag.findIndex(({ id }) => id === pinned_id) + 1] ?? null;
}
