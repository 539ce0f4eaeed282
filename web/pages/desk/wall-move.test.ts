import { expect, test } from "vitest";
import { tileTowards, type Place } from "./wall-move.ts";

/** Seven tiles in rows of three. */
const wall: Place[] = Array.from({ length: 7 }, (_, at) => ({ left: (at % 3) * 100, top: Math.floor(at / 3) * 80 }));

test("arrows move over the wall as the eye does, and stop at its edges", () => {
  expect(tileTowards([], -1, "ArrowDown")).toBe(-1);
  expect(tileTowards(wall, -1, "ArrowRight")).toBe(0);
  expect(tileTowards(wall, 0, "ArrowRight")).toBe(1);
  expect(tileTowards(wall, 2, "ArrowRight")).toBe(3);
  expect(tileTowards(wall, 0, "ArrowLeft")).toBe(0);
  expect(tileTowards(wall, 6, "ArrowRight")).toBe(6);
  expect(tileTowards(wall, 1, "ArrowDown")).toBe(4);
  expect(tileTowards(wall, 5, "ArrowDown")).toBe(6);
  expect(tileTowards(wall, 6, "ArrowDown")).toBe(6);
  expect(tileTowards(wall, 4, "ArrowUp")).toBe(1);
  expect(tileTowards(wall, 1, "ArrowUp")).toBe(1);
});
