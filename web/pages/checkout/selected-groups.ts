import type { Cart } from "../../../contract/cart.ts";
import { canCheckOut } from "../cart/can-check-out.ts";

/** The selected lines of each shop that can be checked out as they stand. */
export function selectedGroups(cart: Cart): Cart["groups"] {
  return cart.groups.flatMap((group) => {
    const lines = group.lines.filter((line) => line.selected && canCheckOut(line.state));
    return lines.length === 0 ? [] : [{ ...group, lines }];
  });
}
