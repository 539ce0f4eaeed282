import fc from "fast-check";
import { expect, test } from "vitest";
import { planOne, splitSettlement, type OrderBooks, type Purse } from "./refund-plan.ts";
import { columnsOf, spokenAmount } from "./transfer.ts";

const nothing: OrderBooks = {
  paid: 0n,
  subsidised: 0n,
  refunded: 0n,
  subsidy_returned: 0n,
  escrow: 0n,
  escrow_pending: 0n,
  settled: false,
  take: 0n,
  take_base: 0n,
  take_returned: 0n,
  base_returned: 0n,
};
const of = (plan: { entries: readonly { account: string; amount: bigint }[] }, account: string): bigint =>
  plan.entries.find((entry) => entry.account === account)?.amount ?? 0n;

test("before settlement everything comes out of the order's escrow, and the coupon's part goes back to the platform", () => {
  const books = { ...nothing, paid: 900n, subsidised: 100n, escrow: 1000n };
  const { plan, purse } = planOne({ goods: 450n, shipping: 0n }, books, { shop: 5n, deposit: 5n });
  expect(plan).toEqual({
    entries: [
      { account: "provider", amount: 450n },
      { account: "subsidy", amount: 50n },
      { account: "escrow", amount: -500n },
    ],
    base: null,
  });
  expect(purse).toEqual({ shop: 5n, deposit: 5n });
});

test("after settlement: the platform's share first goes back, then balance, deposit, receivable, in this order", () => {
  // Goods 1000, freight 100, take 5 %: the shop received 1050.
  const books = { ...nothing, paid: 1100n, settled: true, take: 50n, take_base: 1000n };
  const drawn = (purse: Purse) => {
    const { plan } = planOne({ goods: 1000n, shipping: 100n }, books, purse);
    return ["platform", "shop", "deposit", "receivable", "provider"].map((account) => of(plan, account));
  };
  expect(drawn({ shop: 5000n, deposit: 5000n })).toEqual([-50n, -1050n, 0n, 0n, 1100n]);
  expect(drawn({ shop: 1000n, deposit: 5000n })).toEqual([-50n, -1000n, -50n, 0n, 1100n]);
  expect(drawn({ shop: 1000n, deposit: 20n })).toEqual([-50n, -1000n, -20n, -30n, 1100n]);
  expect(drawn({ shop: 0n, deposit: 0n })).toEqual([-50n, 0n, 0n, -1050n, 1100n]);
});

test("freight given back after settlement carried no share of the platform", () => {
  const books = { ...nothing, paid: 1100n, settled: true, take: 50n, take_base: 1000n };
  const { plan } = planOne({ goods: 0n, shipping: 100n }, books, { shop: 100n, deposit: 0n });
  expect([of(plan, "platform"), of(plan, "shop"), plan.base]).toEqual([0n, -100n, 0n]);
});

test("more than is left of what was paid is a bug of whoever asks", () => {
  const books = { ...nothing, paid: 100n, refunded: 60n, escrow: 40n };
  expect(() => planOne({ goods: 41n, shipping: 0n }, books, { shop: 0n, deposit: 0n })).toThrow(/no more than is left/);
  expect(() => planOne({ goods: -1n, shipping: 0n }, books, { shop: 0n, deposit: 0n })).toThrow(/gives back/);
  expect(() => planOne({ goods: 10n, shipping: 0n, subsidy: 1n }, books, { shop: 0n, deposit: 0n })).toThrow(/coupon/);
  expect(() => planOne({ goods: 40n, shipping: 0n }, { ...books, escrow: 0n }, { shop: 0n, deposit: 0n })).toThrow(
    /in escrow/,
  );
});

