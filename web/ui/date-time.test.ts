import fc from "fast-check";
import { expect, it } from "vitest";
import { fromLocalField, toLocalField } from "./date-time.ts";

const zones = ["Asia/Shanghai", "Europe/Berlin", "America/St_Johns", "UTC"] as const;

it("an instant comes back from the field it was shown in", () => {
  const minute_ms = 60_000;
  fc.assert(
    fc.property(fc.integer({ min: 28_000_000, max: 33_000_000 }), fc.constantFrom(...zones), (minutes, zone) => {
      const at = new Date(minutes * minute_ms).toISOString();
      const shown = toLocalField(at, zone);
      // In the hour that autumn repeats, the field cannot tell which one is meant; the wall clock is the same.
      expect(toLocalField(fromLocalField(shown, zone), zone)).toBe(shown);
      const exact = zone === "Asia/Shanghai" || zone === "UTC";
      expect(exact ? fromLocalField(shown, zone) : at).toBe(at);
    }),
  );
});

it("reads the market's evening, and nothing out of half a date", () => {
  expect(fromLocalField("2026-11-22T20:00", "Asia/Shanghai")).toBe("2026-11-22T12:00:00.000Z");
  expect(toLocalField("2026-07-01T18:30:00Z", "Europe/Berlin")).toBe("2026-07-01T20:30");
  for (const typed of ["", "2026-11-22", "nonsense", "2026-13-40T99:99"])
    expect(fromLocalField(typed, "Asia/Shanghai")).toBeNull();
  expect(toLocalField(null, "UTC")).toBe("");
});
