import { limits } from "../../kernel/limits.ts";
import { permilleOf } from "../../kernel/money.ts";
import type { OrderState } from "../../../contract/orders.ts";

/** The rule of late dispatch as an operator set it: a share of the goods between two bounds, in minor units. Zero permille: none. */
export interface LateRule {
  readonly permille: number;
  readonly min: bigint;
  readonly max: bigint;
}

/** What the buyer gets: the share of what the goods cost, within the bounds, and never more than is left of what they paid. */
export function compensationOf(goods: bigint, left: bigint, rule: LateRule): bigint {
  if (rule.permille === 0 || goods <= 0n) return 0n;
  const share = permilleOf(goods, rule.permille);
  const least = rule.min > rule.max ? rule.max : rule.min;
  const bounded = share < least ? least : share > rule.max ? rule.max : share;
  return bounded > left ? left : bounded;
}

export interface DueFacts {
  readonly state: OrderState;
  readonly settlement_held: boolean;
  readonly ship_by: Date | null;
  /** The buyer waits for a word on another address, or was asked for a later date and has not answered. */
  readonly open_ask: "address" | "delay" | null;
}
/** nothing: it has left, or nobody waits. later: look again then. late: the promise is broken. */
export type Verdict = { readonly do: "nothing" | "late" } | { readonly do: "later"; readonly at: Date };

/**
 * What the passing of a dispatch deadline means. A promise that was moved (the buyer agreed to wait, or waited for a word on another
 * address) holds until its new time; while a refund runs nobody ships, so the question is put off by a day; an open address request
 * moves the promise when it is answered.
 */
export function verdictOf(facts: DueFacts, at: Date): Verdict {
  if (facts.state !== "to_ship" || facts.ship_by === null) return { do: "nothing" };
  if (facts.ship_by > at) return { do: "later", at: facts.ship_by };
  if (facts.settlement_held) return { do: "later", at: new Date(at.getTime() + 24 * 3600_000) };
  if (facts.open_ask === "address") return { do: "later", at: new Date(at.getTime() + limits.ask_answer_ms) };
  return { do: "late" };
}

/** When the shop is warned: some hours before, or half way where so much was not promised. */
export function warnAt(from: Date, ship_by: Date): Date {
  const whole = Math.max(0, ship_by.getTime() - from.getTime());
  return new Date(ship_by.getTime() - Math.min(limits.ship_soon_ms, whole / 2));
}
