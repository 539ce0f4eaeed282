import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { callerOf, callRoute, codeOf } from "../../../tests/kit/call-route.ts";
import { testContext, type TestContext } from "../../../tests/kit/context.ts";
import { testPeople, type People } from "../../../tests/kit/people.ts";
import type { Caller } from "../../kernel/routing.ts";
import { createPrograms, type Programs } from "../programs/index.ts";
import { createSettings, type Settings } from "./index.ts";

const shop_id = "shop_01kas000000000000000000000";
const hour_ms = 3600_000;
let ctx: TestContext;
let people: People;
let settings: Settings;
let elsewhere: Settings;
let programs: Programs;
let operator: Caller;

beforeAll(async () => {
  ctx = await testContext();
  people = testPeople(ctx);
  programs = createPrograms(ctx, { shops: { requireStaff: () => Promise.resolve() } });
  settings = createSettings(ctx, { accounts: people.accounts, followers: [programs.follow] });
  elsewhere = createSettings(ctx, { accounts: people.accounts });
  await ctx.begin([settings.part, elsewhere.part]);
  operator = callerOf((await people.person()).account_id, "operator");
});
afterAll(() => ctx.end());

const change = (name: string, from: number, to: number, valid_from: Date | null = null) =>
  callRoute([settings.part], "changeSetting", {
    caller: operator,
    params: { name: name as never },
    body: { from, to, reason: "秋季让利 for 王小明", valid_from: valid_from?.toISOString() ?? null },
  });
const quoteAt = async (at: Date) => (await programs.quote(ctx.db.reader, [shop_id], at)).get(shop_id);
const laterMs = (ms: number): Date => new Date(ctx.clock.nowMs() + ms);

test("a change holds at once, here, in the other process and in the fee policy, and says who and why", async () => {
  expect(settings.current().take_rate_permille).toBe(50);
  const set = await change("take_rate_permille", 50, 40);
  expect(set).toMatchObject({
    value: 40,
    default: 50,
    last_change: { from: 50, to: 40, reason: "秋季让利 for 王小明", by: { id: operator.account_id }, state: "begun" },
  });
  expect(settings.current().take_rate_permille).toBe(40);
  await expect.poll(() => elsewhere.current().take_rate_permille, { timeout: 5_000 }).toBe(40);
  expect(await quoteAt(ctx.clock.now())).toMatchObject({ take_rate_permille: 40, unpaid_close_minutes: 15 });
  // Whoever was quoted before keeps their policy.
  expect(await quoteAt(new Date(ctx.clock.nowMs() - 1))).toMatchObject({
    take_rate_permille: 50,
    policy_id: "policy_standard_1",
  });
  const audited = await sql<{ account_id: string; subject_id: string }>`
    select account_id, subject_id from accounts.audit where action = 'settings.changed'`.execute(ctx.db.reader);
  expect(audited.rows).toEqual([{ account_id: operator.account_id, subject_id: set.last_change?.id }]);
});

test("two tabs do not overwrite each other; nothing, nonsense and yesterday are refused", async () => {
  expect(await codeOf(change("take_rate_permille", 50, 30))).toBe("setting_changed");
  expect(await codeOf(change("take_rate_permille", 40, 40))).toBe("invalid_param");
  expect(await codeOf(change("take_rate_permille", 40, 301))).toBe("invalid_param");
  expect(await codeOf(change("verification_valid_months", 6, 7))).toBe("invalid_param");
  expect(await codeOf(change("take_rate_permille", 40, 30, laterMs(-1)))).toBe("invalid_param");
  expect(await codeOf(change("take_rate_permille", 40, 30, laterMs(400 * 24 * hour_ms)))).toBe("invalid_param");
  expect(settings.current().take_rate_permille).toBe(40);
});

test("changes at the same time: one wins, the others are told", async () => {
  const codes = await Promise.all([3, 4, 5, 6].map((days) => codeOf(change("settlement_days", 7, days))));
  expect(codes.toSorted()).toEqual(["accepted", "setting_changed", "setting_changed", "setting_changed"]);
  const { settlement_days } = settings.current();
  expect(await quoteAt(ctx.clock.now())).toMatchObject({ settlement_days, take_rate_permille: 40 });
  await change("settlement_days", settlement_days, 7);
});

test("an announced change begins by the clock, keeps what was changed meanwhile, and can be withdrawn before", async () => {
  const begins = laterMs(hour_ms);
  await change("unpaid_close_minutes", 15, 30, begins);
  await change("auto_receive_days", 10, 12);
  expect(settings.current()).toMatchObject({ unpaid_close_minutes: 15, auto_receive_days: 12 });
  expect(await quoteAt(begins)).toMatchObject({ unpaid_close_minutes: 30, auto_receive_days: 12 });
  const second = await change("unpaid_close_minutes", 30, 45, laterMs(2 * hour_ms));
  const id = second.scheduled[1]?.id ?? "";
  expect(second.scheduled.map((one) => [one.from, one.to])).toEqual([
    [15, 30],
    [30, 45],
  ]);
  const withdraw = (change_id: string) =>
    callRoute([settings.part], "withdrawSettingChange", {
      caller: operator,
      params: { change_id },
      body: { reason: "postponed" },
    });
  expect((await withdraw(id)).scheduled).toHaveLength(1);
  expect(await codeOf(withdraw(id))).toBe("not_found");
  ctx.clock.turn(hour_ms);
  expect(settings.current().unpaid_close_minutes).toBe(30);
  expect(await codeOf(withdraw(second.scheduled[0]?.id ?? ""))).toBe("setting_begun");
  expect(await quoteAt(laterMs(2 * hour_ms))).toMatchObject({ unpaid_close_minutes: 30 });
  const history = await callRoute([settings.part], "listSettingChanges", {
    caller: operator,
    query: { name: "unpaid_close_minutes" },
  });
  expect(history.data.map((one) => [one.to, one.state])).toEqual([
    [45, "withdrawn"],
    [30, "begun"],
  ]);
});

test("the reason is nowhere in the clear", async () => {
  const { rows } = await sql<{ text: string }>`
    select to_jsonb(c)::text as text from settings.change c union all select to_jsonb(a)::text from accounts.audit a`.execute(
    ctx.db.reader,
  );
  expect(rows.length).toBeGreaterThan(3);
  expect(rows.filter(({ text }) => text.includes("王小明"))).toEqual([]);
});
