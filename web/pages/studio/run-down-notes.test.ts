import fc from "fast-check";
import { expect, it } from "vitest";
import { nextAfter, placed } from "./run-down-notes.ts";

const list = fc.uniqueArray(fc.nat(1000), { minLength: 1, maxLength: 12 });
const within = (rows: readonly number[]) => fc.nat(rows.length - 1);

it("moving a row loses none, puts it where it was dropped and keeps the order of the others", () => {
  fc.assert(
    fc.property(
      list.chain((rows) => fc.tuple(fc.constant(rows), within(rows), within(rows))),
      ([rows, from, to]) => {
        const next = placed(rows, from, to);
        expect(next[to]).toBe(rows[from]);
        expect(next.filter((row) => row !== rows[from])).toEqual(rows.filter((row) => row !== rows[from]));
      },
    ),
  );
});

it("a place that is none moves nothing", () => {
  for (const [from, to] of [
    [0, -1],
    [0, 2],
    [2, 0],
  ] as const)
    expect(placed([1, 2], from, to)).toEqual([1, 2]);
});

it("the next product is the one after what is pinned, the first while nothing is, none after the last", () => {
  const bag = [{ id: "a" }, { id: "b" }];
  expect([null, "a", "b", "gone"].map((id) => nextAfter(bag, id)?.id ?? null)).toEqual(["a", "b", null, "a"]);
});
