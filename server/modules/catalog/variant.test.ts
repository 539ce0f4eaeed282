import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { VariantFields } from "../../../contract/catalog.ts";
import { limits } from "../../kernel/limits.ts";
import { Refusal } from "../../kernel/refusal.ts";
import type { VariantRow } from "./tables.ts";
import { checkPrices, planVariants, type VariantDraft } from "./variant.ts";

const product = { shop_id: "shop", id: "prod" };
const rowOf = (id: string, place: number): VariantRow => ({
  shop_id: "shop",
  id,
  product_id: "prod",
  place,
  title: id,
  sku_code: null,
  price: 1n,
  compare_at_price: null,
  compare_at_basis: null,
  retired_at: null,
});
const draftOf = (more: Partial<VariantDraft> = {}): VariantDraft => ({
  title: "Red",
  sku_code: null,
  price: 100,
  compare_at_price: null,
  compare_at_basis: null,
  initial_stock: 0,
  ...more,
});
const refusalOf = (act: () => unknown): string => {
  try {
    act();
    return "accepted";
  } catch (error) {
    if (error instanceof Refusal) return `${error.code} ${error.param ?? ""}`.trim();
    throw error;
  }
};

describe("a struck-through price", () => {
  it.each([
    [null, null, "accepted"],
    [101, "shop price in October", "accepted"],
    [100, "shop price in October", "refused"],
    [99, "shop price in October", "refused"],
    [0, "shop price in October", "refused"],
    [101, null, "refused"],
    [null, "shop price in October", "refused"],
  ] as const)("of %s with basis %s is %s", (compare_at_price, compare_at_basis, said) => {
    const answer = refusalOf(() => checkPrices([draftOf(), draftOf({ compare_at_price, compare_at_basis })]));
    expect(answer).toBe(said === "accepted" ? "accepted" : "compare_price_basis variants.1.compare_at_price");
  });
});

describe("a plan", () => {
  it("keeps what is named, adds what is not, retires what is left out; nothing is lost and nothing twice", () => {
    const scene = fc.nat(8).chain((count) =>
      fc.record({
        current: fc.constant(Array.from({ length: count }, (_, index) => rowOf(`var_${index}`, index))),
        named: fc.shuffledSubarray(Array.from({ length: count }, (_, index) => `var_${index}`)),
        fresh: fc.nat(4),
        spread: fc.infiniteStream(fc.boolean()),
      }),
    );
    fc.assert(
      fc.property(scene, ({ current, named, fresh, spread }) => {
        const drafts: VariantDraft[] = [];
        const ids = [...named];
        let left = fresh;
        while (ids.length > 0 || left > 0) {
          const takeNew = left > 0 && (ids.length === 0 || spread.next().value === true);
          const id = takeNew ? undefined : ids.shift();
          if (takeNew) left -= 1;
          drafts.push(draftOf(id === undefined ? {} : { id }));
        }
        let made = 0;
        const plan = planVariants(product, current, drafts, () => `new_${made++}`);
        const shown = [...plan.kept, ...plan.added.map((one) => one.row)].toSorted((a, b) => a.place - b.place);
        expect(shown.map((row) => row.place)).toEqual(drafts.map((_, place) => place));
        expect(new Set(plan.kept.map((row) => row.id))).toEqual(new Set(named));
        expect(plan.added).toHaveLength(fresh);
        expect([...plan.retired, ...plan.kept.map((row) => row.id)].toSorted()).toEqual(
          current.map((row) => row.id).toSorted(),
        );
      }),
    );
  });

  it("refuses ids of others and ids twice", () => {
    const current = [rowOf("var_1", 0)];
    const plan = (drafts: VariantDraft[]) => refusalOf(() => planVariants(product, current, drafts, () => "new"));
    expect(plan([draftOf(), draftOf({ id: "var_other" })])).toBe("not_found variants.1.id");
    expect(plan([draftOf({ id: "var_1" }), draftOf({ id: "var_1" })])).toBe("invalid_param variants.1.id");
  });
});

describe("the contract on prices and stock", () => {
  const accepts = (more: object) => VariantFields.safeParse({ title: "Red", price: 100, ...more }).success;
  it.each([0, -1, 0.5, 1.1, limits.price_minor_max + 1, 2 ** 53, 1e300, Number.NaN, Infinity, "100", null, undefined])(
    "refuses a price of %s",
    (price) => {
      expect(accepts({ price })).toBe(false);
    },
  );
  it.each([-1, 0.5, limits.price_minor_max + 1, "1"])("refuses a comparison with %s", (compare_at_price) => {
    expect(accepts({ compare_at_price, compare_at_basis: "October" })).toBe(false);
  });
  it.each([-1, 0.5, limits.stock_units_max + 1, 2 ** 53, Number.NaN, "1", null])(
    "refuses a stock of %s",
    (initial_stock) => {
      expect(accepts({ initial_stock })).toBe(false);
    },
  );
  it("accepts the ends of both ranges", () => {
    expect(accepts({ price: 1, initial_stock: 0 })).toBe(true);
    expect(accepts({ price: limits.price_minor_max, initial_stock: limits.stock_units_max })).toBe(true);
  });
});
