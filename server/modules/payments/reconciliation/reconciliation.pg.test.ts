import { sql } from "kysely";
import { afterAll, expect, test } from "vitest";
import { refusal, shop_id } from "../../../../tests/kit/payments.ts";
import { alipayBill, wechatBill } from "../../../../tests/kit/providers/bills.ts";
import { openStatements } from "../../../../tests/kit/statements.ts";
import { newId } from "../../../kernel/ids.ts";

const {
  wechat,
  alipay,
  stripe,
  ctx,
  alarms,
  audited,
  payments,
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
  refunded,
  wechatRow,
  stop,
} = await openStatements();
afterAll(stop);

test("WeChat Pay: a day that fits, one that does not, explained, and asked for again", async () => {
  const [one, two] = [await paid("wechat"), await paid("wechat")];
  const back = await refunded(one.order_id, 2_000n);
  const refundRow = wechatRow(one.reference, { kind: "refund", refund_id: back, yuan: "20.00", fee: "-0.12000" });
  const whole = [wechatRow(one.reference), wechatRow(two.reference), refundRow];
  wechat.bills.set(day, wechatBill(whole));
  // The day is over and its statement is due at ten in the morning.
  ctx.clock.turn(20 * 3600_000);
  await work("payments.plan_reconciliations");
  expect(await report("wechat")).toMatchObject({ state: "waiting", next_at: "2026-11-23T02:00:00.000Z", ran_at: null });
  ctx.clock.turn(3 * 3600_000);
  await run("wechat");
  const totals = {
    payments: { here: { count: 2, amount: 20_000 }, there: { count: 2, amount: 20_000 } },
    refunds: { here: { count: 1, amount: 2_000 }, there: { count: 1, amount: 2_000 } },
    fees: 108,
  };
  expect(await report("wechat")).toMatchObject({
    state: "balanced",
    differences: 0,
    next_at: null,
    ran_by: null,
    totals,
  });
  expect(alarms).toEqual([]);

  // Another bill of the same day: one amount is another, one payment is missing, one is not ours, one row cannot be read.
  const stranger = `pi_${"7".repeat(26)}`;
  wechat.bills.set(
    day,
    wechatBill(
      [
        wechatRow(one.reference, { yuan: "101.00", fee: "0.61" }),
        refundRow,
        wechatRow(stranger, { payment_id: "4299" }),
      ],
      ["`2026-11-22 13:00:00,`?"],
    ),
  );
  await run("wechat", operator);
  expect((await rules("wechat")).toSorted()).toEqual([
    "amount_differs",
    "missing_here",
    "missing_there",
    "unreadable_row",
  ]);
  const found = await differences("wechat");
  expect(found.find((one) => one.rule === "unreadable_row")?.row).toEqual({
    number: 5,
    text: "`2026-11-22 13:00:00,`?",
    why: "columns",
  });
  expect(found.find((one) => one.rule === "missing_there")?.movement_id).toBe(two.reference);
  expect(await report("wechat")).toMatchObject({ state: "differs", differences: 4, unexplained: 4, ran_by: operator });
  expect(alarms).toMatchObject([{ kind: "statement_differs", provider: "wechat", day, count: 4 }]);

  // The same bill again finds the same, tells nobody again, and what was explained stays explained.
  const mine = found.find((one) => one.rule === "missing_here")?.id ?? "";
  const params = { provider: "wechat", day, difference: mine };
  expect(await ask("explainDifference", { params, body: { remark: "另一套系统的收款" } })).toMatchObject({
    explained: { remark: "另一套系统的收款", account_id: operator },
  });
  await run("wechat");
  expect((await differences("wechat")).map((one) => one.id)).toEqual(found.map((one) => one.id));
  expect(await report("wechat")).toMatchObject({ differences: 4, unexplained: 3 });
  expect(alarms).toHaveLength(1);
  expect(audited.map((one) => one.action)).toEqual(["payments.difference_explained"]);
  expect(
    await refusal(
      ask("explainDifference", { params: { ...params, difference: "0".repeat(32) }, body: { remark: "?" } }),
    ),
  ).toBe("not_found");

  // Put right at the provider: nothing is left to say, and every run is kept.
  wechat.bills.set(day, wechatBill(whole));
  await run("wechat");
  expect(await report("wechat")).toMatchObject({ state: "balanced", differences: 0, unexplained: 0 });
  const kept = await sql`select 1 from payments.reconciliation_run where provider = 'wechat'`.execute(ctx.db.reader);
  expect(kept.rows).toHaveLength(4);
});

