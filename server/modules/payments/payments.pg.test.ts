import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { paymentRoutes } from "../../../contract/payments.ts";
import { createLedger, type Ledger } from "../ledger/index.ts";
import { newId } from "../../kernel/ids.ts";
import { Refusal } from "../../kernel/refusal.ts";
import { testContext, type TestContext } from "../../../tests/kit/context.ts";
import { createPayments, sandboxSecrets, signatureHeader, type FaultPoint, type Payments } from "./index.ts";

/** The outside world: a provider's HTTP address whose answers each test decides. */
type Answer = (request: IncomingMessage, body: string, response: ServerResponse) => void;
let answer: Answer;
const asked: { method: string; url: string; body: unknown }[] = [];
let outside: Server;
let ctx: TestContext;
let ledger: Ledger;
let payments: Payments;
let dieAt: FaultPoint | null = null;

beforeAll(async () => {
  outside = createServer((request, response) => {
    let body = "";
    request.on("data", (part: Buffer) => (body += part.toString()));
    request.on("end", () => {
      asked.push({ method: request.method ?? "", url: request.url ?? "", body: body === "" ? null : JSON.parse(body) });
      answer(request, body, response);
    });
  });
  await new Promise<void>((resolve) => outside.listen(0, "127.0.0.1", resolve));
  const { port } = outside.address() as AddressInfo;
  ctx = await testContext({ env: { PAYMENT_SANDBOX_URL: `http://127.0.0.1:${port}/p` } });
  ledger = createLedger(ctx, { requireStaff: () => Promise.resolve() });
  payments = createPayments(ctx, {
    ledger,
    reach: (point) => {
      if (point === dieAt) throw new Error(`died at ${point}`);
    },
  });
  // The queue takes jobs; each test runs them by hand, when it says so. Events stay in the outbox, to be looked at.
  await ctx.jobs.start(
    (payments.part.jobs ?? []).map(({ name, retry_max }) => ({ name, retry_max, work: () => Promise.resolve() })),
  );
});
afterAll(async () => {
  await ctx.end();
  outside.closeAllConnections();
  outside.close();
});
beforeEach(() => {
  dieAt = null;
  asked.length = 0;
  answer = provider;
});

const shop_id = "shop_01kas000000000000000000000";
const booked = new Map<string, Record<string, unknown>>();
let refundState = "succeeded";

/** What a provider that works would say. */
function provider(request: IncomingMessage, text: string, response: ServerResponse): void {
  const body = text === "" ? {} : (JSON.parse(text) as Record<string, unknown>);
  const id = request.url?.split("/").at(-1) ?? "";
  if (request.url === "/p/v1/payments") {
    const { reference, shop, amount, currency } = body;
    const payment = {
      id: `sbp_${String(reference).slice(3)}`,
      object: "payment",
      reference,
      shop,
      amount,
      currency,
      state: "unpaid",
      pay_url: `http://pay.test/${String(reference)}`,
    };
    booked.set(payment.id, booked.get(payment.id) ?? payment);
    send(response, booked.get(payment.id));
  } else if (request.url === "/p/v1/refunds")
    send(response, { id: "sbr_1", object: "refund", ...body, state: refundState });
  else send(response, booked.get(id));
}
function send(response: ServerResponse, body: unknown, status = 200): void {
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
}

interface Placed {
  intent_id: string;
  order_id: string;
  payment_id: string;
}
const options = { return_url: "http://laotie.test/orders", title: "茶铺 · 绿茶", locale: "zh-CN" } as const;
async function place(amount = 1234n): Promise<Placed> {
  const intent_id = newId(ctx, "pi");
  const order_id = newId(ctx, "ord");
  const at = ctx.clock.now();
  await ctx.db.transact((tx) =>
    payments.createIntents(
      tx,
      [
        {
          id: intent_id,
          shop_id,
          order_id,
          buyer_id: newId(ctx, "acct"),
          amount,
          expires_at: new Date(at.getTime() + 900_000),
        },
      ],
      at,
    ),
  );
  return { intent_id, order_id, payment_id: `sbp_${intent_id.slice(3)}` };
}
async function begun(amount = 1234n): Promise<Placed> {
  const placed = await place(amount);
  await payments.begin(shop_id, placed.order_id, options);
  return placed;
}
const stateOf = async ({ order_id }: Placed) =>
  (await payments.intents(ctx.db.reader, shop_id, [order_id])).get(order_id)?.state;
const voided = ({ order_id }: Placed) => ctx.db.transact((tx) => payments.void(tx, shop_id, [order_id]));
const refundsOf = async ({ order_id }: Placed) =>
  (
    await sql<{
      id: string;
      state: string;
      cause: string;
    }>`select id, state, cause from payments.refund where order_id = ${order_id}`.execute(ctx.db.reader)
  ).rows;
