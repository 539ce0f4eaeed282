import { assert } from "../../kernel/assert.ts";
import { limits } from "../../kernel/limits.ts";
import { refuse } from "../../kernel/refusal.ts";
import type { ReservationState } from "./tables.ts";

/** Units of one variant. on_hand = available + reserved, none of them ever below zero. */
export interface Units {
  readonly on_hand: number;
  readonly reserved: number;
  readonly available: number;
}

/** Where a reservation may go; both ends are final. */
export const transitions: Readonly<Record<ReservationState, readonly ReservationState[]>> = {
  reserved: ["released", "consumed"],
  released: [],
  consumed: [],
};

/** The states from which a reservation may come to `state`. */
export function statesBefore(state: ReservationState): readonly ReservationState[] {
  return (Object.keys(transitions) as ReservationState[]).filter((from) => transitions[from].includes(state));
}

export function unitsOf(row: { readonly on_hand: number; readonly reserved: number }): Units {
  assert(row.reserved >= 0 && row.on_hand >= row.reserved, "stock is never oversold");
  return { on_hand: row.on_hand, reserved: row.reserved, available: row.on_hand - row.reserved };
}

/**
 * The units on hand after somebody adds or takes `change`. What orders hold back cannot be taken away.
 * Refuses `stock_below_reserved`, `stock_limit`.
 */
export function adjusted(units: Pick<Units, "on_hand" | "reserved">, change: number): number {
  assert(Number.isSafeInteger(change) && change !== 0, "a change is a whole number of units");
  const on_hand = units.on_hand + change;
  if (on_hand > limits.stock_units_max)
    refuse("stock_limit", { param: "change", details: { max: limits.stock_units_max } });
  if (on_hand < units.reserved)
    refuse("stock_below_reserved", { param: "change", details: { reserved: units.reserved } });
  return on_hand;
}
