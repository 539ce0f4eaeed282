import { expect, it } from "vitest";
import { positivePercent } from "./positive.ts";

it("counts 4 and 5 stars, rounds down, and says nothing of nobody", () => {
  expect(positivePercent([0, 0, 0, 0, 0])).toBeNull();
  expect(positivePercent([1, 0, 0, 1, 1])).toBe(66);
  expect(positivePercent([0, 0, 1, 0, 199])).toBe(99);
  expect(positivePercent([0, 0, 0, 2, 3])).toBe(100);
});
