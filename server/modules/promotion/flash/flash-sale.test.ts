import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { FlashSaleRow } from "../tables.ts";
import { announced, ended, isRunning, opened, ordered, paid, returned, stateAt } from "./flash-sale.ts";

const at = new Date("2026-11-22T04:00:00Z");
const after = (s: number) => new Date(at.getTime() + s * 1000);
const prepared = (quantity = 3, duration_s: number | null = null): FlashSaleRow => ({
  shop_id: "shop",
  flash_sale_id: "flash",
  room_id: "room",
  session_id: "sess",
  host_id: "acct",
  product_id: "prod",
  variant_id: "var",
  title: "Peaches",
  variant_title: "6",
  picture: null,
  state: "prepared",
  end_reason: null,
  price: 990n,
  normal_price: 2990n,
  quantity,
  left_units: quantity,
  unpaid_units: 0,
  paid_units: 0,
  per_buyer_max: 1,
  fans_only: false,
  duration_s,
  created_at: at,
  announced_at: null,
  opens_at: null,
  ends_at: null,
  ended_at: null,
});

describe("a flash sale", () => {
  test("opens and ends at its time, though nobody has written that down", () => {
    const row = announced(prepared(3, 60), at, after(30), 2990n);
    expect([29.999, 30, 89.999, 90].map((s) => stateAt(row, after(s)))).toEqual(["announced", "open", "open", "ended"]);
  });
  test("sells out, opens again when a unit comes back, and is over when everything is paid", () => {
    const open = opened(announced(prepared(2), at, at, 2990n));
    const out = ordered(open, 2);
    expect(out).toMatchObject({ state: "sold_out", left_units: 0, unpaid_units: 2 });
    expect(returned(out, 1)).toMatchObject({ back: true, row: { state: "open", left_units: 1 } });
    const half = paid(out, 1, at);
    expect(half).toMatchObject({ state: "sold_out", unpaid_units: 1, paid_units: 1 });
    expect(paid(half, 1, at)).toMatchObject({ state: "ended", end_reason: "sold_out" });
  });
  test("that never opened is cancelled; one that did is ended, and gives nothing back into itself", () => {
    const row = announced(prepared(), at, after(30), 2990n);
    expect(ended(row, "host", at).state).toBe("cancelled");
    const over = ended(ordered(row, 1), "host", after(40));
    expect(over).toMatchObject({ state: "ended", left_units: 2, unpaid_units: 1 });
    expect(returned(over, 1)).toMatchObject({ back: false, row: { state: "ended", unpaid_units: 0 } });
    expect(() => ordered(over, 1)).toThrow("left in an open sale");
  });
  test("whatever is ordered, paid and returned: no unit is lost and none appears", () => {
    const step = fc.record({
      do: fc.constantFrom("order", "pay", "unpaid", "end"),
      units: fc.integer({ min: 1, max: 4 }),
    });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 12 }), fc.array(step, { maxLength: 40 }), (quantity, steps) => {
        let row = opened(announced(prepared(quantity), at, at, 2990n));
        let gone = 0;
        for (const { do: what, units } of steps) {
          if (what === "order" && row.state === "open" && units <= row.left_units) row = ordered(row, units);
          if (what === "pay" && units <= row.unpaid_units) row = paid(row, units, at);
          if (what === "unpaid" && units <= row.unpaid_units) {
            const back = returned(row, units);
            if (!back.back) gone += units;
            row = back.row;
          }
          if (what === "end" && isRunning(row.state) && units === 4) row = ended(row, "host", at);
          expect(row.left_units + row.unpaid_units + row.paid_units + gone).toBe(quantity);
          expect(row.state === "sold_out").toBe(isRunning(row.state) && row.left_units === 0);
        }
      }),
    );
  });
});
