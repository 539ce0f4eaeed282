import { sql } from "kysely";
import { expect } from "vitest";
import type { PaymentProviderName } from "../../contract/payments.ts";
import { testContext } from "./context.ts";
import { shop_id } from "./payments.ts";
import type { BillRow } from "./providers/bills.ts";
import { openProviders } from "./providers/open-providers.ts";
import { newId } from "../../server/kernel/ids.ts";
import { createLedger, type Ledger } from "../../server/modules/ledger/index.ts";
import { createPayments } from "../../server/modules/payments/index.ts";

/** Payments at fakes of all three providers, with their statements, and what operators see and are told of them. */
export async function openStatements() {
  const time = { now: () => new Date(Date.UTC(2026, 10, 22, 4)) };
  const outside = await openProviders(() => time.now());
  const { wechat, alipay, stripe } = outside;
  const ctx = await testContext({
    env: { ...outside.env, PAYMENT_FEES: "wechat=0.6,alipay=0.6,stripe=2.9+30", TIME_ZONE: "Asia/Shanghai" },
  });
  time.now = () => ctx.clock.now();
  const books = createLedger(ctx, { requireStaff: () => Promise.resolve(), audit: () => Promise.resolve() });
  /** What a disk lost, say. */
  const lostCauses = new Set<string>();
  const ledger: Ledger = {
    ...books,
    atProvider: (reader, causes) =>
      books.atProvider(
        reader,
        causes.filter(({ cause }) => !lostCauses.has(cause)),
      ),
  };
  const alarms: { kind: string; provider: string; day: string; cause: string; count: number }[] = [];
  const audited: { action: string; subject_id: string; reason: string | null }[] = [];
  const payments = createPayments(ctx, {
    ledger,
    desk: {
      names: () => Promise.resolve(new Map()),
      audit: (_, entries) => Promise.resolve(void audited.push(...entries)),
      alarm: (_, news) => Promise.resolve(void alarms.push(news)),
    },
  });
  await ctx.jobs.start(
    (payments.part.jobs ?? []).map(({ name, retry_max }) => ({ name, retry_max, work: () => Promise.resolve() })),
  );
  const stop = async () => {
    await ctx.end();
    await outside.stop();
  };

  const day = "2026-11-22";
  const operator = newId(ctx, "acct");
  const work = (name: string, data: Record<string, unknown> = {}) =>
    payments.part.jobs?.find((job) => job.name === name)?.work(data);
  const run = (provider: PaymentProviderName, by: string | null = null, which = day) =>
    work("payments.reconcile", { provider, day: which, by });
  const ask = (id: string, call: object = {}) =>
    payments.part.routes
      ?.find((bound) => bound.route.id === id)
      ?.answer({ query: { limit: 20 }, caller: { account_id: operator }, ...call } as never) as Promise<never>;
  const report = (provider: string, which = day): Promise<Record<string, unknown>> =>
    ask("getReconciliation", { params: { provider, day: which } });
  interface Seen {
    id: string;
    rule: string;
    movement_id: string | null;
    here: { amount: number; booked: number | null; state: string } | null;
    there: { amount: number } | null;
    row: { number: number | null; text: string; why: string } | null;
    explained: { remark: string; account_id: string } | null;
  }
  const differences = async (provider: string, which = day) =>
    (
      (await ask("listReconciliationDifferences", { params: { provider, day: which }, query: { limit: 100 } })) as {
        data: Seen[];
      }
    ).data;
  const rules = async (provider: string, which = day) => (await differences(provider, which)).map((one) => one.rule);

  async function paid(provider: "wechat" | "alipay" | "stripe", amount = 10_000n) {
    const [intent_id, order_id] = [newId(ctx, "pi"), newId(ctx, "ord")];
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
    // The first provider is the intent's own; by another it is a charge of one.
    const intent = await payments.begin(shop_id, order_id, {
      return_url: "http://laotie.test/orders",
      title: "茶铺 · 绿茶",
      locale: "zh-CN",
      address: "203.0.113.7",
      provider,
    });
    const reference = intent.charge_id ?? intent_id;
    const hear = (id: string, params: object, body: string, headers: Record<string, string> = {}) =>
      ask(id, { params, body: new TextEncoder().encode(body), request: { headers: new Headers(headers) } });
    const owner = (to: string) => to.split("/").at(-1) ?? "";
    if (provider === "wechat") {
      const notice = wechat.pay(reference);
      await hear("receiveOwnedWebhook", { owner: owner(notice.to) }, notice.body, notice.headers);
    } else if (provider === "alipay") {
      alipay.open(intent.pay_url ?? "");
      const notice = alipay.pay(reference);
      await hear("receiveAlipayNotice", { owner: owner(notice.to) }, notice.body);
    } else {
      const event = stripe.pay(reference);
      await hear("receiveWebhook", { provider: "stripe" }, event.body, event.headers);
    }
    const { rows } = await sql<{
      body: Record<string, unknown>;
    }>`delete from kernel.account_outbox returning body`.execute(ctx.db.reader);
    for (const { body } of rows)
      for (const one of payments.part.listeners ?? [])
        if ((one.types as readonly string[]).includes(String(body["type"])))
          await ctx.db.transact((tx) => one.hear(tx, [{ event_id: "evt", at: ctx.clock.now(), ...body } as never]));
    expect((await payments.intents(ctx.db.reader, shop_id, [order_id])).get(order_id)?.state).toBe("captured");
    return { reference, order_id };
  }
  async function refunded(order_id: string, amount: bigint): Promise<string> {
    const id = newId(ctx, "re");
    await ctx.db.transact((tx) =>
      payments.refund(tx, [{ id, shop_id, order_id, amount, cause: "aftersale" }], ctx.clock.now()),
    );
    await work("payments.refund", { shop_id, refund_id: id });
    return id;
  }
  const wechatRow = (reference: string, change: Partial<BillRow> = {}): BillRow => ({
    kind: "payment",
    reference,
    payment_id: wechat.transactions.get(reference)?.transaction_id ?? "",
    at: `${day} 12:00:30`,
    yuan: "100.00",
    fee: "0.60000",
    ...change,
  });
  return {
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
  };
}
