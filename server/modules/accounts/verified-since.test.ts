import { describe, expect, it } from "vitest";
import { verifiedSince } from "./verification.ts";

const day = (count: number): Date => new Date(Date.UTC(2026, 0, count));
const approval = (from: number, until: number) => ({ decided_at: day(from), valid_until: day(until) });

describe("verified since", () => {
  it("is the beginning of a row of approvals without a gap", () => {
    expect(verifiedSince([approval(1, 100), approval(90, 190), approval(190, 290)], day(200))).toEqual(day(1));
  });
  it("begins anew after a gap", () => {
    expect(verifiedSince([approval(1, 100), approval(120, 220)], day(200))).toEqual(day(120));
  });
  it("is nothing before, after, or in a gap", () => {
    const rows = [approval(1, 100), approval(120, 220)];
    expect([day(-3), day(110), day(220)].map((at) => verifiedSince(rows, at))).toEqual([null, null, null]);
  });
});
