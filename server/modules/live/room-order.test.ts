import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cursorOfRooms, inTurn, roomPageOf, turn_ms } from "./room-order.ts";

const rows = fc
  .uniqueArray(fc.record({ session_id: fc.string({ minLength: 1 }), second: fc.nat(1000), viewers: fc.nat() }), {
    selector: (row) => row.session_id,
    maxLength: 20,
  })
  .map((list) => list.map((row) => ({ ...row, started_at: new Date(row.second * 1000) })));

describe("the order of rooms", () => {
  it("shows each once, and each leads once in as many turns as there are rooms", () =>
    fc.assert(
      fc.property(rows, fc.nat(1_000_000), (given, turn) => {
        const ids = inTurn(given, turn).map((row) => row.session_id);
        expect(ids.toSorted()).toEqual(given.map((row) => row.session_id).toSorted());
        const leaders = new Set(given.map((_, step) => inTurn(given, turn + step)[0]?.session_id));
        expect(leaders.size).toBe(given.length);
      }),
    ));
  it("does not depend on who watches", () =>
    fc.assert(
      fc.property(rows, fc.nat(1000), (given, turn) => {
        const bought = given.map((row, index) => ({ ...row, viewers: row.viewers + index * 1_000_000 }));
        expect(inTurn(bought, turn).map((row) => row.session_id)).toEqual(
          inTurn(given, turn).map((row) => row.session_id),
        );
      }),
    ));
  it("is kept by a cursor across turns, and refuses other cursors", () => {
    const page = { turn: 2_966_400, start: 20 };
    expect(roomPageOf(cursorOfRooms(page), 0)).toEqual(page);
    expect(roomPageOf(undefined, 3 * turn_ms + 1)).toEqual({ turn: 3, start: 0 });
    for (const bad of ["", "1", "-1-2", "1-2-3", "1e3-0", "99999-99999", "x"])
      expect(() => roomPageOf(bad, 0)).toThrow("invalid_param");
  });
});
