import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { allot, bestOf, reduce, type Basket, type Voucher } from "./pricing.ts";

const at = new Date("2026-11-22T04:00:00Z");
const later = new Date(at.getTime() + 3600_000);
let ids = 0;
const voucher = (coupon: Partial<Voucher["coupon"]> = {}, held: Partial<Voucher> = {}): Voucher => ({
  held_coupon_id: `held_${(ids += 1)}`,
  state: "held",
  expires_at: later,
  ...held,
  coupon: {
    shop_id: "shop_a",
    kind: "amount",
    amount: 500n,
    percent_off: null,
    minimum_spend: 0n,
    product_ids: [],
    goes_with_flash: false,
    starts_at: at,
    ...coupon,
  },
});
const platform = (coupon: Partial<Voucher["coupon"]> = {}): Voucher => voucher({ shop_id: null, ...coupon });
const basket = (lines: readonly [product: string, price: bigint, quantity?: number, flash?: boolean][]): Basket => ({
  shop_id: "shop_a",
  shipping: 600n,
  lines: lines.map(([product_id, unit_price, quantity = 1, flash = false]) => ({
    product_id,
    unit_price,
    quantity,
    flash,
  })),
});
const misfit = (what: Basket, ...vouchers: Voucher[]): string => {
  const reduced = reduce(what, vouchers, at);
  return "misfit" in reduced ? reduced.misfit : "fits";
};
const reduced = (what: Basket, ...vouchers: Voucher[]) => {
  const found = reduce(what, vouchers, at);
  if ("misfit" in found) throw new Error(found.misfit);
  return found;
};

const money = fc.bigInt({ min: 0n, max: 10_000_00n });
const aBasket: fc.Arbitrary<Basket> = fc.record({
  shop_id: fc.constant("shop_a"),
  shipping: fc.bigInt({ min: 0n, max: 2000n }),
  lines: fc.array(
    fc.record({
      product_id: fc.constantFrom("p1", "p2", "p3"),
      unit_price: money,
      quantity: fc.integer({ min: 1, max: 20 }),
      flash: fc.boolean(),
    }),
    { minLength: 1, maxLength: 8 },
  ),
});
const aVoucher: fc.Arbitrary<Voucher> = fc
  .record({
    shop_id: fc.constantFrom("shop_a", null, "shop_b"),
    kind: fc.constantFrom("amount" as const, "percent" as const),
    amount: fc.bigInt({ min: 1n, max: 5_000_00n }),
    capped: fc.boolean(),
    percent: fc.integer({ min: 1, max: 99 }),
    minimum_spend: fc.bigInt({ min: 0n, max: 3_000_00n }),
    product_ids: fc.subarray(["p1", "p2"]),
    goes_with_flash: fc.boolean(),
  })
  .map(({ kind, amount, capped, percent, ...rest }) =>
    voucher({
      ...rest,
      kind,
      amount: kind === "amount" || capped ? amount : null,
      percent_off: kind === "percent" ? percent : null,
    }),
  );

describe("dividing", () => {
  test("is exact, in proportion to within one minor unit, and gives nobody more than their weight", () => {
    fc.assert(
      fc.property(
        fc.array(money, { minLength: 1, maxLength: 12 }),
        fc.integer({ min: 0, max: 1000 }),
        (weights, part) => {
          const whole = weights.reduce((sum, one) => sum + one, 0n);
          const amount = (whole * BigInt(part)) / 1000n;
          const shares = allot(amount, weights);
          expect(shares.reduce((sum, one) => sum + one, 0n)).toBe(amount);
          for (const [index, share] of shares.entries()) {
            const weight = weights[index] ?? 0n;
            expect(share).toBeLessThanOrEqual(weight);
            const exact = whole === 0n ? 0n : (amount * weight) / whole;
            expect([exact, exact + 1n]).toContain(share);
          }
        },
      ),
    );
  });
  test("gives what remains to the largest remainders, the first of equals first", () => {
    expect(
      allot(
        100n,
        [1n, 1n, 1n].map((one) => one * 100n),
      ),
    ).toEqual([34n, 33n, 33n]);
    expect(allot(10n, [15n, 16n, 19n])).toEqual([3n, 3n, 4n]);
  });
});

