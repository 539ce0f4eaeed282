import fc from "fast-check";
import { expect, test } from "vitest";
import { limits } from "../../kernel/limits.ts";
import { Refusal } from "../../kernel/refusal.ts";
import { reprice } from "./reprice.ts";

test("a tenth more, a tenth less, two yuan less", () => {
  expect(reprice(2990n, null, { kind: "price_permille", by: 100 })).toBe(3289n);
  expect(reprice(2995n, null, { kind: "price_permille", by: -100 })).toBe(2696n);
  expect(reprice(2990n, null, { kind: "price_amount", by: -200 })).toBe(2790n);
});

test("a price of nothing, or one that reaches what it is compared with, is refused", () => {
  expect(reprice(200n, null, { kind: "price_amount", by: -200 })).toMatchObject({ code: "invalid_param" });
  expect(reprice(200n, 300n, { kind: "price_amount", by: 100 })).toMatchObject({ code: "compare_price_basis" });
});

test("whatever is asked, what comes out is a price, and a raise never lowers", () => {
  fc.assert(
    fc.property(
      fc.bigInt({ min: 1n, max: BigInt(limits.price_minor_max) }),
      fc.option(fc.bigInt({ min: 1n, max: BigInt(limits.price_minor_max) })),
      fc.oneof(
        fc.record({ kind: fc.constant("price_permille" as const), by: fc.integer({ min: -900, max: 9000 }) }),
        fc.record({ kind: fc.constant("price_amount" as const), by: fc.integer({ min: -100_000, max: 100_000 }) }),
      ),
      (price, compare, act) => {
        const after = reprice(price, compare, act);
        if (after instanceof Refusal) return;
        expect(after >= 1n && after <= BigInt(limits.price_minor_max)).toBe(true);
        expect(compare === null || after < compare).toBe(true);
        if (act.by >= 0) expect(after >= price).toBe(true);
        else expect(after <= price).toBe(true);
      },
    ),
  );
});
