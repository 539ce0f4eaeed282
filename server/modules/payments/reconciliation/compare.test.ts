import fc from "fast-check";
import { expect, test } from "vitest";
import { differenceRules } from "../../../../contract/reconciliation.ts";
import { noStatement, type Statement, type StatementLine } from "../statement.ts";
import { compareStatement, pairRules, type Comparison } from "./compare.ts";
import { feeOf, movementKey, type OurMovement } from "./movement.ts";

const at = new Date("2026-11-22T04:00:00Z");
const line = (change: Partial<StatementLine> = {}): StatementLine => ({
  kind: "payment",
  state: "done",
  reference: "pi_1",
  payment_id: "4200",
  refund_id: null,
  amount: 10_000n,
  currency: "CNY",
  fee: 60n,
  at,
  ...change,
});
const back = (change: Partial<StatementLine> = {}) =>
  line({ kind: "refund", refund_id: "re_1", amount: 2_000n, fee: -12n, ...change });
const ours = (change: Partial<OurMovement> = {}): OurMovement => ({
  kind: "payment",
  id: "pi_1",
  payment_id: "4200",
  amount: 10_000n,
  currency: "CNY",
  state: "done",
  booked: 10_000n,
  at,
  shop_id: "shop_1",
  order_id: "ord_1",
  ...change,
});
const ourRefund = (change: Partial<OurMovement> = {}) =>
  ours({ kind: "refund", id: "re_1", amount: 2_000n, booked: 2_000n, ...change });
const rate = { rate: 6_000n, fixed: 0n };

function compare(
  lines: readonly StatementLine[],
  all: readonly OurMovement[],
  more: Partial<Omit<Comparison, "statement">> & { statement?: Partial<Statement> } = {},
) {
  const key = (one: OurMovement) => movementKey(one.kind, one.id);
  return compareStatement({
    ours: new Map(all.map((one) => [key(one), one])),
    expected: new Set(all.filter((one) => one.state === "done").map(key)),
    elsewhere: new Map(),
    fee: rate,
    currency: "CNY",
    ...more,
    statement: { ...noStatement, exists: true, lines, ...more.statement },
  });
}
const rules = (...given: Parameters<typeof compare>) => compare(...given).differences.map((one) => one.rule);

test("what agrees leaves nothing to say, and is remembered", () => {
  const { differences, matched, totals } = compare([line(), back()], [ours(), ourRefund()]);
  expect(differences).toEqual([]);
  expect(matched).toEqual([
    { kind: "payment", id: "pi_1" },
    { kind: "refund", id: "re_1" },
  ]);
  expect(totals).toEqual({
    currency: "CNY",
    payments: { here: { count: 1, amount: 10_000 }, there: { count: 1, amount: 10_000 } },
    refunds: { here: { count: 1, amount: 2_000 }, there: { count: 1, amount: 2_000 } },
    fees: 48,
  });
});

/** Each rule, with a line and what we have that break it and nothing else. */
const broken = {
  missing_here: () => rules([line()], []),
  missing_there: () => rules([], [ours()]),
  amount_differs: () => rules([line({ amount: 10_010n })], [ours()]),
  currency_differs: () => rules([line({ currency: "HKD", amount: 9_000n })], [ours()]),
  state_differs: () => rules([line()], [ours({ state: "open", booked: null })]),
  payment_differs: () => rules([line({ payment_id: "4201" })], [ours()]),
  fee_differs: () => rules([line({ fee: 62n })], [ours()]),
  found_twice: () => rules([line(), line()], [ours()]),
  books_differ: () => rules([line()], [ours({ booked: 0n })]),
  unreadable_row: () => rules([], [], { statement: { unreadable: [{ row: 2, text: "x", why: "fee" }] } }),
  sum_differs: () => rules([], [], { statement: { sums: [{ what: "rows", said: "2", read: "1" }] } }),
};

test.each(differenceRules)("%s", (rule) => {
  expect(broken[rule]()).toEqual([rule]);
});

test("every rule of a pair can be broken, and each is looked at once", () => {
  const names = pairRules.map(({ rule }) => rule);
  expect(new Set(names).size).toBe(names.length);
  expect(differenceRules).toEqual(expect.arrayContaining(names));
});

