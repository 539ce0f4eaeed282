import { afterAll, describe, expect, it } from "vitest";
import { callRoute, codeOf } from "../../../tests/kit/call-route.ts";
import { liveCalls } from "../../../tests/kit/live-calls.ts";
import { testLive } from "../../../tests/kit/live.ts";
import { roomChannel } from "../../kernel/channel.ts";
import { limits } from "../../kernel/limits.ts";

const t = await testLive();
const { call, on, ear, until, stateOf } = liveCalls(t);
afterAll(() => t.ctx.end());

describe("the encoder", () => {
  const interrupted = async () => {
    const made = await t.broadcast();
    made.encoder.send(8000);
    made.encoder.lose();
    await until(async () => (await stateOf(made.host, made.session.id))?.state === "interrupted");
    return made;
  };

  it("may drop and come back within the time; the stream's time goes on", async () => {
    const { host, session } = await interrupted();
    expect((await callRoute(t.parts, "getStudio", { caller: host })).encoder).toMatchObject({
      connected: false,
      resume_by: new Date(t.ctx.clock.nowMs() + limits.encoder_resume_ms).toISOString(),
    });
    t.ctx.clock.turn(limits.encoder_resume_ms - 1);
    await t.ctx.settle();
    const again = t.feed(session.room_id);
    await until(async () => (await stateOf(host, session.id))?.state === "on_air");
    t.ctx.clock.turn(60_000);
    await t.ctx.settle();
    expect((await stateOf(host, session.id))?.state).toBe("on_air");
    again.send(1000);
    expect(t.hub.get(session.room_id)?.offsetMs()).toBeGreaterThan(9000);
  });

  it("that stays away loses the broadcast; viewers are told", async () => {
    const { host, session, shop_id } = await interrupted();
    const heard = ear(roomChannel(session.room_id));
    t.ctx.clock.turn(limits.encoder_resume_ms);
    await t.ctx.settle();
    expect(heard()).toContainEqual({
      t: "session",
      session_id: session.id,
      state: "ended",
      end_reason: "encoder_lost",
      resume_by: null,
    });
    expect(t.hub.get(session.room_id)).toBeNull();
    expect(await t.live.onAir(session.room_id)).toBeUndefined();
    expect(await codeOf(call("endSession", host, on(session.id)))).toBe("session_state");
    const ask = () =>
      t.live.moments(t.ctx.db.reader, [{ session_id: session.id, shop_id, stream_offset_ms: 8000 }], t.ctx.clock.now());
    expect((await ask())[0]?.ok).toBe(true);
    t.ctx.clock.turn(limits.moment_after_end_ms_max + 1);
    expect(await ask()).toEqual([{ ok: false, code: "not_on_air" }]);
  });

  it("is not lost by a deadline that passed while we were down", async () => {
    const { host, session } = await interrupted();
    await t.live.part.stop?.();
    t.ctx.clock.turn(10 * 60_000);
    const next = t.boot();
    t.ctx.timers.start(next.live.part.timers ?? []);
    await t.ctx.settle();
    await next.live.part.start?.();
    await t.ctx.settle();
    expect((await callRoute(next.parts, "getStudio", { caller: host })).session).toMatchObject({
      id: session.id,
      state: "interrupted",
    });
    t.ctx.clock.turn(limits.encoder_resume_ms);
    await t.ctx.settle();
    expect((await callRoute(next.parts, "getStudio", { caller: host })).past[0]).toMatchObject({
      id: session.id,
      end_reason: "encoder_lost",
    });
    await next.live.part.stop?.();
    t.ctx.timers.start(t.live.part.timers ?? []);
    await t.live.part.start?.();
  });

  it("after a restart of ours everybody gets the whole time again, and the stream goes on where it was", async () => {
    const { host, session, encoder } = await t.broadcast();
    encoder.send(8_000);
    await t.live.part.stop?.();
    t.ctx.clock.turn(3_000);
    const next = t.boot();
    await next.live.part.start?.();
    const studio = await callRoute(next.parts, "getStudio", { caller: host });
    expect(studio.session?.state).toBe("interrupted");
    expect(studio.encoder.resume_by).toBe(new Date(t.ctx.clock.nowMs() + limits.encoder_resume_ms).toISOString());
    expect(next.hub.get(session.room_id)?.offsetMs()).toBe(11_000);
    expect((await callRoute(next.parts, "listRooms", { query: { limit: 100 } })).data.map((room) => room.id)).toContain(
      session.room_id,
    );
    t.feed(session.room_id, next);
    await until(async () => (await callRoute(next.parts, "getStudio", { caller: host })).session?.state === "on_air");
    await next.live.part.stop?.();
    await t.live.part.start?.();
  });
});
describe("publishing", () => {
  it("needs a key of a verified host, and feeds that host's room", async () => {
    const made = await t.host();
    const { secret } = await callRoute(t.parts, "rotateStreamKey", { caller: made.host });
    const room_id = await t.roomOf(made.host);
    expect(await t.live.authorizePublisher(secret ?? "")).toEqual({ ok: true, stream_id: room_id });
    expect(await t.live.authorizePublisher("nonsense")).toEqual({ ok: false, code: "key_wrong" });
    expect(await t.live.roomsOfHosts(t.ctx.db.reader, [made.host.account_id])).toEqual(
      new Map([[made.host.account_id, room_id]]),
    );
    t.verified.delete(made.host.account_id);
    expect(await t.live.authorizePublisher(secret ?? "")).toEqual({ ok: false, code: "not_allowed" });
    await callRoute(t.parts, "revokeStreamKey", { caller: made.host });
    expect(await t.live.authorizePublisher(secret ?? "")).toEqual({ ok: false, code: "key_revoked" });
  });
});
