import fc from "fast-check";
import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { present } from "../../kernel/assert.ts";
import { testContext, type TestContext } from "../../../tests/kit/context.ts";
import { createLedger, type Ledger, type Transfer } from "./index.ts";

let ctx: TestContext;
let ledger: Ledger;
beforeAll(async () => {
  ctx = await testContext();
  ledger = createLedger(ctx, { requireStaff: () => Promise.resolve(), audit: () => Promise.resolve() });
});
afterAll(() => ctx.end());
beforeEach(() => sql`truncate ledger.transfer, ledger.entry, ledger.balance`.execute(ctx.db.reader));

const shop_id = "shop_01kas000000000000000000000";
const transfer = (
  kind: Transfer["kind"],
  cause: string,
  order_id: string | null,
  ...entries: [Transfer["entries"][number]["account"], bigint][]
): Transfer => ({
  shop_id,
  kind,
  cause,
  order_id,
  entries: entries.map(([account, amount]) => ({ account, amount })),
  at: ctx.clock.now(),
});
const capture = (order: string, amount: bigint) =>
  transfer("capture", `capture:${order}`, order, ["provider", -amount], ["escrow", amount]);
const payout = (id: string, amount: bigint) =>
  transfer("payout", `payout:${id}`, null, ["shop", -amount], ["payout", amount]);
const deposit = (id: string, amount: bigint) =>
  transfer("deposit_paid", `deposit:${id}`, null, ["provider", -amount], ["deposit", amount]);
const post = (...transfers: Transfer[]) => ctx.db.transact((tx) => ledger.post(tx, transfers));
const pend = (...transfers: Transfer[]) => ctx.db.transact((tx) => ledger.pend(tx, transfers));
const end = (cause: string, outcome: "posted" | "voided") =>
  ctx.db.transact((tx) => ledger.resolve(tx, [{ shop_id, cause, outcome, at: ctx.clock.now() }]));
const settle = (order_id: string, take: bigint, base: bigint) =>
  ctx.db.transact((tx) => ledger.settle(tx, [{ shop_id, order_id, take, base }], ctx.clock.now()));
/** Starts a refund as payments does. */
const refund = (id: string, order_id: string, goods: bigint, shipping = 0n) =>
  ctx.db.transact(async (tx) => {
    const [plan] = await ledger.planRefund(tx, [{ shop_id, order_id, goods, shipping }]);
    await ledger.pend(tx, [
      {
        shop_id,
        kind: "refund",
        cause: `refund:${id}`,
        order_id,
        ...present(plan, "a plan per ask"),
        at: ctx.clock.now(),
      },
    ]);
  });
const now = async () =>
  present((await ledger.balances(ctx.db.reader, [shop_id])).get(shop_id), "the shop has transfers");
const sound = async () => expect((await ledger.check(ctx.db.reader)).problems).toEqual([]);

test("what is promised is nobody else's; kept it moves, dropped it is as it was; both once", async () => {
  await post(capture("ord_a", 1000n));
  await settle("ord_a", 50n, 1000n);
  await pend(payout("one", 600n));
  await pend(payout("one", 600n));
  expect(await now()).toMatchObject({ shop: 950n, available: 350n, payout: 0n });
  await expect(pend(payout("two", 351n))).rejects.toThrow(/balance_shop/);
  await expect(pend(payout("one", 601n))).rejects.toThrow(/posted before/);
  await pend(payout("two", 350n));
  await sound();
  await Promise.all([end("payout:one", "posted"), end("payout:one", "posted"), end("payout:two", "voided")]);
  await end("payout:one", "posted");
  await expect(end("payout:one", "voided")).rejects.toThrow(/posted before/);
  await expect(end("payout:two", "posted")).rejects.toThrow(/posted before/);
  expect(await now()).toMatchObject({ shop: 350n, available: 350n, payout: 600n });
  expect([...(await end("payout:three", "posted"))]).toEqual(["payout:three"]);
  await sound();
});

test("two payouts of the same money at once: one is promised, the other finds nothing", async () => {
  await post(capture("ord_a", 100n));
  await settle("ord_a", 0n, 100n);
  const tried = await Promise.allSettled([
    pend(payout("one", 80n)),
    pend(payout("two", 80n)),
    pend(payout("three", 80n)),
  ]);
  expect(tried.filter((one) => one.status === "fulfilled")).toHaveLength(1);
  expect(await now()).toMatchObject({ available: 20n });
  await sound();
});

