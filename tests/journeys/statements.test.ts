import { sql } from "kysely";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { Reconciliation } from "../../contract/reconciliation.ts";
import { addAddress, buy, openShop, until } from "../kit/market.ts";
import { startServer, type Person, type TestServer } from "../kit/server.ts";

let server: TestServer;
let operator: Person;
beforeAll(async () => {
  server = await startServer();
  operator = await server.demo("operator");
});
afterAll(() => server.stop());

/** The market's day. */
const dayOf = (ms: number) =>
  new Intl.DateTimeFormat("en-CA", { timeZone: server.ctx.config.time_zone, dateStyle: "short" }).format(new Date(ms));

/** Asks for a run and waits until there is a newer one. */
async function compare(day: string): Promise<Reconciliation> {
  const params = { provider: "sandbox", day } as const;
  const { ran_at } = await operator.call("runReconciliation", { params });
  return until(async () => {
    const now = await operator.call("getReconciliation", { params });
    return !now.running && now.ran_at !== null && now.ran_at !== ran_at ? now : null;
  });
}

it("a day of sales and refunds agrees with the provider; what is changed there is found, told, explained and gone again", async () => {
  const merchant = await server.demo("merchant");
  const buyer = await server.signIn("statements@example.org");
  const { small } = await openShop(merchant);
  const address = await addAddress(buyer);
  const day = dayOf(server.clock.nowMs());
  const first = await buy(buyer, { variant: small, quantity: 1, address });
  const second = await buy(buyer, { variant: small, quantity: 2, address });
  await operator.call("refundOrder", { params: { order_id: second.id }, body: { reason: "断货" } });
  await until(
    async () => (await buyer.call("getOrder", { params: { order_id: second.id } })).refund?.state === "success",
  );

  // The day is not over: the sandbox tells of it so far, and the whole day is still to come.
  const sold = first.total.amount + second.total.amount;
  const sides = (count: number, amount: number) => ({ here: { count, amount }, there: { count, amount } });
  const soFar = await compare(day);
  expect(soFar).toMatchObject({
    state: "balanced",
    ran_by: operator.account_id,
    totals: { payments: sides(2, sold), refunds: sides(1, second.total.amount), fees: 0 },
  });
  expect(Date.parse(soFar.next_at ?? "")).toBeGreaterThan(Date.parse(soFar.until));

  await server.turn(30 * 3600_000);
  expect(await compare(day)).toMatchObject({ state: "balanced", next_at: null, totals: { payments: sides(2, sold) } });

  // Somebody at the provider takes ten fen less, and pays back what nobody here knows of.
  const { reader } = server.ctx.db;
  const reference = (
    await sql<{ reference: string }>`update sandbox.payment set amount = amount - 10
    where id = (select payment_id from payments.intent where order_id = ${first.id}) returning reference`.execute(
      reader,
    )
  ).rows[0]?.reference;
  await sql`insert into sandbox.refund (id, reference, payment_id, amount, created_at)
    select 'sbr_x', 'by_hand', payment_id, 5, created_at from sandbox.refund limit 1`.execute(reader);
  expect(await compare(day)).toMatchObject({ state: "differs", differences: 2, unexplained: 2 });
  const params = { provider: "sandbox", day } as const;
  const { data } = await operator.call("listReconciliationDifferences", { params });
  expect(data).toMatchObject([
    {
      rule: "amount_differs",
      movement_id: reference,
      order_id: first.id,
      here: { amount: first.total.amount },
    },
    { rule: "missing_here", kind: "refund", movement_id: "by_hand", here: null, there: { amount: 5 } },
  ]);
  const told = await until(async () => {
    const mine = (await operator.call("listNotifications")).data.filter((one) => one.kind === "statement_differs");
    return mine.length > 0 ? mine : null;
  });
  expect(told).toMatchObject([{ link: `/desk/statements/sandbox/${day}` }]);

  const [amount] = data;
  const remark = "渠道侧抹零，已与渠道确认";
  await operator.call("explainDifference", { params: { ...params, difference: amount?.id ?? "" }, body: { remark } });
  expect(await compare(day)).toMatchObject({ differences: 2, unexplained: 1 });
  const audit = await operator.call("listAudit", { query: { action: "payments." } });
  expect(audit.data.map((entry) => [entry.action, entry.reason])).toContainEqual([
    "payments.difference_explained",
    remark,
  ]);

  // Each payment is found, with who paid it and what went back.
  const { data: found } = await operator.call("searchPayments", { query: { q: buyer.account_id } });
  expect(found).toMatchObject([
    { order_id: second.id, state: "refunded", refunds: [{ cause: "operator", state: "success" }] },
    { order_id: first.id, state: "captured", refunds: [], captures: [{ provider: "sandbox", kept: true }] },
  ]);
  const { data: byRefund } = await operator.call("searchPayments", { query: { q: found[0]?.refunds[0]?.id ?? "" } });
  expect(byRefund).toEqual([found[0]]);
  expect(found[0]?.buyer_name).not.toBe("");

  // A viewer sees none of it.
  await expect(buyer.call("searchPayments")).rejects.toMatchObject({ status: 403 });
  await expect(buyer.call("listReconciliations")).rejects.toMatchObject({ status: 403 });
}, 90_000);
