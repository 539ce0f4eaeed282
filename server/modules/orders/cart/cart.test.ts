import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { byShop, canCheckOut, isUnavailable, limitsLeft, lineState, mergedLines } from "./cart.ts";

const line = (variant_id: string, quantity: number, at: number) => ({ variant_id, quantity, put_in_at: new Date(at) });
const lines = fc.array(
  fc.record({
    variant_id: fc.constantFrom("a", "b", "c", "d", "e"),
    quantity: fc.integer({ min: 1, max: 999 }),
    put_in_at: fc.date({ min: new Date(0), max: new Date(10_000), noInvalidDate: true }),
  }),
  { maxLength: 8 },
);
const once = <T extends { variant_id: string }>(given: readonly T[]): T[] => [
  ...new Map(given.map((one) => [one.variant_id, one])).values(),
];
const key = (given: readonly { variant_id: string; quantity: number; put_in_at: Date }[]) =>
  given.map((one) => `${one.variant_id} ${one.quantity} ${one.put_in_at.getTime()}`).toSorted();

describe("a line of a cart", () => {
  it.each([
    [1, true, 100, "ok"],
    [5, true, 5, "few"],
    [6, true, 5, "short"],
    [1, true, 0, "sold_out"],
    [1, false, 100, "off_sale"],
    [9, false, 0, "off_sale"],
  ] as const)("%i wanted, on sale %s, %i left: %s", (quantity, on_sale, available, state) => {
    expect(lineState(quantity, { on_sale, available }, null)).toBe(state);
  });

  it.each([
    [2, 100, 2, "ok"],
    [3, 100, 2, "over_limit"],
    [1, 100, 0, "over_limit"],
    [9, 5, 2, "over_limit"],
    [3, 0, 2, "sold_out"],
  ] as const)("%i wanted, %i left, %i of them for this buyer: %s", (quantity, available, limit_left, state) => {
    expect(lineState(quantity, { on_sale: true, available }, limit_left)).toBe(state);
    expect(canCheckOut(state)).toBe(state === "ok");
  });

  it("leaves each line of a limited product what the lines before it do not take", () => {
    const of = (product_id: string, quantity: number, limit_per_buyer: number | null, selected = true) => ({
      product_id,
      quantity,
      limit_per_buyer,
      selected,
    });
    const asked = [of("a", 1, 4), of("a", 2, 4, false), of("b", 9, null), of("a", 9, 4), of("a", 2, 4), of("a", 1, 4)];
    expect(limitsLeft(asked, new Map([["a", 1]]))).toEqual([3, 2, null, 2, 2, 0]);
    expect(limitsLeft([of("a", 1, 2)], new Map([["a", 5]]))).toEqual([0]);
  });

  it("can be checked out only where every unit is there, and is kept apart only where none is", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 999 }),
        fc.boolean(),
        fc.integer({ min: 0, max: 2000 }),
        (quantity, on_sale, available) => {
          const state = lineState(quantity, { on_sale, available }, null);
          expect(canCheckOut(state)).toBe(on_sale && quantity <= available);
          expect(isUnavailable(state)).toBe(!on_sale || available === 0);
        },
      ),
    );
  });
});

describe("a guest's cart joins the account's", () => {
  it("keeps the larger quantity, and price and moment of the later", () => {
    expect(mergedLines([line("a", 2, 5), line("b", 1, 1)], [line("a", 1, 9), line("c", 3, 2)], 10)).toEqual([
      line("a", 2, 9),
      line("b", 1, 1),
      line("c", 3, 2),
    ]);
  });

  it("leaves out what does not fit, the guest's oldest first", () => {
    expect(mergedLines([line("a", 1, 1)], [line("b", 1, 2), line("c", 1, 3)], 2).map((one) => one.variant_id)).toEqual([
      "a",
      "c",
    ]);
  });

  it("property: twice is once, nothing of the account's is lost, no quantity comes from nowhere", () => {
    fc.assert(
      fc.property(lines, lines, fc.integer({ min: 5, max: 9 }), (mineAll, broughtAll, max) => {
        const mine = once(mineAll);
        const brought = once(broughtAll);
        const merged = mergedLines(mine, brought, max);
        expect(key(mergedLines(merged, brought, max))).toEqual(key(merged));
        for (const one of mine)
          expect(merged.find((other) => other.variant_id === one.variant_id)?.quantity).toBeGreaterThanOrEqual(
            one.quantity,
          );
        for (const one of merged)
          expect([...mine, ...brought].some((other) => other.quantity === one.quantity)).toBe(true);
        expect(merged.length).toBeLessThanOrEqual(Math.max(max, mine.length));
      }),
    );
  });
});

it("groups by shop, the shop last put something in of first", () => {
  const of = (shop_id: string, variant_id: string, at: number) => ({ shop_id, variant_id, put_in_at: new Date(at) });
  const groups = byShop([of("x", "1", 1), of("y", "2", 2), of("x", "3", 3)]);
  expect([...groups].map(([shop, mine]) => [shop, mine.map((one) => one.variant_id)])).toEqual([
    ["x", ["3", "1"]],
    ["y", ["2"]],
  ]);
});
