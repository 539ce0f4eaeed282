import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { listener, type Heard } from "../../kernel/outbox.ts";
import { callRoute, codeOf } from "../../../tests/kit/call-route.ts";
import { testContext, type TestContext } from "../../../tests/kit/context.ts";
import { testPeople, type People } from "../../../tests/kit/people.ts";
import { createFans, type Fans } from "./index.ts";

let ctx: TestContext;
let people: People;
let fans: Fans;
const told: Heard<"host.followed" | "host.unfollowed">[] = [];

beforeAll(async () => {
  ctx = await testContext();
  people = testPeople(ctx);
  fans = createFans(ctx, { accounts: people.accounts });
  const ear = listener(
    "test.ear",
    ["host.followed", "host.unfollowed"],
    async (_tx, events) => void told.push(...events),
  );
  await ctx.begin([people.accounts.part, fans.part, { listeners: [ear] }]);
});
afterAll(() => ctx.end());

const host = async () => people.verify(await people.person(), "host");
const follow = (caller: Awaited<ReturnType<typeof host>>, host_id: string) =>
  callRoute([fans.part], "followHost", { caller, params: { host_id } });
const unfollow = (caller: Awaited<ReturnType<typeof host>>, host_id: string) =>
  callRoute([fans.part], "unfollowHost", { caller, params: { host_id } });

describe("following", () => {
  it("counts an account once, however often and from however many tabs it follows", async () => {
    const [one, viewer] = [await host(), await people.person()];
    const answers = await Promise.all(Array.from({ length: 8 }, () => follow(viewer, one.account_id)));
    expect(new Set(answers.map((answer) => answer.since)).size).toBe(1);
    ctx.clock.turn(60_000);
    expect((await follow(viewer, one.account_id)).since).toBe(answers[0]?.since);
    await ctx.settle();
    expect(told.splice(0).map(({ type, account_id, host_id }) => ({ type, account_id, host_id }))).toEqual([
      { type: "host.followed", account_id: viewer.account_id, host_id: one.account_id },
    ]);
    expect(await fans.followerCounts(ctx.db.reader, [one.account_id])).toEqual(new Map([[one.account_id, 1]]));
    expect(await fans.followersPage(ctx.db.reader, one.account_id, null, 10)).toEqual([viewer.account_id]);
    expect(await fans.following(ctx.db.reader, viewer.account_id, [one.account_id])).toEqual(new Set([one.account_id]));
  });

  it("ends with an unfollow, which may be repeated", async () => {
    const [one, viewer] = [await host(), await people.person()];
    await follow(viewer, one.account_id);
    expect(await unfollow(viewer, one.account_id)).toMatchObject({ following: false, since: null });
    expect(await unfollow(viewer, one.account_id)).toMatchObject({ following: false });
    await ctx.settle();
    expect(await fans.followerCounts(ctx.db.reader, [one.account_id])).toEqual(new Map([[one.account_id, 0]]));
    expect(await fans.followersPage(ctx.db.reader, one.account_id, null, 10)).toEqual([]);
  });

  it("counts who came within a time and stayed, its end left out", async () => {
    const one = await host();
    const [before, stays, leaves, after] = [
      await people.person(),
      await people.person(),
      await people.person(),
      await people.person(),
    ];
    await follow(before, one.account_id);
    await ctx.settle();
    ctx.clock.turn(60_000);
    const from = ctx.clock.now();
    await follow(stays, one.account_id);
    await follow(leaves, one.account_id);
    await ctx.settle();
    ctx.clock.turn(60_000);
    await unfollow(leaves, one.account_id);
    const until = ctx.clock.now();
    await follow(after, one.account_id);
    await ctx.settle();
    expect(await fans.gained(ctx.db.reader, one.account_id, from, until)).toBe(1);
    expect(await fans.gained(ctx.db.reader, one.account_id, new Date(0), new Date(until.getTime() + 1))).toBe(3);
  });

  it("is of hosts, and never of oneself", async () => {
    const [one, viewer] = [await host(), await people.person()];
    expect(await codeOf(follow(one, one.account_id))).toBe("follow_self");
    expect(await codeOf(follow(one, viewer.account_id))).toBe("not_found");
    expect(await codeOf(unfollow(one, viewer.account_id))).toBe("not_found");
  });

  it("pages through fans without missing or repeating one", async () => {
    const one = await host();
    const viewers = [];
    for (let index = 0; index < 5; index += 1) viewers.push(await people.person());
    for (const viewer of viewers) await follow(viewer, one.account_id);
    await ctx.settle();
    const seen: string[] = [];
    for (let after: string | null = null; ;) {
      const page = await fans.followersPage(ctx.db.reader, one.account_id, after, 2);
      seen.push(...page);
      after = page.at(-1) ?? null;
      if (page.length < 2) break;
    }
    expect(seen).toEqual(viewers.map((viewer) => viewer.account_id).toSorted());
  });
});

describe("whatever people do, the host's side", () => {
  const steps = fc.array(fc.record({ who: fc.nat(2), on: fc.boolean(), settle: fc.boolean() }), { maxLength: 12 });
  it("says the same as theirs once everything is heard", () =>
    fc.assert(
      fc.asyncProperty(steps, async (given) => {
        const one = await host();
        const viewers = [await people.person(), await people.person(), await people.person()];
        for (const step of given) {
          const viewer = viewers[step.who];
          if (viewer === undefined) continue;
          await (step.on ? follow(viewer, one.account_id) : unfollow(viewer, one.account_id));
          if (step.settle) await ctx.settle();
        }
        await ctx.settle();
        const truly: string[] = [];
        for (const viewer of viewers)
          if ((await fans.following(ctx.db.reader, viewer.account_id, [one.account_id])).size === 1)
            truly.push(viewer.account_id);
        expect(await fans.followersPage(ctx.db.reader, one.account_id, null, 10)).toEqual(truly.toSorted());
        expect((await fans.followerCounts(ctx.db.reader, [one.account_id])).get(one.account_id)).toBe(truly.length);
      }),
      { numRuns: 8 },
    ));
});
