import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { catalogRoutes } from "../../../contract/catalog.ts";
import { limits } from "../../kernel/limits.ts";
import { Refusal } from "../../kernel/refusal.ts";
import { adjusted, transitions, unitsOf } from "./stock.ts";

describe("an adjustment", () => {
  const units = fc.nat(limits.stock_units_max).chain((on_hand) => fc.record({ on_hand: fc.constant(on_hand), reserved: fc.nat(on_hand) }));
  const change = fc.integer({ min: -limits.stock_units_max, max: limits.stock_units_max }).filter((one) => one !== 0);

  it("comes to stock within its limits, or is refused for the limit it breaks", () => {
    fc.assert(
      fc.property(units, change, (before, by) => {
        const sum = before.on_hand + by;
        try {
          expect(adjusted(before, by)).toBe(sum);
          expect(sum).toBeGreaterThanOrEqual(before.reserved);
          expect(sum).toBeLessThanOrEqual(limits.stock_units_max);
          expect(unitsOf({ on_hand: sum, reserved: before.reserved }).available).toBe(sum - before.reserved);
        } catch (error) {
          if (!(error instanceof Refusal)) throw error;
          expect(error.code).toBe(sum > limits.stock_units_max ? "stock_limit" : "stock_below_reserved");
          expect(sum > limits.stock_units_max || sum < before.reserved).toBe(true);
        }
      }),
    );
  });

  it.each([0, 0.5, Number.NaN, Infinity])("of %s is a bug", (by) => {
    expect(() => adjusted({ on_hand: 10, reserved: 0 }, by)).toThrow("a change is a whole number of units");
  });

  it.each([0, -0, 0.5, limits.stock_units_max + 1, -limits.stock_units_max - 1, 2 ** 53, Number.NaN, "3", null])("of %s does not pass the contract", (by) => {
    expect(catalogRoutes.adjustStock.body.safeParse({ change: by, reason: "count" }).success).toBe(false);
  });

  it("states its reason", () => {
    for (const reason of ["", "   ", "x".repeat(121), "two\nlines", "\u0007"]) expect(catalogRoutes.adjustStock.body.safeParse({ change: 1, reason }).success).toBe(false);
    expect(catalogRoutes.adjustStock.body.safeParse({ change: -3, reason: "broken in transit" }).success).toBe(true);
  });
});

it("oversold stock is a bug, wherever it is seen", () => {
  expect(() => unitsOf({ on_hand: 1, reserved: 2 })).toThrow("never oversold");
  expect(() => unitsOf({ on_hand: 1, reserved: -1 })).toThrow("never oversold");
});

it("a reservation ends once", () => {
  expect(transitions).toEqual({ reserved: ["released", "consumed"], released: [], consumed: [] });
});
