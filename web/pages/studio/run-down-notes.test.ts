import fc from "fast-check";
import { expect, it } from "vitest";
import { nextAfter, placed } from "./run-down-notes.ts";

it("moving a row loses none, puts it where it was dropped and keeps the order of the others", () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.nat(1000), { minLength: 1, maxLength: 12 }),
      fc.nat(12),
      fc.nat(12),
      (rows, from, to) => {
        const next = placed(rows, from, to);
        if (from >= rows.length || to >= rows.length) return expect(next).toEqual(rows);
        expect(next[to]).toBe(rows[from]);
        expect(next.filter((row) => row !== rows[from])).toEqual(rows.filter((row) => row !== rows[from]));
      },
    ),
  );
  expect(placed([1, 2], 0, -1)).toEqual([1, 2]);
});

it("the next product is the one after what is pinned, the first while nothing is, none after the last", () => {
  const bag = [{ id: "a" }, { id: "b" }];
  expect([null, "a", "b", "gone"].map((id) => nextAfter(bag, id)?.id ?? null)).toEqual(["a", "b", null, "a"]);
});
