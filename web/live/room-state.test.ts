import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ChatLine } from "../../contract/chat.ts";
import {
  emptyRoom,
  entries_max,
  heard,
  notSaid,
  said,
  saying,
  unsaid,
  withPast,
  type RoomState,
} from "./room-state.ts";

const line = (id: string, text = "hello"): ChatLine => ({
  id,
  object: "chat_line",
  account_id: "acct_1",
  name: "Ming",
  role: "viewer",
  text,
  at: "2026-11-22T10:00:00.000Z",
});
const chat = (id: string) => ({ t: "chat", line: line(id) }) as const;
const hear = (state: RoomState, ...items: Parameters<typeof heard>[1]["items"]) =>
  heard(state, { items, fresh: false });
const mine = { key: "ref-1", name: "Ming", text: "hello" };

describe("the room's state", () => {
  it("shows each line once, whether the room or the acknowledgement comes first", () => {
    const roomFirst = said(hear(saying(emptyRoom, mine), chat("chat_1")), "ref-1", line("chat_1"));
    const ackFirst = hear(said(saying(emptyRoom, mine), "ref-1", line("chat_1")), chat("chat_1"));
    for (const state of [roomFirst, ackFirst])
      expect(state.entries).toEqual([{ kind: "line", key: "chat_1", line: line("chat_1") }]);
  });

  it("keeps a refused line with its reason until it is sent again or dropped", () => {
    const refused = notSaid(saying(emptyRoom, mine), "ref-1", "Slow down a little.");
    expect(refused.entries).toEqual([{ kind: "mine", ...mine, failure: "Slow down a little." }]);
    expect(saying(refused, mine).entries).toEqual([{ kind: "mine", ...mine, failure: null }]);
    expect(unsaid(refused, "ref-1").entries).toEqual([]);
  });

  it("puts what was said before I came in front, once, and does not repeat purchases after a return", () => {
    const bought = { t: "bought", name: "老***张", title: "5 斤装", quantity: 2 } as const;
    const state = withPast(hear(emptyRoom, chat("chat_2"), bought), [line("chat_1"), line("chat_2")]);
    expect(state.entries.map(({ kind }) => kind)).toEqual(["line", "line", "bought"]);
    const back = heard(state, { items: [chat("chat_2"), bought], fresh: true });
    expect(back.entries.map(({ kind }) => kind)).toEqual(["line", "line", "bought"]);
  });

  it("forgets the oldest lines and never repeats one", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 300 }), { maxLength: 400 }), (ids) => {
        const { entries } = hear(emptyRoom, ...ids.map((id) => chat(`chat_${id}`)));
        const keys = entries.map(({ key }) => key);
        return entries.length <= entries_max && new Set(keys).size === keys.length;
      }),
    );
  });

  it("replaces counts, pins and stock by what was heard last", () => {
    const state = hear(
      emptyRoom,
      { t: "viewers", count: 3 },
      { t: "viewers", count: 2 },
      { t: "pin", product_id: "prod_1" },
      { t: "pin", product_id: null },
      { t: "stock", variant_id: "var_1", product_id: "prod_1", available: 4 },
      { t: "stock", variant_id: "var_1", product_id: "prod_1", available: 0 },
    );
    expect(state).toMatchObject({ viewers: 2, pinned_product_id: null });
    expect(state.stock.get("var_1")).toBe(0);
  });

  it("never lets likes run backwards in a session, and starts afresh in the next", () => {
    const session = (session_id: string) =>
      ({ t: "session", session_id, state: "on_air", end_reason: null, resume_by: null }) as const;
    const first = hear(emptyRoom, session("sess_1"), { t: "likes", total: 9 }, { t: "likes", total: 5 });
    expect(first.likes).toBe(9);
    expect(hear(first, session("sess_2"), { t: "likes", total: 1 }).likes).toBe(1);
  });

  it("asks for the room to be read again when the session or the bag changed, or something was missed", () => {
    const session = (state: "on_air" | "interrupted") =>
      ({ t: "session", session_id: "sess_1", state, end_reason: null, resume_by: null }) as const;
    const on = hear(emptyRoom, session("on_air"));
    expect(hear(on, session("on_air")).stale).toBe(on.stale);
    expect(hear(on, session("interrupted")).stale).toBe(on.stale + 1);
    expect(hear(on, { t: "bag" }).stale).toBe(on.stale + 1);
    expect(heard(on, { items: [], fresh: true }).stale).toBe(on.stale + 1);
  });
});
