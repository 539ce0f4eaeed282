import { afterAll, beforeAll, expect, it } from "vitest";
import { callerOf, callRoute } from "../../../tests/kit/call-route.ts";
import { testContext, type TestContext } from "../../../tests/kit/context.ts";
import { present } from "../../kernel/assert.ts";
import { ManualClock } from "../../kernel/clock.ts";
import { newId } from "../../kernel/ids.ts";
import { createVisits } from "./index.ts";

let ctx: TestContext;
/** Of this module alone: whatever else ticks in the context would tick through 13 months. */
const clock = new ManualClock(Date.parse("2026-11-22T04:00:00Z"));
beforeAll(async () => {
  ctx = await testContext();
  await ctx.begin([]);
});
afterAll(() => ctx.end());

const visitsOf = (analytics: boolean) => createVisits({ ...ctx, clock, config: { ...ctx.config, analytics } }).part;
const count = (part: ReturnType<typeof visitsOf>, page: "home" | "room", headers?: Record<string, string>) =>
  callRoute([part], "countVisit", { body: { page }, ...(headers === undefined ? {} : { headers }) });
const report = (part: ReturnType<typeof visitsOf>) =>
  callRoute([part], "getVisits", { caller: callerOf(newId(ctx, "acct"), "operator"), query: { days: 400 } });

it("counts nothing until it is switched on, and nobody who asks not to be counted", async () => {
  const off = visitsOf(false);
  await off.start?.();
  expect(await count(off, "home")).toEqual({ object: "visit", counted: false });
  await off.stop?.();
  expect(await report(off)).toMatchObject({ counting: false, data: [] });
  const on = visitsOf(true);
  await on.start?.();
  expect(await count(on, "home", { dnt: "1" })).toMatchObject({ counted: false });
  expect(await count(on, "home", { "sec-gpc": "1" })).toMatchObject({ counted: false });
  await on.stop?.();
  expect((await report(on)).data).toEqual([]);
});

it("adds up what two processes count, by the market's day, and forgets it after 13 months", async () => {
  const [one, two] = [visitsOf(true), visitsOf(true)];
  await Promise.all([one.start?.(), two.start?.()]);
  for (const part of [one, two, one]) expect(await count(part, "home")).toMatchObject({ counted: true });
  await Promise.all([one.stop?.(), two.stop?.()]);
  const { today, data } = await report(one);
  expect(data).toEqual([{ day: today, page: "home", opened: 3 }]);

  clock.turn(24 * 3600_000);
  await count(one, "room");
  await one.stop?.();
  expect((await report(one)).data).toMatchObject([
    { page: "room", opened: 1 },
    { page: "home", opened: 3 },
  ]);
  // Thirteen months after the first of the two days and not yet after the second.
  clock.turn(395 * 24 * 3600_000);
  const forget = present(one.jobs?.[0], "the job that forgets");
  await forget.work({});
  expect((await report(one)).data.map((row) => row.page)).toEqual(["room"]);
  clock.turn(24 * 3600_000);
  await forget.work({});
  expect((await report(one)).data).toEqual([]);
});