test("two refunds after settlement at once draw balance, deposit and receivable together once", async () => {
  await post(capture("ord_a", 100n), capture("ord_b", 100n), deposit("d", 30n));
  await settle("ord_a", 10n, 100n);
  await settle("ord_b", 10n, 100n);
  await pend(payout("one", 60n));
  await Promise.all([refund("a", "ord_a", 100n), refund("b", "ord_b", 100n)]);
  // 180 the shop had, less 60 on their way; each refund needs 90 of the shop and 10 of the platform.
  expect(await now()).toMatchObject({
    available: 0n,
    pending_out: { shop: 180n, deposit: 30n, receivable: 30n, platform: 20n },
    receivable: 0n,
  });
  await Promise.all([end("refund:a", "posted"), end("refund:b", "posted"), end("payout:one", "posted")]);
  expect(await now()).toMatchObject({ shop: 0n, deposit: 0n, receivable: 30n, platform: 0n, provider: 30n });
  // The debt is repaid first from what settles next.
  await post(capture("ord_c", 100n));
  await settle("ord_c", 0n, 100n);
  expect(await now()).toMatchObject({ shop: 70n, receivable: 0n });
  await sound();
});

test("a refund that fails gives back what it held, in every place it was drawn from", async () => {
  await post(capture("ord_a", 100n), deposit("d", 30n));
  await settle("ord_a", 10n, 100n);
  const before = await now();
  await pend(payout("one", 70n));
  await refund("a", "ord_a", 100n);
  await end("refund:a", "voided");
  await end("payout:one", "voided");
  expect(await now()).toEqual(before);
  // Tried again it is planned anew: the base that was given back was not.
  await refund("b", "ord_a", 50n);
  await end("refund:b", "posted");
  expect(await now()).toMatchObject({ shop: 45n, platform: 5n });
  await sound();
});

test("an order whose refund runs is not split until it has ended, and then splits what is left", async () => {
  await post(capture("ord_a", 100n));
  await refund("a", "ord_a", 40n);
  expect([...(await settle("ord_a", 3n, 60n))]).toEqual(["ord_a"]);
  await end("refund:a", "posted");
  expect((await settle("ord_a", 3n, 60n)).size).toBe(0);
  await settle("ord_a", 3n, 60n);
  expect(await now()).toMatchObject({ escrow: 0n, shop: 57n, platform: 3n, provider: 60n });
  await sound();
});

test("a coupon of the platform comes into escrow and goes back in proportion", async () => {
  await post(
    capture("ord_a", 900n),
    transfer("subsidy", "subsidy:ord_a", "ord_a", ["subsidy", -100n], ["escrow", 100n]),
  );
  await refund("a", "ord_a", 300n);
  await end("refund:a", "posted");
  expect(await now()).toMatchObject({ escrow: 667n, subsidy: 67n, provider: 600n });
  await settle("ord_a", 33n, 667n);
  await refund("b", "ord_a", 600n);
  await end("refund:b", "posted");
  expect(await now()).toMatchObject({ escrow: 0n, shop: 0n, platform: 0n, subsidy: 0n, provider: 0n });
  await sound();
});

test("balances as of any time, promises too", async () => {
  const times: Date[] = [];
  const states: unknown[] = [];
  const mark = async () => {
    times.push(ctx.clock.now());
    states.push(await now());
    ctx.clock.turn(1000);
  };
  await post(capture("ord_a", 100n));
  await mark();
  await settle("ord_a", 5n, 100n);
  await mark();
  await pend(payout("one", 50n));
  await mark();
  await end("payout:one", "posted");
  await mark();
  for (const [index, at] of times.entries())
    expect(await ledger.balancesAsOf(ctx.db.reader, shop_id, at)).toEqual(states[index]);
  const never = await ledger.balancesAsOf(ctx.db.reader, shop_id, new Date(0));
  expect([never.provider, never.escrow, never.shop, never.pending_out.shop]).toEqual([0n, 0n, 0n, 0n]);
});

