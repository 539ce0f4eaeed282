import { sql } from "kysely";
import { afterAll, beforeEach, expect, test } from "vitest";
import { newId } from "../../../kernel/ids.ts";
import { openPayments, options, refusal, shop_id, type Placed } from "../../../../tests/kit/payments.ts";

const { world, asked, ctx, payments, booked, ledger, ...rest } = await openPayments();
const { place, refundsOf, heard, shared, work, eventOf, webhook } = rest;
beforeEach(rest.reset);
afterAll(rest.end);

const otherShop = "shop_01kas000000000000000000001";
interface Member extends Placed {
  shop: string;
  amount: bigint;
}
interface Basket {
  buyer: string;
  charge_id: string;
  members: readonly [Member, Member];
}

/** A checkout over two shops: two orders of one buyer, and the charge that pays both. */
async function basket(): Promise<Basket> {
  const buyer = newId(ctx, "acct");
  const one = { ...(await place(1000n, { buyer })), shop: shop_id, amount: 1000n };
  const two = { ...(await place(234n, { buyer, shop: otherShop })), shop: otherShop, amount: 234n };
  const charge_id = newId(ctx, "pi");
  const at = ctx.clock.now();
  const members = [one, two].map(({ shop, order_id, intent_id, amount }) => ({
    shop_id: shop,
    order_id,
    intent_id,
    amount,
  }));
  await ctx.db.transact((tx) =>
    payments.createCharge(
      tx,
      { id: charge_id, account_id: buyer, members, expires_at: new Date(at.getTime() + 900_000) },
      at,
    ),
  );
  return { buyer, charge_id, members: [one, two] };
}
const begin = (member: Member, more: object = {}) =>
  payments.begin(member.shop, member.order_id, { ...options, ...more });
const stateOf = async (member: Member) =>
  (await payments.intents(ctx.db.reader, member.shop, [member.order_id])).get(member.order_id)?.state;
const calledOff = (member: Member) => ctx.db.transact((tx) => payments.void(tx, member.shop, [member.order_id]));
/** The buyer pays a charge's page: as the provider would tell it. */
const paidOf = (buyer: string, charge_id: string, amount = 1234) =>
  eventOf({ intent_id: charge_id, order_id: "", payment_id: `sbp_${charge_id.slice(3)}` }, { shop: buyer, amount });
const refund = (member: Member, id: string, amount: bigint) =>
  ctx.db.transact((tx) =>
    payments.refund(
      tx,
      [{ id, shop_id: member.shop, order_id: member.order_id, amount, cause: "aftersale" }],
      ctx.clock.now(),
    ),
  );
const escrowOf = async (shop: string) => (await ledger.balances(ctx.db.reader, [shop])).get(shop)?.escrow ?? 0n;
const sound = async () => expect((await ledger.check(ctx.db.reader)).problems).toEqual([]);

test("begin on any member is the same page, of the whole", async () => {
  const { buyer, charge_id, members } = await basket();
  const [one, two] = [await begin(members[0]), await begin(members[1])];
  expect(one).toMatchObject({ charge_id, pay_url: `http://pay.test/${charge_id}`, amount: { amount: 1000 } });
  expect(two).toMatchObject({ charge_id, pay_url: `http://pay.test/${charge_id}`, amount: { amount: 234 } });
  expect(asked).toMatchObject([{ url: "/p/v1/payments", body: { reference: charge_id, shop: buyer, amount: 1234 } }]);
  expect(await payments.charge(ctx.db.reader, buyer, charge_id)).toMatchObject({
    amount: 1234n,
    state: "open",
    members: members.map(({ intent_id }) => ({ intent_id })).toSorted((a, b) => (a.intent_id < b.intent_id ? -1 : 1)),
  });
  expect(await payments.charge(ctx.db.reader, newId(ctx, "acct"), charge_id)).toBeNull();
});

test("one payment captures each member in its shop, once however often it is told", async () => {
  const { buyer, charge_id, members } = await basket();
  await begin(members[0]);
  await heard();
  const before = [await escrowOf(shop_id), await escrowOf(otherShop)];
  const body = paidOf(buyer, charge_id);
  const answers = await Promise.all([webhook(body), webhook(body), webhook(paidOf(buyer, charge_id))]);
  expect(answers.filter((one) => (one as { duplicate: boolean }).duplicate)).toHaveLength(2);
  expect(await shared()).toEqual([{ type: "charge.captured", account_id: buyer, charge_id }]);
  expect(await Promise.all(members.map(stateOf))).toEqual(["captured", "captured"]);
  expect(await webhook(paidOf(buyer, charge_id))).toMatchObject({ duplicate: true });
  expect(await shared()).toEqual([]);
  expect(new Set((await heard()).map((event) => `${String(event["type"])} ${String(event["order_id"])}`))).toEqual(
    new Set(members.map((member) => `payment.captured ${member.order_id}`)),
  );
  expect((await escrowOf(shop_id)) - (before[0] ?? 0n)).toBe(1000n);
  expect((await escrowOf(otherShop)) - (before[1] ?? 0n)).toBe(234n);
  expect(await refusal(begin(members[1]))).toBe("already_paid");
  await sound();
});

test("paid, and its members have not heard yet: nobody is sent to a second page", async () => {
  const { buyer, charge_id, members } = await basket();
  await begin(members[0]);
  await webhook(paidOf(buyer, charge_id));
  expect(await stateOf(members[1])).toBe("requires_payment");
  expect(await refusal(begin(members[1]))).toBe("already_paid");
  await shared();
});

