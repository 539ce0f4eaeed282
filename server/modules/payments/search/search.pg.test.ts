import { afterAll, expect, test } from "vitest";
import { callerOf, callRoute, codeOf } from "../../../../tests/kit/call-route.ts";
import { openPayments, shop_id } from "../../../../tests/kit/payments.ts";
import { newId } from "../../../kernel/ids.ts";
import { createPayments } from "../index.ts";

const { ctx, ledger, payments, place, begun, eventOf, webhook, shared, end } = await openPayments();
afterAll(end);

const operator = callerOf(newId(ctx, "acct"), "operator");
const seen = createPayments(ctx, {
  ledger,
  desk: {
    names: async (_reader, ids) => new Map(ids.map((id) => [id, `Buyer ${id.slice(-4)}`])),
    audit: async () => undefined,
    alarm: async () => undefined,
  },
});
const search = (query: object) => callRoute([seen.part], "searchPayments", { caller: operator, query });
const idsOf = async (query: object) => (await search(query)).data.map((one) => one.id);
const exportOf = async (account_id: string) =>
  JSON.parse(
    JSON.stringify(await payments.part.personal?.exportOf(ctx.db.reader, account_id), (_, value: unknown) =>
      typeof value === "bigint" ? String(value) : value,
    ),
  ) as { payments: Record<string, unknown>[]; charges: Record<string, unknown>[] };

test("a payment is found by its order, its buyer, our id, the provider's, and its refund; and exported to its buyer alone", async () => {
  const buyer = newId(ctx, "acct");
  const paid = await place(1234n, { buyer });
  await payments.begin(shop_id, paid.order_id, { return_url: "http://laotie.test/", title: "茶", locale: "zh-CN" });
  await webhook(eventOf(paid));
  const other = await begun();
  const at = ctx.clock.now();
  const refund_id = newId(ctx, "re");
  await ctx.db.transact((tx) =>
    payments.refund(
      tx,
      [{ id: refund_id, shop_id, order_id: paid.order_id, amount: 234n, cause: "operator" }] as never,
      at,
    ),
  );
  for (const q of [paid.order_id, paid.intent_id, paid.payment_id, refund_id, buyer])
    expect(await idsOf({ q }), q).toEqual([paid.intent_id]);
  expect(await idsOf({ q: other.payment_id })).toEqual([other.intent_id]);
  // Neither a part of an id nor what stands for anything elsewhere finds anything.
  for (const q of [paid.payment_id.slice(0, -1), "%", newId(ctx, "ord"), newId(ctx, "acct"), newId(ctx, "pi")])
    expect(await idsOf({ q }), q).toEqual([]);
  expect(await idsOf({ q: buyer, state: "voided" })).toEqual([]);
  const [found] = (await search({ q: buyer, state: "captured" })).data;
  expect(found).toMatchObject({
    shop_id,
    order_id: paid.order_id,
    buyer_id: buyer,
    buyer_name: `Buyer ${buyer.slice(-4)}`,
    amount: { amount: 1234, currency: "CNY" },
    state: "captured",
    transaction_id: paid.payment_id,
    captures: [{ reference: paid.intent_id, transaction_id: paid.payment_id, kept: true, amount: { amount: 1234 } }],
    refunds: [{ id: refund_id, cause: "operator", state: "paying", amount: { amount: 234 } }],
  });
  const { buyer_name: _, ...own } = found ?? { buyer_name: "" };
  expect(await exportOf(buyer)).toEqual({ payments: [own], charges: [] });
  expect(await exportOf(newId(ctx, "acct"))).toEqual({ payments: [], charges: [] });
});

test("a charge is found by our id and the provider's with all it paid, and stands in the export with its members", async () => {
  const buyer = newId(ctx, "acct");
  const second = newId(ctx, "shop");
  const one = await place(1000n, { buyer });
  ctx.clock.turn(1000);
  const two = await place(500n, { buyer, shop: second });
  const id = newId(ctx, "pi");
  const at = ctx.clock.now();
  const members = [
    { shop_id, order_id: one.order_id, intent_id: one.intent_id, amount: 1000n },
    { shop_id: second, order_id: two.order_id, intent_id: two.intent_id, amount: 500n },
  ];
  const expires_at = new Date(at.getTime() + 900_000);
  await ctx.db.transact((tx) => payments.createCharge(tx, { id, account_id: buyer, members, expires_at }, at));
  const both = [two.intent_id, one.intent_id];
  expect(await idsOf({ q: id })).toEqual(both);
  await payments.begin(shop_id, one.order_id, { return_url: "http://laotie.test/", title: "茶", locale: "zh-CN" });
  const transaction = `sbp_${id.slice(3)}`;
  await webhook(eventOf({ ...one, intent_id: id, payment_id: transaction }, { amount: 1500, shop: buyer }));
  await shared();
  expect(await idsOf({ q: transaction })).toEqual(both);
  const { payments: paid, charges } = await exportOf(buyer);
  expect(paid).toMatchObject([
    { id: two.intent_id, state: "captured", transaction_id: transaction, captures: [{ reference: id }] },
    { id: one.intent_id, state: "captured", transaction_id: transaction, captures: [{ reference: id }] },
  ]);
  expect(charges).toMatchObject([
    {
      id,
      amount: "1500",
      state: "captured",
      payment_id: transaction,
      pays: [
        { shop_id, order_id: one.order_id, amount: "1000" },
        { shop_id: second, order_id: two.order_id, amount: "500" },
      ],
    },
  ]);
});

test("the newest first, page by page, of one state or of all, each once", async () => {
  const buyer = newId(ctx, "acct");
  const made: string[] = [];
  for (let n = 0; n < 5; n += 1) {
    ctx.clock.turn(1000);
    const placed = await place(100n, { buyer });
    made.unshift(placed.intent_id);
    if (n % 2 === 0) await ctx.db.transact((tx) => payments.void(tx, shop_id, [placed.order_id]));
  }
  const walk = async (query: object) => {
    const pages: string[][] = [];
    let cursor: string | undefined;
    do {
      const page = await search({ ...query, limit: 2, ...(cursor === undefined ? {} : { cursor }) });
      pages.push(page.data.map((one) => one.id));
      expect(page.has_more).toBe(page.next_cursor !== null);
      cursor = page.next_cursor ?? undefined;
    } while (cursor !== undefined);
    return pages;
  };
  expect(await walk({ q: buyer })).toEqual([made.slice(0, 2), made.slice(2, 4), made.slice(4)]);
  expect(await walk({ q: buyer, state: "voided" })).toEqual([[made[0], made[2]], [made[4]]]);
  expect((await walk({})).flat().slice(0, 5)).toEqual(made);
});

test("a cursor that is none is refused", async () => {
  expect(await codeOf(search({ cursor: "x" }))).toBe("invalid_param");
  expect(await codeOf(search({ cursor: newId(ctx, "ord") }))).toBe("invalid_param");
});
