import fc from "fast-check";
import { expect, test } from "vitest";
import { overLimit, type LimitedLine } from "./product-limit.ts";

const line = (product_id: string, quantity: number, limit_per_buyer: number | null): LimitedLine => ({
  product_id,
  quantity,
  limit_per_buyer,
});

test("the options of a product count together, with what the buyer has already", () => {
  expect(overLimit([line("a", 2, 3), line("b", 9, null), line("a", 1, 3)], new Map())).toBeNull();
  expect(overLimit([line("b", 9, null), line("a", 2, 3), line("a", 2, 3)], new Map())).toMatchObject({
    code: "limit_per_buyer",
    param: "lines.2.quantity",
    details: { max: 3, ordered: 0 },
  });
  expect(overLimit([line("a", 1, 3)], new Map([["a", 3]]))).toMatchObject({ details: { max: 3, ordered: 3 } });
  // Who has more than a limit that was lowered meanwhile gets nothing more, and keeps what they have.
  expect(overLimit([line("a", 1, 2)], new Map([["a", 5]]))).toMatchObject({ details: { max: 2, ordered: 5 } });
});

test("an order is let in exactly where no product's sum passes its limit", () => {
  const limits: Readonly<Record<string, number | null>> = { a: 1, b: 4, c: null };
  const lines = fc.array(fc.tuple(fc.constantFrom("a", "b", "c"), fc.integer({ min: 1, max: 4 })), { maxLength: 6 });
  fc.assert(
    fc.property(lines, fc.integer({ min: 0, max: 4 }), (given, has) => {
      const asked = given.map(([product, quantity]) => line(product, quantity, limits[product] ?? null));
      const sums = Map.groupBy(asked, (one) => one.product_id);
      const fits = [...sums].every(([product, all]) => {
        const max = limits[product] ?? Infinity;
        return all.reduce((sum, one) => sum + one.quantity, product === "b" ? has : 0) <= max;
      });
      expect(overLimit(asked, new Map([["b", has]])) === null).toBe(fits);
    }),
  );
});
