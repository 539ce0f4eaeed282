import fc from "fast-check";
import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { newId } from "../../kernel/ids.ts";
import { testContext, type TestContext } from "../../../tests/kit/context.ts";
import { createLedger, type Ledger, type Transfer } from "./index.ts";

let ctx: TestContext;
let ledger: Ledger;
beforeAll(async () => {
  ctx = await testContext();
  ledger = createLedger(ctx, { requireStaff: () => Promise.resolve(), audit: () => Promise.resolve() });
});
afterAll(() => ctx.end());
beforeEach(async () => {
  await sql`truncate ledger.transfer, ledger.entry, ledger.balance`.execute(ctx.db.reader);
});

const shop_id = "shop_01kas000000000000000000000";
const capture = (order: string, amount: bigint, shop = shop_id): Transfer => ({
  shop_id: shop,
  kind: "capture",
  cause: `capture:${order}`,
  order_id: order,
  entries: [
    { account: "provider", amount: -amount },
    { account: "escrow", amount },
  ],
  at: ctx.clock.now(),
});
const refund = (order: string, amount: bigint): Transfer => ({
  shop_id,
  kind: "refund",
  cause: `refund:${order}`,
  order_id: order,
  entries: [
    { account: "escrow", amount: -amount },
    { account: "provider", amount },
  ],
  at: ctx.clock.now(),
});
const settle = (order: string, amount: bigint, take: bigint): Transfer[] => [
  {
    ...refund(order, amount - take),
    kind: "settle_shop",
    cause: `settle_shop:${order}`,
    entries: [
      { account: "escrow", amount: take - amount },
      { account: "shop", amount: amount - take },
    ],
  },
  {
    ...refund(order, take),
    kind: "settle_platform",
    cause: `settle_platform:${order}`,
    entries: [
      { account: "escrow", amount: -take },
      { account: "platform", amount: take },
    ],
  },
];
const post = (...transfers: Transfer[]) => ctx.db.transact((tx) => ledger.post(tx, transfers));

test("a capture waits in escrow, a settlement splits it, to the last fen", async () => {
  await post(capture("ord_a", 10_001n), capture("ord_b", 500n));
  await post(...settle("ord_a", 10_001n, 500n));
  await post(refund("ord_b", 500n));
  expect((await ledger.balances(ctx.db.reader, [shop_id, "shop_none"])).get(shop_id)).toMatchObject({
    provider: 10_001n,
    escrow: 0n,
    shop: 9_501n,
    platform: 500n,
  });
  expect(await ledger.check(ctx.db.reader)).toMatchObject({ ok: true, transfers: 5, entries: 10, problems: [] });
});

test("a cause posts once: repeated it changes nothing, changed it is a bug", async () => {
  await post(capture("ord_a", 100n));
  await Promise.all([
    post(capture("ord_a", 100n)),
    post(capture("ord_a", 100n), capture("ord_b", 7n)),
    post(capture("ord_b", 7n)),
  ]);
  expect((await ledger.balances(ctx.db.reader, [shop_id])).get(shop_id)).toMatchObject({
    provider: 107n,
    escrow: 107n,
  });
  await expect(post(capture("ord_c", 1n), capture("ord_a", 101n))).rejects.toThrow(/posted before/);
  expect((await ledger.balances(ctx.db.reader, [shop_id])).get(shop_id)).toMatchObject({ escrow: 107n });
  await post(capture("ord_a", 3n, "shop_other"));
  expect(await ledger.check(ctx.db.reader)).toMatchObject({ ok: true, transfers: 3 });
});

test("the same cause twice in one call posts once", async () => {
  await post(capture("ord_a", 100n), capture("ord_a", 100n));
  expect(await ledger.check(ctx.db.reader)).toMatchObject({ ok: true, transfers: 1, entries: 2 });
});

