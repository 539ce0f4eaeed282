import { afterAll, beforeEach, expect, test } from "vitest";
import { present } from "../../kernel/assert.ts";
import { newId } from "../../kernel/ids.ts";
import { openPayments, refusal, send, shop_id, type Placed } from "../../../tests/kit/payments.ts";
import { sql } from "kysely";

const { world, asked, ctx, payments, booked, provider, ...rest } = await openPayments();
const { begun, stateOf, voided, refundsOf, heard, books, work, eventOf, webhook } = rest;
beforeEach(rest.reset);
afterAll(rest.end);

test("a late payment is captured and refunded, once", async () => {
  const placed = await begun();
  await voided(placed);
  await heard();
  const before = await books();
  const body = eventOf(placed);
  await Promise.all([webhook(body), webhook(body)]);
  const [refund, ...more] = await refundsOf(placed);
  expect(more).toEqual([]);
  expect(refund).toMatchObject({ state: "paying", cause: "late_payment" });
  expect(await heard()).toEqual([]);
  await work("payments.refund", { shop_id, refund_id: refund?.id });
  await work("payments.refund", { shop_id, refund_id: refund?.id });
  expect(await stateOf(placed)).toBe("refunded");
  expect(await heard()).toEqual([
    {
      type: "payment.refunded",
      shop_id,
      intent_id: placed.intent_id,
      order_id: placed.order_id,
      refund_id: refund?.id,
      amount: "1234",
      cause: "late_payment",
    },
  ]);
  const after = await books();
  expect(after.problems).toEqual([]);
  expect(after.escrow ?? 0n).toBe(before.escrow ?? 0n);
  // The capture, the promise to give it back, and its keeping.
  expect(after.transfers - before.transfers).toBe(3);
});

const refund = (placed: Placed, id: string, amount = 1234n) =>
  ctx.db.transact((tx) =>
    payments.refund(tx, [{ id, shop_id, order_id: placed.order_id, amount, cause: "operator" }], ctx.clock.now()),
  );

test("a refund is asked for once, and refused where it cannot be", async () => {
  const placed = await begun();
  expect(await refusal(refund(placed, newId(ctx, "re")))).toBe("order_state");
  await webhook(eventOf(placed));
  const id = newId(ctx, "re");
  expect(await refusal(refund(placed, id, 1235n))).toBe("refund_exceeds");
  await refund(placed, id);
  await refund(placed, id);
  expect(await refusal(refund(placed, newId(ctx, "re"), 1n))).toBe("refund_exceeds");
  await work("payments.refund", { shop_id, refund_id: id });
  await refund(placed, id);
  expect(await refusal(refund(placed, newId(ctx, "re")))).toBe("refund_exceeds");
  expect(await refusal(refund({ ...placed, order_id: "ord_none" }, newId(ctx, "re")))).toBe("not_found");
  expect(await refundsOf(placed)).toEqual([{ id, state: "success", cause: "operator" }]);
  expect((await books()).problems).toEqual([]);
});

test("several partial refunds: what is left is counted to the last fen, also by two who ask at once", async () => {
  const placed = await begun();
  await webhook(eventOf(placed));
  await heard();
  const before = await books();
  const ids = [newId(ctx, "re"), newId(ctx, "re"), newId(ctx, "re")] as const;
  await refund(placed, ids[0], 1000n);
  const racing = await Promise.all([refusal(refund(placed, ids[1], 200n)), refusal(refund(placed, ids[2], 200n))]);
  expect(racing.toSorted()).toEqual(["none", "refund_exceeds"]);
  const second = racing[0] === "none" ? ids[1] : ids[2];
  await work("payments.refund", { shop_id, refund_id: ids[0] });
  expect(await stateOf(placed)).toBe("captured");
  expect((await heard()).map((event) => [event["type"], event["refund_id"], event["amount"], event["cause"]])).toEqual([
    ["payment.refunded", ids[0], "1000", "operator"],
  ]);
  await work("payments.refund", { shop_id, refund_id: second });
  expect(await stateOf(placed)).toBe("captured");
  const last = newId(ctx, "re");
  await refund(placed, last, 34n);
  await work("payments.refund", { shop_id, refund_id: last });
  expect(await stateOf(placed)).toBe("refunded");
  const after = await books();
  expect(after.problems).toEqual([]);
  expect((before.escrow ?? 0n) - (after.escrow ?? 0n)).toBe(1234n);
});