/** Events in the outbox, taken out of it. */
async function heard(): Promise<Record<string, unknown>[]> {
  const { rows } = await sql<{ body: Record<string, unknown> }>`delete from kernel.shop_outbox returning body`.execute(
    ctx.db.reader,
  );
  return rows.map((row) => row.body);
}
const books = async () => ({
  ...(await ledger.balances(ctx.db.reader, [shop_id])).get(shop_id),
  ...(await ledger.check(ctx.db.reader)),
  checked_at: null,
});
const work = (name: string, data: Record<string, unknown> = {}) =>
  payments.part.jobs?.find((job) => job.name === name)?.work(data);

let events = 0;
const eventOf = (placed: Placed, change: Record<string, unknown> = {}, type = "payment.paid", refund?: object) => {
  events += 1;
  const payment = {
    id: placed.payment_id,
    object: "payment",
    reference: placed.intent_id,
    shop: shop_id,
    amount: 1234,
    currency: "CNY",
    state: "paid",
    pay_url: "http://pay.test/x",
    ...change,
  };
  return JSON.stringify({
    id: `sbe_${String(events).padStart(24, "0")}`,
    object: "event",
    type,
    payment,
    ...(refund === undefined ? {} : { refund }),
  });
};
const sign = (body: string, at = ctx.clock.now()) => signatureHeader(ctx.seal.derive(sandboxSecrets.webhook), at, body);
async function webhook(
  body: string | Uint8Array,
  header: string | null = sign(String(body)),
  name = "sandbox",
): Promise<unknown> {
  const headers = new Headers(header === null ? {} : { "sandbox-signature": header });
  const bytes = typeof body === "string" ? new TextEncoder().encode(body) : body;
  const value = await payments.part.routes
    ?.find((bound) => bound.route.id === "receiveWebhook")
    ?.answer({ params: { provider: name }, body: bytes, request: { headers } } as never);
  return paymentRoutes.receiveWebhook.response.strict().parse(value);
}
const refusal = async (act: Promise<unknown>): Promise<string> =>
  act.then(
    () => "none",
    (error: unknown) => (error instanceof Refusal ? error.code : String(error)),
  );

test("begin gives the provider's page, asks once, and repeats it", async () => {
  const placed = await place();
  const intent = await payments.begin(shop_id, placed.order_id, options);
  expect(intent).toMatchObject({
    id: placed.intent_id,
    state: "requires_payment",
    amount: { amount: 1234, currency: "CNY" },
    provider: "sandbox",
    pay_url: `http://pay.test/${placed.intent_id}`,
  });
  expect(await payments.begin(shop_id, placed.order_id, options)).toEqual(intent);
  expect(asked).toMatchObject([
    {
      method: "POST",
      url: "/p/v1/payments",
      body: {
        reference: placed.intent_id,
        shop: shop_id,
        amount: 1234,
        currency: "CNY",
        title: options.title,
        locale: "zh-CN",
        return_url: options.return_url,
      },
    },
  ]);
});

test("begin refuses what cannot be paid any more", async () => {
  expect(await refusal(payments.begin(shop_id, "ord_none", options))).toBe("not_found");
  const closed = await begun();
  await voided(closed);
  expect(await refusal(payments.begin(shop_id, closed.order_id, options))).toBe("order_expired");
  const paid = await begun();
  await webhook(eventOf(paid));
  expect(await refusal(payments.begin(shop_id, paid.order_id, options))).toBe("already_paid");
  const late = await place();
  ctx.clock.turn(900_000);
  expect(await refusal(payments.begin(shop_id, late.order_id, options))).toBe("order_expired");
});

const faults: Record<string, Answer> = {
  garbage: (_request, _body, response) => void response.end("<html>oops</html>"),
  "another shape": (_request, _body, response) => send(response, { id: "sbp_1" }),
  "another payment": (_request, body, response) =>
    send(response, {
      ...(JSON.parse(body) as object),
      id: "sbp_00000000000000000000000000",
      object: "payment",
      reference: "pi_other",
      state: "unpaid",
      pay_url: "http://pay.test/",
    }),
  "a script for an address": (_request, body, response) =>
    send(response, {
      ...(JSON.parse(body) as object),
      id: "sbp_00000000000000000000000000",
      object: "payment",
      state: "unpaid",
      pay_url: "javascript:alert(1)",
    }),
  "an error": (_request, _body, response) => send(response, { error: {} }, 500),
  "a redirect": (_request, _body, response) => void response.writeHead(302, { location: "http://127.0.0.1:1/" }).end(),
  "a broken connection": (request) => void request.socket.destroy(),
  "a megabyte": (_request, _body, response) => void response.end("x".repeat(1_000_000)),
};
test.each(Object.keys(faults))(
  "a provider that answers %s: payment_unavailable, nothing written, and it works the next time",
  async (name) => {
    const placed = await place();
    answer = faults[name] ?? provider;
    expect(await refusal(payments.begin(shop_id, placed.order_id, options))).toBe("payment_unavailable");
    const [row] = (
      await sql`select pay_url, payment_id, ask_at, state from payments.intent where id = ${placed.intent_id}`.execute(
        ctx.db.reader,
      )
    ).rows;
    expect(row).toEqual({ pay_url: null, payment_id: null, ask_at: null, state: "requires_payment" });
    answer = provider;
    expect(await payments.begin(shop_id, placed.order_id, options)).toMatchObject({
      pay_url: `http://pay.test/${placed.intent_id}`,
    });
  },
);

