import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { getRequestListener } from "@hono/node-server";
import { Hono } from "hono";
import { sql } from "kysely";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { systemClock } from "../../kernel/clock.ts";
import type { Context } from "../../kernel/context.ts";
import { newId } from "../../kernel/ids.ts";
import { createLedger, type Ledger } from "../../modules/ledger/index.ts";
import { createPayments, sandboxSecrets, signatureHeader, type Payments } from "../../modules/payments/index.ts";
import { testContext, type TestContext } from "../../../tests/kit/context.ts";
import { answerRoutes, bindRoutes, type NodeBindings } from "../http.ts";
import { createSandboxProvider } from "./index.ts";

// Both sides over real HTTP: our payments module with its webhook route, and the provider at /sandbox.
let test_ctx: TestContext;
let ctx: Context;
let server: Server;
let ledger: Ledger;
let payments: Payments;
let base: string;
let webhooksDown = false;

beforeAll(async () => {
  test_ctx = await testContext();
  server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  ctx = { ...test_ctx, public_url: base };
  ledger = createLedger(ctx, { requireStaff: () => Promise.resolve(), audit: () => Promise.resolve() });
  payments = createPayments(ctx, { ledger });
  const sandbox = createSandboxProvider(ctx);
  const app = new Hono<{ Bindings: NodeBindings }>();
  const deps = { ctx, authenticate: () => Promise.resolve(null), draining: () => webhooksDown };
  bindRoutes(app, ctx, answerRoutes(deps, payments.part.routes ?? []));
  app.route("/sandbox", sandbox.app);
  const listener = getRequestListener(app.fetch);
  server.on("request", (request, response) => void listener(request, response));
  await test_ctx.begin([payments.part, sandbox.part]);
});
afterEach(() => {
  webhooksDown = false;
});
afterAll(async () => {
  await test_ctx.end();
  server.closeAllConnections();
  server.close();
});

const shop_id = "shop_01kas000000000000000000000";
interface Placed {
  intent_id: string;
  order_id: string;
  pay_url: string;
}
async function place(amount = 12_800n, locale: "en" | "zh-CN" = "en"): Promise<Placed> {
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
  const { pay_url } = await payments.begin(shop_id, order_id, {
    return_url: `${base}/orders/${order_id}?paid=1`,
    title: `Tea <house> & "co"`,
    locale,
  });
  return { intent_id, order_id, pay_url: pay_url ?? "" };
}
const decide = (placed: Placed, decision: string) =>
  fetch(placed.pay_url, { method: "POST", body: new URLSearchParams({ decision }), redirect: "manual" });
const stateOf = async ({ order_id }: Placed) =>
  (await payments.intents(ctx.db.reader, shop_id, [order_id])).get(order_id)?.state;
const webhooksOf = async ({ intent_id }: Placed) =>
  (
    await sql<{
      id: string;
      attempts: number;
      next_at: Date | null;
      delivered_at: Date | null;
    }>`select id, attempts, next_at, delivered_at from sandbox.webhook where body like ${`%${intent_id}%`} order by created_at, id`.execute(
      ctx.db.reader,
    )
  ).rows;

/** The job queue works in real time: waits until it has. */
async function until(what: string, isSo: () => Promise<boolean>): Promise<void> {
  for (let attempt = 0; attempt < 400; attempt += 1) {
    if (await isSo()) return;
    await systemClock.sleep(50);
  }
  throw new Error(`waited too long until ${what}`);
}