test("property: no life of orders, refunds, payouts and deposits breaks an invariant", async () => {
  const step = fc.record({
    what: fc.constantFrom("capture", "refund", "settle", "payout", "deposit", "keep", "drop", "again"),
    order: fc.integer({ min: 0, max: 3 }),
    share: fc.integer({ min: 1, max: 100 }),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 30 }), async (steps) => {
      await sql`truncate ledger.transfer, ledger.entry, ledger.balance`.execute(ctx.db.reader);
      await post(deposit("first", 40n));
      const running: string[] = [];
      const left = new Map<string, bigint>();
      const settled = new Set<string>();
      let last: (() => Promise<unknown>) | null = null;
      for (const [index, { what, order, share }] of steps.entries()) {
        const order_id = `ord_${order}`;
        const rest = left.get(order_id);
        const part = ((rest ?? 0n) * BigInt(share)) / 100n;
        if (what === "capture" && rest === undefined) {
          left.set(order_id, 1_001n);
          last = () => post(capture(order_id, 1_001n));
        } else if (what === "refund" && rest !== undefined) {
          await refund(`r${index}`, order_id, part);
          left.set(order_id, rest - part);
          running.push(`refund:r${index}`);
          continue;
        } else if (what === "settle" && rest !== undefined) {
          last = async () => {
            const waits = await settle(order_id, settled.has(order_id) ? 0n : rest / 20n, rest);
            if (!waits.has(order_id)) settled.add(order_id);
          };
        } else if (what === "payout") {
          const amount = ((await now()).available * BigInt(share)) / 100n;
          last = () => pend(payout(`p${index}`, amount));
          running.push(`payout:p${index}`);
        } else if (what === "deposit") last = () => post(deposit(`d${index}`, BigInt(share)));
        else if ((what === "keep" || what === "drop") && running.length > 0) {
          const cause = present(running.splice(order % running.length, 1)[0], "one runs");
          // What is let go is left to give back again; which order it was is found in the books by the next plan.
          if (what === "drop" && cause.startsWith("refund:")) {
            running.push(cause);
            continue;
          }
          last = () => end(cause, what === "keep" ? "posted" : "voided");
        } else if (what !== "again" || last === null) continue;
        await last();
        await sound();
      }
      const end_ = await now();
      expect(end_.provider + end_.subsidy + end_.receivable).toBe(
        end_.escrow + end_.shop + end_.platform + end_.deposit + end_.payout,
      );
      expect([end_.escrow, end_.available, end_.deposit, end_.receivable].every((amount) => amount >= 0n)).toBe(true);
    }),
    { numRuns: 25 },
  );
});

const planted: readonly { rule: string; plant: string }[] = [
  {
    rule: "shop_not_negative",
    plant:
      "alter table ledger.balance drop constraint balance_shop; update ledger.balance set pending_out = 999 where account = 'shop'",
  },
  {
    rule: "parts_are_paid_and_subsidy",
    plant: "update ledger.entry set amount = amount - 1 where account = 'escrow' and amount < 0",
  },
  {
    rule: "promise_ends_as_made",
    plant:
      "update ledger.entry e set amount = amount + 1 from ledger.transfer t where t.id = e.transfer_id and t.phase = 'kept'",
  },
  { rule: "promise_ends_as_made", plant: "update ledger.transfer set resolves = 'xfer_none' where phase = 'kept'" },
  {
    rule: "promise_ends_once",
    plant:
      "drop index ledger.transfer_resolved; insert into ledger.transfer select shop_id, id || 'x', kind, cause || 'x', order_id, currency, at, phase, resolves, base from ledger.transfer where phase = 'kept'",
  },
  {
    rule: "balance_is_sum_of_entries",
    plant: "update ledger.balance set pending_in = pending_in + 1 where account = 'payout'",
  },
  {
    rule: "pending_not_stuck",
    plant: "update ledger.transfer set at = at - interval '15 days' where phase = 'pending'",
  },
  {
    rule: "receivable_not_overpaid",
    plant:
      "alter table ledger.balance drop constraint balance_receivable; insert into ledger.balance values ('shop_x', 'receivable', 1, 0, 0)",
  },
];
test.each(planted)("check finds planted corruption of promises: $rule", async ({ rule, plant }) => {
  const own = await testContext();
  try {
    const books = createLedger(own, { requireStaff: () => Promise.resolve(), audit: () => Promise.resolve() });
    const at = own.clock.now();
    await own.db.transact(async (tx) => {
      await books.post(tx, [capture("ord_a", 100n)]);
      await books.settle(tx, [{ shop_id, order_id: "ord_a", take: 5n, base: 100n }], at);
      await books.pend(tx, [payout("one", 10n), payout("two", 10n)]);
      await books.resolve(tx, [{ shop_id, cause: "payout:one", outcome: "posted", at }]);
    });
    expect((await books.check(own.db.reader)).problems).toEqual([]);
    await sql.raw(plant).execute(own.db.reader);
    expect((await books.check(own.db.reader)).problems.map((problem) => problem.rule)).toContain(rule);
  } finally {
    await own.end();
  }
});
