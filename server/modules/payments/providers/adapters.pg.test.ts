import { sql } from "kysely";
import { afterAll, describe, expect, test } from "vitest";
import type { PaymentProviderName } from "../../../../contract/payments.ts";
import { testContext } from "../../../../tests/kit/context.ts";
import { refusal, shop_id } from "../../../../tests/kit/payments.ts";
import { openProviders } from "../../../../tests/kit/providers/open-providers.ts";
import { newId } from "../../../kernel/ids.ts";
import { createLedger } from "../../ledger/index.ts";
import { createPayments } from "../index.ts";

const time = { now: () => new Date(Date.UTC(2026, 10, 22, 4)) };
const outside = await openProviders(() => time.now());
const { wechat, alipay, stripe } = outside;
const ctx = await testContext({ env: outside.env });
time.now = () => ctx.clock.now();
const ledger = createLedger(ctx, { requireStaff: () => Promise.resolve(), audit: () => Promise.resolve() });
const payments = createPayments(ctx, { ledger });
await ctx.jobs.start(
  (payments.part.jobs ?? []).map(({ name, retry_max }) => ({ name, retry_max, work: () => Promise.resolve() })),
);
afterAll(async () => {
  await ctx.end();
  await outside.stop();
});

interface Placed {
  intent_id: string;
  order_id: string;
}
async function place(amount = 1234n): Promise<Placed> {
  const [intent_id, order_id] = [newId(ctx, "pi"), newId(ctx, "ord")];
  const at = ctx.clock.now();
  const expires_at = new Date(at.getTime() + 900_000);
  await ctx.db.transact((tx) =>
    payments.createIntents(
      tx,
      [{ id: intent_id, shop_id, order_id, buyer_id: newId(ctx, "acct"), amount, expires_at }],
      at,
    ),
  );
  return { intent_id, order_id };
}
const begin = (placed: Placed, provider: PaymentProviderName, more: object = {}) =>
  payments.begin(shop_id, placed.order_id, {
    return_url: "http://laotie.test/orders",
    title: "茶铺 · 绿茶",
    locale: "zh-CN",
    address: "203.0.113.7",
    provider,
    ...more,
  });
const answerOf = (id: string) => payments.part.routes?.find((bound) => bound.route.id === id);
const heard = (id: string, params: object, body: string, headers: Record<string, string> = {}) =>
  answerOf(id)?.answer({
    params,
    body: new TextEncoder().encode(body),
    request: { headers: new Headers(headers) },
  } as never) as Promise<unknown>;
const ownerOf = (to: string) => to.split("/").at(-1) ?? "";
const toWechat = (notice: { to: string; body: string; headers: Record<string, string> }) =>
  heard("receiveOwnedWebhook", { owner: ownerOf(notice.to) }, notice.body, notice.headers);
const toAlipay = (notice: { to: string; body: string }) =>
  heard("receiveAlipayNotice", { owner: ownerOf(notice.to) }, notice.body);
const toStripe = (event: { body: string; headers: Record<string, string> }) =>
  heard("receiveWebhook", { provider: "stripe" }, event.body, event.headers);
const intentOf = async ({ order_id }: Placed) =>
  (await payments.intents(ctx.db.reader, shop_id, [order_id])).get(order_id);
const stateOf = async (placed: Placed) => (await intentOf(placed))?.state;
const work = (name: string, data: Record<string, unknown> = {}) =>
  payments.part.jobs?.find((job) => job.name === name)?.work(data);
async function shared(): Promise<void> {
  const { rows } = await sql<{
    body: Record<string, unknown>;
  }>`delete from kernel.account_outbox returning body`.execute(ctx.db.reader);
  for (const { body } of rows)
    for (const one of payments.part.listeners ?? [])
      if ((one.types as readonly string[]).includes(String(body["type"])))
        await ctx.db.transact((tx) => one.hear(tx, [{ event_id: "evt", at: ctx.clock.now(), ...body } as never]));
}
async function refund(placed: Placed, amount: bigint): Promise<string> {
  const id = newId(ctx, "re");
  await ctx.db.transact((tx) =>
    payments.refund(tx, [{ id, shop_id, order_id: placed.order_id, amount, cause: "aftersale" }], ctx.clock.now()),
  );
  return id;
}
const refundState = async (id: string) =>
  (await sql<{ state: string }>`select state from payments.refund where id = ${id}`.execute(ctx.db.reader)).rows[0]
    ?.state;
const sound = async () => expect((await ledger.check(ctx.db.reader)).problems).toEqual([]);