test("a buyer pays: once, back to the shop, and the signed webhook brings it into the ledger", async () => {
  const placed = await place();
  const answers = await Promise.all([decide(placed, "pay"), decide(placed, "pay"), decide(placed, "pay")]);
  expect(answers.filter((answer) => answer.status === 200)).toHaveLength(2);
  const first = answers.find((answer) => answer.status === 303);
  expect(first?.headers.get("location")).toBe(`${base}/orders/${placed.order_id}?paid=1`);
  const second = answers.find((answer) => answer.status === 200);
  expect(await second?.text()).toContain("Already paid");
  await until("the intent is captured", async () => (await stateOf(placed)) === "captured");
  await until("it is delivered", async () => (await webhooksOf(placed))[0]?.delivered_at !== null);
  expect(await webhooksOf(placed)).toMatchObject([{ attempts: 1, next_at: null }]);
  expect(await ledger.check(ctx.db.reader)).toMatchObject({ ok: true });
  expect((await ledger.balances(ctx.db.reader, [shop_id])).get(shop_id)).toMatchObject({
    provider: 12_800n,
    escrow: 12_800n,
  });
  const later = await fetch(placed.pay_url);
  expect(await later.text()).toContain("Already paid");
});

test("declining changes nothing and leads back; the page can be used again", async () => {
  const placed = await place();
  const declined = await decide(placed, "decline");
  expect([declined.status, declined.headers.get("location")]).toEqual([
    303,
    `${base}/orders/${placed.order_id}?paid=1`,
  ]);
  expect((await decide(placed, "nonsense")).status).toBe(200);
  expect(await webhooksOf(placed)).toEqual([]);
  expect((await decide(placed, "pay")).status).toBe(303);
});

test("paid in one tab after the order closed in another: captured late, refunded by itself", async () => {
  const placed = await place(501n);
  await ctx.db.transact((tx) => payments.void(tx, shop_id, [placed.order_id]));
  await decide(placed, "pay");
  await until("the money is back", async () => (await stateOf(placed)) === "refunded");
  // payment.paid, and refund.succeeded, which tells us what its answer told us already.
  await until(
    "both webhooks are delivered",
    async () => (await webhooksOf(placed)).filter((one) => one.delivered_at !== null).length === 2,
  );
  expect(await ledger.check(ctx.db.reader)).toMatchObject({ ok: true });
});

test("after its time the provider takes no money", async () => {
  const placed = await place();
  test_ctx.clock.turn(900_000);
  const answer = await decide(placed, "pay");
  expect(answer.status).toBe(200);
  expect(await answer.text()).toContain("run out");
  expect(await webhooksOf(placed)).toEqual([]);
});

test("a webhook nobody takes is sent again, later and later, until somebody does", async () => {
  const placed = await place();
  webhooksDown = true;
  await decide(placed, "pay");
  await until("it was tried", async () => (await webhooksOf(placed))[0]?.attempts === 1);
  await until(
    "it was put off",
    async () => (await webhooksOf(placed))[0]?.next_at?.getTime() === ctx.clock.nowMs() + 2_000,
  );
  expect(await stateOf(placed)).toBe("requires_payment");
  webhooksDown = false;
  test_ctx.clock.turn(2_000);
  await until("it is captured", async () => (await stateOf(placed)) === "captured");
  await until("it is delivered", async () => (await webhooksOf(placed))[0]?.delivered_at !== null);
});

test("the page: both languages, escaped, without script, and nothing but its id opens it", async () => {
  const placed = await place(12_800n, "zh-CN");
  expect(placed.pay_url).toMatch(/\/sandbox\/pay\/sbp_[a-z2-9]{32}\?locale=zh-CN$/);
  const chinese = await (await fetch(placed.pay_url)).text();
  expect(chinese).toContain('lang="zh-CN"');
  expect(chinese).toContain("沙盒环境：不涉及真实资金");
  expect(chinese).toContain("128.00");
  const answer = await fetch(placed.pay_url.replace(/\?.*/, ""), { headers: { "accept-language": "en-GB,en" } });
  const english = await answer.text();
  expect(english).toContain("Sandbox: no real money");
  expect(english).toContain("Tea &lt;house&gt; &amp; &quot;co&quot;");
  expect(english).not.toMatch(/<script|<style| style=| on\w+=/i);
  expect(answer.headers.get("content-security-policy")).toContain("default-src 'none'");
  expect(answer.headers.get("cache-control")).toBe("no-store");
  const style = await fetch(`${base}/sandbox/style.css`);
  expect(style.headers.get("content-type")).toContain("text/css");
  const missing = await fetch(`${base}/sandbox/pay/sbp_${"a".repeat(32)}`);
  expect(missing.status).toBe(404);
  expect((await fetch(placed.pay_url, { method: "POST", body: "x".repeat(5000) })).status).toBe(413);
});

