import type { Reader, Tx } from "../../../kernel/db.ts";
import { Refusal } from "../../../kernel/refusal.ts";
import type { Wish } from "../draft.ts";
import { lockLimited, unitsOrdered } from "./store.ts";

/** A line as a limit sees it. */
export interface LimitedLine {
  readonly product_id: string;
  readonly quantity: number;
  /** Units of the product that one buyer may have in orders that stand; null: no limit. */
  readonly limit_per_buyer: number | null;
}

/** Units of products that somebody has, by product. */
type Units = ReadonlyMap<string, number>;
const none: Units = new Map();

/** Why an order of these lines would give its buyer more of a product than each may have, or null. All options of a product count together. */
export function overLimit(lines: readonly LimitedLine[], ordered: Units): Refusal | null {
  const wanted = new Map<string, number>();
  for (const [index, { product_id, quantity, limit_per_buyer: max }] of lines.entries()) {
    if (max === null) continue;
    const units = (wanted.get(product_id) ?? 0) + quantity;
    wanted.set(product_id, units);
    const has = ordered.get(product_id) ?? 0;
    if (has + units > max)
      return new Refusal("limit_per_buyer", { param: `lines.${index}.quantity`, details: { max, ordered: has } });
  }
  return null;
}

/** What a buyer has of those of these products that are limited. Asks nothing where none is. */
export async function orderedOf(
  reader: Reader,
  buyer_id: string | null,
  lines: readonly (LimitedLine & { readonly shop_id: string })[],
): Promise<Units> {
  const limited = lines.filter((line) => line.limit_per_buyer !== null);
  if (buyer_id === null || limited.length === 0) return none;
  const rows = await unitsOrdered(
    reader,
    [...new Map(limited.map((line) => [line.product_id, line])).values()].map(({ shop_id, product_id }) => ({
      shop_id,
      buyer_id,
      product_id,
    })),
  );
  return new Map(rows.map((row) => [row.product_id, row.units]));
}

/** The limits of a batch, asked in order of arrival. It remembers whom it let in, as the shelf does. */
export interface ProductLimits {
  refuse(wish: Wish, lines: readonly LimitedLine[]): Refusal | null;
  take(wish: Wish, lines: readonly LimitedLine[]): void;
}
const unlimited: ProductLimits = { refuse: () => null, take: () => undefined };

/**
 * Takes the limited products of a batch, before its stock (law 4), and reads what its buyers have of them: two processes that are
 * asked for two options of one product wait for each other, though their stock is apart. A batch without any asks nothing.
 */
export async function lockProductLimits(
  tx: Tx,
  shop_id: string,
  members: readonly { readonly wish: Wish; readonly lines: readonly LimitedLine[] }[],
): Promise<ProductLimits> {
  const asked = new Map(
    members.flatMap(({ wish: { buyer_id }, lines }) =>
      lines
        .filter((line) => line.limit_per_buyer !== null)
        .map(({ product_id }) => [`${buyer_id} ${product_id}`, { shop_id, buyer_id, product_id }] as const),
    ),
  );
  if (asked.size === 0) return unlimited;
  await lockLimited(tx, shop_id, [...new Set([...asked.values()].map((one) => one.product_id))]);
  const has = new Map<string, Map<string, number>>();
  const ofBuyer = (buyer_id: string): Map<string, number> => {
    const units = has.get(buyer_id) ?? new Map<string, number>();
    has.set(buyer_id, units);
    return units;
  };
  for (const row of await unitsOrdered(tx, [...asked.values()])) ofBuyer(row.buyer_id).set(row.product_id, row.units);
  return {
    refuse: ({ buyer_id }, lines) => overLimit(lines, ofBuyer(buyer_id)),
    take({ buyer_id }, lines) {
      const units = ofBuyer(buyer_id);
      for (const line of lines) units.set(line.product_id, (units.get(line.product_id) ?? 0) + line.quantity);
    },
  };
}