test("property: refunds in any parts, before or after settlement, add up to the last fen", () => {
  const money = fc.bigInt({ min: 0n, max: 50_000_00n });
  fc.assert(
    fc.property(
      money,
      money,
      fc.integer({ min: 0, max: 1000 }),
      money,
      fc.boolean(),
      fc.record({ shop: money, deposit: money }),
      fc.array(fc.tuple(fc.integer({ min: 0, max: 100 }), fc.integer({ min: 0, max: 100 })), { maxLength: 6 }),
      (goods_paid, shipping_paid, permille, subsidised, settled, start, shares) => {
        const paid = goods_paid + shipping_paid;
        const take_base = goods_paid + subsidised;
        const take = (take_base * BigInt(permille)) / 1000n;
        let books: OrderBooks = settled
          ? { ...nothing, paid, subsidised, settled, take, take_base }
          : { ...nothing, paid, subsidised, escrow: paid + subsidised };
        let purse: Purse = start;
        let left = { goods: goods_paid, shipping: shipping_paid };
        const total = new Map<string, bigint>();
        const give = (goods: bigint, shipping: bigint) => {
          const before = purse;
          const planned = planOne({ goods, shipping }, books, purse);
          ({ books, purse } = planned);
          left = { goods: left.goods - goods, shipping: left.shipping - shipping };
          let sum = 0n;
          for (const { account, amount } of planned.plan.entries) {
            sum += amount;
            total.set(account, (total.get(account) ?? 0n) + amount);
            // What comes back goes to buyer and coupon; nobody else gains by a refund.
            expect(account === "provider" || account === "subsidy" ? amount >= 0n : amount <= 0n).toBe(true);
          }
          expect(sum).toBe(0n);
          expect(of(planned.plan, "provider")).toBe(goods + shipping);
          expect(purse.shop >= 0n && purse.deposit >= 0n).toBe(true);
          // The order: a deposit is drawn only from an empty balance, a debt made only over an empty deposit.
          expect(of(planned.plan, "deposit") === 0n || purse.shop === 0n).toBe(true);
          expect(of(planned.plan, "receivable") === 0n || purse.shop + purse.deposit === 0n).toBe(true);
          expect(purse).toEqual(settled ? purse : before);
        };
        for (const [g, s] of shares) give((left.goods * BigInt(g)) / 100n, (left.shipping * BigInt(s)) / 100n);
        give(left.goods, left.shipping);
        expect(total.get("provider") ?? 0n).toBe(paid);
        expect(total.get("subsidy") ?? 0n).toBe(subsidised);
        expect(-(total.get("platform") ?? 0n)).toBe(settled ? take : 0n);
        expect(books.escrow).toBe(0n);
      },
    ),
    { numRuns: 300 },
  );
});

test("property: a settlement's parts are what was left, and a debt is repaid before the shop sees anything", () => {
  const money = fc.bigInt({ min: 0n, max: 10_000_000n });
  fc.assert(
    fc.property(money, fc.integer({ min: 0, max: 1000 }), money, (left, permille, owed) => {
      const take = (left * BigInt(permille)) / 1000n;
      const split = splitSettlement(left, take, owed);
      expect(split.platform + split.repaid + split.shop).toBe(left);
      expect(split.repaid <= owed && (split.repaid === owed || split.shop === 0n)).toBe(true);
    }),
  );
  expect(() => splitSettlement(10n, 11n, 0n)).toThrow(/a part of/);
});

test("property: a promise and its end leave what moved, and nothing pending", () => {
  fc.assert(
    fc.property(fc.bigInt({ min: -1000n, max: 1000n }), fc.constantFrom("kept", "dropped"), (amount, end) => {
      const made = columnsOf.pending(amount);
      const ended = columnsOf[end](amount);
      expect(made.amount + ended.amount).toBe(end === "kept" ? amount : 0n);
      expect([made.pending_in + ended.pending_in, made.pending_out + ended.pending_out]).toEqual([0n, 0n]);
      for (const phase of ["posted", "pending", "kept", "dropped"] as const)
        expect(spokenAmount(phase, columnsOf[phase](amount))).toBe(amount);
    }),
  );
});
