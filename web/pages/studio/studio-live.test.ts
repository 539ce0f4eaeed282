import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ChannelItem } from "../../../contract/socket.ts";
import { paceAfter, pointsOf, ticksAfter, ticks_max, type Minute } from "./studio-live.ts";

const order = (n: number, state: "unpaid" | "to_ship" = "unpaid"): ChannelItem => ({
  t: "studio_order",
  order_id: `ord_${String(n).padStart(26, "0")}`,
  state,
  buyer_name: "小***",
  title: "猕猴桃",
  quantity: 1,
  total: { amount: 3990, currency: "CNY" },
  at: "2026-11-22T06:00:00Z",
});

describe("orders of a session", () => {
  it("stand once each, newest first, in their latest state", () => {
    const ticks = ticksAfter(ticksAfter([], [order(1), order(2)]), [order(1, "to_ship"), { t: "viewers", count: 5 }]);
    expect(ticks.map(({ order_id, state }) => [order_id.at(-1), state])).toEqual([
      ["2", "unpaid"],
      ["1", "to_ship"],
    ]);
  });

  it("never grow past their limit nor repeat one", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 200 })), (numbers) => {
        const ticks = ticksAfter(
          [],
          numbers.map((n) => order(n)),
        );
        expect(ticks.length).toBeLessThanOrEqual(ticks_max);
        expect(new Set(ticks.map(({ order_id }) => order_id)).size).toBe(ticks.length);
      }),
    );
  });
});

describe("the pace", () => {
  const seen = (viewers: number, gross_minor: number, pinned_product_id: string | null = null) => ({
    viewers,
    gross_minor,
    pinned_product_id,
  });

  it("keeps one entry a minute and shows sales within it", () => {
    let pace: readonly Minute[] = [];
    pace = paceAfter(pace, 0, seen(3, 1000));
    pace = paceAfter(pace, 30_000, seen(4, 1500));
    pace = paceAfter(pace, 61_000, seen(5, 4000, "prod_a"));
    pace = paceAfter(pace, 125_000, seen(6, 4000, "prod_a"));
    expect(pointsOf(pace)).toEqual([
      { viewers: 5, sales_minor: 2500, pinChanged: true },
      { viewers: 6, sales_minor: 0, pinChanged: false },
    ]);
  });

  it("sums to what was sold since the first minute, however the clock jumps", () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ step_ms: fc.integer({ min: -60_000, max: 200_000 }), sold: fc.nat(10_000) }), {
          minLength: 1,
          maxLength: 100,
        }),
        (steps) => {
          let now_ms = 1_000_000;
          let gross = 0;
          let pace: readonly Minute[] = [];
          for (const { step_ms, sold } of steps) {
            now_ms += step_ms;
            gross += sold;
            pace = paceAfter(pace, now_ms, seen(1, gross));
          }
          const total = pointsOf(pace).reduce((sum, { sales_minor }) => sum + sales_minor, 0);
          expect(total).toBe(gross - (pace[0]?.gross_minor ?? 0));
        },
      ),
    );
  });
});
