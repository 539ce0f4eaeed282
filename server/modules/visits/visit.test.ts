import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { visitPageOf } from "../../../contract/visits.ts";
import { daysBefore, marketDay, monthsBefore, Tally, wantsNoCount } from "./visit.ts";

describe("a visit", () => {
  it("is of a kind of page, never of a thing or a person, and work is none", () => {
    expect(["/", "/rooms/room_1", "/products/prod_1", "/shops/shop_1", "/hosts/acct_1"].map(visitPageOf)).toEqual([
      "home",
      "room",
      "product",
      "shop",
      "host",
    ]);
    expect(["/search", "/me/privacy", "/orders/ord_1", "/terms", "/constructor"].map(visitPageOf)).toEqual([
      "search",
      "account",
      "account",
      "other",
      "other",
    ]);
    expect(["/studio", "/sell/orders", "/desk/visits", "/dev/inbox"].map(visitPageOf)).toEqual([
      null,
      null,
      null,
      null,
    ]);
  });

  it("belongs to the market's day", () => {
    expect(marketDay(new Date("2026-11-22T15:59:59Z"), "Asia/Shanghai")).toBe("2026-11-22");
    expect(marketDay(new Date("2026-11-22T16:00:00Z"), "Asia/Shanghai")).toBe("2026-11-23");
    expect(daysBefore("2026-03-01", 1)).toBe("2026-02-28");
    expect(monthsBefore("2026-11-22", 13)).toBe("2025-10-22");
    expect(monthsBefore("2026-01-31", 13)).toBe("2024-12-31");
  });

  it("is not counted where the browser asks for it", () => {
    expect(wantsNoCount(new Headers({ dnt: "1" }))).toBe(true);
    expect(wantsNoCount(new Headers({ "sec-gpc": "1" }))).toBe(true);
    expect(wantsNoCount(new Headers({ dnt: "0" }))).toBe(false);
  });

  it("is counted once, however it is added up", () => {
    const one = fc.record({ day: fc.constantFrom("2026-11-22", "2026-11-23"), page: fc.constantFrom("home", "room") });
    fc.assert(
      fc.property(fc.array(one), fc.nat(5), (visits, every) => {
        const tally = new Tally();
        let taken = 0;
        visits.forEach(({ day, page }, index) => {
          tally.add(day, page);
          if (index % (every + 1) === 0) taken += tally.take().reduce((sum, { opened }) => sum + opened, 0);
        });
        taken += tally.take().reduce((sum, { opened }) => sum + opened, 0);
        expect(taken).toBe(visits.length);
        expect(tally.take()).toEqual([]);
      }),
    );
  });
});
