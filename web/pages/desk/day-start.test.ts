import { expect, test } from "vitest";
import { dayStart } from "./day-start.ts";

test("a day begins by the market's clock, wherever the operator sits", () => {
  expect(dayStart("2026-11-22", "Asia/Shanghai")).toBe("2026-11-21T16:00:00.000Z");
  expect(dayStart("2026-11-30", "Asia/Shanghai", 1)).toBe("2026-11-30T16:00:00.000Z");
  // The day after is as long as its clocks make it.
  expect(dayStart("2026-03-29", "Europe/Berlin", 1)).toBe("2026-03-29T22:00:00.000Z");
  for (const none of [undefined, "", "2026-13-01", "yesterday"]) expect(dayStart(none, "UTC")).toBeUndefined();
});
