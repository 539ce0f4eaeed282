import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { callRoute, codeOf } from "../../../tests/kit/call-route.ts";
import { testContext, type TestContext } from "../../../tests/kit/context.ts";
import { testPeople, type People } from "../../../tests/kit/people.ts";
import { fakePushService } from "../../../tests/kit/push-service.ts";
import { present } from "../../kernel/assert.ts";
import { newId } from "../../kernel/ids.ts";
import { limits } from "../../kernel/limits.ts";
import type { Caller } from "../../kernel/routing.ts";
import { createNotifications, type NotificationPorts, type Notifications } from "./index.ts";

let ctx: TestContext;
let people: People;
let notifications: Notifications;
const ports: NotificationPorts = {};
const service = fakePushService();
const followers = new Set<string>();
/** How often a page of followers was asked for; at this one the process dies. */
const pages = { asked: 0, dies_at: 0 };

beforeAll(async () => {
  ctx = await testContext();
  people = testPeople(ctx);
  notifications = createNotifications(ctx, { accounts: people.accounts, push: service.transport }, ports);
  ports.followersPage = async (_reader, _host, after, limit) => {
    pages.asked += 1;
    if (pages.asked === pages.dies_at) throw new Error("killed");
    return [...followers]
      .toSorted()
      .filter((id) => after === null || id > after)
      .slice(0, Math.min(limit, 2));
  };
  ports.orderTitles = async (_reader, keys) => new Map(keys.map(({ order_id }) => [order_id, "水蜜桃"]));
  // Jobs are run by hand, so that a test knows when.
  await ctx.begin([
    { ...people.accounts.part, jobs: [] },
    { ...notifications.part, jobs: idle() },
  ]);
});
afterAll(() => ctx.end());

const idle = () =>
  (notifications.part.jobs ?? []).map(({ name, retry_max }) => ({ name, retry_max, work: async () => undefined }));
const run = (name: string, data: Record<string, unknown> = {}): Promise<void> =>
  present(
    notifications.part.jobs?.find((job) => job.name === `notifications.${name}`),
    "a job of this name",
  ).work(data);
const call: typeof callRoute = (_parts, id, given) => callRoute([notifications.part, people.accounts.part], id, given);
const inbox = async (caller: Caller, locale: "en" | "zh-CN" = "en") =>
  (await call([], "listNotifications", { caller, locale })).data;
const unread = async (caller: Caller): Promise<number> => (await call([], "countUnread", { caller })).unread;
const tell = (
  caller: Caller,
  cause: string,
  kind: "order_shipped" | "security_sign_in" | "order_closed" = "order_shipped",
) =>
  ctx.db.transact((tx) =>
    notifications.notify(tx, [
      {
        account_id: caller.account_id,
        kind,
        cause,
        params: {
          order_id: newId(ctx, "ord"),
          title: "水蜜桃",
          device: "Chrome · Windows",
          when: ctx.clock.now().toISOString(),
        },
        at: ctx.clock.now(),
      },
    ]),
  );
const mailsTo = async (caller: Caller) =>
  (await call([], "readDevInbox", { query: { to: people.identifierOf(caller) } })).data.filter(
    (mail) => !/\d{6} is your|验证码/.test(mail.text),
  );
async function withBrowser(name: string) {
  const caller = await people.person();
  const subscription = service.subscribe(name);
  const { id } = await call([], "createPushSubscription", { caller, body: subscription });
  return { caller, id, endpoint: subscription.endpoint };
}
const pushesTo = (endpoint: string) => service.pushed.filter((one) => one.endpoint === endpoint);