test("a provider that does not answer is given five seconds", async () => {
  const placed = await place();
  let seen: () => void = () => undefined;
  const reached = new Promise<void>((resolve) => (seen = resolve));
  answer = () => seen();
  const begin = refusal(payments.begin(shop_id, placed.order_id, options));
  await reached;
  ctx.clock.turn(5_000);
  expect(await begin).toBe("payment_unavailable");
});

test("a death after the provider answered: the same payment is found again", async () => {
  const placed = await place();
  dieAt = "payments.begin: answered, not kept";
  await expect(payments.begin(shop_id, placed.order_id, options)).rejects.toThrow(/died/);
  // The buyer may pay before we ask again: we know neither its id nor its page, the webhook names the intent.
  expect(await webhook(eventOf(placed))).toEqual({ object: "webhook_received", duplicate: false });
  expect(await stateOf(placed)).toBe("captured");
});

test("a capture: intent, ledger and event together, once however often it is told", async () => {
  const placed = await begun();
  await heard();
  const before = await books();
  const body = eventOf(placed);
  const answers = await Promise.all([webhook(body), webhook(body), webhook(body), webhook(eventOf(placed))]);
  expect(answers.filter((one) => (one as { duplicate: boolean }).duplicate)).toHaveLength(3);
  ctx.clock.turn(60_000);
  expect(await webhook(body, sign(body))).toEqual({ object: "webhook_received", duplicate: true });
  expect(await stateOf(placed)).toBe("captured");
  expect(await heard()).toEqual([
    { type: "payment.captured", shop_id, intent_id: placed.intent_id, order_id: placed.order_id },
  ]);
  const after = await books();
  expect(after.problems).toEqual([]);
  expect(after.transfers - before.transfers).toBe(1);
  expect((after.escrow ?? 0n) - (before.escrow ?? 0n)).toBe(1234n);
});

test("two processes that are told the same thing at once post it once", async () => {
  const other = createPayments(ctx, { ledger });
  const placed = await begun();
  await heard();
  const body = eventOf(placed);
  const headers = new Headers({ "sandbox-signature": sign(body) });
  const tell = (one: Payments) =>
    one.part.routes?.[0]?.answer({
      params: { provider: "sandbox" },
      body: new TextEncoder().encode(body),
      request: { headers },
    } as never) as Promise<{ duplicate: boolean }>;
  const answers = await Promise.all([tell(payments), tell(other), tell(createPayments(ctx, { ledger }))]);
  expect(answers.filter((one) => one.duplicate)).toHaveLength(2);
  expect(await heard()).toHaveLength(1);
  expect((await books()).problems).toEqual([]);
});

test("many webhooks at once: a faulty one fails alone", async () => {
  const good = await Promise.all(Array.from({ length: 20 }, () => begun()));
  const bad = await begun();
  const outcomes = await Promise.all([
    ...good.slice(0, 10).map((one) => refusal(webhook(eventOf(one)))),
    refusal(webhook(eventOf(bad, { amount: 1 }))),
    ...good.slice(10).map((one) => refusal(webhook(eventOf(one)))),
  ]);
  expect(outcomes).toEqual(Array.from({ length: 21 }, (_, index) => (index === 10 ? "webhook_unknown" : "none")));
  for (const one of good) expect(await stateOf(one)).toBe("captured");
  expect(await stateOf(bad)).toBe("requires_payment");
  expect((await books()).problems).toEqual([]);
});

