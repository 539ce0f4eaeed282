import { readFileSync } from "node:fs";
import fc from "fast-check";
import { expect, test } from "vitest";
import { closeReasons, orderStates } from "../../../contract/orders.ts";
import { AssertionFailed } from "../../kernel/assert.ts";
import { statesPicture } from "../../../tests/kit/states.ts";
import {
  closed,
  daysAfter,
  goodsOf,
  held,
  mayStartSettling,
  paid,
  received,
  released,
  settled,
  shipped,
  splitOf,
  type OrderSums,
  transitions,
} from "./order.ts";
import type { OrderRow } from "./tables.ts";

const at = new Date("2026-11-22T04:00:00Z");
const order: OrderRow = {
  shop_id: "shop_1",
  order_id: "ord_1",
  buyer_id: "acct_1",
  idempotency_key: "k",
  fingerprint: "f",
  state: "unpaid",
  close_reason: null,
  goods: 1000n,
  shipping: 0n,
  shop_discount: 0n,
  subsidy: 0n,
  total: 1000n,
  refunded_goods: 0n,
  subsidy_returned: null,
  refunded_shipping: 0n,
  checkout_id: null,
  flash_sale_id: null,
  delivery_sealed: "",
  delivery_changed_sealed: null,
  moment: null,
  policy_id: "p",
  take_rate_permille: 50,
  settlement_days: 7,
  auto_receive_days: 10,
  dispatch_hours: 48,
  ship_by: null,
  shipping_basis: null,
  settlement_held: false,
  placed_at: at,
  pay_by: at,
  paid_at: null,
  shipped_at: null,
  auto_receive_at: null,
  receipt_extended_at: null,
  received_at: null,
  settles_at: null,
  settled_at: null,
  closed_at: null,
};
const steps = {
  paid,
  shipped,
  received,
  settled,
  closed: (row: OrderRow, when: Date) => closed(row, "refunded", when),
} as const;
const goal = {
  paid: "to_ship",
  shipped: "shipped",
  received: "received",
  settled: "success",
  closed: "closed",
} as const;

/** The order after the step, or null where it is refused. */
function tryStep(name: keyof typeof steps, row: OrderRow): OrderRow | null {
  try {
    return steps[name](row, at);
  } catch (error) {
    if (error instanceof AssertionFailed && error.message.startsWith("an order goes from")) return null;
    throw error;
  }
}

test("the README's picture is the table", () => {
  expect(readFileSync(new URL("README.md", import.meta.url), "utf8")).toContain(statesPicture(transitions));
});

test("every state of the contract stands in the table, and every step leads to one of them", () => {
  expect(Object.keys(transitions).toSorted()).toEqual([...orderStates].toSorted());
  for (const next of Object.values(transitions).flat()) expect(orderStates).toContain(next);
});

test("whatever is tried in whatever order, an order only takes steps of the table", () => {
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom(...(Object.keys(steps) as (keyof typeof steps)[])), { maxLength: 12 }),
      (tried) => {
        let row = order;
        for (const name of tried) {
          const allowed = (transitions[row.state] as readonly string[]).includes(goal[name]);
          const after = tryStep(name, row);
          expect(after?.state ?? null).toBe(allowed ? goal[name] : null);
          row = after ?? row;
          expect(row.close_reason !== null).toBe(row.state === "closed");
          expect(row.settled_at !== null).toBe(row.state === "success");
        }
      },
    ),
  );
});

test("no state is left by closing for any reason once it is an end", () => {
  for (const reason of closeReasons)
    for (const state of ["success", "closed"] as const)
      expect(() => closed({ ...order, state }, reason, at)).toThrow("an order goes from");
});

test("an order settles N days after receipt, not a millisecond before", () => {
  const row = received({ ...order, state: "shipped" }, at);
  const due = daysAfter(at, 7);
  expect(row.settles_at).toEqual(due);
  expect(mayStartSettling(row, new Date(due.getTime() - 1))).toBe(false);
  expect(mayStartSettling(row, due)).toBe(true);
});

test("an order that was held settles at max(receipt + N days, the after-sale's end)", () => {
  const row = held(received({ ...order, state: "shipped" }, at));
  expect(mayStartSettling(row, daysAfter(at, 30))).toBe(false);
  expect(released(row, daysAfter(at, 3)).settles_at).toEqual(daysAfter(at, 7));
  expect(released(row, daysAfter(at, 9)).settles_at).toEqual(daysAfter(at, 9));
});

const price = fc.bigInt({ min: 1n, max: 10_000_000_000n });
const line = fc.record({ unit_price: price, quantity: fc.integer({ min: 1, max: 999 }) });

test("goods sum, and always fit the wire", () => {
  fc.assert(
    fc.property(fc.array(line, { minLength: 1, maxLength: 50 }), (lines) => {
      const goods = goodsOf(lines);
      expect(goods).toBe(lines.reduce((sum, one) => sum + one.unit_price * BigInt(one.quantity), 0n));
      expect(Number.isSafeInteger(Number(goods))).toBe(true);
    }),
  );
});

test("payment starts the hours until promised dispatch", () => {
  expect(paid(order, at).ship_by).toEqual(daysAfter(at, 2));
});

/** Any sums an order may have: discounts no larger than the goods, refunds no larger than what is left of each part. */
const sums = fc
  .record({
    goods: fc.bigInt({ min: 0n, max: 10_000_000_000n }),
    shipping: fc.bigInt({ min: 0n, max: 10_000_000_000n }),
    parts: fc.array(fc.nat(1000), { minLength: 4, maxLength: 4 }),
  })
  .map(({ goods, shipping, parts: [a = 0, b = 0, c = 0, d = 0] }): OrderSums => {
    const share = (of: bigint, permille: number): bigint => (of * BigInt(permille)) / 1000n;
    const shop_discount = share(goods, a);
    const subsidy = share(goods - shop_discount, b);
    return {
      goods,
      shipping,
      shop_discount,
      subsidy,
      total: goods + shipping - shop_discount - subsidy,
      refunded_goods: share(goods - shop_discount, c),
      refunded_shipping: share(shipping, d),
    };
  });

test("the parts of a settlement sum to paid + subsidy - refunded, to the last fen, and freight is not taken from", () => {
  fc.assert(
    fc.property(sums, fc.integer({ min: 0, max: 1000 }), (order, take_rate_permille) => {
      const { take, shop_receives } = splitOf({ ...order, take_rate_permille });
      expect(take + shop_receives).toBe(order.total + order.subsidy - order.refunded_goods - order.refunded_shipping);
      expect(take >= 0n && shop_receives >= order.shipping - order.refunded_shipping).toBe(true);
      const base = order.goods - order.shop_discount - order.refunded_goods;
      expect(
        take * 1000n <= base * BigInt(take_rate_permille) && (take + 1n) * 1000n > base * BigInt(take_rate_permille),
      ).toBe(true);
    }),
  );
});

test("known amounts: 5 % of 19.99 with 8.00 freight; of 100.00 with 10.00 off by the shop, 20.00 by the platform", () => {
  const none = { shop_discount: 0n, subsidy: 0n, refunded_goods: 0n, refunded_shipping: 0n, take_rate_permille: 50 };
  expect(splitOf({ ...none, goods: 1999n, shipping: 800n, total: 2799n })).toEqual({ take: 99n, shop_receives: 2700n });
  expect(
    splitOf({ ...none, goods: 10_000n, shipping: 800n, shop_discount: 1000n, subsidy: 2000n, total: 7800n }),
  ).toEqual({ take: 450n, shop_receives: 9350n });
});
