import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { moved } from "./move.ts";
import { nextRow } from "./row-keys.ts";

describe("moving over rows", () => {
  it("starts at the near end and stops at the far one", () => {
    expect([
      nextRow(-1, 1, 3),
      nextRow(-1, -1, 3),
      nextRow(2, 1, 3),
      nextRow(0, -1, 3),
      nextRow(1, 1, 3),
      nextRow(-1, 1, 0),
    ]).toEqual([0, 2, 2, 0, 2, -1]);
  });
});

describe("moving an item of a list", () => {
  it("keeps every item, and moving back restores the order", () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer(), { minLength: 1 }), fc.nat(), (list, pick) => {
        const from = pick % list.length;
        const down = moved(list, from, 1);
        const last = list.length - 1;
        expect(new Set(down)).toEqual(new Set(list));
        expect(down).toHaveLength(list.length);
        expect(down[Math.min(from + 1, last)]).toBe(list[from]);
        expect(from < last ? moved(down, from + 1, -1) : down).toEqual(list);
      }),
    );
  });
});