describe("WeChat Pay", () => {
  test("a code to scan on a desktop, a page on a phone; paid by a sealed and signed notice, once", async () => {
    const placed = await place();
    const intent = await begin(placed, "wechat");
    expect(intent).toMatchObject({ provider: "wechat", pay_url: null });
    expect(intent.pay_code).toMatch(/^weixin:/);
    const notice = wechat.pay(placed.intent_id);
    expect(notice.to).toBe(`http://laotie.test/webhooks/wechat/${shop_id}`);
    expect(await toWechat(notice)).toEqual({ object: "webhook_received", duplicate: false });
    expect(await toWechat(notice)).toEqual({ object: "webhook_received", duplicate: true });
    expect(await stateOf(placed)).toBe("captured");
    const other = await place();
    const page = await begin(other, "wechat", { method: "wap" });
    expect(page.pay_url).toMatch(/^https:\/\/wx\.tenpay\.com\/.*redirect_url=http%3A%2F%2Flaotie\.test%2Forders$/);
    await sound();
  });

  test("forged, changed, old and foreign notices are refused and write nothing", async () => {
    const placed = await place();
    await begin(placed, "wechat");
    const notice = wechat.pay(placed.intent_id);
    expect(await refusal(toWechat({ ...notice, body: `${notice.body} ` }))).toBe("webhook_signature");
    expect(await refusal(toWechat({ ...notice, headers: {} }))).toBe("webhook_signature");
    ctx.clock.turn(300_001);
    expect(await refusal(toWechat(notice))).toBe("webhook_replayed");
    const cheap = wechat.pay(placed.intent_id, { total: 1 });
    expect(await refusal(toWechat(cheap))).toBe("webhook_unknown");
    const real = wechat.pay(placed.intent_id, { total: 1234 });
    expect(await refusal(toWechat({ ...real, to: "/webhooks/wechat/shop_01kas000000000000000000009" }))).toBe(
      "webhook_unknown",
    );
    expect(await stateOf(placed)).toBe("requires_payment");
    expect(await toWechat(real)).toMatchObject({ duplicate: false });
  });

  test("a lost notice is found by asking; a page nobody should pay is closed there", async () => {
    const [paid, gone] = [await place(), await place()];
    await begin(paid, "wechat");
    await begin(gone, "wechat");
    wechat.pay(paid.intent_id);
    await ctx.db.transact((tx) => payments.void(tx, shop_id, [gone.order_id]));
    ctx.clock.turn(60_000);
    await work("payments.sweep");
    expect(await stateOf(paid)).toBe("captured");
    expect(wechat.transactions.get(gone.intent_id)?.state).toBe("CLOSED");
  });

  test("refunds in part: at once, by a notice, and refused for good", async () => {
    const placed = await place();
    await begin(placed, "wechat");
    await toWechat(wechat.pay(placed.intent_id));
    const first = await refund(placed, 1000n);
    await work("payments.refund", { shop_id, refund_id: first });
    expect(await refundState(first)).toBe("success");
    wechat.say.refund = "PROCESSING";
    const second = await refund(placed, 200n);
    await work("payments.refund", { shop_id, refund_id: second });
    expect(await refundState(second)).toBe("paying");
    const notice = wechat.tellRefund(second);
    expect(await toWechat(notice)).toMatchObject({ duplicate: false });
    expect(await toWechat(notice)).toMatchObject({ duplicate: true });
    expect(await refundState(second)).toBe("success");
    wechat.say.refund = "NOT_ENOUGH";
    const third = await refund(placed, 34n);
    expect(await refusal(Promise.resolve(work("payments.refund", { shop_id, refund_id: third })))).toBe(
      "payment_unavailable",
    );
    expect(await refundState(third)).toBe("paying");
    wechat.say.refund = "PARAM_ERROR";
    await work("payments.refund", { shop_id, refund_id: third });
    expect(await refundState(third)).toBe("failed");
    wechat.say.refund = "SUCCESS";
    const again = await refund(placed, 34n);
    await work("payments.refund", { shop_id, refund_id: again });
    expect(await stateOf(placed)).toBe("refunded");
    await sound();
  });
});

describe("Alipay", () => {
  test("a signed address for desktop and phone; paid by a signed notice, answered with the one word, once", async () => {
    const placed = await place();
    // Not the intent's first provider, so it goes by a charge of its own.
    const intent = await begin(placed, "alipay", { method: "wap" });
    expect(new URL(intent.pay_url ?? "").searchParams.get("method")).toBe("alipay.trade.wap.pay");
    const trade = alipay.open(intent.pay_url ?? "");
    expect(trade).toMatchObject({ out_trade_no: intent.charge_id, total_amount: "12.34" });
    const notice = alipay.pay(trade.out_trade_no);
    expect(await toAlipay(notice)).toBe("success");
    expect(await toAlipay(notice)).toBe("success");
    await shared();
    expect(await intentOf(placed)).toMatchObject({ state: "captured", provider: "alipay" });
    await sound();
  });

  test("forged and foreign notices are refused", async () => {
    const placed = await place();
    const intent = await begin(placed, "alipay");
    const { out_trade_no } = alipay.open(intent.pay_url ?? "");
    const notice = alipay.pay(out_trade_no);
    expect(await refusal(toAlipay({ ...notice, body: notice.body.replace("12.34", "12.35") }))).toBe(
      "webhook_signature",
    );
    expect(await refusal(toAlipay(alipay.pay(out_trade_no, { app_id: "2021" })))).toBe("webhook_unknown");
    expect(await refusal(toAlipay(alipay.pay(out_trade_no, { total_amount: "0.01" })))).toBe("webhook_unknown");
    await shared();
    expect(await stateOf(placed)).toBe("requires_payment");
  });

  test("asked what became of it; refunds in part, repeated once, and refused for good", async () => {
    const placed = await place();
    const intent = await begin(placed, "alipay");
    const { out_trade_no } = alipay.open(intent.pay_url ?? "");
    alipay.pay(out_trade_no);
    ctx.clock.turn(60_000);
    await work("payments.sweep");
    await shared();
    expect(await stateOf(placed)).toBe("captured");
    const first = await refund(placed, 234n);
    await work("payments.refund", { shop_id, refund_id: first });
    expect(await refundState(first)).toBe("success");
    alipay.say.refund = "ACQ.SELLER_BALANCE_NOT_ENOUGH";
    const second = await refund(placed, 1000n);
    expect(await refusal(Promise.resolve(work("payments.refund", { shop_id, refund_id: second })))).toBe(
      "payment_unavailable",
    );
    alipay.say.refund = "ACQ.TRADE_HAS_FINISHED";
    await work("payments.refund", { shop_id, refund_id: second });
    expect(await refundState(second)).toBe("failed");
    alipay.say.refund = "";
    await sound();
  });
});

