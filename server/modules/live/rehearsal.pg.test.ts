import { afterAll, describe, expect, it } from "vitest";
import { callerOf, callRoute, codeOf } from "../../../tests/kit/call-route.ts";
import { liveCalls } from "../../../tests/kit/live-calls.ts";
import { testLive } from "../../../tests/kit/live.ts";
import { roomChannel, studioChannel } from "../../kernel/channel.ts";
import { newId } from "../../kernel/ids.ts";
import { listener } from "../../kernel/outbox.ts";

const told: string[] = [];
const t = await testLive({
  listeners: [
    listener("test.rehearsal", ["session.started", "session.scheduled", "session.soon"], async (_tx, events) => {
      told.push(...events.map((event) => `${event.type} ${event.session_id}`));
    }),
  ],
});
const { call, on, ear } = liveCalls(t);
afterAll(() => t.ctx.end());
const stranger = () => callerOf(newId(t.ctx, "acct"), "host", "merchant");

describe("a rehearsal", () => {
  it("is seen by nobody but the host: no room, list, picture, chat, moment or event", async () => {
    const made = await t.host();
    const draft = await call("createSession", made.host, { body: t.fieldsOf(made) });
    expect(await codeOf(call("startRehearsal", made.host, on(draft.id)))).toBe("encoder_missing");
    const encoder = t.feed(draft.room_id);
    expect(await codeOf(call("startRehearsal", stranger(), on(draft.id)))).toBe("not_found");
    const heard = ear(roomChannel(draft.room_id));
    expect(await call("startRehearsal", made.host, on(draft.id))).toMatchObject({ state: "rehearsing", flv_url: null });
    encoder.send(5000);
    await call("pinProduct", made.host, on(draft.id, { product_id: made.product_id }));
    await t.ctx.settle();
    expect(heard()).toEqual([]);
    expect(told.filter((one) => one.endsWith(draft.id))).toEqual([]);
    expect(await call("getRoom", null, { params: { room_id: draft.room_id } })).toMatchObject({
      session: null,
      bag: [],
    });
    const rooms = await callRoute(t.parts, "listRooms", { query: { limit: 100 } });
    expect(rooms.data.some((room) => room.id === draft.room_id)).toBe(false);
    const other = stranger();
    expect(await t.live.mayWatchStream(draft.room_id, null)).toBe(false);
    expect(await t.live.mayWatchStream(draft.room_id, other.account_id)).toBe(false);
    expect(await t.live.mayWatchStream(draft.room_id, made.host.account_id)).toBe(true);
    expect(await t.live.mayEnterStudio(draft.room_id, other.account_id)).toBe(false);
    expect(await t.live.onAir(draft.room_id)).toBeUndefined();
    for (const id of ["getStudioSession", "getChecklist", "getRecap", "getUpcomingSession"] as const)
      expect(await codeOf(call(id, other, on(draft.id)))).toBe("not_found");
    expect(await codeOf(call("sayToTeam", other, on(draft.id, { text: "hello" })))).toBe("not_found");
    expect(await codeOf(t.chat.say({ ...t.viewer(), room_id: draft.room_id, text: "hello" }))).toBe("not_on_air");
    expect(
      await codeOf(callRoute(t.parts, "listChat", { params: { session_id: draft.id }, query: { limit: 5 } })),
    ).toBe("not_found");
    const [moment] = await t.live.moments(
      t.ctx.db.reader,
      [{ session_id: draft.id, shop_id: made.shop_id, stream_offset_ms: 0 }],
      t.ctx.clock.now(),
    );
    expect(moment?.ok).toBe(false);
    expect((await t.live.sessions(t.ctx.db.reader, [draft.id])).get(draft.id)).toMatchObject({
      state: "draft",
      pinned_product_id: null,
    });
    const studio = await call("getStudioSession", made.host, on(draft.id));
    expect(studio.session.pinned_product_id).toBe(made.product_id);
  });

  it("goes on air without the encoder connecting anew, and leaves no numbers", async () => {
    const made = await t.host();
    const draft = await call("createSession", made.host, { body: t.fieldsOf(made) });
    const encoder = t.feed(draft.room_id);
    await call("startRehearsal", made.host, on(draft.id));
    await call("pinProduct", made.host, on(draft.id, { product_id: made.product_id }));
    encoder.send(9000);
    const before = t.disconnected.length;
    const session = await call("startSession", made.host, on(draft.id));
    expect(session).toMatchObject({
      state: "on_air",
      flv_base_ms: 9000,
      pinned_product_id: null,
      likes: 0,
      viewers: 0,
    });
    expect(t.disconnected.length).toBe(before);
    encoder.send(12_000);
    expect(await call("getRecap", made.host, on(draft.id))).toMatchObject({
      products: [],
      viewers_total: 0,
      chat_lines: 0,
      minutes: [{ minute: 0, viewers: 0, orders_paid: 0, pinned_product_id: null }],
      previous: null,
    });
    await call("endSession", made.host, on(draft.id));
  });

  it("ends, and the session is as announced as before; its public state never changed", async () => {
    const made = await t.host();
    const planned_at = new Date(t.ctx.clock.nowMs() + 3600_000).toISOString();
    const session = await call("planSession", made.host, { body: { ...t.fieldsOf(made), planned_at } });
    const encoder = t.feed(session.room_id);
    await call("startRehearsal", made.host, on(session.id));
    expect((await call("getUpcomingSession", null, on(session.id))) as unknown).toMatchObject({
      session: { state: "scheduled", planned_at, pinned_product_id: null },
    });
    expect(await codeOf(call("rescheduleSession", made.host, on(session.id, { planned_at })))).toBe("session_state");
    expect(await codeOf(call("createSession", made.host, { body: t.fieldsOf(made) }))).toBe("room_busy");
    // An encoder that goes away in a rehearsal ends nothing.
    encoder.lose();
    expect(await call("endRehearsal", made.host, on(session.id))).toMatchObject({ state: "scheduled", planned_at });
    expect(await codeOf(call("endRehearsal", made.host, on(session.id)))).toBe("session_state");
    expect(await codeOf(call("sayToTeam", made.host, on(session.id, { text: "over" })))).toBe("session_state");
  });

  it("has a chat of its team, which is not kept and has its pace", async () => {
    const made = await t.host();
    const draft = await call("createSession", made.host, { body: t.fieldsOf(made) });
    t.feed(draft.room_id);
    await call("startRehearsal", made.host, on(draft.id));
    const [room, studio] = [ear(roomChannel(draft.room_id)), ear(studioChannel(draft.room_id))];
    await call("sayToTeam", made.host, on(draft.id, { text: "Can you hear me?" }));
    expect(studio().filter((item) => item.t === "team_line")).toMatchObject([
      { t: "team_line", line: { text: "Can you hear me?", role: "host" } },
    ]);
    expect(room()).toEqual([]);
    const codes = await Promise.all(
      Array.from({ length: 12 }, () => codeOf(call("sayToTeam", made.host, on(draft.id, { text: "again" })))),
    );
    expect(codes.filter((code) => code === "chat_too_fast").length).toBe(3);
    await call("endSession", made.host, on(draft.id));
  });
});

