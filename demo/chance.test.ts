import fc from "fast-check";
import { expect, it } from "vitest";
import { createChance } from "./chance.ts";

it("the same seed makes the same choices, another seed others", () => {
  const take = (seed: number): number[] => Array.from({ length: 20 }, createChance(seed).next);
  expect(take(1)).toEqual(take(1));
  expect(take(1)).not.toEqual(take(2));
  expect(createChance(1).fork("a").next()).toBe(createChance(1).fork("a").next());
  expect(createChance(1).fork("a").next()).not.toBe(createChance(1).fork("b").next());
});

it("stays within its bounds", () => {
  fc.assert(
    fc.property(
      fc.integer(),
      fc.integer({ min: -1000, max: 1000 }),
      fc.nat(1000),
      fc.array(fc.nat()),
      (seed, low, span, list) => {
        const chance = createChance(seed);
        const number = chance.between(low, low + span);
        expect(number).toBeGreaterThanOrEqual(low);
        expect(number).toBeLessThanOrEqual(low + span);
        const pause = chance.pauseMs(1000);
        expect(pause).toBeGreaterThanOrEqual(0);
        expect(pause).toBeLessThanOrEqual(4000);
        const ascending = (a: number, b: number): number => a - b;
        expect(chance.shuffled(list).toSorted(ascending)).toEqual(list.toSorted(ascending));
      },
    ),
  );
});

it("nothing can be picked from nothing", () => {
  expect(() => createChance(1).pick([])).toThrow(/nothing to pick/);
});
