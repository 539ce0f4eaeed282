import { expect, it } from "vitest";
import { sumOfVisits } from "./visit-sums.ts";

it("sums pages opened over the last days, today included", () => {
  const report = {
    today: "2026-03-02",
    data: [
      { day: "2026-03-02", page: "home" as const, opened: 5 },
      { day: "2026-03-01", page: "room" as const, opened: 3 },
      { day: "2026-02-24", page: "home" as const, opened: 2 },
      { day: "2026-02-23", page: "home" as const, opened: 100 },
    ],
  };
  expect(sumOfVisits(report, "home", 1)).toBe(5);
  expect(sumOfVisits(report, null, 2)).toBe(8);
  expect(sumOfVisits(report, "home", 7)).toBe(7);
});
