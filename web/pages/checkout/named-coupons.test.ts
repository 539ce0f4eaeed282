import { expect, it } from "vitest";
import { withChoice } from "./named-coupons.ts";

it("keeps what was chosen for other shops, but for the coupon that is taken from one", () => {
  expect(withChoice({}, "a", ["p"])).toEqual({ a: ["p"] });
  expect(withChoice({ a: ["s", "p"], c: ["q"] }, "b", ["p"])).toEqual({ a: ["s"], b: ["p"], c: ["q"] });
  expect(withChoice({ a: ["s", "p"] }, "a", [])).toEqual({ a: [] });
});
