import { assert } from "../../kernel/assert.ts";
import { refuse } from "../../kernel/refusal.ts";

/** What of an order line decides what can be given back of it; amounts in minor units. */
export interface LineMoney {
  readonly line_id: string;
  readonly quantity: number;
  /** What the buyer paid for the line: price x quantity less its shares of the discounts. */
  readonly paid: bigint;
  /** What the shop sold it for: what was paid, and what the platform's coupon added. */
  readonly base: bigint;
}
/** What went back of a line before, or is on its way. */
export interface Given {
  /** Units that went back, or were never sent. */
  readonly units: number;
  readonly amount: bigint;
}
export const nothing: Given = { units: 0, amount: 0n };

/** What the first `units` of a line cost: the last one gets the remainder, so that all of them cost what was paid. */
export function costOf({ paid, quantity }: Pick<LineMoney, "paid" | "quantity">, units: number): bigint {
  assert(Number.isInteger(units) && units >= 0 && units <= quantity, "units of a line lie between none and all");
  return units === quantity ? paid : (paid * BigInt(units)) / BigInt(quantity);
}

/** The most that can be given back for `units` more of a line: their share, and never more than is left of what was paid. */
export function mostOf(line: LineMoney, given: Given, units: number): bigint {
  const share = costOf(line, given.units + units) - costOf(line, given.units);
  const left = line.paid - given.amount;
  return share < left ? share : left;
}

/** Splits an amount over lines in proportion to the most each can give; largest remainder, the sum exact, none above its most. */
export function allot(amount: bigint, mosts: readonly bigint[]): bigint[] {
  const total = mosts.reduce((sum, most) => sum + most, 0n);
  assert(amount >= 0n && amount <= total, "no more is allotted than there is");
  if (total === 0n) return mosts.map(() => 0n);
  const parts = mosts.map((most) => (amount * most) / total);
  let rest = amount - parts.reduce((sum, part) => sum + part, 0n);
  const order = mosts
    .map((most, index) => ({ index, remainder: (amount * most) % total }))
    .toSorted((a, b) => (a.remainder === b.remainder ? a.index - b.index : a.remainder > b.remainder ? -1 : 1));
  for (const { index } of order) {
    if (rest === 0n) break;
    if (parts[index] === undefined || parts[index] >= (mosts[index] ?? 0n)) continue;
    parts[index] += 1n;
    rest -= 1n;
  }
  assert(rest === 0n, "everything is allotted");
  return parts;
}

/** Refuses more than there is, and less than all of it for goods that never left: who keeps the goods keeps the price, whole units of both. */
export function requireAmount(
  amount: bigint,
  most: { readonly goods: bigint; readonly shipping: bigint },
  before_shipping: boolean,
): void {
  const whole = most.goods + most.shipping;
  if (amount > whole) refuse("refund_exceeds", { param: "amount" });
  if (before_shipping && amount < whole) refuse("invalid_param", { param: "amount", details: { detail: "whole" } });
}

/** An agreed total in goods and shipping: goods first. */
export function splitAmount(
  amount: bigint,
  most: { goods: bigint; shipping: bigint },
): { goods: bigint; shipping: bigint } {
  assert(amount >= 0n && amount <= most.goods + most.shipping, "an amount lies within what can be asked");
  const goods = amount < most.goods ? amount : most.goods;
  return { goods, shipping: amount - goods };
}

/**
 * The original shipping that goes back with these units: what is left of it, once every unit of the order is gone, unshipped or by the
 * seller's fault (DOMAIN §5 rule 10; who changes their mind bears the freight).
 */
export function shippingOf(asked: {
  readonly left: bigint;
  readonly whole: boolean;
  readonly before_shipping: boolean;
  readonly fault: "seller" | "buyer";
}): bigint {
  return asked.whole && (asked.before_shipping || asked.fault === "seller") ? asked.left : 0n;
}

/**
 * What of the shop's price goes with an amount given back: the buyer's money, and the platform's part of it, which goes back to the
 * platform. Counted from the beginning, so that all of the line takes all of its price with it.
 */
export function baseOf(line: LineMoney, given: Given, amount: bigint, units: number): bigint {
  const upTo = (paid: bigint, gone: number): bigint =>
    line.paid === 0n
      ? costOf({ paid: line.base, quantity: line.quantity }, gone)
      : paid === line.paid
        ? line.base
        : (line.base * paid) / line.paid;
  return upTo(given.amount + amount, given.units + units) - upTo(given.amount, given.units);
}
