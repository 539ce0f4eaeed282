import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { lowestSince, offeredOf, priceChanges } from "./price-history.ts";

const offer = fc
  .dictionary(fc.constantFrom("a", "b", "c", "d"), fc.bigInt(1n, 9n))
  .map((given) => new Map(Object.entries(given)));

describe("what changed for buyers", () => {
  it("applied to the old offer gives the new one", () =>
    fc.assert(
      fc.property(offer, offer, (before, after) => {
        const told = new Map(before);
        for (const { variant_id, price } of priceChanges(before, after)) {
          if (price === null) told.delete(variant_id);
          else told.set(variant_id, price);
        }
        expect(told).toEqual(after);
      }),
    ));
  it("is nothing where nothing changed", () =>
    fc.assert(
      fc.property(offer, (same) => {
        expect(priceChanges(same, new Map(same))).toEqual([]);
      }),
    ));
  it("does not know prices of a draft: nobody was offered them", () => {
    expect(offeredOf({ state: "draft" }, [{ id: "a", price: 5n }]).size).toBe(0);
    expect(offeredOf({ state: "off" }, [{ id: "a", price: 5n }]).size).toBe(0);
  });
});

describe("the lowest price", () => {
  const steps = fc.array(
    fc.record({ gap: fc.integer({ min: 1, max: 20 }), price: fc.option(fc.bigInt(1n, 99n), { nil: null }) }),
    { maxLength: 10 },
  );
  it("is the lowest of every minute looked at one by one", () =>
    fc.assert(
      fc.property(steps, fc.nat(100), (given, since) => {
        let minute = 0;
        const row = given.map((step) => ({ at: new Date((minute += step.gap) * 60_000), price: step.price }));
        const priceAt = (at: number): bigint | null =>
          row.filter((step) => step.at.getTime() <= at * 60_000).at(-1)?.price ?? null;
        const seen = Array.from({ length: 301 }, (_, at) => at)
          .filter((at) => at >= since)
          .flatMap((at) => priceAt(at) ?? []);
        const lowest = seen.length === 0 ? null : seen.reduce((low, price) => (price < low ? price : low));
        expect(lowestSince(row, new Date(since * 60_000))).toBe(lowest);
      }),
    ));
});
