import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { callRoute } from "../../../tests/kit/call-route.ts";
import { testContext, type TestContext } from "../../../tests/kit/context.ts";
import { testPeople, type People } from "../../../tests/kit/people.ts";
import { fakePushService } from "../../../tests/kit/push-service.ts";
import { present } from "../../kernel/assert.ts";
import { newId } from "../../kernel/ids.ts";
import { limits } from "../../kernel/limits.ts";
import type { Caller } from "../../kernel/routing.ts";
import { createNotifications, type Notifications } from "./index.ts";

let ctx: TestContext;
let people: People;
let notifications: Notifications;
const service = fakePushService();
beforeAll(async () => {
  ctx = await testContext();
  people = testPeople(ctx);
  notifications = createNotifications(ctx, { accounts: people.accounts, push: service.transport }, {});
  // Jobs are run by hand, so that a test knows when.
  const jobs = (notifications.part.jobs ?? []).map(({ name, retry_max }) => ({
    name,
    retry_max,
    work: async () => undefined,
  }));
  await ctx.begin([
    { ...people.accounts.part, jobs: [] },
    { ...notifications.part, jobs },
  ]);
});
afterAll(() => ctx.end());

const sweep = (): Promise<void> =>
  present(
    notifications.part.jobs?.find((job) => job.name === "notifications.sweep"),
    "the sweep",
  ).work({});
const tell = ({ account_id }: Caller) =>
  ctx.db.transact((tx) => {
    const params = { order_id: newId(ctx, "ord"), title: "水蜜桃" };
    return notifications.notify(tx, [
      { account_id, kind: "order_shipped", cause: params.order_id, params, at: ctx.clock.now() },
    ]);
  });
const mailsTo = async (caller: Caller) =>
  (await callRoute([people.accounts.part], "readDevInbox", { query: { to: people.identifierOf(caller) } })).data.filter(
    (mail) => !/\d{6} is your|验证码/.test(mail.text),
  );
async function withBrowser(name: string) {
  const caller = await people.person();
  const subscription = service.subscribe(name);
  const { id } = await callRoute([notifications.part], "createPushSubscription", { caller, body: subscription });
  return { caller, id, endpoint: subscription.endpoint };
}
const pushesTo = (endpoint: string) => service.pushed.filter((one) => one.endpoint === endpoint);

describe("a sender that dies", () => {
  const statesOf = async (account_id: string) =>
    Object.fromEntries(
      (
        await sql<{ kind: string; state: string }>`
          select case target when 'mail' then 'mail' else 'push' end as kind, state from notifications.delivery where account_id = ${account_id}`.execute(
          ctx.db.reader,
        )
      ).rows.map((row) => [row.kind, row.state]),
    );
  const leave = (account_id: string, target: "mail" | "push", state: string, attempts: number) =>
    ctx.db.transact(async (tx) => {
      await sql`update notifications.delivery set state = ${state}, attempts = ${attempts}
        where account_id = ${account_id} and (target = 'mail') = ${target === "mail"}`.execute(tx);
    });

  it("before the mail was handed over has sent nothing, so that it is sent; after it, nobody knows", async () => {
    const [before, after] = [await people.person(), await people.person()];
    for (const caller of [before, after]) await tell(caller);
    await leave(before.account_id, "mail", "waiting", 1);
    await leave(after.account_id, "mail", "sending", 1);
    await sweep();
    expect([(await mailsTo(before)).length, await statesOf(before.account_id)]).toEqual([1, { mail: "sent" }]);
    expect([(await mailsTo(after)).length, await statesOf(after.account_id)]).toEqual([0, { mail: "unknown" }]);
  });

  it("each time is given up in the end", async () => {
    const { caller, endpoint } = await withBrowser("deadly");
    await tell(caller);
    await leave(caller.account_id, "push", "sending", limits.delivery_attempts_max);
    await sweep();
    expect(pushesTo(endpoint)).toEqual([]);
    expect(await statesOf(caller.account_id)).toEqual({ mail: "sent", push: "dropped" });
  });

  it("of one delivery keeps no other from being sent", async () => {
    const [broken, whole] = [await withBrowser("broken"), await withBrowser("whole")];
    await ctx.db.transact(async (tx) => {
      await sql`update notifications.push_subscription set content_sealed = 'x' where id = ${broken.id}`.execute(tx);
    });
    for (const { caller } of [broken, whole]) await tell(caller);
    await sweep();
    expect(pushesTo(whole.endpoint)).toHaveLength(1);
    expect(await statesOf(broken.caller.account_id)).toEqual({ mail: "sent", push: "waiting" });
    for (let n = 0; n < limits.delivery_attempts_max; n += 1) {
      ctx.clock.turn(limits.delivery_retry_ms_max);
      await sweep();
    }
    expect(await statesOf(broken.caller.account_id)).toEqual({ mail: "sent", push: "dropped" });
  });
});