test("a death between the provider's yes and our commit: the job's next try ends it, once", async () => {
  const placed = await begun();
  await webhook(eventOf(placed));
  await heard();
  const id = newId(ctx, "re");
  await refund(placed, id);
  const before = await books();
  world.dieAt = "payments.refund: paid back, not kept";
  await expect(work("payments.refund", { shop_id, refund_id: id })).rejects.toThrow(/died/);
  expect(await stateOf(placed)).toBe("captured");
  world.dieAt = null;
  await work("payments.refund", { shop_id, refund_id: id });
  await work("payments.refund", { shop_id, refund_id: id });
  expect(
    asked.filter((one) => one.url === "/p/v1/refunds").map((one) => (one.body as { reference: string }).reference),
  ).toEqual([id, id]);
  expect(await stateOf(placed)).toBe("refunded");
  expect(await heard()).toHaveLength(1);
  const after = await books();
  expect(after.problems).toEqual([]);
  expect((before.escrow ?? 0n) - (after.escrow ?? 0n)).toBe(1234n);
});

test("a refund the provider is slow about ends with its webhook; one whose job was lost ends with the sweep", async () => {
  const [slow, lost] = [await begun(), await begun()];
  const [slowId, lostId] = [newId(ctx, "re"), newId(ctx, "re")];
  for (const [placed, id] of [
    [slow, slowId],
    [lost, lostId],
  ] as const) {
    await webhook(eventOf(placed));
    await refund(placed, id);
  }
  world.refundState = "pending";
  await work("payments.refund", { shop_id, refund_id: slowId });
  world.refundState = "succeeded";
  expect(await stateOf(slow)).toBe("captured");
  const told = eventOf(slow, {}, "refund.succeeded", {
    id: "sbr_1",
    object: "refund",
    reference: slowId,
    payment: slow.payment_id,
    amount: 1234,
    currency: "CNY",
    state: "succeeded",
  });
  expect(await webhook(told)).toMatchObject({ duplicate: false });
  expect(await webhook(told)).toMatchObject({ duplicate: true });
  expect(await stateOf(slow)).toBe("refunded");
  await work("payments.sweep");
  expect(await stateOf(lost)).toBe("captured");
  ctx.clock.turn(600_000);
  await work("payments.sweep");
  expect(await stateOf(lost)).toBe("refunded");
  expect((await books()).problems).toEqual([]);
});

test("the sweep finds payments whose webhook was lost, in time or late, and stops asking when the provider is done", async () => {
  ctx.clock.turn(3_600_000);
  await sql`update payments.intent set ask_at = null`.execute(ctx.db.reader);
  const [paid, late, never, wrong] = [await begun(), await begun(), await begun(), await begun()];
  await voided(late);
  await voided(never);
  const say = (placed: Placed, change: object) =>
    booked.set(placed.payment_id, { ...booked.get(placed.payment_id), ...change });
  say(paid, { state: "paid" });
  say(late, { state: "paid" });
  say(wrong, { state: "paid", amount: 1 });
  await heard();
  asked.length = 0;
  await work("payments.sweep");
  expect(asked).toEqual([]);
  ctx.clock.turn(60_000);
  world.answer = (_request, _body, response) => send(response, { error: {} }, 500);
  await work("payments.sweep");
  expect(await stateOf(paid)).toBe("requires_payment");
  world.answer = provider;
  ctx.clock.turn(60_000);
  await work("payments.sweep");
  expect([await stateOf(paid), await stateOf(late), await stateOf(never), await stateOf(wrong)]).toEqual([
    "captured",
    "captured",
    "voided",
    "requires_payment",
  ]);
  expect(await refundsOf(late)).toHaveLength(1);
  expect((await heard()).map((event) => event["intent_id"])).toEqual([paid.intent_id]);
  expect(await webhook(eventOf(paid))).toMatchObject({ duplicate: true });
  asked.length = 0;
  say(never, { state: "expired" });
  for (let round = 0; round < 3; round += 1) {
    ctx.clock.turn(60_000);
    await work("payments.sweep");
  }
  expect(asked.map((one) => one.url)).toEqual([`/p/v1/payments/${never.payment_id}`]);
  expect((await books()).problems).toEqual([]);
});