test("another amount, account, payment or currency is refused and writes nothing", async () => {
  const { buyer, charge_id, members } = await basket();
  await begin(members[0]);
  const event = { intent_id: charge_id, order_id: "", payment_id: `sbp_${charge_id.slice(3)}` };
  for (const change of [
    { amount: 1000 },
    { currency: "USD" },
    { shop: newId(ctx, "acct") },
    { reference: newId(ctx, "pi") },
    { id: "sbp_00000000000000000000000000" },
  ])
    expect(await refusal(webhook(eventOf(event, { shop: buyer, amount: 1234, ...change })))).toBe("webhook_unknown");
  expect(await shared()).toEqual([]);
  expect((await payments.charge(ctx.db.reader, buyer, charge_id))?.state).toBe("open");
});

test("a member called off: the next begin is a charge of the rest, and the old page pays back what is not wanted", async () => {
  const { buyer, charge_id, members } = await basket();
  await begin(members[0]);
  await calledOff(members[1]);
  expect(await refusal(begin(members[1]))).toBe("order_expired");
  const again = await begin(members[0]);
  expect(again.charge_id).not.toBe(charge_id);
  expect(asked.at(-1)).toMatchObject({ body: { reference: again.charge_id, amount: 1000 } });
  expect((await begin(members[0])).charge_id).toBe(again.charge_id);
  // The buyer pays on the old page after all.
  await webhook(paidOf(buyer, charge_id));
  await shared();
  expect(await Promise.all(members.map(stateOf))).toEqual(["captured", "captured"]);
  const [late] = await refundsOf(members[1]);
  expect(late).toMatchObject({ state: "paying", cause: "late_payment" });
  await work("payments.refund", { shop_id: otherShop, refund_id: late?.id });
  expect(asked.at(-1)).toMatchObject({
    url: "/p/v1/refunds",
    body: { reference: late?.id, payment: `sbp_${charge_id.slice(3)}`, amount: 234 },
  });
  expect(await Promise.all(members.map(stateOf))).toEqual(["captured", "refunded"]);
  // And on the new one too: all of that goes back.
  await webhook(paidOf(buyer, again.charge_id ?? "", 1000));
  await shared();
  const double = (await refundsOf(members[0])).find((one) => one.cause === "double_payment");
  expect(double).toMatchObject({ state: "paying" });
  await work("payments.refund", { shop_id, refund_id: double?.id });
  expect(await stateOf(members[0])).toBe("captured");
  const { rows } = await sql<{
    refunded: bigint;
  }>`select refunded from payments.intent where id = ${members[0].intent_id}`.execute(ctx.db.reader);
  expect(rows).toEqual([{ refunded: 0n }]);
  await sound();
});

test("refunds of a member go back to the charge's payment in part, and end by their webhook too", async () => {
  const { buyer, charge_id, members } = await basket();
  await begin(members[0]);
  await webhook(paidOf(buyer, charge_id));
  await shared();
  const [first, second] = [newId(ctx, "re"), newId(ctx, "re")];
  await refund(members[1], first, 100n);
  expect(await refusal(refund(members[1], newId(ctx, "re"), 135n))).toBe("refund_exceeds");
  await work("payments.refund", { shop_id: otherShop, refund_id: first });
  await refund(members[1], second, 134n);
  const told = eventOf(
    { intent_id: charge_id, order_id: "", payment_id: `sbp_${charge_id.slice(3)}` },
    { shop: buyer, amount: 1234 },
    "refund.succeeded",
    {
      id: "sbr_1",
      object: "refund",
      reference: second,
      payment: `sbp_${charge_id.slice(3)}`,
      amount: 134,
      currency: "CNY",
      state: "succeeded",
    },
  );
  expect(await webhook(told)).toMatchObject({ duplicate: false });
  expect(await webhook(told)).toMatchObject({ duplicate: true });
  expect(await Promise.all(members.map(stateOf))).toEqual(["captured", "refunded"]);
  await sound();
});

test("a death after the provider answered: the same charge goes on; two tabs make one", async () => {
  const { charge_id, members } = await basket();
  world.dieAt = "payments.begin: answered, not kept";
  await expect(begin(members[0])).rejects.toThrow(/died/);
  world.dieAt = null;
  const both = await Promise.all(members.map((member) => begin(member)));
  expect(both.map((intent) => intent.charge_id)).toEqual([charge_id, charge_id]);
  expect(new Set(asked.map((one) => (one.body as { reference: string }).reference))).toEqual(new Set([charge_id]));
});

test("a lost webhook of a charge is found by the sweep; one the provider is done with is asked about no more", async () => {
  ctx.clock.turn(3_600_000);
  await sql`update payments.charge set ask_at = null`.execute(ctx.db.reader);
  const [paid, never] = [await basket(), await basket()];
  await begin(paid.members[0]);
  await begin(never.members[0]);
  const say = (one: Basket, state: string) => {
    const id = `sbp_${one.charge_id.slice(3)}`;
    booked.set(id, { ...booked.get(id), state });
  };
  say(paid, "paid");
  say(never, "expired");
  asked.length = 0;
  ctx.clock.turn(60_000);
  await work("payments.sweep");
  await shared();
  expect(await Promise.all(paid.members.map(stateOf))).toEqual(["captured", "captured"]);
  expect((await payments.charge(ctx.db.reader, never.buyer, never.charge_id))?.state).toBe("closed");
  ctx.clock.turn(60_000);
  await work("payments.sweep");
  expect(asked).toHaveLength(2);
  await sound();
});
