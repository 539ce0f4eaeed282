import type { Reader, Tx } from "../../../kernel/db.ts";
import { Refusal } from "../../../kernel/refusal.ts";
import type { Inventory } from "../../inventory/index.ts";
import type { Wish } from "../draft.ts";
import { lockLimited, takenBy, type BuyersProduct } from "./store.ts";

/** Who knows which of the units that orders took still count. */
interface LimitDeps {
  readonly inventory: Pick<Inventory, "keptUnits">;
}

/** A line as a limit sees it. */
export interface LimitedLine {
  readonly product_id: string;
  readonly quantity: number;
  /** Units of the product that one buyer may have, less those that were given back before they left; null: no limit. */
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

/**
 * Units that buyers have of products: what their orders took, less what was given back before it left the shop (unpaid, or refunded). What
 * has left counts, also where it was refunded or came back.
 */
async function unitsKept(
  deps: LimitDeps,
  reader: Reader,
  asked: readonly BuyersProduct[],
): Promise<Map<string, Map<string, number>>> {
  const taken = await takenBy(reader, asked);
  const keyOf = (one: { order_id: string; variant_id: string }) => `${one.order_id} ${one.variant_id}`;
  const kept = new Map((await deps.inventory.keptUnits(reader, taken)).map((row) => [keyOf(row), row.units] as const));
  const has = new Map<string, Map<string, number>>();
  for (const one of taken) {
    const units = has.get(one.buyer_id) ?? new Map<string, number>();
    has.set(one.buyer_id, units);
    units.set(one.product_id, (units.get(one.product_id) ?? 0) + (kept.get(keyOf(one)) ?? 0));
  }
  return has;
}

/** What a buyer has of those of these products that are limited. Asks nothing where none is. */
export async function orderedOf(
  deps: LimitDeps,
  reader: Reader,
  buyer_id: string | null,
  lines: readonly (LimitedLine & { readonly shop_id: string })[],
): Promise<Units> {
  const limited = lines.filter((line) => line.limit_per_buyer !== null);
  if (buyer_id === null || limited.length === 0) return none;
  const has = await unitsKept(
    deps,
    reader,
    [...new Map(limited.map((line) => [line.product_id, line])).values()].map(({ shop_id, product_id }) => ({
      shop_id,
      buyer_id,
      product_id,
    })),
  );
  return has.get(buyer_id) ?? none;
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
  deps: LimitDeps,
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
  const has = await unitsKept(deps, tx, [...asked.values()]);
  const ofBuyer = (buyer_id: string): Map<string, number> => {
    const units = has.get(buyer_id) ?? new Map<string, number>();
    has.set(buyer_id, units);
    return units;
  };
  return {
    refuse: ({ buyer_id }, lines) => overLimit(lines, ofBuyer(buyer_id)),
    take({ buyer_id }, lines) {
      const units = ofBuyer(buyer_id);
      for (const line of lines) units.set(line.product_id, (units.get(line.product_id) ?? 0) + line.quantity);
    },
  };
}
