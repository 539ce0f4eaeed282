import { expect, test } from "vitest";
import { ManualClock } from "./clock.ts";
import { GoneForNow } from "./gone-for-now.ts";

const setUp = () => {
  const clock = new ManualClock(1_000_000);
  return { clock, gone: new GoneForNow(clock, 250, 3) };
};

test("what was seen to be gone is believed from when it was looked at, for so long and no longer", () => {
  const { clock, gone } = setUp();
  const found = gone.look();
  clock.turn(100);
  found(["a"]);
  expect([gone.has("a"), gone.has("b")]).toEqual([true, false]);
  clock.turn(149);
  expect(gone.has("a")).toBe(true);
  clock.turn(1);
  expect(gone.has("a")).toBe(false);
});

test("what returned while somebody looked is not believed to be gone by what they found", () => {
  const { gone } = setUp();
  const found = gone.look();
  gone.forget(["a"]);
  found(["a"]);
  expect(gone.has("a")).toBe(false);
});

test("what returns is there at once, and after a gap everything is looked at again", () => {
  const { gone } = setUp();
  gone.believe(["a", "b"]);
  gone.forget(["a"]);
  expect([gone.has("a"), gone.has("b")]).toEqual([false, true]);
  const found = gone.look();
  gone.forgetAll();
  found(["b"]);
  expect(gone.has("b")).toBe(false);
});

test("it remembers only so many", () => {
  const { gone } = setUp();
  for (const id of ["a", "b", "c", "d", "e"]) gone.believe([id]);
  expect(["a", "b", "c", "d", "e"].filter((id) => gone.has(id)).length).toBeLessThanOrEqual(4);
});
