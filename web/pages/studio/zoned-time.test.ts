import fc from "fast-check";
import { expect, it } from "vitest";
import { instantIn, localIn } from "./zoned-time.ts";

it("what a zone's clock shows leads back to the instant", () => {
  const minute = fc.integer({ min: 28_000_000, max: 31_000_000 }).map((count) => new Date(count * 60_000));
  fc.assert(
    fc.property(minute, fc.constantFrom("Asia/Shanghai", "UTC", "Asia/Kathmandu"), (at, zone) => {
      expect(instantIn(zone, localIn(zone, at))?.toISOString()).toBe(at.toISOString());
    }),
  );
  expect(localIn("Asia/Shanghai", new Date("2026-11-22T12:00:00Z"))).toBe("2026-11-22T20:00");
  expect(instantIn("America/New_York", "2026-07-01T08:30")?.toISOString()).toBe("2026-07-01T12:30:00.000Z");
});

it("what is no time is none", () => {
  for (const wrong of ["", "tomorrow", "2026-13-01T00:00", "2026-11-22"]) expect(instantIn("UTC", wrong)).toBeNull();
});