test("what is not balanced, or takes another order's escrow, is a bug and leaves nothing", async () => {
  await post(capture("ord_a", 100n), capture("ord_b", 100n));
  await expect(
    post({
      ...capture("ord_c", 5n),
      entries: [
        { account: "provider", amount: -5n },
        { account: "escrow", amount: 4n },
      ],
    }),
  ).rejects.toThrow(/sum to zero/);
  await expect(post({ ...capture("ord_c", 5n), entries: [{ account: "escrow", amount: 0n }] })).rejects.toThrow(
    /two sides/,
  );
  await expect(
    post({
      ...capture("ord_c", 5n),
      entries: [
        { account: "escrow", amount: -5n },
        { account: "escrow", amount: 5n },
      ],
    }),
  ).rejects.toThrow(/each account once/);
  await expect(post(refund("ord_a", 101n))).rejects.toThrow(/no more from escrow/);
  await post(...settle("ord_a", 100n, 5n));
  await expect(post(refund("ord_a", 100n))).rejects.toThrow(/no more from escrow/);
  await expect(post(refund("ord_b", 201n))).rejects.toThrow(/balance_escrow/);
  expect(await ledger.check(ctx.db.reader)).toMatchObject({ ok: true, transfers: 4 });
});

test("many transactions at once on one shop add up", async () => {
  await Promise.all(
    Array.from({ length: 30 }, (_, index) =>
      post(capture(`ord_${index}`, BigInt(index + 1)), capture(`ord_x${index % 3}`, 9n)),
    ),
  );
  expect((await ledger.balances(ctx.db.reader, [shop_id])).get(shop_id)).toMatchObject({
    provider: 465n + 27n,
    escrow: 465n + 27n,
  });
  expect(await ledger.check(ctx.db.reader)).toMatchObject({ ok: true, transfers: 33 });
});

test("property: no sequence of captures, refunds and settlements breaks an invariant", async () => {
  const step = fc.record({
    what: fc.constantFrom("capture", "refund", "settle"),
    order: fc.integer({ min: 0, max: 4 }),
  });
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.bigInt({ min: 0n, max: 10_000_000_00n }), { minLength: 5, maxLength: 5 }),
      fc.array(step, { maxLength: 25 }),
      async (amounts, steps) => {
        await sql`truncate ledger.transfer, ledger.entry, ledger.balance`.execute(ctx.db.reader);
        const state = new Map<number, "captured" | "refunded" | "settled">();
        for (const { what, order } of steps) {
          const amount = amounts[order] ?? 0n;
          const take = amount / 20n;
          const at = state.get(order);
          const transfers =
            what === "capture"
              ? [capture(`ord_${order}`, amount)]
              : what === "refund"
                ? [refund(`ord_${order}`, amount)]
                : settle(`ord_${order}`, amount, take);
          const end = what === "refund" ? "refunded" : "settled";
          // Repeats are allowed at any time; the other end of an order that has ended is not, unless there is no money in it.
          const possible = what === "capture" || at === "captured" || at === end;
          const posted = await post(...transfers).then(
            () => true,
            () => false,
          );
          expect(posted).toBe(possible || amount === 0n);
          if (possible) state.set(order, what === "capture" ? (at ?? "captured") : end);
        }
        const expected = { escrow: 0n, shop: 0n, platform: 0n };
        for (const [order, ended] of state) {
          const amount = amounts[order] ?? 0n;
          if (ended === "captured") expected.escrow += amount;
          if (ended === "settled") expected.platform += amount / 20n;
          if (ended === "settled") expected.shop += amount - amount / 20n;
        }
        const balances = (await ledger.balances(ctx.db.reader, [shop_id])).get(shop_id) ?? {
          provider: 0n,
          escrow: 0n,
          shop: 0n,
          platform: 0n,
        };
        expect(balances).toMatchObject({ ...expected, provider: expected.escrow + expected.shop + expected.platform });
        expect(await ledger.check(ctx.db.reader)).toMatchObject({ ok: true, problems: [] });
      },
    ),
    { numRuns: 40 },
  );
});

