import type { CartLine, CartLineState } from "../../../contract/cart.ts";

/** May be checked out as it stands; the server says the same. */
export const canCheckOut = (state: CartLineState): boolean => state === "ok" || state === "few";

export type TickState = "all" | "some" | "none";

/** How many of these lines are selected. */
export function tickOf(lines: readonly Pick<CartLine, "selected">[]): TickState {
  const count = lines.filter((line) => line.selected).length;
  if (count === 0) return "none";
  return count === lines.length ? "all" : "some";
}