describe("the inbox", () => {
  it("tells of a cause once, in the reader's language, and counts what is unread", async () => {
    const caller = await people.person();
    await tell(caller, "order_shipped:1");
    await tell(caller, "order_shipped:1");
    await tell(caller, "order_shipped:2");
    expect(await unread(caller)).toBe(2);
    const [newest] = await inbox(caller);
    expect(newest).toMatchObject({ title: "Your parcel is on its way", body: "水蜜桃 has been shipped.", read: false });
    expect((await inbox(caller, "zh-CN"))[0]?.title).toBe("包裹已发出");
    expect(await call([], "readNotification", { caller, params: { id: present(newest, "one").id } })).toMatchObject({
      unread: 1,
    });
    expect((await call([], "listNotifications", { caller, query: { unread: "1" } })).data).toHaveLength(1);
    expect(await call([], "readAllNotifications", { caller })).toMatchObject({ unread: 0 });
  });

  it("is read page by page, each item once, and never another's", async () => {
    const caller = await people.person();
    for (let n = 0; n < 7; n += 1) await tell(caller, `order_shipped:${n}`);
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const page: { data: { id: string }[]; next_cursor: string | null } = await call([], "listNotifications", {
        caller,
        query: { limit: "3", ...(cursor === null ? {} : { cursor }) },
      });
      seen.push(...page.data.map((one) => one.id));
      cursor = page.next_cursor;
    } while (cursor !== null);
    expect(new Set(seen).size).toBe(7);
    const other = await people.person();
    expect(await inbox(other)).toEqual([]);
    expect(await codeOf(call([], "readNotification", { caller: other, params: { id: seen[0] ?? "" } }))).toBe(
      "not_found",
    );
    expect(await codeOf(call([], "listNotifications", { caller, query: { cursor: "x" } }))).toBe("invalid_param");
  });

  it("says over the account's channel how many are unread", async () => {
    const caller = await people.person();
    const heard: object[] = [];
    const stop = ctx.channel.listen(`account:${caller.account_id}`, (flush) => void heard.push(...flush.items));
    await tell(caller, "order_shipped:x");
    ctx.clock.turn(1000);
    expect(heard).toContainEqual({ t: "inbox", unread: 1 });
    stop();
  });

  it("hears of an order's life, and the shop's staff of theirs", async () => {
    const [buyer, seller] = [await people.person(), await people.person()];
    const shop_id = newId(ctx, "shop");
    ports.staffOf = async () => new Map([[shop_id, new Set([seller.account_id])]]);
    const fact = { shop_id, order_id: newId(ctx, "ord"), buyer_id: buyer.account_id, session_id: null, room_id: null };
    const gist = { title: "水蜜桃", quantity: 2, total: "5980", lines: [] };
    await ctx.db.transact((tx) =>
      ctx.outbox.emit(tx, [
        { type: "order.placed", ...fact, ...gist },
        { type: "order.paid", ...fact, ...gist },
        { type: "order.shipped", ...fact },
        { type: "order.received", ...fact },
        { type: "order.refunded", amount: "1000", ...fact, ...gist },
        { type: "order.closed", reason: "refunded", ...fact, ...gist },
      ]),
    );
    await ctx.settle();
    expect((await inbox(buyer)).map((one) => one.kind).toSorted()).toEqual([
      "order_paid",
      "order_received",
      "order_refunded",
      "order_shipped",
    ]);
    expect((await inbox(buyer)).find((one) => one.kind === "order_refunded")?.body).toContain("10.00");
    expect((await inbox(seller)).map((one) => one.kind).toSorted()).toEqual(["shop_order_paid", "shop_order_refunded"]);
    delete ports.staffOf;
  });
});

describe("switches", () => {
  it("keep a kind out of the inbox and out of the mail", async () => {
    const caller = await people.person();
    for (const channel of ["in_app", "mail", "push"] as const)
      await call([], "putNotificationSetting", { caller, body: { kind: "order_shipped", channel, on: false } });
    await tell(caller, "order_shipped:off");
    await run("deliver");
    expect(await inbox(caller)).toEqual([]);
    expect(await mailsTo(caller)).toEqual([]);
    const settings = await call([], "getNotificationSettings", { caller });
    expect(settings.data.find((one) => one.kind === "order_shipped")).toMatchObject({
      in_app: false,
      push: false,
      mail: false,
    });
    expect(settings.data.some((one) => one.kind === "shop_order_paid")).toBe(false);
  });

  it("cannot silence what protects the account", async () => {
    const caller = await people.person();
    expect(
      await codeOf(
        call([], "putNotificationSetting", { caller, body: { kind: "security_sign_in", channel: "mail", on: false } }),
      ),
    ).toBe("setting_locked");
  });
});

