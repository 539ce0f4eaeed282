import type { Money } from "../../contract/money.ts";

/** Minor units in one major unit; every currency of the contract has two decimals. */
const minorPerMajor = 100;

export interface PriceParts {
  /** "¥", "$", "€": before the number in both languages. */
  readonly sign: string;
  /** Grouped whole units, with a minus when negative. */
  readonly whole: string;
  /** Two digits, always, so that prices line up. */
  readonly cents: string;
}

const signs = { CNY: "¥", USD: "$", EUR: "€" } as const;

/** Splits an amount for display. Exact for every safe integer: no floating point division. */
export function priceParts(money: Money, locale: string): PriceParts {
  const positive = Math.abs(money.amount);
  const cents = positive % minorPerMajor;
  const whole = (positive - cents) / minorPerMajor;
  const grouped = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 }).format(whole);
  return {
    sign: signs[money.currency],
    whole: `${money.amount < 0 ? "−" : ""}${grouped}`,
    cents: String(cents).padStart(2, "0"),
  };
}

/** The amount as one string, for buttons and sentences: "¥39.90", "−¥5.00". */
export function priceText(money: Money, locale: string): string {
  const { sign, whole, cents } = priceParts(money, locale);
  return whole.startsWith("−") ? `−${sign}${whole.slice(1)}.${cents}` : `${sign}${whole}.${cents}`;
}

/**
 * What somebody typed as a price, in minor units; null unless it is a number with at most two decimals. A comma only
 * groups thousands: "39,90" is refused, since it would be read as a hundred times what its writer meant.
 */
export function parsePrice(typed: string): number | null {
  const found = /^\s*(\d{1,9}|\d{1,3}(?:,\d{3}){1,2})(?:[.．](\d{1,2}))?\s*$/.exec(typed);
  if (found === null) return null;
  return Number((found[1] ?? "").replaceAll(",", "")) * minorPerMajor + Number((found[2] ?? "").padEnd(2, "0"));
}

/** Why a typed price cannot be taken. */
export type PriceProblem = "empty" | "format" | "small" | "large";

/** A typed price between two bounds in minor units, or why not. */
export function readPrice(
  typed: string,
  bounds: { readonly min: number; readonly max: number },
): { readonly amount: number } | { readonly problem: PriceProblem } {
  if (typed.trim() === "") return { problem: "empty" };
  const amount = parsePrice(typed);
  if (amount === null) return { problem: "format" };
  if (amount < bounds.min) return { problem: "small" };
  return amount > bounds.max ? { problem: "large" } : { amount };
}

/** Minor units as one would type them: 3990 → "39.90". */
export function typedPrice(amount: number): string {
  const cents = amount % minorPerMajor;
  return `${(amount - cents) / minorPerMajor}.${String(cents).padStart(2, "0")}`;
}
