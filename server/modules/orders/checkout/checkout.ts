import type { CheckoutPartState, CheckoutState } from "../../../../contract/checkout.ts";
import { assert } from "../../../kernel/assert.ts";

/** Where a checkout may go from where it is (law 7). The README's picture is printed from this table. */
export const checkoutTransitions: Readonly<Record<CheckoutState, readonly CheckoutState[]>> = {
  placing: ["awaiting_choice", "open", "paid", "closed"],
  awaiting_choice: ["open", "closing", "paid", "closed"],
  open: ["closing", "paid", "closed"],
  closing: ["paid", "closed"],
  paid: [],
  closed: [],
};

/** And one shop's part of it. What is paid or closed lives on as an order. */
export const partTransitions: Readonly<Record<CheckoutPartState, readonly CheckoutPartState[]>> = {
  waiting: ["placed", "refused"],
  placed: ["paid", "closed"],
  refused: [],
  paid: [],
  closed: [],
};

interface Part {
  readonly state: CheckoutPartState;
}

const some = (parts: readonly Part[], state: CheckoutPartState): boolean => parts.some((part) => part.state === state);
const settled = (parts: readonly Part[]): CheckoutState => (some(parts, "paid") ? "paid" : "closed");

/** What a checkout in this state becomes by what became of its parts. What people and deadlines decide is not here. */
const followers: Readonly<Record<CheckoutState, (parts: readonly Part[]) => CheckoutState>> = {
  placing: (parts) => {
    if (some(parts, "waiting")) return "placing";
    if (!some(parts, "placed")) return settled(parts);
    return some(parts, "refused") ? "awaiting_choice" : "open";
  },
  awaiting_choice: (parts) => (some(parts, "placed") ? "awaiting_choice" : settled(parts)),
  open: (parts) => (some(parts, "placed") ? "open" : settled(parts)),
  closing: (parts) => (some(parts, "placed") ? "closing" : settled(parts)),
  paid: () => "paid",
  closed: () => "closed",
};

export function stateAfter(state: CheckoutState, parts: readonly Part[]): CheckoutState {
  const next = followers[state](parts);
  assert(next === state || checkoutTransitions[state].includes(next), `a checkout goes from ${state} to ${next}`);
  return next;
}

/** Moves a part on; a step the table does not have is a bug of the caller, who asked for the state first. */
export function movedPart<T extends Part>(part: T, state: CheckoutPartState, changes: Partial<T> = {}): T {
  assert(partTransitions[part.state].includes(state), `a part goes from ${part.state} to ${state}`);
  return { ...part, ...changes, state };
}

/** What there is, or was, to pay: orders that stand. The charge is made of exactly these. */
export function totalOf(parts: readonly (Part & { readonly total: bigint })[]): bigint {
  return parts
    .filter((part) => part.state === "placed" || part.state === "paid")
    .reduce((sum, part) => sum + part.total, 0n);
}

/** The key under which a shop's order of a checkout is placed: the same however often it is tried. */
export const keyOfPart = (checkout_id: string, shop_id: string): string => `${checkout_id}:${shop_id}`;
