import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { catalogRoutes } from "../../../contract/catalog.ts";
import { limits } from "../../kernel/limits.ts";
import { Refusal } from "../../kernel/refusal.ts";
import { statesPicture } from "../../../tests/kit/states.ts";
import { adjusted, transitions, unitsOf } from "./stock.ts";

describe("an adjustment", () => {
  const units = fc
    .nat(limits.stock_units_max)
    .chain((on_hand) => fc.record({ on_hand: fc.constant(on_hand), reserved: fc.nat(on_hand) }));
  const change = fc.integer({ min: -limits.stock_units_max, max: limits.stock_units_max }).filter((one) => one !== 0);

  it("comes to stock within its limits, or is refused for the limit it breaks", () => {
    fc.assert(
      fc.property(units, change, (before, by) => {
        const sum = before.on_hand + by;
        const fits = sum < before.reserved ? "stock_below_reserved" : sum;
        expect(outcome(() => adjusted(before, by))).toBe(sum > limits.stock_units_max ? "stock_limit" : fits);
      }),
    );
  });

  it.each([0, 0.5, Number.NaN, Infinity])("of %s is a bug", (by) => {
    expect(() => adjusted({ on_hand: 10, reserved: 0 }, by)).toThrow("a change is a whole number of units");
  });

  it.each([0, -0, 0.5, limits.stock_units_max + 1, -limits.stock_units_max - 1, 2 ** 53, Number.NaN, "3", null])(
    "of %s does not pass the contract",
    (by) => {
      expect(catalogRoutes.adjustStock.body.safeParse({ change: by, reason: "count" }).success).toBe(false);
    },
  );

  it("states its reason", () => {
    for (const reason of ["", "   ", "x".repeat(121), "two\nlines", "\u0007"])
      expect(catalogRoutes.adjustStock.body.safeParse({ change: 1, reason }).success).toBe(false);
    expect(catalogRoutes.adjustStock.body.safeParse({ change: -3, reason: "broken in transit" }).success).toBe(true);
  });
});

/** What it comes to, or the code it is refused with. */
function outcome(act: () => number): number | string {
  try {
    return act();
  } catch (error) {
    if (error instanceof Refusal) return error.code;
    throw error;
  }
}

it("oversold stock is a bug, wherever it is seen", () => {
  expect(unitsOf({ on_hand: 3, reserved: 2 }).available).toBe(1);
  expect(() => unitsOf({ on_hand: 1, reserved: 2 })).toThrow("never oversold");
  expect(() => unitsOf({ on_hand: 1, reserved: -1 })).toThrow("never oversold");
});

it("a reservation's states are those of the README", () => {
  expect(readFileSync(new URL("README.md", import.meta.url), "utf8")).toContain(statesPicture(transitions));
});