test("what stands on two days' statements is found on the second", async () => {
  const next = "2026-11-23";
  const [first] = [...wechat.transactions.keys()];
  wechat.bills.set(next, wechatBill([wechatRow(first ?? "", { at: `${next} 08:00:00` })]));
  ctx.clock.turn(24 * 3600_000);
  await work("payments.plan_reconciliations");
  await run("wechat", null, next);
  expect(await differences("wechat", next)).toMatchObject([{ rule: "found_twice", row: { text: day } }]);
});

test("a payment the ledger lost, one we never captured, and a refund we still wait for", async () => {
  const at = `2026-11-24 16:00:00`;
  const third = "2026-11-24";
  expect(ctx.clock.now().toISOString()).toContain("2026-11-24");
  const [lost, waits] = [await paid("wechat"), await paid("wechat")];
  // Both were paid on the 22nd by WeChat Pay's clock, which the fake does not turn; the statement of the 24th has them.
  wechat.say.refund = "PROCESSING";
  const refund_id = await refunded(waits.order_id, 500n);
  wechat.say.refund = "SUCCESS";
  lostCauses.add(`capture:${lost.reference}`);
  const open = newId(ctx, "pi");
  await ctx.db.transact((tx) =>
    payments.createIntents(
      tx,
      [
        {
          id: open,
          shop_id,
          order_id: newId(ctx, "ord"),
          buyer_id: operator,
          amount: 10_000n,
          expires_at: new Date(ctx.clock.nowMs() + 900_000),
        },
      ],
      ctx.clock.now(),
    ),
  );
  wechat.bills.set(
    third,
    wechatBill([
      wechatRow(lost.reference, { at }),
      wechatRow(waits.reference, { at }),
      wechatRow(open, { at, payment_id: "4201" }),
      wechatRow(waits.reference, { at, kind: "refund", refund_id, yuan: "5.00", fee: "0" }),
    ]),
  );
  ctx.clock.turn(24 * 3600_000);
  await work("payments.plan_reconciliations");
  await run("wechat", null, third);
  const found = await differences("wechat", third);
  expect(found.map((one) => [one.rule, one.movement_id])).toEqual([
    ["books_differ", lost.reference],
    ["state_differs", open],
    ["state_differs", refund_id],
  ]);
  expect(found[0]?.here).toMatchObject({ amount: 10_000, booked: 0 });
  expect(found.slice(1).map((one) => one.here?.state)).toEqual(["open", "pending"]);
});

test("Alipay: the bill out of its archive; a charge of another provider than the order's own", async () => {
  const one = await paid("alipay");
  const trade = alipay.trades.get(one.reference);
  const row = {
    kind: "payment",
    reference: one.reference,
    payment_id: trade?.trade_no ?? "",
    at: `${day} 12:00:30`,
    yuan: "100.00",
    fee: "-0.60",
  } as const;
  alipay.bills.set(day, alipayBill([row]));
  await ask("runReconciliation", { params: { provider: "alipay", day } });
  expect(audited.at(-1)).toMatchObject({ action: "payments.statement_compared", subject_id: `alipay:${day}` });
  await run("alipay");
  expect(await differences("alipay")).toEqual([]);
  expect(await report("alipay")).toMatchObject({
    state: "balanced",
    totals: { payments: { here: { count: 1, amount: 10_000 } }, fees: 60 },
  });
  alipay.bills.set(day, alipayBill([{ ...row, fee: "-6.00" }], ["2026\t,broken\t"]));
  await run("alipay");
  expect(await rules("alipay")).toEqual(["fee_differs", "unreadable_row"]);
});

test("Stripe: page by page, with what the account itself was charged left out", async () => {
  const paidHere = await Promise.all([paid("stripe"), paid("stripe"), paid("stripe")]);
  const created = Math.floor(ctx.clock.nowMs() / 1000);
  const here = "2026-11-25";
  for (const [index, { reference }] of paidHere.entries())
    stripe.movements.unshift({
      id: `txn_${index}`,
      object: "balance_transaction",
      amount: 10_000,
      currency: "cny",
      fee: 320,
      type: "charge",
      created,
      source: {
        object: "charge",
        payment_intent: stripe.sessionOf(reference).payment_intent,
        metadata: { reference },
        amount: 10_000,
        currency: "cny",
      },
    });
  const own = { object: "balance_transaction", amount: -500, currency: "cny", fee: 0, created, source: null };
  stripe.movements.push({ id: "txn_p", ...own, type: "payout" }, { id: "txn_d", ...own, type: "adjustment" });
  ctx.clock.turn(24 * 3600_000);
  await work("payments.plan_reconciliations");
  await run("stripe", null, here);
  expect(await differences("stripe", here)).toMatchObject([{ rule: "unreadable_row", row: { why: "kind" } }]);
  expect(await report("stripe", here)).toMatchObject({
    totals: { payments: { here: { count: 3 }, there: { count: 3, amount: 30_000 } } },
  });
});

