import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { present } from "../../../kernel/assert.ts";
import { testContext, type TestContext } from "../../../../tests/kit/context.ts";
import { createLedger, type Ledger } from "../index.ts";

let ctx: TestContext;
let ledger: Ledger;
const alarms: { cause: string; count: number }[] = [];
beforeAll(async () => {
  ctx = await testContext();
  ledger = createLedger(ctx, {
    requireStaff: () => Promise.resolve(),
    audit: () => Promise.resolve(),
    alarm: (_, found) => {
      alarms.push(found);
      return Promise.resolve();
    },
  });
});
afterAll(() => ctx.end());

const work = (name: string) =>
  present(
    ledger.part.jobs?.find((job) => job.name === name),
    "the ledger has this job",
  ).work({});
const health = () =>
  present(
    ledger.part.routes?.find((bound) => bound.route.id === "getLedgerHealth"),
    "the ledger has this route",
  ).answer({} as never);
const capture = (order: string, shop: string) =>
  ctx.db.transact((tx) =>
    ledger.post(tx, [
      {
        shop_id: shop,
        kind: "capture",
        cause: `capture:${order}`,
        order_id: order,
        entries: [
          { account: "provider", amount: -100n },
          { account: "escrow", amount: 100n },
        ],
        at: ctx.clock.now(),
      },
    ]),
  );

test("the books are looked at by themselves, and operators hear of what is new only", async () => {
  expect(await health()).toMatchObject({ ok: true, recent: null, full: null });
  for (let index = 0; index < 60; index += 1) await capture(`ord_${index}`, `shop_${index}`);
  await work("ledger.check_recent");
  await work("ledger.check_full");
  expect(await health()).toMatchObject({
    ok: true,
    recent: { ok: true, transfers: 60, problems: 0 },
    full: { ok: true, transfers: 60, problems: 0 },
  });
  expect(alarms).toEqual([]);

  ctx.clock.turn(60_000);
  await capture("ord_new", "shop_new");
  await sql`update ledger.entry set amount = amount + 1 where shop_id = 'shop_new' and account = 'escrow'`.execute(
    ctx.db.reader,
  );
  await work("ledger.check_recent");
  await work("ledger.check_recent");
  expect(alarms).toMatchObject([{ count: 1 }]);
  expect(await ledger.problems(ctx.db.reader)).toBe(1);
  expect(await health()).toMatchObject({ ok: false, problems: [{ rule: "transfer_sums_to_zero" }] });

  // What lies further back is found by the look at everything.
  await sql`update ledger.balance set amount = amount + 1 where shop_id = 'shop_7' and account = 'escrow'`.execute(
    ctx.db.reader,
  );
  ctx.clock.turn(3600_000);
  await work("ledger.check_full");
  expect((await ledger.check(ctx.db.reader)).problems.map((problem) => problem.rule)).toEqual(
    expect.arrayContaining(["balance_is_sum_of_entries", "provider_is_sum_of_parts"]),
  );
  expect(alarms).toHaveLength(2);
  expect(await ctx.metrics.registry.getSingleMetricAsString("laotie_ledger_problems")).toMatch(/ledger_problems [1-9]/);
});
