/** What a member of a batch wants: quantities by variant, at least one of each named. */
export type Wanted = ReadonlyMap<string, number>;

export type Allotted =
  | { readonly ok: true }
  | {
      readonly ok: false;
      readonly variant_id: string;
      /** How many were left when its turn came. */ readonly available: number;
    };

/**
 * Who gets what, asked in order of arrival: each member gets all it wants or nothing. A member that wants more than is
 * left does not stop a smaller one behind it, so nothing stays unsold that somebody in the batch could still have had,
 * and never more is sold than was available.
 */
export function shelfOf(available: ReadonlyMap<string, number>): { take(wanted: Wanted): Allotted } {
  const left = new Map(available);
  return {
    take(wanted) {
      for (const [variant_id, quantity] of wanted) {
        const rest = left.get(variant_id) ?? 0;
        if (quantity > rest) return { ok: false, variant_id, available: rest };
      }
      for (const [variant_id, quantity] of wanted) left.set(variant_id, (left.get(variant_id) ?? 0) - quantity);
      return { ok: true };
    },
  };
}

/** Sums what several lines want of one variant. */
export function wantedOf(lines: readonly { readonly variant_id: string; readonly quantity: number }[]): Wanted {
  const wanted = new Map<string, number>();
  for (const line of lines) wanted.set(line.variant_id, (wanted.get(line.variant_id) ?? 0) + line.quantity);
  return wanted;
}
