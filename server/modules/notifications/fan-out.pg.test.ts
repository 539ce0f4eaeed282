import { afterAll, beforeAll, expect, it } from "vitest";
import { callRoute } from "../../../tests/kit/call-route.ts";
import { testContext, type TestContext } from "../../../tests/kit/context.ts";
import { testPeople, type People } from "../../../tests/kit/people.ts";
import { newId } from "../../kernel/ids.ts";
import { limits } from "../../kernel/limits.ts";
import type { Caller } from "../../kernel/routing.ts";
import { createNotifications, type NotificationPorts, type Notifications } from "./index.ts";

let ctx: TestContext;
let people: People;
let notifications: Notifications;
const ports: NotificationPorts = {};
beforeAll(async () => {
  ctx = await testContext();
  people = testPeople(ctx);
  notifications = createNotifications(ctx, { accounts: people.accounts }, ports);
  const idle = (notifications.part.jobs ?? []).map((job) => ({ ...job, work: async () => undefined }));
  // Jobs are run by hand, so that a test knows when.
  await ctx.begin([
    { ...people.accounts.part, jobs: [] },
    { ...notifications.part, jobs: idle },
  ]);
});
afterAll(() => ctx.end());

const kindsOf = async (caller: Caller) =>
  (await callRoute([notifications.part], "listNotifications", { caller, query: { limit: 100 } })).data.map(
    (item) => item.kind,
  );

it("followers are not rung all day by a host who begins again and again; who asked to be reminded still is", async () => {
  const [host, fan, reminded] = [await people.person(), await people.person(), await people.person()];
  const where = { room_id: newId(ctx, "room"), shop_id: newId(ctx, "shop"), host_id: host.account_id };
  const asked = newId(ctx, "sess");
  ports.followersPage = async (_reader, _host, after) => (after === null ? [fan.account_id] : []);
  ports.remindedPage = async (_reader, session, after) =>
    session.session_id === asked && after === null ? [reminded.account_id] : [];
  const tell = async (session_id: string, starts: boolean) => {
    const soon = {
      type: "session.soon" as const,
      ...where,
      session_id,
      title: "试播",
      planned_at: ctx.clock.now().toISOString(),
    };
    const started = { type: "session.started" as const, ...where, session_id };
    await ctx.db.transact((tx) => ctx.outbox.emit(tx, starts ? [soon, started] : [soon]));
    await ctx.settle();
    await notifications.part.jobs?.find((job) => job.name === "notifications.sweep")?.work({});
  };
  const counts = async () => {
    const kinds = await kindsOf(fan);
    return ["host_live", "host_soon"].map((kind) => kinds.filter((one) => one === kind).length);
  };
  const max = limits.fan_outs_per_kind_and_day_max;
  for (let n = 0; n < max + 3; n += 1) await tell(newId(ctx, "sess"), true);
  expect(await counts()).toEqual([max, max]);
  await tell(asked, false);
  expect(await kindsOf(reminded)).toEqual(["host_soon"]);
  expect(await counts()).toEqual([max, max]);
  ctx.clock.turn(24 * 3600_000 + 1);
  await tell(newId(ctx, "sess"), true);
  expect(await counts()).toEqual([max + 1, max + 1]);
});

it("a host with more broadcasts a day than followers hear of is heard of again the next day, and the one after", async () => {
  const [host, fan] = [await people.person(), await people.person()];
  const where = { room_id: newId(ctx, "room"), shop_id: newId(ctx, "shop"), host_id: host.account_id };
  ports.followersPage = async (_reader, _host, after) => (after === null ? [fan.account_id] : []);
  ports.remindedPage = async () => [];
  const max = limits.fan_outs_per_kind_and_day_max;
  const [days, a_day] = [3, max + 2];
  for (let n = 0; n < days * a_day; n += 1) {
    const planned_at = ctx.clock.now().toISOString();
    const soon = { type: "session.soon" as const, ...where, session_id: newId(ctx, "sess"), title: "试播", planned_at };
    await ctx.db.transact((tx) => ctx.outbox.emit(tx, [soon]));
    await ctx.settle();
    await notifications.part.jobs?.find((job) => job.name === "notifications.sweep")?.work({});
    ctx.clock.turn((24 * 3600_000) / a_day);
  }
  const heard = (await kindsOf(fan)).filter((kind) => kind === "host_soon").length;
  expect(heard).toBeGreaterThanOrEqual(days * max);
  expect(heard).toBeLessThan(days * a_day);
});