describe("coupons on an order", () => {
  test("a shop's comes first, the platform's works on what it left", () => {
    const half = platform({ kind: "percent", amount: null, percent_off: 50 });
    const found = reduced(
      basket([
        ["p1", 2000n],
        ["p2", 1001n],
      ]),
      half,
      voucher({ amount: 1000n }),
    );
    expect(found).toMatchObject({ shop_discount: 1000n, subsidy: 1000n });
    expect(found.lines.map((line) => line.shop_discount)).toEqual([666n, 334n]);
  });
  test("a percentage rounds down and stops at its bound", () => {
    expect(
      reduced(basket([["p1", 999n]]), voucher({ kind: "percent", amount: null, percent_off: 15 })).shop_discount,
    ).toBe(149n);
    expect(
      reduced(basket([["p1", 9990n]]), voucher({ kind: "percent", amount: 300n, percent_off: 15 })).shop_discount,
    ).toBe(300n);
  });
  test("says why it does not fit", () => {
    const one = basket([["p1", 2000n]]);
    expect(misfit(one, voucher({ minimum_spend: 2001n }))).toBe("minimum");
    expect(reduce(one, [voucher({ minimum_spend: 2001n })], at)).toMatchObject({ missing: 1n });
    expect(misfit(one, voucher({ product_ids: ["p2"] }))).toBe("no_product");
    expect(misfit(one, voucher({ shop_id: "shop_b" }))).toBe("other_shop");
    expect(misfit(one, voucher({}, { state: "used" }))).toBe("used");
    expect(misfit(one, voucher({}, { expires_at: at }))).toBe("expired");
    expect(misfit(one, voucher({ starts_at: later }))).toBe("not_started");
    expect(misfit(one, voucher(), voucher())).toBe("does_not_stack");
    expect(misfit(one, platform(), platform())).toBe("does_not_stack");
    expect(misfit(basket([["p1", 2000n, 1, true]]), voucher())).toBe("flash_price");
    expect(misfit(basket([["p1", 2000n, 1, true]]), voucher({ goes_with_flash: true }))).toBe("fits");
    expect(misfit({ ...basket([["p1", 0n]]), shipping: 0n }, voucher())).toBe("nothing_left");
    expect(misfit(one, voucher({ minimum_spend: 2000n }))).toBe("fits");
    // Its minimum is asked of what the shop's coupon left.
    expect(misfit(one, voucher(), platform({ minimum_spend: 1501n }))).toBe("minimum");
  });
  test("a product it is not for is not reduced, and does not count for its minimum", () => {
    const found = reduced(
      basket([
        ["p1", 2000n],
        ["p2", 300n],
      ]),
      voucher({ product_ids: ["p2"], minimum_spend: 300n }),
    );
    expect(found.lines.map((line) => line.shop_discount)).toEqual([0n, 300n]);
  });
  test("one minor unit is always left to pay", () => {
    const free = { ...basket([["p1", 400n]]), shipping: 0n };
    expect(reduced(free, voucher()).shop_discount).toBe(399n);
    expect(misfit(free, voucher(), platform())).toBe("nothing_left");
  });
  test("whatever they are: lines sum to the whole, nothing falls below zero, each coupon took what it says", () => {
    fc.assert(
      fc.property(aBasket, fc.array(aVoucher, { maxLength: 3 }), (what, vouchers) => {
        const found = reduce(what, vouchers, at);
        if ("misfit" in found) return;
        const goods = what.lines.map((line) => line.unit_price * BigInt(line.quantity));
        const sum = (of: "shop_discount" | "subsidy") => found.lines.reduce((total, line) => total + line[of], 0n);
        expect(sum("shop_discount")).toBe(found.shop_discount);
        expect(sum("subsidy")).toBe(found.subsidy);
        for (const [index, line] of found.lines.entries()) {
          expect(line.shop_discount >= 0n && line.subsidy >= 0n).toBe(true);
          expect(line.shop_discount + line.subsidy).toBeLessThanOrEqual(goods[index] ?? 0n);
        }
        expect([...found.saved.values()].reduce((total, one) => total + one, 0n)).toBe(
          found.shop_discount + found.subsidy,
        );
        expect(found.saved.size).toBe(vouchers.length);
        const whole = goods.reduce((total, one) => total + one, what.shipping);
        expect(whole - found.shop_discount - found.subsidy).toBeGreaterThanOrEqual(vouchers.length > 0 ? 1n : 0n);
      }),
      { numRuns: 500 },
    );
  });
});

describe("the best choice", () => {
  test("saves as much as any other, and names no coupon for nothing", () => {
    fc.assert(
      fc.property(aBasket, fc.array(aVoucher, { maxLength: 6 }), (what, vouchers) => {
        const saves = (choice: readonly Voucher[]): bigint => {
          const found = reduce(what, choice, at);
          return "misfit" in found ? -1n : found.shop_discount + found.subsidy;
        };
        const best = bestOf(what, vouchers, at);
        const most = saves(best);
        expect(most).toBeGreaterThanOrEqual(0n);
        for (const a of vouchers) {
          expect(most).toBeGreaterThanOrEqual(saves([a]));
          for (const b of vouchers.filter((other) => other !== a)) expect(most).toBeGreaterThanOrEqual(saves([a, b]));
        }
        for (const one of best) expect(saves(best.filter((other) => other !== one))).toBeLessThan(most);
      }),
      { numRuns: 300 },
    );
  });
  test("is the very one that pricing each choice by itself finds, and the first of equals", () => {
    const orderings = (vouchers: readonly Voucher[]): readonly (readonly Voucher[])[] => {
      const of = (shop: boolean) => [null, ...vouchers.filter(({ coupon }) => (coupon.shop_id !== null) === shop)];
      return of(true).flatMap((own) => of(false).map((market) => [own, market].filter((one) => one !== null)));
    };
    fc.assert(
      fc.property(
        aBasket,
        fc.array(fc.tuple(aVoucher, fc.integer({ min: 1, max: 2 })), { maxLength: 7 }),
        (what, given) => {
          const vouchers = given.map(([one, hours]) => ({
            ...one,
            expires_at: new Date(at.getTime() + hours * 1000),
          }));
          const priced = orderings(vouchers).flatMap((choice) => {
            const found = reduce(what, choice, at);
            if ("misfit" in found) return [];
            const expiry = choice.reduce((sum, one) => sum + one.expires_at.getTime(), 0);
            return [{ choice, saves: found.shop_discount + found.subsidy, expiry }];
          });
          // The sort is stable: of equals the first stays first.
          const [best] = priced.toSorted((a, b) =>
            a.saves === b.saves ? a.choice.length - b.choice.length || a.expiry - b.expiry : a.saves > b.saves ? -1 : 1,
          );
          expect(bestOf(what, vouchers, at)).toEqual(best?.choice);
        },
      ),
      { numRuns: 500 },
    );
  });
  test("of equals uses the one that expires first", () => {
    const soon = voucher({}, { expires_at: new Date(at.getTime() + 1000) });
    expect(bestOf(basket([["p1", 2000n]]), [voucher(), soon], at)).toEqual([soon]);
  });
});