describe("mail", () => {
  it("comes once, in the recipient's language, with a link that ends it", async () => {
    const caller = await people.person();
    await tell(caller, "order_shipped:mail");
    await run("deliver");
    await run("deliver");
    const mails = await mailsTo(caller);
    expect(mails).toHaveLength(1);
    expect(mails[0]?.subject).toBe("包裹已发出");
    const token = decodeURIComponent(/unsubscribe\?token=(\S+)/.exec(mails[0]?.text ?? "")?.[1] ?? "");
    expect(await call([], "unsubscribeMail", { query: { token } })).toMatchObject({ kind: "order_shipped" });
    await tell(caller, "order_shipped:mail2");
    await run("deliver");
    expect(await mailsTo(caller)).toHaveLength(1);
    expect(await codeOf(call([], "unsubscribeMail", { query: { token: `${token}x` } }))).toBe("unsubscribe_invalid");
  });

  it("about security has no such link", async () => {
    const caller = await people.person();
    await tell(caller, "sign_in:1", "security_sign_in");
    await run("deliver");
    expect((await mailsTo(caller))[0]?.text).not.toContain("unsubscribe");
  });
});

describe("push", () => {
  it("reaches the browser encrypted for it, signed with the key it was given", async () => {
    const { caller, endpoint } = await withBrowser("one");
    await tell(caller, "order_shipped:push");
    await run("deliver");
    const [pushed] = pushesTo(endpoint);
    expect(pushed?.payload).toMatchObject({ title: "包裹已发出", body: "水蜜桃已发货，注意查收。" });
    expect(pushed?.payload.link).toMatch(/^\/orders\/ord_/);
    expect(pushed?.key).toBe((await call([], "getPushKey", {})).public_key);
    await run("deliver");
    expect(pushesTo(endpoint)).toHaveLength(1);
  });

  it("is tried again after trouble, and is one push in the end", async () => {
    const { caller, endpoint } = await withBrowser("two");
    service.trouble.set(endpoint, [null, 503]);
    await tell(caller, "order_shipped:again");
    for (let n = 0; n < 3; n += 1) {
      await run("sweep");
      ctx.clock.turn(60_000);
    }
    expect(pushesTo(endpoint)).toHaveLength(1);
    expect(await mailsTo(caller)).toHaveLength(1);
  });

  it.each([404, 410])("to a browser that answers %i ends for good", async (status) => {
    const { caller, endpoint } = await withBrowser(`gone${status}`);
    service.trouble.set(endpoint, [status]);
    await tell(caller, "order_shipped:gone");
    await run("deliver");
    expect((await call([], "listPushSubscriptions", { caller })).data).toEqual([]);
  });

  it("does not come once it was read", async () => {
    const { caller, endpoint } = await withBrowser("read");
    await tell(caller, "order_shipped:read");
    await call([], "readAllNotifications", { caller });
    await run("deliver");
    expect(pushesTo(endpoint)).toEqual([]);
  });

  it("does not come where the account was signed out, or where another signed in since", async () => {
    const first = await withBrowser("shared");
    const second = await people.person();
    const subscription = service.subscribe("kiosk");
    await call([], "createPushSubscription", { caller: first.caller, body: subscription });
    await call([], "createPushSubscription", { caller: second, body: subscription });
    await call([], "signOut", { caller: first.caller });
    await tell(first.caller, "order_shipped:out");
    await run("deliver");
    expect(pushesTo(first.endpoint)).toEqual([]);
    expect(pushesTo(subscription.endpoint)).toEqual([]);
    await tell(second, "order_shipped:in");
    await run("deliver");
    expect(pushesTo(subscription.endpoint)).toHaveLength(1);
  });

  it("goes nowhere but to push services, to so many browsers, and only its owner ends it", async () => {
    const { caller, id } = await withBrowser("mine");
    const body = { ...service.subscribe("bad"), endpoint: "https://169.254.169.254/latest" };
    expect(await codeOf(call([], "createPushSubscription", { caller, body }))).toBe("push_endpoint_invalid");
    for (let n = 0; n < 21; n += 1) {
      ctx.clock.turn(1);
      await call([], "createPushSubscription", { caller, body: service.subscribe(`many${n}`) });
    }
    expect((await call([], "listPushSubscriptions", { caller })).data).toHaveLength(20);
    const other = await withBrowser("other");
    expect(await codeOf(call([], "deletePushSubscription", { caller, params: { id: other.id } }))).toBe("not_found");
    expect(await codeOf(call([], "deletePushSubscription", { caller, params: { id } }))).toBe("not_found");
    expect(await codeOf(call([], "deletePushSubscription", { caller: other.caller, params: { id: other.id } }))).toBe(
      "accepted",
    );
  });
});

