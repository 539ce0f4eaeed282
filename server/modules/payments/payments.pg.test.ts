import { afterAll, beforeEach, expect, test } from "vitest";
import { newId } from "../../kernel/ids.ts";
import { openPayments, options, refusal, send, shop_id, type Answer } from "../../../tests/kit/payments.ts";
import { createPayments, sandboxSecrets, signatureHeader, type Payments } from "./index.ts";
import { sql } from "kysely";

const { world, asked, ctx, ledger, payments, provider, ...rest } = await openPayments();
const { place, begun, stateOf, voided, refundsOf, heard, books, eventOf, sign, webhook } = rest;
beforeEach(rest.reset);
afterAll(rest.end);

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
    world.answer = faults[name] ?? provider;
    expect(await refusal(payments.begin(shop_id, placed.order_id, options))).toBe("payment_unavailable");
    const [row] = (
      await sql`select pay_url, payment_id, ask_at, state from payments.intent where id = ${placed.intent_id}`.execute(
        ctx.db.reader,
      )
    ).rows;
    expect(row).toEqual({ pay_url: null, payment_id: null, ask_at: null, state: "requires_payment" });
    world.answer = provider;
    expect(await payments.begin(shop_id, placed.order_id, options)).toMatchObject({
      pay_url: `http://pay.test/${placed.intent_id}`,
    });
  },
);

test("a provider that does not answer is given five seconds", async () => {
  const placed = await place();
  let seen: () => void = () => undefined;
  const reached = new Promise<void>((resolve) => (seen = resolve));
  world.answer = () => seen();
  const begin = refusal(payments.begin(shop_id, placed.order_id, options));
  await reached;
  ctx.clock.turn(5_000);
  expect(await begin).toBe("payment_unavailable");
});

test("a death after the provider answered: the same payment is found again", async () => {
  const placed = await place();
  world.dieAt = "payments.begin: answered, not kept";
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
