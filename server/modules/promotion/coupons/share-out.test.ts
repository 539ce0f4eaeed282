import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { issuerOf } from "./coupon.ts";
import { reduce, type Voucher } from "./pricing.ts";
import { shareOut, type Sharing } from "./share-out.ts";

const at = new Date("2026-11-22T04:00:00Z");
const hour_ms = 3600_000;
const voucher = (id: string, coupon: Partial<Voucher["coupon"]> = {}, hours = 1): Voucher => ({
  held_coupon_id: id,
  state: "held",
  expires_at: new Date(at.getTime() + hours * hour_ms),
  coupon: {
    shop_id: null,
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
const order = (shop_id: string, price: bigint, vouchers: readonly Voucher[]): Sharing => ({
  basket: { shop_id, shipping: 600n, lines: [{ product_id: "p", unit_price: price, quantity: 1, flash: false }] },
  vouchers,
});
const ids = (shares: ReturnType<typeof shareOut>) => shares.map((share) => share.map((one) => one.held_coupon_id));
const savedBy = ({ basket }: Sharing, choice: readonly Voucher[]): bigint => {
  const found = reduce(basket, choice, at);
  if ("misfit" in found) throw new Error(found.misfit);
  return found.shop_discount + found.subsidy;
};
const all = (orders: readonly Sharing[], shares: readonly (readonly Voucher[])[]): bigint =>
  orders.reduce((sum, one, index) => sum + savedBy(one, shares[index] ?? []), 0n);

/** The most that any way of sharing saves: every order tries everything the orders before it left. */
function mostOf([first, ...rest]: readonly Sharing[], taken: ReadonlySet<string> = new Set()): bigint {
  if (first === undefined) return 0n;
  const free = first.vouchers.filter((one) => !taken.has(one.held_coupon_id));
  const of = (issuer: "shop" | "platform") => [null, ...free.filter((one) => issuerOf(one.coupon) === issuer)];
  let most = 0n;
  for (const shop of of("shop"))
    for (const platform of of("platform")) {
      const choice = [shop, platform].filter((one) => one !== null);
      if ("misfit" in reduce(first.basket, choice, at)) continue;
      const here = savedBy(first, choice);
      const there = mostOf(rest, platform === null ? taken : new Set([...taken, platform.held_coupon_id]));
      if (here + there > most) most = here + there;
    }
  return most;
}

describe("coupons of several orders", () => {
  test("each shop's own best, and the platform's where it does most for the whole", () => {
    const market = voucher("market", { kind: "percent", amount: null, percent_off: 10 });
    const shares = shareOut(
      [
        order("a", 2000n, [voucher("a1", { shop_id: "a", amount: 100n }), voucher("a2", { shop_id: "a" }), market]),
        order("b", 9000n, [voucher("b1", { shop_id: "b" }), market]),
      ],
      at,
    );
    expect(ids(shares)).toEqual([["a2"], ["b1", "market"]]);
  });
  test("one that saves most here goes where nothing else fits, if that is more together", () => {
    const wide = voucher("wide", { amount: 900n });
    const high = voucher("high", { amount: 800n, minimum_spend: 5000n });
    // By itself the dear order takes `wide`; then the cheap one has nothing.
    expect(ids(shareOut([order("a", 9000n, [wide, high]), order("b", 3000n, [wide, high])], at))).toEqual([
      ["high"],
      ["wide"],
    ]);
  });
  test("of equals fewer coupons, then the first to expire", () => {
    const late = voucher("late", {}, 9);
    const soon = voucher("soon", {}, 2);
    expect(ids(shareOut([order("a", 5000n, [late, soon])], at))).toEqual([["soon"]]);
    // The shop's own takes all but the last minor unit already.
    const whole = voucher("whole", { shop_id: "a", amount: 600n });
    expect(ids(shareOut([{ ...order("a", 500n, [whole, soon]) }].map(free), at))).toEqual([["whole"]]);
  });
  test("twenty orders with sixty coupons each: a coupon is looked at once for an order, a pair is priced once", () => {
    const shops = Array.from({ length: 20 }, (_, index) => `shop_${index}`);
    const read = { starts_at: 0, minimum_spend: 0 };
    const counted = (one: Voucher): Voucher => ({
      ...one,
      coupon: {
        ...one.coupon,
        get starts_at() {
          read.starts_at += 1;
          return one.coupon.starts_at;
        },
        get minimum_spend() {
          read.minimum_spend += 1;
          return one.coupon.minimum_spend;
        },
      },
    });
    const thirty = (make: (index: number) => Voucher) => Array.from({ length: 30 }, (_, index) => counted(make(index)));
    const market = thirty((index) => voucher(`market_${index}`, { amount: BigInt(100 + index) }));
    const orders = shops.map((shop_id, place) =>
      order(shop_id, BigInt(20_000 + place), [
        ...thirty((index) => voucher(`${shop_id}_${index}`, { shop_id, amount: BigInt(200 + index) })),
        ...market,
      ]),
    );
    const shares = shareOut(orders, at);
    // Each takes its shop's best, and the twenty best of the platform's go to one order each.
    expect(all(orders, shares)).toBe(
      20n * 229n + market.slice(10).reduce((sum, _, index) => sum + BigInt(110 + index), 0n),
    );
    // 2 more for each order: the sum above priced what it took.
    expect(read.starts_at).toBeLessThanOrEqual(20 * (60 + 2));
    expect(read.minimum_spend).toBeLessThanOrEqual(20 * (60 + 30 * 30 + 2));
  });
  test("nothing saves more together, and nothing is used twice", () => {
    const shops = ["a", "b", "c"] as const;
    const aVoucher = fc.record({
      shop_id: fc.constantFrom(null, null, ...shops),
      amount: fc.bigInt({ min: 1n, max: 2000n }),
      minimum_spend: fc.bigInt({ min: 0n, max: 4000n }),
      hours: fc.integer({ min: 1, max: 3 }),
    });
    fc.assert(
      fc.property(
        fc.array(fc.bigInt({ min: 1n, max: 5000n }), { minLength: 1, maxLength: 3 }),
        fc.array(aVoucher, { maxLength: 6 }),
        (prices, given) => {
          const wallet = given.map(({ hours, ...coupon }, index) => voucher(`held_${index}`, coupon, hours));
          const orders = prices.map((price, index) => {
            const shop = shops[index] ?? "a";
            return order(
              shop,
              price,
              wallet.filter(({ coupon }) => coupon.shop_id === null || coupon.shop_id === shop),
            );
          });
          const shares = shareOut(orders, at);
          const used = ids(shares).flat();
          expect(new Set(used).size).toBe(used.length);
          expect(all(orders, shares)).toBe(mostOf(orders));
        },
      ),
      { numRuns: 300 },
    );
  });
});

const free = (one: Sharing): Sharing => ({ ...one, basket: { ...one.basket, shipping: 0n } });
