import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { sql } from "kysely";
import { paymentRoutes } from "../../contract/payments.ts";
import { newId } from "../../server/kernel/ids.ts";
import { Refusal } from "../../server/kernel/refusal.ts";
import { createLedger } from "../../server/modules/ledger/index.ts";
import {
  createPayments,
  sandboxSecrets,
  signatureHeader,
  type FaultPoint,
} from "../../server/modules/payments/index.ts";
import { testContext } from "./context.ts";

/** The outside world: a provider's HTTP address whose answers each test decides. */
export type Answer = (request: IncomingMessage, body: string, response: ServerResponse) => void;
export interface Placed {
  intent_id: string;
  order_id: string;
  payment_id: string;
}

export const shop_id = "shop_01kas000000000000000000000";
const defaultShop = shop_id;
export const options = { return_url: "http://laotie.test/orders", title: "茶铺 · 绿茶", locale: "zh-CN" } as const;

export function send(response: ServerResponse, body: unknown, status = 200): void {
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
}

/** The code of a refusal, or "none". */
export const refusal = async (act: Promise<unknown>): Promise<string> =>
  act.then(
    () => "none",
    (error: unknown) => (error instanceof Refusal ? error.code : String(error)),
  );

/** Payments and the ledger on a database of their own, beside a provider that each test may let fail. */
export async function openPayments() {
  const world: { answer: Answer; dieAt: FaultPoint | null; refundState: string } = {
    answer: provider,
    dieAt: null,
    refundState: "succeeded",
  };
  const asked: { method: string; url: string; body: unknown }[] = [];
  const outside = createServer((request, response) => {
    let body = "";
    request.on("data", (part: Buffer) => (body += part.toString()));
    request.on("end", () => {
      asked.push({ method: request.method ?? "", url: request.url ?? "", body: body === "" ? null : JSON.parse(body) });
      world.answer(request, body, response);
    });
  });
  await new Promise<void>((resolve) => outside.listen(0, "127.0.0.1", resolve));
  const { port } = outside.address() as AddressInfo;
  const ctx = await testContext({ env: { PAYMENT_SANDBOX_URL: `http://127.0.0.1:${port}/p` } });
  const ledger = createLedger(ctx, { requireStaff: () => Promise.resolve(), audit: () => Promise.resolve() });
  const payments = createPayments(ctx, {
    ledger,
    reach: (point) => {
      if (point === world.dieAt) throw new Error(`died at ${point}`);
    },
  });
  // The queue takes jobs; each test runs them by hand, when it says so. Events stay in the outbox, to be looked at.
  await ctx.jobs.start(
    (payments.part.jobs ?? []).map(({ name, retry_max }) => ({ name, retry_max, work: () => Promise.resolve() })),
  );
  const booked = new Map<string, Record<string, unknown>>();

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
      send(response, { id: "sbr_1", object: "refund", ...body, state: world.refundState });
    else send(response, booked.get(id));
  }

  async function place(amount = 1234n, whose: { shop?: string; buyer?: string } = {}): Promise<Placed> {
    const intent_id = newId(ctx, "pi");
    const order_id = newId(ctx, "ord");
    const at = ctx.clock.now();
    const shop_id = whose.shop ?? defaultShop;
    await ctx.db.transact((tx) =>
      payments.createIntents(
        tx,
        [
          {
            id: intent_id,
            shop_id,
            order_id,
            buyer_id: whose.buyer ?? newId(ctx, "acct"),
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
    const { rows } = await sql<{
      body: Record<string, unknown>;
    }>`delete from kernel.shop_outbox returning body`.execute(ctx.db.reader);
    return rows.map((row) => row.body);
  }
  /** Lets the members of charges hear what became of them; returns the events of the buyers' part, taken out of the outbox. */
  async function shared(): Promise<Record<string, unknown>[]> {
    const { rows } = await sql<{
      event_id: string;
      at: Date;
      body: Record<string, unknown>;
    }>`delete from kernel.account_outbox returning event_id, at, body`.execute(ctx.db.reader);
    for (const row of rows)
      for (const one of payments.part.listeners ?? [])
        if ((one.types as readonly string[]).includes(String(row.body["type"])))
          await ctx.db.transact((tx) => one.hear(tx, [{ event_id: row.event_id, at: row.at, ...row.body } as never]));
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
  const sign = (body: string, at = ctx.clock.now()) =>
    signatureHeader(ctx.seal.derive(sandboxSecrets.webhook), at, body);
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
  /** A provider that works again, and nothing asked of it yet. */
  function reset(): void {
    world.dieAt = null;
    asked.length = 0;
    world.answer = provider;
  }
  async function end(): Promise<void> {
    await ctx.end();
    outside.closeAllConnections();
    outside.close();
  }
  return {
    world,
    asked,
    ctx,
    ledger,
    payments,
    booked,
    provider,
    place,
    begun,
    stateOf,
    voided,
    refundsOf,
    heard,
    shared,
    books,
    work,
    eventOf,
    sign,
    webhook,
    reset,
    end,
  };
}
