import { afterAll, describe, expect, it } from "vitest";
import { sql } from "kysely";
import { callerOf, callRoute, codeOf } from "../../../tests/kit/call-route.ts";
import { testGoods } from "../../../tests/kit/goods.ts";
import { feedRoom } from "../../../tests/kit/live.ts";
import { present } from "../../kernel/assert.ts";
import { newId } from "../../kernel/ids.ts";
import type { Caller } from "../../kernel/routing.ts";
import { FlvHub } from "../media/index.ts";
import { createLive } from "./index.ts";

const t = await testGoods();
const hub = new FlvHub({ clock: t.ctx.clock });
const live = createLive(t.ctx, {
  accounts: t.people.accounts,
  media: t.media,
  shops: t.shops,
  catalog: t.catalog,
  hub,
  disconnectEncoder: () => undefined,
});
const parts = [...t.parts, live.part];
t.ctx.outbox.start([...t.parts, live.part].flatMap((part) => part.listeners ?? []));
const passed: string[] = [];
live.onStudioPassed((roomId) => passed.push(roomId));
afterAll(() => t.ctx.end());

async function staffed() {
  const seller = await t.seller();
  const person = await t.people.verify(await t.people.person(), "host");
  await callRoute(parts, "addStaff", {
    caller: seller.caller,
    params: { shop_id: seller.shop_id },
    body: { identifier: t.people.identifierOf(person) },
  });
  const host = await t.people.again(person);
  const product = await t.product(seller);
  await t.sell(seller, product.id);
  const body = {
    title: "Apples tonight",
    broadcast: "shop" as const,
    shop_id: seller.shop_id,
    product_ids: [product.id],
  };
  const dismiss = async () => {
    const params = { shop_id: seller.shop_id, account_id: host.account_id };
    await callRoute(parts, "removeStaff", { caller: seller.caller, params });
    await t.ctx.settle();
  };
  return { seller, host, body, dismiss };
}
const stateOf = async (host: Caller, session_id: string) =>
  (await callRoute(parts, "getStudioSession", { caller: host, params: { session_id } })).session;

describe("whoever no longer works for the shop", () => {
  it("is off the air, and what they announced for it is called off", async () => {
    const { host, body, dismiss } = await staffed();
    const planned_at = new Date(t.ctx.clock.nowMs() + 3600_000).toISOString();
    const planned = await callRoute(parts, "planSession", { caller: host, body: { ...body, planned_at } });
    const draft = await callRoute(parts, "createSession", { caller: host, body });
    feedRoom({ hub, live }, draft.room_id);
    await callRoute(parts, "startSession", { caller: host, params: { session_id: draft.id } });
    await dismiss();
    expect(await stateOf(host, draft.id)).toMatchObject({ state: "ended", end_reason: "shop" });
    expect((await stateOf(host, planned.id)).state).toBe("cancelled");
    expect(passed).toContain(draft.room_id);
  });

  it("is as much as gone once they may not go on air for it, not for less", async () => {
    const { seller, host, body } = await staffed();
    const draft = await callRoute(parts, "createSession", { caller: host, body });
    feedRoom({ hub, live }, draft.room_id);
    await callRoute(parts, "startSession", { caller: host, params: { session_id: draft.id } });
    const allow = async (permissions: ("live" | "orders")[]) => {
      const params = { shop_id: seller.shop_id, account_id: host.account_id };
      await callRoute(parts, "setStaffPermissions", { caller: seller.caller, params, body: { permissions } });
      await t.ctx.settle();
    };
    await allow(["live"]);
    expect((await stateOf(host, draft.id)).state).toBe("on_air");
    await allow(["orders"]);
    expect(await stateOf(host, draft.id)).toMatchObject({ state: "ended", end_reason: "shop" });
  });

  it("keeps what they do for another shop", async () => {
    const { host, body, dismiss } = await staffed();
    const other = await staffed();
    await callRoute(parts, "addStaff", {
      caller: other.seller.caller,
      params: { shop_id: other.seller.shop_id },
      body: { identifier: t.people.identifierOf(host) },
    });
    const planned_at = new Date(t.ctx.clock.nowMs() + 3600_000).toISOString();
    const theirs = await callRoute(parts, "planSession", { caller: host, body: { ...other.body, planned_at } });
    const draft = await callRoute(parts, "createSession", { caller: host, body });
    await dismiss();
    expect((await stateOf(host, draft.id)).state).toBe("cancelled");
    expect((await stateOf(host, theirs.id)).state).toBe("scheduled");
  });
});

describe("the team in a rehearsal", () => {
  it("sees the picture and the run-down while it lasts, and may change nothing", async () => {
    const { seller, host, body } = await staffed();
    const draft = await callRoute(parts, "createSession", { caller: host, body });
    const params = { session_id: draft.id };
    feedRoom({ hub, live }, draft.room_id);
    const may = () => live.mayWatchStream(draft.room_id, seller.caller.account_id);
    expect(await may()).toBe(false);
    await callRoute(parts, "startRehearsal", { caller: host, params });
    expect(await may()).toBe(true);
    const seen = await callRoute(parts, "getStudioSession", { caller: seller.caller, params });
    expect([seen.role, seen.preview_flv_url]).toEqual(["team", `/live/${draft.room_id}.flv`]);
    expect(
      (await callRoute(parts, "sayToTeam", { caller: seller.caller, params, body: { text: "Louder" } })).role,
    ).toBe("staff");
    const asHost = { ...seller.caller, roles: new Set([...seller.caller.roles, "host" as const]) };
    for (const id of ["endRehearsal", "startSession", "endSession"] as const)
      expect(await codeOf(callRoute(parts, id, { caller: asHost, params }))).toBe("not_found");
    await callRoute(parts, "endRehearsal", { caller: host, params });
    expect(await may()).toBe(false);
    expect((await callRoute(parts, "getStudioSession", { caller: seller.caller, params })).preview_flv_url).toBeNull();
  });
});

describe("the reason of a stop", () => {
  it("is sealed at rest, also where it was written before reasons were sealed", async () => {
    const { host, body } = await staffed();
    const draft = await callRoute(parts, "createSession", { caller: host, body });
    feedRoom({ hub, live }, draft.room_id);
    const params = { session_id: draft.id };
    await callRoute(parts, "startSession", { caller: host, params });
    const operator = callerOf(newId(t.ctx, "acct"), "operator");
    await callRoute(parts, "stopSession", { caller: operator, params, body: { reason: "Sold what is not his" } });
    const rowOf = async () =>
      present(
        (
          await sql<{ stop_reason: string | null; stop_reason_sealed: string }>`select stop_reason, stop_reason_sealed
          from live.session where session_id = ${draft.id}`.execute(t.ctx.db.reader)
        ).rows[0],
        "the session is there",
      );
    expect((await rowOf()).stop_reason).toBeNull();
    expect((await rowOf()).stop_reason_sealed).not.toContain("Sold");
    await t.ctx.db.transact(async (tx) => {
      await sql`update live.session set stop_reason = 'From before', stop_reason_sealed = null where session_id = ${draft.id}`.execute(
        tx,
      );
    });
    expect((await stateOf(host, draft.id)).stop_reason).toBe("From before");
    await live.part.start?.();
    expect((await rowOf()).stop_reason).toBeNull();
    expect((await stateOf(host, draft.id)).stop_reason).toBe("From before");
    await live.part.stop?.();
  });
});
