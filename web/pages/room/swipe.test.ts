import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { neighborsOf, swipeOf } from "./swipe.ts";

const from = { x_px: 200, y_px: 500, at_ms: 1_000 };

describe("a finger on a room", () => {
  it.each([
    ["up", { x_px: 210, y_px: 380, at_ms: 1_200 }, "next"],
    ["down", { x_px: 190, y_px: 640, at_ms: 1_200 }, "previous"],
    ["a tap", { x_px: 202, y_px: 503, at_ms: 1_080 }, null],
    ["sideways", { x_px: 40, y_px: 400, at_ms: 1_200 }, null],
    ["slowly", { x_px: 200, y_px: 300, at_ms: 3_000 }, null],
  ] as const)("%s", (_, to, wanted) => expect(swipeOf(from, to)).toBe(wanted));
});

describe("the rooms around one", () => {
  it("lead back to where one came from", () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.string({ minLength: 1 }), { minLength: 1 }), (ids) =>
        ids.every((id) => {
          const { next, previous } = neighborsOf(ids, id);
          const back = next === null || neighborsOf(ids, next).previous === id;
          return back && (previous === null || neighborsOf(ids, previous).next === id);
        }),
      ),
    );
  });

  it("of a room that is no longer on air are the first, and none before", () => {
    expect(neighborsOf(["a", "b"], "gone")).toEqual({ next: "a", previous: null });
    expect(neighborsOf([], "gone")).toEqual({ next: null, previous: null });
  });
});
