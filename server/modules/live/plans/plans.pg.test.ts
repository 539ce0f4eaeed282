import { sql } from "kysely";
import { afterAll, describe, expect, it } from "vitest";
import { callerOf, callRoute, codeOf } from "../../../../tests/kit/call-route.ts";
import { liveCalls } from "../../../../tests/kit/live-calls.ts";
import { testLive } from "../../../../tests/kit/live.ts";
import { newId } from "../../../kernel/ids.ts";
import { limits } from "../../../kernel/limits.ts";
import { listener, type Heard } from "../../../kernel/outbox.ts";

type PlanWord = Heard<
  | "session.scheduled"
  | "session.rescheduled"
  | "session.cancelled"
  | "session.soon"
  | "session.lapsed"
  | "session.started"
>;
const words: PlanWord[] = [];
const t = await testLive({
  listeners: [
    listener(
      "test.plans",
      [
        "session.scheduled",
        "session.rescheduled",
        "session.cancelled",
        "session.soon",
        "session.lapsed",
        "session.started",
      ],
      async (_tx, events) => void words.push(...events),
    ),
  ],
});
const { call, on } = liveCalls(t);
afterAll(() => t.ctx.end());

const hour_ms = 3600_000;
const inMs = (ms: number) => new Date(t.ctx.clock.nowMs() + ms).toISOString();
type Made = Awaited<ReturnType<typeof t.host>>;
const plan = (made: Made, ms: number) =>
  call("planSession", made.host, { body: { ...t.fieldsOf(made), planned_at: inMs(ms) } });
const upcoming = async (query: object = {}, caller = callerOf(newId(t.ctx, "acct"))) =>
  (await callRoute(t.parts, "listUpcomingSessions", { caller, query: { limit: 100, ...query } })).data;
const heard = async (sessionId: string) => {
  await t.ctx.settle();
  return words.filter((word) => word.session_id === sessionId).map((word) => word.type);
};

describe("planning", () => {
  it("announces several of a host, moves and cancels them, and tells of each", async () => {
    const made = await t.host();
    const first = await plan(made, 2 * hour_ms);
    const second = await plan(made, hour_ms);
    expect(first).toMatchObject({ state: "scheduled", planned_at: inMs(2 * hour_ms), product_count: 1 });
    const listed = await upcoming({ host_id: made.host.account_id });
    expect(listed.map((one) => one.session.id)).toEqual([second.id, first.id]);
    expect((await upcoming({ shop_id: made.shop_id })).length).toBe(2);
    await call("rescheduleSession", made.host, on(first.id, { planned_at: inMs(3 * hour_ms) }));
    await call("rescheduleSession", made.host, on(first.id, { planned_at: inMs(3 * hour_ms) }));
    await call("endSession", made.host, on(second.id));
    expect(await heard(first.id)).toEqual(["session.scheduled", "session.rescheduled"]);
    expect(await heard(second.id)).toEqual(["session.scheduled", "session.cancelled"]);
    expect((await upcoming({ host_id: made.host.account_id })).map((one) => one.session.id)).toEqual([first.id]);
    expect((await call("listPlannedSessions", made.host)) as unknown).toMatchObject({
      data: [
        {
          session: { id: first.id },
          reminders: 0,
          listed: true,
          lapses_at: inMs(3 * hour_ms + limits.session_lapse_ms),
        },
      ],
    });
  });

  it("wants a time ahead, apart from the host's others; of two at once one is taken", async () => {
    const made = await t.host();
    expect(await codeOf(plan(made, 60_000))).toBe("plan_time");
    expect(await codeOf(plan(made, limits.planned_ahead_max_ms + hour_ms))).toBe("plan_time");
    const codes = await Promise.all([1, 2, 3].map((n) => codeOf(plan(made, hour_ms + n))));
    expect(codes.toSorted()).toEqual(["accepted", "plan_clash", "plan_clash"]);
    // Somebody else may be on at the same time.
    expect(await codeOf(plan(await t.host(), hour_ms))).toBe("accepted");
  });

  it("is the host's own, and wants what preparing one wants", async () => {
    const [made, other] = [await t.host(), await t.host()];
    const session = await plan(made, hour_ms);
    expect(await codeOf(call("rescheduleSession", other.host, on(session.id, { planned_at: inMs(2 * hour_ms) })))).toBe(
      "not_found",
    );
    expect(await codeOf(call("endSession", other.host, on(session.id)))).toBe("not_found");
    expect(await codeOf(plan({ ...made, shop_id: other.shop_id }, 5 * hour_ms))).toBe("not_yours");
    t.verified.delete(made.host.account_id);
    expect(await codeOf(plan(made, 6 * hour_ms))).toBe("verification_required");
  });

  it("leaves out what cannot happen as things stand, and calls nobody to it", async () => {
    const made = await t.host();
    const session = await plan(made, hour_ms);
    t.verified.delete(made.host.account_id);
    expect(await upcoming({ host_id: made.host.account_id })).toEqual([]);
    expect(await codeOf(call("setReminder", callerOf(newId(t.ctx, "acct")), on(session.id)))).toBe("not_found");
    expect((await call("listPlannedSessions", made.host)) as unknown).toMatchObject({ data: [{ listed: false }] });
    t.ctx.clock.turn(50 * 60_000);
    expect(await heard(session.id)).toEqual(["session.scheduled"]);
    t.verified.add(made.host.account_id);
    expect((await upcoming({ host_id: made.host.account_id })).length).toBe(1);
  });

  it("pages without losing or repeating any", async () => {
    const made = await t.host();
    for (const n of [1, 2, 3, 4, 5]) await plan(made, n * hour_ms);
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await callRoute(t.parts, "listUpcomingSessions", {
        query: { host_id: made.host.account_id, limit: 2, ...(cursor === undefined ? {} : { cursor }) },
      });
      seen.push(...page.data.map((one) => one.session.id));
      cursor = page.next_cursor ?? undefined;
    } while (cursor !== undefined);
    expect([seen.length, new Set(seen).size]).toEqual([5, 5]);
    expect(
      await codeOf(callRoute(t.parts, "listUpcomingSessions", { query: { limit: 2, cursor: "1.nobody's" } })),
    ).toBe("invalid_param");
  });
});