test("what is forged, stale, malformed or not ours is refused and writes nothing", async () => {
  const placed = await begun();
  await heard();
  const before = await books();
  const body = eventOf(placed);
  const old = new Date(ctx.clock.nowMs() - 300_001);
  expect(await refusal(webhook(body, null))).toBe("webhook_signature");
  expect(await refusal(webhook(body, sign(`${body} `)))).toBe("webhook_signature");
  expect(await refusal(webhook(body, signatureHeader("guess", ctx.clock.now(), body)))).toBe("webhook_signature");
  expect(
    await refusal(webhook(body, signatureHeader(ctx.seal.derive(sandboxSecrets.api), ctx.clock.now(), body))),
  ).toBe("webhook_signature");
  expect(await refusal(webhook(body, sign(body, old)))).toBe("webhook_replayed");
  expect(await refusal(webhook(body, sign(body), "stripe"))).toBe("webhook_unknown");
  for (const text of [
    "",
    "{",
    "null",
    "[]",
    '"x"',
    "{}",
    eventOf(placed, {}, "payment.flew"),
    eventOf(placed, { amount: 12.5 }),
    eventOf(placed, { amount: "1234" }),
    eventOf(placed, { amount: -1234 }),
  ])
    expect(await refusal(webhook(text))).toBe("webhook_unknown");
  const broken = new Uint8Array([123, 255, 254]);
  expect(
    await refusal(
      webhook(
        broken,
        signatureHeader(
          ctx.seal.derive(sandboxSecrets.webhook),
          ctx.clock.now(),
          Buffer.from(broken).toString("latin1"),
        ),
      ),
    ),
  ).toBe("webhook_signature");
  for (const change of [
    { amount: 1233 },
    { amount: 1235 },
    { currency: "USD" },
    { reference: newId(ctx, "pi") },
    { shop: "shop_01kas000000000000000000009" },
    { id: "sbp_00000000000000000000000000" },
  ])
    expect(await refusal(webhook(eventOf(placed, change)))).toBe("webhook_unknown");
  expect(await stateOf(placed)).toBe("requires_payment");
  expect(await heard()).toEqual([]);
  expect(await books()).toEqual(before);
});

test("void stops for what is captured", async () => {
  const [open, paid] = [await begun(), await begun()];
  await webhook(eventOf(paid));
  const captured = await ctx.db.transact((tx) =>
    payments.void(tx, shop_id, [open.order_id, paid.order_id, "ord_none"]),
  );
  expect(captured).toEqual(new Set([paid.order_id]));
  expect(await voided(open)).toEqual(new Set());
  expect([await stateOf(open), await stateOf(paid)]).toEqual(["voided", "captured"]);
});

test("closing and capturing at once: one of them is first, and the money is never lost", async () => {
  for (let round = 0; round < 5; round += 1) {
    const placed = await begun();
    await heard();
    const [stopped] = await Promise.all([voided(placed), webhook(eventOf(placed))]);
    const refunds = await refundsOf(placed);
    expect(await stateOf(placed)).toBe("captured");
    // Either closing stopped for the payment, or the payment came late and is on its way back.
    expect(refunds.length).toBe(stopped.has(placed.order_id) ? 0 : 1);
    expect((await heard()).map((event) => event["type"])).toEqual(
      stopped.has(placed.order_id) ? ["payment.captured"] : [],
    );
  }
});

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
    },
  ]);
  const after = await books();
  expect(after.problems).toEqual([]);
  expect(after.escrow).toBe(before.escrow);
  expect(after.transfers - before.transfers).toBe(2);
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
  expect(await refusal(refund(placed, id, 1235n))).toBe("refund_too_large");
  await refund(placed, id);
  await refund(placed, id);
  expect(await refusal(refund(placed, newId(ctx, "re")))).toBe("refund_running");
  await work("payments.refund", { shop_id, refund_id: id });
  await refund(placed, id);
  expect(await refusal(refund(placed, newId(ctx, "re")))).toBe("refund_too_large");
  expect(await refusal(refund({ ...placed, order_id: "ord_none" }, newId(ctx, "re")))).toBe("not_found");
  expect(await refundsOf(placed)).toEqual([{ id, state: "success", cause: "operator" }]);
  expect((await books()).problems).toEqual([]);
});

test("a death between the provider's yes and our commit: the job's next try ends it, once", async () => {
  const placed = await begun();
  await webhook(eventOf(placed));
  await heard();
  const id = newId(ctx, "re");
  await refund(placed, id);
  const before = await books();
  dieAt = "payments.refund: paid back, not kept";
  await expect(work("payments.refund", { shop_id, refund_id: id })).rejects.toThrow(/died/);
  expect(await stateOf(placed)).toBe("captured");
  dieAt = null;
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
  refundState = "pending";
  await work("payments.refund", { shop_id, refund_id: slowId });
  refundState = "succeeded";
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
  answer = faults["an error"] ?? provider;
  await work("payments.sweep");
  expect(await stateOf(paid)).toBe("requires_payment");
  answer = provider;
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
