import { sql } from "kysely";
import { afterAll, beforeEach, expect, test } from "vitest";
import { alipayBill, wechatBill } from "../../../../tests/kit/providers/bills.ts";
import { openStatements } from "../../../../tests/kit/statements.ts";
import { limits } from "../../../kernel/limits.ts";

const {
  wechat,
  alipay,
  stripe,
  ctx,
  alarms,
  lostCauses,
  day,
  operator,
  work,
  run,
  ask,
  report,
  differences,
  rules,
  paid,
  wechatRow,
  stop,
} = await openStatements();
afterAll(stop);
beforeEach(() => {
  alarms.length = 0;
});

test("a run that cannot have the statement leaves what was found; only what is new since is told", async () => {
  const [one, two] = [await paid("wechat"), await paid("wechat")];
  wechat.bills.set(
    day,
    wechatBill([wechatRow(one.reference, { yuan: "101.00", fee: "0.61" }), wechatRow(two.reference)]),
  );
  ctx.clock.turn(24 * 3600_000);
  await work("payments.plan_reconciliations");
  await run("wechat");
  const [found] = await differences("wechat");
  expect(found?.rule).toBe("amount_differs");
  const before = await report("wechat");
  expect(before).toMatchObject({ state: "differs", reason: null, unexplained: 1, tried_at: before["ran_at"] });
  expect(alarms).toMatchObject([{ kind: "statement_differs", count: 1 }]);

  wechat.bills.delete(day);
  ctx.clock.turn(3600_000);
  await run("wechat");
  expect(await report("wechat")).toMatchObject({
    state: "differs",
    reason: "no_statement",
    attempts: 1,
    differences: 1,
    unexplained: 1,
    ran_at: before["ran_at"],
    tried_at: ctx.clock.now().toISOString(),
    totals: before["totals"],
  });
  expect((await differences("wechat")).map((each) => each.id)).toEqual([found?.id]);
  const params = { provider: "wechat", day, difference: found?.id ?? "" };
  expect(await ask("explainDifference", { params, body: { remark: "抹零" } })).toMatchObject({ id: found?.id });
  expect(await report("wechat")).toMatchObject({ unexplained: 0 });

  // The second payment is another amount now too: that one is told of, the old one is not.
  const changed = wechatRow(two.reference, { yuan: "102.00", fee: "0.61" });
  wechat.bills.set(day, wechatBill([wechatRow(one.reference, { yuan: "101.00", fee: "0.61" }), changed]));
  await run("wechat");
  expect(await report("wechat")).toMatchObject({
    state: "differs",
    reason: null,
    attempts: 0,
    differences: 2,
    unexplained: 1,
  });
  expect(alarms.map(({ kind, count }) => [kind, count])).toEqual([
    ["statement_differs", 1],
    ["statement_differs", 1],
  ]);
  wechat.bills.delete(day);
  await run("wechat");
  wechat.bills.set(day, wechatBill([wechatRow(one.reference, { yuan: "101.00", fee: "0.61" }), changed]));
  await run("wechat");
  expect(alarms).toHaveLength(2);
});

test("what is missing on the first statement a day has is told, though the tries before showed ours beside nothing", async () => {
  const { reference } = await paid("alipay");
  await run("alipay");
  expect(await report("alipay")).toMatchObject({ state: "unfetched", reason: "no_statement", unexplained: 1 });
  expect(await rules("alipay")).toEqual(["missing_there"]);
  expect(alarms).toEqual([]);
  alipay.bills.set(day, alipayBill([]));
  await run("alipay");
  expect(await differences("alipay")).toMatchObject([{ rule: "missing_there", movement_id: reference }]);
  expect(alarms).toMatchObject([{ kind: "statement_differs", provider: "alipay", day, count: 1 }]);
});