const planted: readonly { rule: string; plant: () => Promise<unknown>; heal?: () => Promise<unknown> }[] = [
  {
    rule: "transfer_sums_to_zero",
    plant: () => sql`update ledger.entry set amount = amount + 1 where account = 'escrow'`.execute(ctx.db.reader),
  },
  {
    rule: "balance_is_sum_of_entries",
    plant: () => sql`update ledger.balance set amount = amount + 1 where account = 'provider'`.execute(ctx.db.reader),
  },
  {
    rule: "balance_is_sum_of_entries",
    plant: () => sql`delete from ledger.balance where account = 'escrow'`.execute(ctx.db.reader),
  },
  {
    rule: "provider_is_sum_of_parts",
    plant: () => sql`update ledger.balance set amount = 1 where account = 'escrow'`.execute(ctx.db.reader),
  },
  {
    rule: "transfer_has_two_sides",
    plant: () => sql`delete from ledger.entry where account = 'escrow'`.execute(ctx.db.reader),
  },
  { rule: "one_currency", plant: () => sql`update ledger.transfer set currency = 'USD'`.execute(ctx.db.reader) },
  {
    rule: "escrow_not_negative",
    plant: () =>
      sql
        .raw(
          "alter table ledger.balance drop constraint balance_escrow; update ledger.balance set amount = -1 where account = 'escrow'",
        )
        .execute(ctx.db.reader),
    heal: () =>
      sql`alter table ledger.balance add constraint balance_escrow check (account <> 'escrow' or amount >= pending_out)`.execute(
        ctx.db.reader,
      ),
  },
  {
    rule: "order_escrow_not_negative",
    plant: () => sql`update ledger.entry set amount = -amount`.execute(ctx.db.reader),
  },
  {
    rule: "cause_posts_once",
    plant: () =>
      sql
        .raw(
          "alter table ledger.transfer drop constraint transfer_cause; insert into ledger.transfer select shop_id, id || 'x', kind, cause, order_id, currency, at, phase, resolves, base from ledger.transfer",
        )
        .execute(ctx.db.reader),
    heal: () =>
      sql`alter table ledger.transfer add constraint transfer_cause unique (shop_id, cause)`.execute(ctx.db.reader),
  },
  {
    rule: "entry_has_transfer",
    plant: () =>
      sql
        .raw("alter table ledger.entry drop constraint entry_transfer; delete from ledger.transfer")
        .execute(ctx.db.reader),
    heal: () =>
      sql`alter table ledger.entry add constraint entry_transfer foreign key (shop_id, transfer_id) references ledger.transfer (shop_id, id)`.execute(
        ctx.db.reader,
      ),
  },
];
test.each(planted)("check finds planted corruption: $rule", async ({ rule, plant, heal }) => {
  await post(capture("ord_a", 100n));
  await plant();
  const found = await ledger.check(ctx.db.reader);
  await sql`truncate ledger.transfer, ledger.entry, ledger.balance`.execute(ctx.db.reader);
  await heal?.();
  expect(found.ok).toBe(false);
  expect(found.problems.map((problem) => problem.rule)).toContain(rule);
});

test("entries are listed newest first, page by page, each once", async () => {
  for (let index = 0; index < 7; index += 1) {
    await post(capture(`ord_${index}`, BigInt(index), index % 2 === 0 ? shop_id : newId(ctx, "shop")));
    ctx.clock.turn(10);
  }
  const routes = new Map((ledger.part.routes ?? []).map((bound) => [bound.route.id, bound]));
  const list = async (id: string, shop?: string) => {
    const seen: { transfer_id: string; account: string; shop_id: string }[] = [];
    let cursor: string | undefined;
    do {
      const page = (await routes.get(id)?.answer({
        params: { shop_id: shop },
        query: { limit: 3, cursor },
        caller: { account_id: "acct_a" },
      } as never)) as { data: typeof seen; next_cursor: string | null };
      seen.push(...page.data);
      cursor = page.next_cursor ?? undefined;
    } while (cursor !== undefined);
    return seen;
  };
  const all = await list("listAllEntries");
  expect(all).toHaveLength(14);
  expect(all.map((entry) => entry.transfer_id)).toEqual(
    all
      .map((entry) => entry.transfer_id)
      .toSorted()
      .toReversed(),
  );
  expect(new Set(all.map((entry) => entry.transfer_id + entry.account)).size).toBe(14);
  // A shop sees its own side; what the provider holds is between it and the platform.
  expect(await list("listShopEntries", shop_id)).toEqual(
    all.filter((entry) => entry.shop_id === shop_id && entry.account !== "provider"),
  );
  expect(await list("listBalances")).toHaveLength(4);
  await expect(
    routes.get("listAllEntries")?.answer({ query: { limit: 3, cursor: "' or 1=1" } } as never),
  ).rejects.toMatchObject({ code: "invalid_param" });
});
