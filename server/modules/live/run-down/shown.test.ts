import fc from "fast-check";
import { expect, it } from "vitest";
import { pinnedBy, shownTimes } from "./shown.ts";

const pin = fc.record({ product_id: fc.constantFrom(null, "a", "b", "c"), offset_ms: fc.nat(100_000) });
const pins = fc
  .array(pin, { maxLength: 20 })
  .map((list) => list.toSorted((one, other) => one.offset_ms - other.offset_ms));

it("time on products and time on none make up the whole from the first pin on", () => {
  fc.assert(
    fc.property(pins, fc.nat(50_000), (list, more) => {
      const end = (list.at(-1)?.offset_ms ?? 0) + more;
      const times = shownTimes(list, end);
      const nothing = list.reduce(
        (sum, one, at) => sum + (one.product_id === null ? (list[at + 1]?.offset_ms ?? end) - one.offset_ms : 0),
        0,
      );
      const shown = [...times.values()].reduce((sum, ms) => sum + ms, 0);
      expect(shown + nothing).toBe(end - (list[0]?.offset_ms ?? end));
    }),
  );
});

it("no time is negative, whatever the end; what is pinned is the last pin before", () => {
  fc.assert(
    fc.property(pins, fc.nat(100_000), (list, end) => {
      for (const ms of shownTimes(list, end).values()) expect(ms).toBeGreaterThanOrEqual(0);
    }),
  );
  const list = [
    { product_id: "a", offset_ms: 10 },
    { product_id: null, offset_ms: 20 },
    { product_id: "a", offset_ms: 30 },
  ];
  expect([0, 10, 19, 20, 30].map((at) => pinnedBy(list, at))).toEqual([null, "a", "a", null, "a"]);
  expect(shownTimes(list, 45).get("a")).toBe(25);
});
