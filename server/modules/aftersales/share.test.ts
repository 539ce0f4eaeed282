import fc from "fast-check";
import { expect, test } from "vitest";
import {
  allot,
  baseOf,
  costOf,
  mostOf,
  nothing,
  shippingOf,
  splitAmount,
  type Given,
  type LineMoney,
} from "./share.ts";

const sum = (amounts: readonly bigint[]): bigint => amounts.reduce((total, one) => total + one, 0n);
const anyLine = fc
  .record({
    quantity: fc.integer({ min: 1, max: 20 }),
    paid: fc.bigInt({ min: 0n, max: 100_000n }),
    subsidy: fc.bigInt({ min: 0n, max: 50_000n }),
  })
  .map(({ quantity, paid, subsidy }): LineMoney => ({ line_id: "l", quantity, paid, base: paid + subsidy }));

test("three for 10.00 are given back one by one to the last fen", () => {
  const line = { line_id: "l", quantity: 3, paid: 1000n, base: 1000n };
  expect([
    mostOf(line, nothing, 1),
    mostOf(line, { units: 1, amount: 333n }, 1),
    mostOf(line, { units: 2, amount: 666n }, 1),
  ]).toEqual([333n, 333n, 334n]);
  expect(costOf(line, 3)).toBe(1000n);
});

test("however a line goes back, in whatever parts, never more than was paid, and exactly that when all of it did", () => {
  fc.assert(
    fc.property(
      anyLine,
      fc.array(fc.record({ units: fc.nat(20), full: fc.boolean(), permille: fc.nat(1000), keeps: fc.boolean() }), {
        maxLength: 12,
      }),
      (line, asks) => {
        let given: Given = nothing;
        let base = 0n;
        let onlyFull = true;
        for (const ask of asks) {
          const units = Math.min(ask.units, line.quantity - given.units);
          if (units === 0) continue;
          const most = mostOf(line, given, units);
          expect(most).toBeGreaterThanOrEqual(0n);
          const amount = ask.full ? most : (most * BigInt(ask.permille)) / 1000n;
          const gone = ask.full || !ask.keeps || amount === most ? units : 0;
          onlyFull &&= amount === most;
          base += baseOf(line, given, amount, gone);
          given = { units: given.units + gone, amount: given.amount + amount };
          expect(given.amount).toBeLessThanOrEqual(line.paid);
          expect(base).toBeLessThanOrEqual(line.base);
          expect(base).toBeGreaterThanOrEqual(given.amount);
        }
        // What is left goes back in one: then all of it did, to the last fen, unless somebody kept goods for a part of the price.
        const left = line.quantity - given.units;
        const rest = left === 0 ? 0n : mostOf(line, given, left);
        const whole = given.amount + rest;
        expect(onlyFull ? whole : 0n).toBe(onlyFull ? line.paid : 0n);
        expect(whole).toBeLessThanOrEqual(line.paid);
        base += left === 0 ? 0n : baseOf(line, given, rest, left);
        expect(onlyFull ? base : 0n).toBe(onlyFull ? line.base : 0n);
      },
    ),
    { numRuns: 2_000 },
  );
});

test("an amount falls on lines exactly, none above what it can give", () => {
  fc.assert(
    fc.property(
      fc.array(fc.bigInt({ min: 0n, max: 10_000n }), { minLength: 1, maxLength: 8 }),
      fc.nat(1000),
      (mosts, permille) => {
        const amount = (sum(mosts) * BigInt(permille)) / 1000n;
        const parts = allot(amount, mosts);
        expect(sum(parts)).toBe(amount);
        for (const [index, part] of parts.entries()) expect(part).toBeLessThanOrEqual(mosts[index] ?? 0n);
        expect(allot(sum(mosts), mosts)).toEqual(mosts);
      },
    ),
    { numRuns: 2_000 },
  );
});

test("shipping goes back only with the whole order: unshipped, or by the seller's fault", () => {
  const asked = { left: 600n, whole: true, before_shipping: false, fault: "buyer" } as const;
  expect(shippingOf(asked)).toBe(0n);
  expect(shippingOf({ ...asked, before_shipping: true })).toBe(600n);
  expect(shippingOf({ ...asked, fault: "seller" })).toBe(600n);
  expect(shippingOf({ ...asked, fault: "seller", whole: false })).toBe(0n);
  expect(splitAmount(1100n, { goods: 1000n, shipping: 600n })).toEqual({ goods: 1000n, shipping: 100n });
});
