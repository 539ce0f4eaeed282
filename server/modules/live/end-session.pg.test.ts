import { afterAll, describe, expect, it } from "vitest";
import { callerOf, callRoute, codeOf } from "../../../tests/kit/call-route.ts";
import { liveCalls } from "../../../tests/kit/live-calls.ts";
import { testLive } from "../../../tests/kit/live.ts";
import { roomChannel } from "../../kernel/channel.ts";
import { newId } from "../../kernel/ids.ts";

const t = await testLive();
const { call, on, ear } = liveCalls(t);
afterAll(() => t.ctx.end());

describe("the end", () => {
  it("comes when the host says so: viewers know at once, the encoder is let go, the room may be used again", async () => {
    const { host, session } = await t.broadcast();
    const heard = ear(roomChannel(session.room_id));
    expect(await codeOf(call("endSession", (await t.host()).host, on(session.id)))).toBe("not_found");
    expect(await call("endSession", host, on(session.id))).toMatchObject({
      state: "ended",
      end_reason: "host",
      flv_url: null,
    });
    expect(heard()).toContainEqual({
      t: "session",
      session_id: session.id,
      state: "ended",
      end_reason: "host",
      resume_by: null,
    });
    expect(t.disconnected).toContain(session.room_id);
    expect(await t.live.mayWatchStream(session.room_id, null)).toBe(false);
    expect(await t.live.mayWatchStream(session.room_id, host.account_id)).toBe(true);
    expect(await call("getRoom", null, { params: { room_id: session.room_id } })).toMatchObject({
      session: { id: session.id, state: "ended" },
    });
    expect((await callRoute(t.parts, "getStudio", { caller: host })).past.map((past) => past.id)).toEqual([session.id]);
  });

  it("may come from an operator, with a reason that the host reads and the audit keeps", async () => {
    const { host, session } = await t.broadcast();
    const operator = callerOf(newId(t.ctx, "acct"), "operator");
    expect(await codeOf(call("stopSession", host, on(session.id, { reason: "mine" })))).toBe("role_required");
    expect(await codeOf(call("stopSession", operator, on(newId(t.ctx, "sess"), { reason: "nobody's" })))).toBe(
      "not_found",
    );
    expect(await call("stopSession", operator, on(session.id, { reason: "False claims" }))).toMatchObject({
      state: "ended",
      end_reason: "operator",
      stop_reason: "False claims",
    });
    expect(await codeOf(call("stopSession", operator, on(session.id, { reason: "again" })))).toBe("session_state");
    expect(t.audited.filter((one) => one.subject_id === session.id)).toEqual([
      { account_id: operator.account_id, action: "live.stop_session", subject_id: session.id, reason: "False claims" },
    ]);
    expect((await callRoute(t.parts, "getStudio", { caller: host })).past[0]?.stop_reason).toBe("False claims");
    expect(
      (await callRoute(t.parts, "getRoom", { params: { room_id: session.room_id } })).session?.stop_reason,
    ).toBeNull();
  });
});