describe("followers of a host", () => {
  it("are told each once, also when the process dies on the way", async () => {
    const host = await people.person();
    const fans = await Promise.all(Array.from({ length: 5 }, () => people.person()));
    for (const fan of fans) followers.add(fan.account_id);
    const started = {
      type: "session.started" as const,
      room_id: newId(ctx, "room"),
      session_id: newId(ctx, "sess"),
      shop_id: newId(ctx, "shop"),
      host_id: host.account_id,
    };
    ports.sessionTitles = async (_reader, ids) => new Map(ids.map((id) => [id, "今晚摘桃"]));
    await ctx.db.transact((tx) => ctx.outbox.emit(tx, [started]));
    await ctx.settle();
    pages.dies_at = pages.asked + 2;
    await expect(run("sweep")).rejects.toThrow("killed");
    await run("sweep");
    await run("sweep");
    for (const fan of fans) {
      const items = await inbox(fan);
      expect(items.map((one) => one.body)).toEqual(["今晚摘桃"]);
      expect(items[0]).toMatchObject({ kind: "host_live", link: `/rooms/${started.room_id}` });
      expect(items[0]?.title).toMatch(/^Person \d+ is live$/);
    }
    expect(await inbox(host)).toEqual([]);
    followers.clear();
  });

  it("are not told of a broadcast that began long ago", async () => {
    const [host, fan] = [await people.person(), await people.person()];
    followers.add(fan.account_id);
    const soon = {
      type: "session.soon" as const,
      room_id: newId(ctx, "room"),
      session_id: newId(ctx, "sess"),
      shop_id: newId(ctx, "shop"),
      host_id: host.account_id,
      title: "今晚摘桃",
      planned_at: ctx.clock.now().toISOString(),
    };
    await ctx.db.transact((tx) => ctx.outbox.emit(tx, [soon]));
    await ctx.settle();
    ctx.clock.turn(31 * 60_000);
    await run("sweep");
    expect(await inbox(fan)).toEqual([]);
    followers.clear();
  });

  it("hear of changed plans only if they asked to be reminded, and of a moved one's new beginning once more", async () => {
    const [host, fan, reminded] = [await people.person(), await people.person(), await people.person()];
    followers.add(fan.account_id);
    const plan = {
      room_id: newId(ctx, "room"),
      session_id: newId(ctx, "sess"),
      shop_id: newId(ctx, "shop"),
      host_id: host.account_id,
      title: "今晚摘桃",
    };
    ports.remindedPage = async (_reader, session, after) =>
      session.session_id === plan.session_id && after === null ? [reminded.account_id] : [];
    const hourLater = (hours: number) => new Date(ctx.clock.nowMs() + hours * 3600_000).toISOString();
    const [first, second] = [hourLater(1), hourLater(5)];
    const emit = async (...events: Parameters<typeof ctx.outbox.emit>[1]) => {
      await ctx.db.transact((tx) => ctx.outbox.emit(tx, events));
      await ctx.settle();
    };
    await emit({ type: "session.soon", ...plan, planned_at: first });
    await emit({ type: "session.rescheduled", ...plan, planned_at: second, was_planned_at: first });
    await emit({ type: "session.soon", ...plan, planned_at: second });
    await run("sweep");
    await emit({ type: "session.cancelled", ...plan, planned_at: second, reason: "host" });
    ctx.clock.turn(3 * 3600_000);
    await run("sweep");
    expect((await inbox(fan)).map((item) => item.kind)).toEqual(["host_soon", "host_soon"]);
    const items = await inbox(reminded);
    expect(items.map((item) => item.kind).toSorted()).toEqual([
      "host_cancelled",
      "host_rescheduled",
      "host_soon",
      "host_soon",
    ]);
    const off = items.find((item) => item.kind === "host_cancelled");
    expect(off?.body).toContain("今晚摘桃");
    expect(off?.link).toBe(`/rooms/${plan.room_id}`);
    followers.clear();
    delete ports.remindedPage;
  });

  it("are not rung all day by a host who begins again and again; who asked to be reminded still is", async () => {
    const [host, fan, reminded] = [await people.person(), await people.person(), await people.person()];
    followers.add(fan.account_id);
    const [room_id, shop_id] = [newId(ctx, "room"), newId(ctx, "shop")];
    const asked = newId(ctx, "sess");
    ports.remindedPage = async (_reader, session, after) =>
      session.session_id === asked && after === null ? [reminded.account_id] : [];
    const begin = async () => {
      const session_id = newId(ctx, "sess");
      const where = { room_id, shop_id, session_id, host_id: host.account_id };
      await ctx.db.transact((tx) =>
        ctx.outbox.emit(tx, [
          { type: "session.started", ...where },
          { type: "session.soon", ...where, title: "试播", planned_at: ctx.clock.now().toISOString() },
        ]),
      );
      await ctx.settle();
      await run("sweep");
    };
    for (let n = 0; n < limits.fan_outs_per_kind_and_day_max + 3; n += 1) await begin();
    const kinds = async (kind: string) => (await inbox(fan)).filter((item) => item.kind === kind).length;
    expect([await kinds("host_live"), await kinds("host_soon")]).toEqual([8, 8]);
    await ctx.db.transact((tx) =>
      ctx.outbox.emit(tx, [
        {
          type: "session.soon",
          room_id,
          shop_id,
          session_id: asked,
          host_id: host.account_id,
          title: "试播",
          planned_at: ctx.clock.now().toISOString(),
        },
      ]),
    );
    await ctx.settle();
    await run("sweep");
    expect((await inbox(reminded)).map((item) => item.kind)).toEqual(["host_soon"]);
    expect(await kinds("host_soon")).toBe(8);
    ctx.clock.turn(24 * 3600_000 + 1);
    await begin();
    expect(await kinds("host_live")).toBe(9);
    followers.clear();
    delete ports.remindedPage;
  });

  it("count once a day each, in one item of the host's inbox", async () => {
    const [host, one, two] = [await people.person(), await people.person(), await people.person()];
    for (const fan of [one, two, one, host]) {
      await ctx.db.transact((tx) =>
        ctx.outbox.emit(tx, [{ type: "host.followed", account_id: fan.account_id, host_id: host.account_id }]),
      );
      await ctx.settle();
    }
    const items = await inbox(host);
    expect(items.map((item) => item.body)).toEqual(["2 people followed you today."]);
  });
});
