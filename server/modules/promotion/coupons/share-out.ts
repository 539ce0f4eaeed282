import { present } from "../../../kernel/assert.ts";
import { bestChoice, choicesOf, type Basket, type Choice, type Voucher } from "./pricing.ts";

/** One order of several that are paid together, and the coupons it may take. */
export interface Sharing {
  readonly basket: Basket;
  readonly vouchers: readonly Voucher[];
}
/** What an order would take with this coupon of the platform, or without any (`null`). */
type Options = ReadonlyMap<string | null, { readonly choice: readonly Voucher[]; readonly worth: bigint }>;

/**
 * Which coupons each order takes so that all of them together save most. A shop's coupon fits its own shop's order alone, so only the
 * platform's are contended for: each goes to one order at most. Of equals fewer coupons, then those that expire first, so that nothing
 * is spent for nothing. Exact, not greedy: a coupon that saves most here may be the only one that fits there.
 */
export function shareOut(orders: readonly Sharing[], at: Date): readonly (readonly Voucher[])[] {
  const shared = [...new Map(orders.flatMap(({ vouchers }) => vouchers.map((one) => [one.held_coupon_id, one])))]
    .map(([, voucher]) => voucher)
    .toSorted(
      (a, b) => a.expires_at.getTime() - b.expires_at.getTime() || (a.held_coupon_id < b.held_coupon_id ? -1 : 1),
    );
  const rank = new Map(shared.map((voucher, index) => [voucher.held_coupon_id, BigInt(index)]));
  // One number with three digits, so that sums of it compare as their digits do: what is saved, how few coupons, how early they expire.
  const perCoupon = BigInt(2 * orders.length * (shared.length + 1));
  const perUnit = perCoupon * BigInt(2 * orders.length + 1);
  const worthOf = ({ vouchers, saves }: Choice): bigint => {
    const ranks = vouchers.reduce((sum, one) => sum + present(rank.get(one.held_coupon_id), "ranked"), 0n);
    return saves * perUnit - BigInt(vouchers.length) * perCoupon - ranks;
  };
  const options = orders.map(({ basket, vouchers }): Options => {
    const { market, rows } = choicesOf(basket, vouchers, at);
    const option = (best: Choice) => ({ choice: best.vouchers, worth: worthOf(best) });
    const without = bestChoice(rows.map(({ alone }) => alone));
    const withOne = market.flatMap((one, index) => {
      const best = bestChoice(rows.flatMap(({ alone, withMarket }) => [alone, withMarket[index] ?? null]));
      return best.vouchers.includes(one) ? [[one.held_coupon_id, option(best)] as const] : [];
    });
    return new Map<string | null, ReturnType<typeof option>>([[null, option(without)], ...withOne]);
  });
  return assign(options).map((key, index) => present(options[index]?.get(key), "an option that was chosen").choice);
}

/**
 * For each order one of its options, no coupon twice, the sum of their worth the greatest. The orders come one after another; each takes
 * what gains most, even from an order before it, which then chooses anew (augmenting paths; without a gaining circle the result is the
 * optimum of those that have come).
 */
function assign(options: readonly Options[]): readonly (string | null)[] {
  const chosen: (string | null)[] = [];
  const holders = new Map<string, number>();
  const worth = (order: number, key: string | null): bigint =>
    present(options[order]?.get(key), "an option of this order").worth;
  for (const newcomer of options.keys()) {
    // The most that is gained on the way to an order that must choose anew, and from whom it lost what.
    const ways = new Map<number, { readonly gain: bigint; readonly taker: number; readonly key: string | null }>([
      [newcomer, { gain: 0n, taker: newcomer, key: null }],
    ]);
    for (let moved = true; moved;) {
      moved = false;
      for (const [taker, way] of ways)
        for (const key of present(options[taker], "an order").keys()) {
          const holder = key === null ? undefined : holders.get(key);
          if (holder === undefined || holder === taker) continue;
          const gain = way.gain + worth(taker, key) - worth(holder, key);
          const known = ways.get(holder);
          if (known !== undefined && known.gain >= gain) continue;
          ways.set(holder, { gain, taker, key });
          moved = true;
        }
    }
    let end: { readonly order: number; readonly key: string | null; readonly gain: bigint } | null = null;
    for (const [order, way] of ways)
      for (const key of present(options[order], "an order").keys()) {
        if (key !== null && holders.has(key)) continue;
        const gain = way.gain + worth(order, key);
        if (end === null || gain > end.gain) end = { order, key, gain };
      }
    // Back along the way: each takes what it gains, the newcomer last.
    let { order, key } = present(end, "an order can always go without");
    for (;;) {
      chosen[order] = key;
      if (key !== null) holders.set(key, order);
      if (order === newcomer) break;
      ({ taker: order, key } = present(ways.get(order), "the way that led here"));
    }
  }
  return chosen;
}