const api = (
  method: string,
  path: string,
  content: object | null,
  change: { signed?: string; secret?: string } = {},
) => {
  const body = content === null ? null : JSON.stringify(content);
  const secret = change.secret ?? ctx.seal.derive(sandboxSecrets.api);
  const headers = {
    "sandbox-signature": signatureHeader(secret, ctx.clock.now(), change.signed ?? `${method} ${path}\n${body ?? ""}`),
  };
  return fetch(`${base}/sandbox${path}`, { method, headers, body });
};
const content = (change: object = {}) => ({
  reference: newId(ctx, "pi"),
  shop: shop_id,
  amount: 100,
  currency: "CNY",
  title: "Tea",
  return_url: `${base}/orders`,
  locale: "en",
  expires_at: new Date(ctx.clock.nowMs() + 60_000).toISOString(),
  ...change,
});

test("its API takes only what is signed, for that call, and rightly shaped", async () => {
  const good = content();
  const first = (await (await api("POST", "/v1/payments", good)).json()) as { id: string };
  expect(await (await api("POST", "/v1/payments", good)).json()).toEqual(first);
  expect((await api("POST", "/v1/payments", { ...good, amount: 101 })).status).toBe(409);
  expect((await api("GET", `/v1/payments/${first.id}`, null)).status).toBe(200);
  expect((await api("GET", "/v1/payments/sbp_none", null)).status).toBe(404);
  for (const change of [
    { signed: JSON.stringify(good) },
    { secret: "guess" },
    { secret: ctx.seal.derive(sandboxSecrets.webhook) },
  ])
    expect((await api("POST", "/v1/payments", good, change)).status).toBe(401);
  expect((await api("GET", `/v1/payments/${first.id}`, null, { signed: "GET /v1/payments/other\n" })).status).toBe(401);
  for (const change of [
    { amount: -1 },
    { amount: 1.5 },
    { currency: "XXX" },
    { return_url: "https://evil.test/orders" },
    { return_url: "javascript:alert(1)" },
    { locale: "fr" },
    { title: "" },
    { extra: 1 },
  ])
    expect((await api("POST", "/v1/payments", content(change))).status).toBe(400);
});

test("it pays back what was paid, once per reference, and never more", async () => {
  const made = (await (await api("POST", "/v1/payments", content())).json()) as { id: string; pay_url: string };
  const refund = (reference: string, amount = 100, change: object = {}) =>
    api("POST", "/v1/refunds", { reference, payment: made.id, amount, currency: "CNY", ...change });
  expect((await refund("re_1")).status).toBe(409);
  await fetch(made.pay_url, { method: "POST", body: new URLSearchParams({ decision: "pay" }), redirect: "manual" });
  expect((await refund("re_1", 101)).status).toBe(409);
  expect((await refund("re_1", 100, { currency: "USD" })).status).toBe(409);
  const answers = await Promise.all([refund("re_1", 60), refund("re_1", 60), refund("re_2", 60)]);
  const bodies = await Promise.all(answers.map((answer) => answer.json()));
  expect(bodies.filter((body) => (body as { state?: string }).state === "succeeded").length).toBeGreaterThan(0);
  const { rows } = await sql<{
    total: bigint;
  }>`select coalesce(sum(amount), 0)::bigint as total from sandbox.refund where payment_id = ${made.id}`.execute(
    ctx.db.reader,
  );
  expect(rows[0]?.total).toBe(60n);
  expect((await refund("re_3", 40)).status).toBe(200);
  expect((await refund("re_4", 1)).status).toBe(409);
  expect((await refund("re_5", 1, { payment: "sbp_none" })).status).toBe(404);
});
