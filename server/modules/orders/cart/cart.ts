import type { CartLineState } from "../../../../contract/cart.ts";
import { limits } from "../../../kernel/limits.ts";
import type { CartLineRow } from "./tables.ts";

/** What decides how a line stands. `price` is null where the variant can no longer be bought. */
export interface LineNow {
  readonly on_sale: boolean;
  readonly available: number;
}

/** How a line stands as far as sale and stock go. */
type StockState = Exclude<CartLineState, "over_limit">;

/** First that fits; the order is the rule. */
const rules: readonly (readonly [StockState, (quantity: number, now: LineNow) => boolean])[] = [
  ["off_sale", (_, now) => !now.on_sale],
  ["sold_out", (_, now) => now.available <= 0],
  ["short", (quantity, now) => quantity > now.available],
  ["few", (_, now) => now.available <= limits.low_stock_units_default],
  ["ok", () => true],
];

export function stockState(quantity: number, now: LineNow): StockState {
  return rules.find(([, holds]) => holds(quantity, now))?.[0] ?? "ok";
}

/** How a line that wants `quantity` stands now; `limit_left`: units the product's limit leaves it, null: no limit. What is gone is gone, whoever may have how much. */
export function lineState(quantity: number, now: LineNow, limit_left: number | null): CartLineState {
  const state = stockState(quantity, now);
  return limit_left === null || quantity <= limit_left || isUnavailable(state) ? state : "over_limit";
}

/** Kept apart in the cart: nothing of it can be had now. */
export const isUnavailable = (state: CartLineState): boolean => state === "off_sale" || state === "sold_out";
/** May stand in a checkout as it is. */
export const canCheckOut = (state: CartLineState): boolean => state === "ok" || state === "few";

interface Counted {
  readonly product_id: string;
  readonly quantity: number;
  readonly selected: boolean;
  readonly limit_per_buyer: number | null;
}
/** What each product's limit leaves the lines, in their order: what is ordered and the selected lines before it are taken off. */
export function limitsLeft(lines: readonly Counted[], ordered: ReadonlyMap<string, number>): (number | null)[] {
  const used = new Map(ordered);
  return lines.map(({ product_id, quantity, selected, limit_per_buyer }) => {
    if (limit_per_buyer === null) return null;
    const has = used.get(product_id) ?? 0;
    const left = Math.max(0, limit_per_buyer - has);
    // A line that does not fit is not checked out, so it takes nothing from those behind it.
    if (selected && quantity <= left) used.set(product_id, has + quantity);
    return left;
  });
}

type Joining = Pick<CartLineRow, "variant_id" | "quantity" | "put_in_at">;

/**
 * A guest's lines and the account's become one cart: of what both have the larger quantity stays, with price and moment
 * of the later putting in. So bringing a cart twice, or from two tabs at once, is the same as once. What does not fit any
 * more (`max` lines) is left out, the account's lines first, then the guest's latest.
 */
export function mergedLines<T extends Joining>(mine: readonly T[], brought: readonly T[], max: number): T[] {
  const merged = new Map(mine.map((line) => [line.variant_id, line]));
  const latestFirst = brought.toSorted((a, b) => b.put_in_at.getTime() - a.put_in_at.getTime());
  for (const line of latestFirst) {
    const known = merged.get(line.variant_id);
    if (known === undefined) {
      if (merged.size < max) merged.set(line.variant_id, line);
      continue;
    }
    const later = line.put_in_at > known.put_in_at ? line : known;
    merged.set(line.variant_id, { ...later, quantity: Math.max(known.quantity, line.quantity) });
  }
  return [...merged.values()];
}

/** Lines by shop, the shop last put something in of first, its lines likewise. */
export function byShop<T extends Pick<CartLineRow, "shop_id" | "put_in_at" | "variant_id">>(
  lines: readonly T[],
): Map<string, T[]> {
  const sorted = lines.toSorted(
    (a, b) => b.put_in_at.getTime() - a.put_in_at.getTime() || (a.variant_id < b.variant_id ? -1 : 1),
  );
  return Map.groupBy(sorted, (line) => line.shop_id);
}