describe("reminders", () => {
  it("are counted per account, once, and can be taken back", async () => {
    const made = await t.host();
    const session = await plan(made, hour_ms);
    const viewers = [callerOf(newId(t.ctx, "acct")), callerOf(newId(t.ctx, "acct"))];
    for (const viewer of [...viewers, ...viewers]) await call("setReminder", viewer, on(session.id));
    const [seen] = await upcoming({ host_id: made.host.account_id }, viewers[0]);
    expect(seen).toMatchObject({ reminders: 2, reminded: true });
    expect((await upcoming({ host_id: made.host.account_id }))[0]).toMatchObject({ reminders: 2, reminded: false });
    const ids = viewers.map((viewer) => viewer.account_id).toSorted();
    const key = { room_id: session.room_id, session_id: session.id };
    const page = (after: string | null, limit: number) => t.live.remindersPage(t.ctx.db.reader, key, after, limit);
    expect([await page(null, 1), await page(ids[0] ?? null, 5)]).toEqual([[ids[0]], [ids[1]]]);
    expect(await call("removeReminder", viewers[0] ?? null, on(session.id))).toMatchObject({ reminders: 1 });
    await t.ctx.db.transact((tx) => t.live.forgetReminders(tx, viewers[1]?.account_id ?? ""));
    expect(await page(null, 5)).toEqual([]);
  });

  it("are for what is announced only", async () => {
    const made = await t.host();
    const draft = await call("createSession", made.host, { body: t.fieldsOf(made) });
    const viewer = callerOf(newId(t.ctx, "acct"));
    for (const id of ["setReminder", "removeReminder"] as const)
      expect(await codeOf(call(id, viewer, on(draft.id)))).toBe("not_found");
    expect(await codeOf(call("setReminder", viewer, on(newId(t.ctx, "sess"))))).toBe("not_found");
    await call("rescheduleSession", made.host, on(draft.id, { planned_at: inMs(hour_ms) }));
    expect(await codeOf(call("setReminder", viewer, on(draft.id)))).toBe("accepted");
    expect(await heard(draft.id)).toEqual(["session.scheduled"]);
  });
});

describe("when its time comes", () => {
  it("who waits is told a quarter of an hour before, once; then it begins, and nothing lapses", async () => {
    const made = await t.host();
    const session = await plan(made, hour_ms);
    await t.ctx.settle();
    t.ctx.clock.turn(hour_ms - limits.session_soon_ms);
    expect(await heard(session.id)).toEqual(["session.scheduled", "session.soon"]);
    t.feed(session.room_id);
    await call("startSession", made.host, on(session.id));
    expect(await heard(session.id)).toEqual(["session.scheduled", "session.soon", "session.started"]);
    const { rows } = await sql`select 1 from kernel.room_timer where subject_id = ${session.id}`.execute(
      t.ctx.db.reader,
    );
    expect(rows).toEqual([]);
    await call("endSession", made.host, on(session.id));
    expect(await upcoming({ host_id: made.host.account_id })).toEqual([]);
  });

  it("a host who does not come is waited for, for some hours; then it is off for ever", async () => {
    const made = await t.host();
    const session = await plan(made, hour_ms);
    t.ctx.clock.turn(hour_ms + limits.session_lapse_ms - 1000);
    expect(await heard(session.id)).toEqual(["session.scheduled", "session.soon"]);
    expect((await upcoming({ host_id: made.host.account_id })).length).toBe(1);
    t.ctx.clock.turn(2000);
    expect(await heard(session.id)).toEqual(["session.scheduled", "session.soon", "session.lapsed"]);
    expect(await upcoming({ host_id: made.host.account_id })).toEqual([]);
    t.feed(session.room_id);
    for (const id of ["startSession", "startRehearsal", "endSession"] as const)
      expect(await codeOf(call(id, made.host, on(session.id)))).toBe("session_state");
  });

  it("two sessions do not take one room", async () => {
    const made = await t.host();
    const [first, second] = [await plan(made, hour_ms), await plan(made, 2 * hour_ms)];
    t.feed(first.room_id);
    const codes = await Promise.all([first, second].map((one) => codeOf(call("startSession", made.host, on(one.id)))));
    expect(codes.toSorted()).toEqual(["accepted", "room_busy"]);
    expect(await codeOf(call("createSession", made.host, { body: t.fieldsOf(made) }))).toBe("room_busy");
    for (const one of [first, second]) await call("endSession", made.host, on(one.id));
  });
});