test("a refund the provider paid and we still wait for, or think failed, and the other way round", () => {
  const pending = { state: "pending", booked: null } as const;
  expect(rules([back()], [ourRefund(pending)])).toEqual(["state_differs"]);
  expect(rules([back()], [ourRefund({ state: "failed", booked: null })])).toEqual(["state_differs"]);
  expect(rules([back({ state: "pending" })], [ourRefund(pending)])).toEqual([]);
  // Paid since, by what we were told: the statement of the day it was paid has to say so.
  expect(rules([back({ state: "pending" })], [ourRefund()])).toEqual(["missing_there"]);
  expect(rules([back({ state: "failed" })], [ourRefund()])).toEqual(["state_differs", "missing_there"]);
});

test("what stands on another day's statement is found twice here, and not missed here", () => {
  const elsewhere = new Map([["payment pi_1", "2026-11-21"]]);
  expect(compare([line()], [ours()], { elsewhere }).differences).toMatchObject([
    { rule: "found_twice", row: { text: "2026-11-21" } },
  ]);
  expect(rules([], [ours()], { elsewhere })).toEqual([]);
});

test("a fee is compared where one was agreed, to the rounded unit; of a refund it may be given back or kept", () => {
  expect([59n, 61n, null].flatMap((fee) => rules([line({ fee })], [ours()]))).toEqual([]);
  expect(rules([line({ fee: 900n })], [ours()], { fee: null })).toEqual([]);
  expect([0n, -12n, -13n].flatMap((fee) => rules([back({ fee })], [ourRefund()]))).toEqual([]);
  expect(rules([back({ fee: 12n })], [ourRefund()])).toEqual(["fee_differs"]);
  expect(feeOf({ rate: 29_000n, fixed: 30n }, 1_234n)).toBe(66n);
});

test("a refund made in the provider's own console is nothing of ours; two of them are two", () => {
  const byHand = back({ refund_id: "", reference: "" });
  const { differences } = compare([byHand, byHand], []);
  expect(differences).toMatchObject([
    { rule: "missing_here", movement_id: "4200", here: null },
    { rule: "missing_here", movement_id: "4200", here: null },
  ]);
  expect(new Set(differences.map((one) => one.fingerprint)).size).toBe(2);
});

test("the same statement finds the same, in whichever order we know things; what differs is never more than what there is", () => {
  const some = fc.array(
    fc.record({
      reference: fc.constantFrom("pi_1", "pi_2", "pi_3", ""),
      amount: fc.bigInt({ min: 0n, max: 3n }),
      state: fc.constantFrom("done" as const, "pending" as const, "failed" as const),
    }),
    { maxLength: 6 },
  );
  const known = fc.array(
    fc.record({
      id: fc.constantFrom("pi_1", "pi_2", "pi_3"),
      amount: fc.bigInt({ min: 0n, max: 3n }),
      state: fc.constantFrom("done" as const, "open" as const),
    }),
    { maxLength: 3 },
  );
  fc.assert(
    fc.property(some, known, (lines, mine) => {
      const all = [...new Map(mine.map((one) => [one.id, ours({ ...one, booked: one.amount })])).values()];
      const given = lines.map((one) => line({ ...one, fee: null }));
      const { differences, matched, totals } = compare(given, all);
      expect(
        compare(given, all.toReversed())
          .differences.map((one) => one.fingerprint)
          .toSorted(),
      ).toEqual(differences.map((one) => one.fingerprint).toSorted());
      expect(matched.length).toBeLessThanOrEqual(all.length);
      // Nothing of ours is lost between the two lists.
      const missing = differences.filter((one) => one.rule === "missing_there").length;
      const done = all.filter((one) => one.state === "done").length;
      expect(matched.filter(({ id }) => all.find((one) => one.id === id)?.state === "done").length + missing).toBe(
        done,
      );
      const { here, there } = totals.payments;
      const agree = here.amount === there.amount && here.count === there.count;
      expect(differences.length > 0 || agree).toBe(true);
    }),
  );
});
