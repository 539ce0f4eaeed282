import { expect, test } from "vitest";
import { centsOf, percentOf, unitsOf } from "./coupon-fields.ts";

test("what people type becomes minor units, or is refused", () => {
  expect(["5", "12.5", " 0.05 ", "9,90"].map(centsOf)).toEqual([500, 1250, 5, 990]);
  for (const wrong of ["", "0", "-1", "1.234", "abc", "1e3"]) expect(centsOf(wrong)).toBeUndefined();
  expect(["1", "99", "100", "0", "8.5"].map(percentOf)).toEqual([1, 99, undefined, undefined, undefined]);
  expect(["3", "0", "1.5", "007"].map(unitsOf)).toEqual([3, undefined, undefined, undefined]);
});