describe("the run-down", () => {
  it("is the bag in its order with what the team says; viewers never read that", async () => {
    const { host, session, product_id, shop_id, encoder } = await t.broadcast();
    const second = await t.product({ caller: host, shop_id });
    await t.sell({ caller: host, shop_id }, second.id);
    const items = [
      { product_id: second.id, talking_points: "Secret: crisp, cold, cut one open", planned_minutes: 5 },
      { product_id, talking_points: "", planned_minutes: null },
    ];
    const shown = await call("updateRunDown", host, on(session.id, { items }));
    expect(shown.run_down.map((one) => [one.product.id, one.talking_points, one.planned_minutes])).toEqual([
      [second.id, "Secret: crisp, cold, cut one open", 5],
      [product_id, "", null],
    ]);
    const room = await call("getRoom", null, { params: { room_id: session.room_id } });
    expect(room.bag.map((one) => one.id)).toEqual([second.id, product_id]);
    expect(JSON.stringify(room)).not.toContain("Secret");
    // The form of the bag keeps the notes of what stays.
    await call(
      "updateSession",
      host,
      on(session.id, { ...t.fieldsOf({ shop_id, product_id }), product_ids: [second.id] }),
    );
    expect((await call("getStudioSession", host, on(session.id))).run_down).toMatchObject([
      { talking_points: "Secret: crisp, cold, cut one open", planned_minutes: 5 },
    ]);
    encoder.send(1000);
    await call("pinProduct", host, on(session.id, { product_id: second.id }));
    encoder.send(4000);
    const now = await call("getStudioSession", host, on(session.id));
    expect([now.run_down[0]?.shown_ms, now.pinned_at]).toEqual([3000, t.ctx.clock.now().toISOString()]);
    expect((await call("getRecap", host, on(session.id))).products).toMatchObject([
      { product_id: second.id, shown_ms: 3000, units_paid: 0, gmv_net: { amount: 0 } },
    ]);
    // What leaves while it is pinned is unpinned.
    await call("updateRunDown", host, on(session.id, { items: [] }));
    expect((await call("getStudioSession", host, on(session.id))).session.pinned_product_id).toBeNull();
    const twice = { items: [items[0], items[0]] };
    expect(await codeOf(call("updateRunDown", host, on(session.id, twice)))).toBe("invalid_param");
    const foreign = { items: [{ product_id: (await t.host()).product_id }] };
    expect(await codeOf(call("updateRunDown", host, on(session.id, foreign)))).toBe("product_not_on_sale");
    expect(await codeOf(call("updateRunDown", stranger(), on(session.id, { items })))).toBe("not_found");
    await call("endSession", host, on(session.id));
    expect(await codeOf(call("updateRunDown", host, on(session.id, { items })))).toBe("session_state");
  });
});
