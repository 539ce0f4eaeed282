import type { PriceHistory } from "../../../contract/catalog.ts";
import type { Currency } from "../../../contract/money.ts";
import { wireMoney } from "../../kernel/money.ts";
import type { PriceChangeRow, ProductRow, VariantRow } from "./tables.ts";

/** What is offered: prices in minor units by variant. Nothing while the product is not on sale. */
export function offeredOf(
  product: Pick<ProductRow, "state"> | null,
  variants: readonly Pick<VariantRow, "id" | "price">[],
): ReadonlyMap<string, bigint> {
  return new Map(product?.state === "on_sale" ? variants.map(({ id, price }) => [id, price]) : []);
}

/** What changed for buyers between two offers: a new price, or null where a variant is no longer offered. */
export function priceChanges(
  before: ReadonlyMap<string, bigint>,
  after: ReadonlyMap<string, bigint>,
): readonly { readonly variant_id: string; readonly price: bigint | null }[] {
  const changed = [...after]
    .filter(([id, price]) => before.get(id) !== price)
    .map(([variant_id, price]) => ({ variant_id, price }));
  const gone = [...before.keys()].filter((id) => !after.has(id)).map((variant_id) => ({ variant_id, price: null }));
  return [...changed, ...gone];
}

interface Step {
  readonly at: Date;
  readonly price: bigint | null;
}

/** The lowest price offered at any moment from `since` on; null where nothing was. `steps` in the order of time. */
export function lowestSince(steps: readonly Step[], since: Date): bigint | null {
  const before = steps.filter((step) => step.at <= since).at(-1);
  const prices = [...(before === undefined ? [] : [before]), ...steps.filter((step) => step.at > since)].flatMap(
    (step) => step.price ?? [],
  );
  return prices.reduce<bigint | null>((low, price) => (low === null || price < low ? price : low), null);
}

export const history_days = 90;
export const lowest_days = 30;
const day_ms = 24 * 3600_000;

/** The prices of the variants shown on a page, as its readers were offered them. */
export function wireHistory(
  product_id: string,
  variants: readonly VariantRow[],
  rows: readonly PriceChangeRow[],
  now: Date,
  currency: Currency,
): PriceHistory {
  const from = new Date(now.getTime() - history_days * day_ms);
  const month = new Date(now.getTime() - lowest_days * day_ms);
  const stepsOf = Map.groupBy(rows, (row) => row.variant_id);
  return {
    object: "price_history",
    product_id,
    days: history_days,
    variants: variants.map((variant) => {
      const steps = (stepsOf.get(variant.id) ?? []).toSorted((a, b) => a.version - b.version);
      const before = steps.filter((step) => step.at <= from).at(-1);
      const shown = [
        ...(before === undefined ? [] : [{ ...before, at: from }]),
        ...steps.filter((one) => one.at > from),
      ];
      const lowest = lowestSince(steps, month);
      return {
        variant_id: variant.id,
        title: variant.title,
        points: shown.map((step) => ({
          at: step.at.toISOString(),
          price: step.price === null ? null : wireMoney(step.price, currency),
        })),
        lowest_30_days: lowest === null ? null : wireMoney(lowest, currency),
        known_since: steps[0]?.at.toISOString() ?? null,
      };
    }),
  };
}
