import type { PriceHistory } from "../../../contract/catalog.ts";
import type { Money } from "../../../contract/money.ts";

type Variant = PriceHistory["variants"][number];
const day_ms = 24 * 3600_000;
const month_ms = 30 * day_ms;

/** A price and from where to where in the window it held, 0 to 1. */
export interface Step {
  readonly from: number;
  readonly to: number;
  readonly price: Money;
}

/** The stretches in which something was for sale; times off sale are gaps. */
export function stepsOf(variant: Variant, now_ms: number, days: number): readonly Step[] {
  const start_ms = now_ms - days * day_ms;
  const place = (ms: number): number => Math.min(1, Math.max(0, (ms - start_ms) / (days * day_ms)));
  return variant.points.flatMap(({ at, price }, index) => {
    const next = variant.points[index + 1];
    if (price === null) return [];
    const [from, to] = [place(Date.parse(at)), next === undefined ? 1 : place(Date.parse(next.at))];
    return to > from ? [{ from, to, price }] : [];
  });
}

export type Verdict =
  | { readonly is: "lowest" }
  | { readonly is: "lowest_since"; readonly since: string }
  | { readonly is: "same"; readonly since: string }
  | { readonly is: "not_lowest"; readonly lowest: Money }
  | null;

/** What one sentence may say of the price now; nothing while it is not for sale. "30 days" only where 30 days are known. */
export function verdictOf(variant: Variant, now_ms: number): Verdict {
  const now = variant.points.at(-1)?.price ?? null;
  const { lowest_30_days: lowest, known_since: since } = variant;
  if (now === null || lowest === null || since === null) return null;
  if (now.amount > lowest.amount) return { is: "not_lowest", lowest };
  const prices = new Set(variant.points.flatMap((point) => point.price?.amount ?? []));
  const first = variant.points[0];
  if (prices.size === 1 && first !== undefined) return { is: "same", since: first.at };
  return now_ms - Date.parse(since) >= month_ms ? { is: "lowest" } : { is: "lowest_since", since };
}
