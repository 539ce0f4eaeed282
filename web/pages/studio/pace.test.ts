import fc from "fast-check";
import { expect, it } from "vitest";
import { chartOf } from "./pace.ts";

const minute = fc.record({
  viewers: fc.nat(100_000),
  amount: fc.nat(1_000_000_00),
  pinned_product_id: fc.constantFrom(null, "prod_a", "prod_b"),
});
const minutes = fc.array(minute, { minLength: 2, maxLength: 60 }).map((list) =>
  list.map(({ amount, ...one }, at) => ({
    ...one,
    minute: at,
    orders_paid: 0,
    gmv_gross: { amount, currency: "CNY" as const },
  })),
);

it("both curves lie inside, one point a minute, and a line stands where another product came", () => {
  fc.assert(
    fc.property(minutes, (list) => {
      const chart = chartOf(list, 500, 120);
      for (const path of [chart.sales, chart.viewers]) {
        const points = path.split(" L").map((point) => point.split(" ").map(Number));
        expect(points.length).toBe(list.length);
        for (const [x = -1, y = -1] of points) expect(x >= 0 && x <= 500 && y >= 0 && y <= 120).toBe(true);
      }
      const changes = list.filter((one, at) => at > 0 && list[at - 1]?.pinned_product_id !== one.pinned_product_id);
      expect(chart.pins_x.length).toBe(changes.length);
    }),
  );
});