test(
  "a return the provider refuses is made anew by itself, ever more seldom, and paid once",
  { timeout: 60_000 },
  async () => {
    const placed = await begun();
    await voided(placed);
    await heard();
    const before = await books();
    await webhook(eventOf(placed));
    const again = present(payments.part.timers?.[0], "returns have a deadline");
    const paying = async () => (await refundsOf(placed)).filter((one) => one.state === "paying");
    const fall = (refund_id: string) =>
      ctx.db.transact((tx) =>
        again.fall(tx, [
          { kind: "shop", key: shop_id, name: again.name, subject_id: refund_id, due_at: ctx.clock.now(), attempts: 0 },
        ]),
      );
    const timers = async () =>
      (
        await sql<{ subject_id: string; due_at: Date }>`delete from kernel.shop_timer where name = ${again.name}
        returning subject_id, due_at`.execute(ctx.db.reader)
      ).rows;
    const refuse = async () => {
      const [one] = await paying();
      world.refundState = "failed";
      await work("payments.refund", { shop_id, refund_id: one?.id });
      world.refundState = "succeeded";
      return present(one, "a return is under way").id;
    };
    // Refunds of the tests above that nobody ended are older by then than a promise may be.
    const forgotten = async () => (await books()).problems.filter((one) => one.rule === "return_not_forgotten");
    const hours: number[] = [];
    for (let tries = 0; tries < 5; tries += 1) {
      const id = await refuse();
      const [timer, ...more] = await timers();
      expect([timer?.subject_id, more]).toEqual([id, []]);
      hours.push((Number(timer?.due_at) - Number(ctx.clock.now())) / 3600_000);
      expect(await heard()).toMatchObject([{ type: "payment.refund_failed", again_at: timer?.due_at.toISOString() }]);
      ctx.clock.turn(60_000);
      // Fallen twice it starts one.
      await fall(id);
      await fall(id);
      expect(await paying()).toHaveLength(1);
    }
    expect(hours).toEqual([1, 6, 24, 72, 168]);
    await refuse();
    expect(await timers()).toEqual([]);
    expect(await heard()).toMatchObject([{ type: "payment.refund_failed", again_at: null }]);
    // Nobody tries any more: the books say so, after a while.
    expect(await forgotten()).toEqual([]);
    ctx.clock.turn(15 * 24 * 3600_000);
    expect(await forgotten()).toHaveLength(1);
    const act = () =>
      ctx.db.transact((tx) =>
        payments.payBackRest(tx, { shop_id, order_id: placed.order_id, rest: true }, ctx.clock.now()),
      );
    expect((await Promise.all([act(), act()])).toSorted()).toEqual(["running", "started"]);
    const [last] = await paying();
    await work("payments.refund", { shop_id, refund_id: last?.id });
    expect(await act()).toBe("nothing");
    expect(await stateOf(placed)).toBe("refunded");
    const after = await books();
    expect(await forgotten()).toEqual([]);
    expect(after.escrow ?? 0n).toBe(before.escrow ?? 0n);
  },
);

test("one payment too many that was refused goes back anew, and the order's own stays", async () => {
  const placed = await begun();
  await webhook(eventOf(placed));
  const { intent_id, order_id } = placed;
  await sql`insert into payments.capture select shop_id, intent_id, 'ch_double', provider, 'sbp_double', page_id, amount, payment_amount, false, paid_at, captured_at
    from payments.capture where intent_id = ${intent_id}`.execute(ctx.db.reader);
  const act = (rest: boolean) =>
    ctx.db.transact((tx) => payments.payBackRest(tx, { shop_id, order_id, rest }, ctx.clock.now()));
  expect(await act(false)).toBe("nothing");
  await sql`insert into payments.refund (shop_id, id, intent_id, order_id, reference, amount, cause, state, failure, created_at, failed_at)
    select shop_id, ${newId(ctx, "re")}, intent_id, ${order_id}, reference, amount, 'double_payment', 'failed', 'provider_refused', captured_at, captured_at
    from payments.capture where reference = 'ch_double'`.execute(ctx.db.reader);
  expect(await act(false)).toBe("started");
  expect(await act(false)).toBe("running");
  expect((await refundsOf(placed)).map((one) => [one.cause, one.state])).toEqual([
    ["double_payment", "failed"],
    ["double_payment", "paying"],
  ]);
});
