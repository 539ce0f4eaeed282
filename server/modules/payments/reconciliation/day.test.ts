import { expect, test } from "vitest";
import { dayOf, daysAfter, daysDue, spanOf } from "./day.ts";

const hours = ({ from, to }: { from: Date; to: Date }) => (to.getTime() - from.getTime()) / 3600_000;

test("a day begins at midnight where the provider is, also where clocks change", () => {
  expect(spanOf("2026-11-22", "Asia/Shanghai")).toEqual({
    day: "2026-11-22",
    from: new Date("2026-11-21T16:00:00Z"),
    to: new Date("2026-11-22T16:00:00Z"),
  });
  expect(hours(spanOf("2026-03-29", "Europe/Berlin"))).toBe(23);
  expect(hours(spanOf("2026-10-25", "Europe/Berlin"))).toBe(25);
  expect(spanOf("2026-10-25", "Europe/Berlin").from).toEqual(new Date("2026-10-24T22:00:00Z"));
  expect(hours(spanOf("2026-11-01", "America/New_York"))).toBe(25);
});

test("the day it is depends on where", () => {
  const at = new Date("2026-11-22T16:30:00Z");
  expect([dayOf(at, "UTC"), dayOf(at, "Asia/Shanghai")]).toEqual(["2026-11-22", "2026-11-23"]);
  expect([daysAfter("2026-02-28", 1), daysAfter("2026-03-01", -1)]).toEqual(["2026-03-01", "2026-02-28"]);
});

test("days that were missed are made up for, not for ever, and not from before there was any", () => {
  expect(daysDue(null, "2026-11-22", 31)).toEqual(["2026-11-22"]);
  expect(daysDue("2026-11-22", "2026-11-22", 31)).toEqual([]);
  expect(daysDue("2026-11-19", "2026-11-22", 31)).toEqual(["2026-11-20", "2026-11-21", "2026-11-22"]);
  expect(daysDue("2026-01-01", "2026-11-22", 2)).toEqual(["2026-11-21", "2026-11-22"]);
});