test("a day looks back once the day before was compared as a whole, and is compared again when that comes late", async () => {
  const [late, after] = ["2026-11-24", "2026-11-25"];
  // Eight in the evening in Shanghai: so far nothing was sold.
  ctx.clock.turn(Date.parse("2026-11-24T12:00:00Z") - ctx.clock.nowMs());
  await ask("runReconciliation", { params: { provider: "stripe", day: late } });
  await run("stripe", operator, late);
  expect(await report("stripe", late)).toMatchObject({ state: "balanced", next_at: "2026-11-24T17:00:00.000Z" });
  ctx.clock.turn(3.5 * 3600_000);
  const [there, lost] = [await paid("stripe"), await paid("stripe")];
  const created = Math.floor(ctx.clock.nowMs() / 1000);
  const source = {
    object: "charge",
    payment_intent: stripe.sessionOf(there.reference).payment_intent,
    metadata: { reference: there.reference },
    amount: 10_000,
    currency: "cny",
  };
  const charge = { object: "balance_transaction", amount: 10_000, currency: "cny", fee: 320, type: "charge", created };
  // Its second page cannot be asked for: the last movement of the first has no id that could be.
  stripe.movements.push(
    { id: "txn_good", ...charge, source },
    { id: 7 as never, created },
    { id: "txn_last", created },
  );

  ctx.clock.turn(27 * 3600_000);
  await work("payments.plan_reconciliations");
  await run("stripe", null, late);
  expect(await report("stripe", late)).toMatchObject({ state: "balanced", reason: "unreadable", attempts: 1 });
  await run("stripe", null, after);
  expect(await differences("stripe", after)).toEqual([]);
  expect(await report("stripe", after)).toMatchObject({ state: "balanced", next_at: null });
  expect(alarms).toEqual([]);

  stripe.movements.splice(1);
  await run("stripe", null, late);
  expect(await report("stripe", late)).toMatchObject({ state: "balanced", next_at: null, reason: null });
  expect(await report("stripe", after)).toMatchObject({ state: "balanced", next_at: ctx.clock.now().toISOString() });
  await run("stripe", null, after);
  expect(await differences("stripe", after)).toMatchObject([{ rule: "missing_there", movement_id: lost.reference }]);
  expect(alarms).toMatchObject([{ kind: "statement_differs", day: after, count: 1 }]);
  // Once: a day compared again as a whole asks nothing of the next.
  await run("stripe", null, late);
  expect(await report("stripe", after)).toMatchObject({ next_at: null, attempts: 0 });
});

test("a day compared while the one before it settles does not miss its look back", async () => {
  const [late, after] = ["2026-11-24", "2026-11-25"];
  // As if the day before had never been compared, and the day after is under way in another process.
  await sql`update payments.reconciliation set state = 'waiting', run_id = null where provider = 'stripe' and day = ${late}`.execute(
    ctx.db.reader,
  );
  const under = run("stripe", null, after);
  await Promise.all([under, run("stripe", null, late)]);
  const { next_at } = await report("stripe", after);
  if (next_at !== null) await run("stripe", null, after);
  expect(await rules("stripe", after)).toEqual(["missing_there"]);
});

test("runs that break off are tried later each time, told of once, and not for ever", async () => {
  const broken = new Error("out of memory");
  const has = lostCauses.has.bind(lostCauses);
  lostCauses.has = () => {
    throw broken;
  };
  const settled = await report("wechat");
  const pauses = [...limits.reconciliation_pauses_ms, null];
  for (const [tries, pause] of pauses.entries()) {
    await expect(run("wechat")).rejects.toBe(broken);
    expect(await report("wechat")).toMatchObject({
      running: true,
      attempts: Number(settled["attempts"]) + tries + 1,
      next_at: pause === null ? null : new Date(ctx.clock.nowMs() + pause).toISOString(),
      state: "differs",
      differences: settled["differences"],
    });
    // Its claim runs out.
    await sql`update payments.reconciliation set claimed_until = ${ctx.clock.now()} where provider = 'wechat' and day = ${day}`.execute(
      ctx.db.reader,
    );
    expect(new Set(alarms.map((one) => one.cause))).toEqual(
      new Set(tries < limits.reconciliation_tell_after ? [] : [`statement_missing:wechat:${day}`]),
    );
  }
  lostCauses.has = has;
  await run("wechat", operator);
  expect(await report("wechat")).toMatchObject({ running: false, attempts: 0, next_at: null, state: "differs" });
});
