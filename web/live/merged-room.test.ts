import { describe, expect, it } from "vitest";
import type { LiveSession, Room } from "../../contract/live.ts";
import { merged } from "./merged-room.ts";
import { emptyRoom, heard, type RoomState } from "./room-state.ts";

const session = (id: string, more: Partial<LiveSession> = {}) =>
  ({ id, state: "on_air", end_reason: null, viewers: 1, likes: 2, pinned_product_id: null, ...more }) as LiveSession;
const room = (one: LiveSession) => ({ id: "room_1", bag: [], session: one }) as unknown as Room;
const hear = (state: RoomState, ...items: Parameters<typeof heard>[1]["items"]) =>
  heard(state, { items, fresh: false });
const said = (session_id: string, state: LiveSession["state"]) =>
  ({ t: "session", session_id, state, end_reason: null, resume_by: null }) as const;

describe("a room as read, with what was heard since", () => {
  it("believes what it heard about this session", () => {
    const live = hear(emptyRoom, said("sess_1", "interrupted"), { t: "pin", product_id: "prod_1" });
    expect(merged(room(session("sess_1")), live).session).toMatchObject({
      state: "interrupted",
      pinned_product_id: "prod_1",
    });
  });

  it("believes an end that it read, though its channel is cut off and last said otherwise", () => {
    const live = hear(emptyRoom, said("sess_1", "on_air"));
    const read = room(session("sess_1", { state: "ended", end_reason: "operator" }));
    expect(merged(read, live).session).toMatchObject({ state: "ended", end_reason: "operator" });
  });

  it("takes neither hearts nor the pinned product of one session into the next", () => {
    const first = hear(
      emptyRoom,
      said("sess_1", "on_air"),
      { t: "pin", product_id: "prod_1" },
      { t: "likes", total: 90 },
    );
    const next = hear(first, said("sess_1", "ended"), said("sess_2", "on_air"));
    expect(merged(room(session("sess_2")), next).session).toMatchObject({ pinned_product_id: null, likes: 2 });
  });
});
