import { expect, test } from "vitest";
import { dayAfter, marketDay, mondayOf, percentChange, periodFor } from "./market-day.ts";

test("the market's midnight decides the day, not the device's", () => {
  const late = Date.parse("2026-11-22T16:30:00Z");
  expect(marketDay(late, "Asia/Shanghai")).toBe("2026-11-23");
  expect(marketDay(late, "UTC")).toBe("2026-11-22");
});

test("a week begins on Monday and is compared with the same weekdays", () => {
  expect(mondayOf("2026-11-22")).toBe("2026-11-16");
  expect(mondayOf("2026-11-16")).toBe("2026-11-16");
  expect(periodFor("week", "2026-11-18")).toEqual({ from: "2026-11-16", to: "2026-11-18", compare_from: "2026-11-09" });
  expect(periodFor("month", "2026-11-30")).toEqual({
    from: "2026-11-01",
    to: "2026-11-30",
    compare_from: "2026-10-02",
  });
  expect(dayAfter("2026-03-01", -1)).toBe("2026-02-28");
});

test("a change of nothing is no percentage", () => {
  expect(percentChange(90, 80)).toBe(12.5);
  expect(percentChange(40, 80)).toBe(50);
  expect(percentChange(5, 0)).toBeNull();
});
