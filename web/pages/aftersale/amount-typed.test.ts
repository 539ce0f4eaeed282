import { expect, test } from "vitest";
import { readAmount, typedAmount } from "./amount-typed.ts";

test("what is typed is read to the fen, and nothing above the most", () => {
  expect(["29.9", "29.90", "0", "29.91", "1.234", "", "-1", "1e3"].map((typed) => readAmount(typed, 2990))).toEqual([
    2990,
    2990,
    0,
    null,
    null,
    null,
    null,
    null,
  ]);
  expect(readAmount(typedAmount(105), 105)).toBe(105);
});