describe("Stripe", () => {
  test("its page, a decline in our words, another try, paid by a signed event, once", async () => {
    const placed = await place();
    const intent = await begin(placed, "stripe");
    expect(intent.pay_url).toMatch(/^https:\/\/checkout\.stripe\.com\//);
    const reference = intent.charge_id ?? "";
    expect(await toStripe(stripe.decline(reference, "insufficient_funds"))).toMatchObject({ duplicate: false });
    await shared();
    expect(await intentOf(placed)).toMatchObject({ state: "failed", failure: "insufficient_funds" });
    expect(await begin(placed, "stripe")).toMatchObject({
      state: "requires_payment",
      failure: null,
      pay_url: intent.pay_url,
    });
    const event = stripe.pay(reference);
    expect(await toStripe(event)).toMatchObject({ duplicate: false });
    expect(await toStripe(event)).toMatchObject({ duplicate: true });
    await shared();
    expect(await intentOf(placed)).toMatchObject({ state: "captured", provider: "stripe" });
    await sound();
  });

  test("forged and old events are refused; what is of no interest is received", async () => {
    const placed = await place();
    const intent = await begin(placed, "stripe");
    const event = stripe.pay(intent.charge_id ?? "");
    expect(await refusal(toStripe({ ...event, body: `${event.body} ` }))).toBe("webhook_signature");
    ctx.clock.turn(300_001);
    expect(await refusal(toStripe(event))).toBe("webhook_replayed");
    await shared();
    expect(await stateOf(placed)).toBe("requires_payment");
  });

  test("refunds: once, also when Stripe has forgotten the key; under way until its event", async () => {
    const placed = await place();
    const intent = await begin(placed, "stripe");
    await toStripe(stripe.pay(intent.charge_id ?? ""));
    await shared();
    stripe.say.refund = "pending";
    const id = await refund(placed, 1000n);
    await work("payments.refund", { shop_id, refund_id: id });
    stripe.byKey.clear();
    await work("payments.refund", { shop_id, refund_id: id });
    const mine = stripe.refunds.filter((one) => one.metadata["refund"] === id);
    expect(mine).toHaveLength(1);
    expect(await refundState(id)).toBe("paying");
    for (const one of mine) {
      one.status = "succeeded";
      expect(await toStripe(stripe.tellRefund(one))).toMatchObject({ duplicate: false });
    }
    expect(await refundState(id)).toBe("success");
    stripe.say.refund = "succeeded";
    await sound();
  });
});

test("paid by two providers: the second payment goes back by itself", async () => {
  const placed = await place();
  await begin(placed, "wechat");
  const intent = await begin(placed, "stripe");
  await toWechat(wechat.pay(placed.intent_id));
  await toStripe(stripe.pay(intent.charge_id ?? ""));
  await shared();
  const { rows } = await sql<{ id: string; cause: string; reference: string }>`
    select id, cause, reference from payments.refund where order_id = ${placed.order_id}`.execute(ctx.db.reader);
  expect(rows).toMatchObject([{ cause: "double_payment", reference: intent.charge_id }]);
  await work("payments.refund", { shop_id, refund_id: rows[0]?.id });
  expect(await refundState(rows[0]?.id ?? "")).toBe("success");
  expect(await stateOf(placed)).toBe("captured");
  await sound();
});

test("a way to pay that is not offered is refused; the options are what the operator configured, in order", async () => {
  const placed = await place();
  expect(await refusal(begin(placed, "sandbox"))).toBe("payment_option_unknown");
  expect(await refusal(begin(placed, "stripe", { method: "qr" }))).toBe("payment_option_unknown");
  expect(await answerOf("listPaymentOptions")?.answer({} as never)).toEqual({
    object: "payment_options",
    data: [
      { provider: "wechat", method: "qr" },
      { provider: "wechat", method: "wap" },
      { provider: "alipay", method: "page" },
      { provider: "alipay", method: "wap" },
      { provider: "stripe", method: "page" },
    ],
  });
});
