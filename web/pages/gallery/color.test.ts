import { expect, it } from "vitest";
import { contrast } from "./color.ts";

it("agrees with the examples of WCAG", () => {
  expect(contrast("#000000", "#ffffff")).toBeCloseTo(21, 5);
  expect(contrast("#777777", "#ffffff")).toBeCloseTo(4.48, 2);
  expect(contrast("#fff", "#ffffff")).toBe(1);
  expect(contrast("nonsense", "#ffffff")).toBeNaN();
});
