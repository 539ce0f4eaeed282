import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ChannelItem } from "../../../contract/socket.ts";
import { ticksAfter, ticks_max } from "./studio-live.ts";

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