test("what we took in the last hour of a day is looked for the day after: two clocks never agree at midnight", async () => {
  // 2026-11-26, half an hour before midnight in Shanghai.
  ctx.clock.turn(Date.parse("2026-11-26T15:30:00Z") - ctx.clock.nowMs());
  const { reference } = await paid("stripe");
  ctx.clock.turn(3 * 3600_000);
  await work("payments.plan_reconciliations");
  await run("stripe", null, "2026-11-26");
  expect(await differences("stripe", "2026-11-26")).toEqual([]);
  ctx.clock.turn(24 * 3600_000);
  await work("payments.plan_reconciliations");
  await run("stripe", null, "2026-11-27");
  expect(await differences("stripe", "2026-11-27")).toMatchObject([{ rule: "missing_there", movement_id: reference }]);
});

test("no statement of a day on which we have payments is no empty day: asked again, then told once", async () => {
  alarms.length = 0;
  alipay.bills.delete(day);
  await run("alipay");
  // What the last run that compared it found is still known.
  expect(await report("alipay")).toMatchObject({
    state: "differs",
    reason: "no_statement",
    attempts: 1,
    differences: 2,
    totals: { payments: { here: { count: 1 }, there: { count: 1 } } },
  });
  expect(await rules("alipay")).toEqual(["fee_differs", "unreadable_row"]);
  expect((await report("alipay"))["next_at"]).not.toBeNull();
  for (let attempt = 2; attempt <= 5; attempt += 1) await run("alipay");
  expect(new Set(alarms.map((one) => one.cause))).toEqual(new Set([`statement_missing:alipay:${day}`]));
  // A day of ours without anything is one.
  await ask("runReconciliation", { params: { provider: "alipay", day: "2026-11-24" } });
  await run("alipay", null, "2026-11-24");
  expect(await report("alipay", "2026-11-24")).toMatchObject({
    state: "balanced",
    totals: { payments: { here: { count: 0 } } },
  });
});

test("two processes: one has the day; who took too long writes nothing", async () => {
  const count = async () =>
    (
      await sql<{ n: bigint }>`select count(*) as n from payments.reconciliation_run where provider = 'wechat'`.execute(
        ctx.db.reader,
      )
    ).rows[0]?.n ?? 0n;
  const before = await count();
  await Promise.all([run("wechat"), run("wechat"), run("wechat")]);
  expect((await count()) - before).toBe(1n);
  await sql`update payments.reconciliation set claim = 'look_other', claimed_until = ${new Date(ctx.clock.nowMs() + 1)} where provider = 'wechat' and day = ${day}`.execute(
    ctx.db.reader,
  );
  expect(await report("wechat")).toMatchObject({ running: true });
  await run("wechat");
  expect((await count()) - before).toBe(1n);
  ctx.clock.turn(2);
  await run("wechat");
  expect((await count()) - before).toBe(2n);
});

test("what is asked for wrongly is refused", async () => {
  const again = (provider: string, which: string) =>
    refusal(ask("runReconciliation", { params: { provider, day: which } }));
  expect(await again("wechat", "2026-11-28")).toBe("statement_day");
  expect(await again("wechat", "2026-01-01")).toBe("statement_day");
  expect(await again("sandbox", day)).toBe("not_found");
  expect(await refusal(report("stripe", "2020-01-01"))).toBe("not_found");
  for (const cursor of ["x", "sandbox.2026-99-99", "sandbox.2026-02-30", "sandbox.0000-01-01", "sandbox.2026-11-22.x"])
    expect(await refusal(ask("listReconciliations", { query: { limit: 5, cursor } }))).toBe("invalid_param");
  const list: { data: { day: string; provider: string }[]; next_cursor: string } = await ask("listReconciliations", {
    query: { limit: 2 },
  });
  const rest: { data: { day: string; provider: string }[] } = await ask("listReconciliations", {
    query: { limit: 100, cursor: list.next_cursor },
  });
  const all = [...list.data, ...rest.data].map((one) => `${one.day} ${one.provider}`);
  expect(new Set(all).size).toBe(all.length);
  expect(all).toContain(`${day} alipay`);
});
