import fc from "fast-check";
import { expect, test } from "vitest";
import { shelfOf, wantedOf, type Allotted, type Wanted } from "./allotment.ts";

const allot = (members: readonly Wanted[], available: ReadonlyMap<string, number>): Allotted[] => {
  const shelf = shelfOf(available);
  return members.map((wanted) => shelf.take(wanted));
};

const variants = ["a", "b", "c"] as const;
const member = fc.array(
  fc.record({ variant_id: fc.constantFrom(...variants), quantity: fc.integer({ min: 1, max: 5 }) }),
  { minLength: 1, maxLength: 4 },
);
const stock = fc.record({
  a: fc.integer({ min: 0, max: 12 }),
  b: fc.integer({ min: 0, max: 12 }),
  c: fc.integer({ min: 0, max: 12 }),
});

/** The same rule said in another way: of all sets of winners, the one that is largest when compared member by member in order of arrival. */
function bestByArrival(
  members: readonly (readonly { variant_id: string; quantity: number }[])[],
  available: Readonly<Record<string, number>>,
): boolean[] {
  const fits = (winners: readonly boolean[]): boolean => {
    for (const variant of variants) {
      const sold = members
        .flatMap((lines, index) => (winners[index] === true ? lines : []))
        .filter((one) => one.variant_id === variant)
        .reduce((sum, one) => sum + one.quantity, 0);
      if (sold > (available[variant] ?? 0)) return false;
    }
    return true;
  };
  for (let mask = 2 ** members.length - 1; mask >= 0; mask -= 1) {
    const winners = members.map((_, index) => (mask & (1 << (members.length - 1 - index))) !== 0);
    if (fits(winners)) return winners;
  }
  throw new Error("selling nothing always fits");
}

test("is exact: equals the brute-force answer, so nothing is oversold and nothing that could be sold is left", () => {
  fc.assert(
    fc.property(fc.array(member, { maxLength: 8 }), stock, (members, available) => {
      const decided = allot(members.map(wantedOf), new Map(Object.entries(available)));
      expect(decided.map((one) => one.ok)).toEqual(bestByArrival(members, available));
    }),
    { numRuns: 500 },
  );
});

test("a large order that does not fit does not stop a smaller one behind it", () => {
  const wants = [3, 5, 2, 1].map((quantity) => wantedOf([{ variant_id: "a", quantity }]));
  expect(allot(wants, new Map([["a", 6]]))).toEqual([
    { ok: true },
    { ok: false, variant_id: "a", available: 3 },
    { ok: true },
    { ok: true },
  ]);
});

test("two lines of one variant count together, and what is unknown is not there", () => {
  const twice = wantedOf([
    { variant_id: "a", quantity: 2 },
    { variant_id: "a", quantity: 2 },
  ]);
  expect(allot([twice], new Map([["a", 3]]))).toEqual([{ ok: false, variant_id: "a", available: 3 }]);
  expect(allot([twice], new Map())).toEqual([{ ok: false, variant_id: "a", available: 0 }]);
});
