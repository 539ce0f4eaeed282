import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ChatLine } from "../../../contract/chat.ts";
import type { ChannelItem } from "../../../contract/socket.ts";
import { callRoute, codeOf } from "../../../tests/kit/call-route.ts";
import { testLive, type TestLive } from "../../../tests/kit/live.ts";
import { roomChannel } from "../../kernel/channel.ts";
import { newId } from "../../kernel/ids.ts";
import { limits } from "../../kernel/limits.ts";
import type { Caller } from "../../kernel/routing.ts";

let t: TestLive;
beforeAll(async () => {
  t = await testLive();
});
afterAll(() => t.ctx.end());

const say = (who: Caller, room_id: string, text: string): Promise<ChatLine> =>
  t.chat.say({ account_id: who.account_id, name: who.name, room_id, text });
const list = (session_id: string, query: object = {}) =>
  callRoute(t.parts, "listChat", { params: { session_id }, query });
function shown(room_id: string): () => string[] {
  const lines: string[] = [];
  t.ctx.channel.listen(roomChannel(room_id), (flush) =>
    lines.push(...(flush.items as ChannelItem[]).flatMap((item) => (item.t === "chat" ? [item.line.text] : []))),
  );
  return () => {
    t.ctx.clock.turn(100);
    return lines.splice(0);
  };
}
const stored = async (session_id: string) =>
  Number(
    (
      await sql<{ n: bigint }>`select count(*) as n from chat.line where session_id = ${session_id}`.execute(
        t.ctx.db.reader,
      )
    ).rows[0]?.n,
  );

describe("saying something", () => {
  it("is stored before it is answered, and everybody sees it once, as it was meant", async () => {
    const { session, host } = await t.broadcast();
    const lines = shown(session.room_id);
    const viewer = t.viewer();
    const line = await say(viewer, session.room_id, "  <b>老铁</b>\u202e & friends\n666 ");
    expect(await stored(session.id)).toBe(1);
    expect(line).toMatchObject({
      account_id: viewer.account_id,
      role: "viewer",
      text: "<b>老铁</b> & friends 666",
      at: t.ctx.clock.now().toISOString(),
    });
    expect((await say(host, session.room_id, "welcome")).role).toBe("host");
    expect(lines()).toEqual(["<b>老铁</b> & friends 666", "welcome"]);
    expect(lines()).toEqual([]);
  });

  it("is refused where there is nothing to say, too much, or nobody on air; nothing is kept", async () => {
    const { session, host } = await t.broadcast();
    const viewer = t.viewer();
    const code = (text: string, room_id = session.room_id) => codeOf(say(viewer, room_id, text));
    expect(await code("")).toBe("chat_empty");
    expect(await code("\u0000\u200b \n")).toBe("chat_empty");
    expect(await code("x".repeat(10_000))).toBe("chat_too_long");
    expect(await code("好".repeat(limits.chat_line_chars_max + 1))).toBe("chat_too_long");
    expect(await code("hello", newId(t.ctx, "room"))).toBe("not_on_air");
    expect(await code("hello", await t.roomOf((await t.host()).host))).toBe("not_on_air");
    expect(await stored(session.id)).toBe(0);
    await callRoute(t.parts, "endSession", { caller: host, params: { session_id: session.id } });
    expect(await code("hello")).toBe("not_on_air");
  });

  it("has a pace; others are not slowed by it", async () => {
    const { session } = await t.broadcast();
    const [fast, calm] = [t.viewer(), t.viewer()];
    const codes = await Promise.all(
      Array.from({ length: limits.chat_lines_per_10s_max + 20 }, (_, n) =>
        codeOf(say(fast, session.room_id, `line ${n}`)),
      ),
    );
    expect(codes.filter((code) => code === "accepted")).toHaveLength(limits.chat_lines_per_10s_max);
    expect(codes.filter((code) => code === "chat_too_fast")).toHaveLength(20);
    expect(await codeOf(say(calm, session.room_id, "hello"))).toBe("accepted");
    t.ctx.clock.turn(10_000);
    expect(await codeOf(say(fast, session.room_id, "again"))).toBe("accepted");
    expect(await stored(session.id)).toBe(limits.chat_lines_per_10s_max + 2);
  });

  it("in a busy room is stored whole, shown in part, and the host always", async () => {
    const { session, host } = await t.broadcast();
    t.ctx.clock.turn(1000 - (t.ctx.clock.nowMs() % 1000));
    const lines = shown(session.room_id);
    const crowd = limits.chat_sampled_lines_per_second_max + 40;
    await Promise.all(Array.from({ length: crowd }, (_, n) => say(t.viewer(), session.room_id, `viewer ${n}`)));
    await say(host, session.room_id, "the host");
    const seen = lines();
    expect(seen).toHaveLength(limits.chat_sampled_lines_per_second_max + 1);
    expect(seen.at(-1)).toBe("the host");
    expect(await stored(session.id)).toBe(crowd + 1);
    const recap = await callRoute(t.parts, "getRecap", { caller: host, params: { session_id: session.id } });
    expect(recap.chat_lines).toBe(crowd + 1);
  });
});

describe("reading", () => {
  it("goes back from the newest line, page by page, with the names people have", async () => {
    const { session } = await t.broadcast();
    const viewer = t.viewer();
    for (const text of ["one", "two", "three"]) {
      await say(viewer, session.room_id, text);
      t.ctx.clock.turn(1000);
    }
    const first = await list(session.id, { limit: 2 });
    expect(first.data.map((line) => line.text)).toEqual(["three", "two"]);
    expect(first.data[0]?.name).toBe(`Person ${viewer.account_id.slice(-4)}`);
    const second = await list(session.id, { limit: 2, cursor: first.next_cursor });
    expect([second.data.map((line) => line.text), second.has_more, second.next_cursor]).toEqual([["one"], false, null]);
    expect(await codeOf(list(session.id, { cursor: "chat_1' or 1=1" }))).toBe("invalid_param");
  });

  it("shows nothing of a session that nobody could watch, or that is not there", async () => {
    const made = await t.host();
    const draft = await callRoute(t.parts, "createSession", { caller: made.host, body: t.fieldsOf(made) });
    expect(await codeOf(list(draft.id))).toBe("not_found");
    expect(await codeOf(list(newId(t.ctx, "sess")))).toBe("not_found");
  });

  it("after a restart the newest lines come from what was stored, and are not repeated", async () => {
    const { session } = await t.broadcast();
    await say(t.viewer(), session.room_id, "before");
    const next = t.boot();
    const viewer = t.viewer();
    await next.chat.say({ account_id: viewer.account_id, name: viewer.name, room_id: session.room_id, text: "after" });
    expect(
      (await next.chat.backlog({ room_id: session.room_id, session_id: session.id })).map((line) => line.text),
    ).toEqual(["before"]);
  });
});
