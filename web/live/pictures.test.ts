import fc from "fast-check";
import { expect, test } from "vitest";
import { live_pictures_max, playingRooms } from "./pictures.ts";

test("never more pictures than connections allow, never one out of sight, and the one looked at plays", () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.string({ minLength: 1 }), { maxLength: 20 }),
      fc.nat(40),
      fc.nat(1_000_000),
      (rooms, at, turn) => {
        const looked = rooms[at] ?? null;
        const playing = playingRooms(rooms, looked, turn);
        expect(playing.size).toBe(Math.min(live_pictures_max, rooms.length));
        for (const room of playing) expect(rooms).toContain(room);
        expect(looked === null || playing.has(looked)).toBe(true);
        expect(playingRooms(rooms, "elsewhere", turn)).toEqual(playingRooms(rooms, null, turn));
      },
    ),
  );
});

test("every room in sight has its turn", () => {
  const rooms = ["a", "b", "c", "d", "e"];
  const seen = new Set(rooms.flatMap((_, turn) => [...playingRooms(rooms, "c", turn)]));
  expect([...seen].toSorted()).toEqual(rooms);
});
