import fc from "fast-check";
import { expect, test } from "vitest";
import { codeOf } from "../../../../tests/kit/call-route.ts";
import { periodOf } from "./overview.ts";

test("one day goes by the hour, more by the day; the comparison is as long", () => {
  expect(periodOf({ from: "2026-11-22", to: "2026-11-22", compare_from: "2026-11-21" })).toEqual({
    from: "2026-11-22",
    to: "2026-11-22",
    grain: "hour",
    before: { from: "2026-11-21", to: "2026-11-21" },
  });
  expect(periodOf({ from: "2026-11-16", to: "2026-11-22", compare_from: "2026-11-09" }).before).toEqual({
    from: "2026-11-09",
    to: "2026-11-15",
  });
});

test("days that run backwards, too many of them, and a comparison with the future are refused", async () => {
  const code = (asked: Parameters<typeof periodOf>[0]) => codeOf(Promise.resolve().then(() => periodOf(asked)));
  expect(await code({ from: "2026-11-22", to: "2026-11-21" })).toBe("invalid_param");
  expect(await code({ from: "2024-01-01", to: "2026-01-01" })).toBe("invalid_param");
  expect(await code({ from: "2026-11-22", to: "2026-11-22", compare_from: "2026-11-22" })).toBe("invalid_param");
});

test("both stretches have the same number of days", () => {
  const day = fc.integer({ min: 0, max: 20_000 }).map((n) => new Date(n * 24 * 3600_000).toISOString().slice(0, 10));
  fc.assert(
    fc.property(day, fc.integer({ min: 0, max: 365 }), fc.integer({ min: 1, max: 400 }), (from, length, back) => {
      const shift = (at: string, days: number) =>
        new Date(Date.parse(at) + days * 24 * 3600_000).toISOString().slice(0, 10);
      const { before } = periodOf({ from, to: shift(from, length), compare_from: shift(from, -back) });
      expect(before).toEqual({ from: shift(from, -back), to: shift(shift(from, -back), length) });
    }),
  );
});
