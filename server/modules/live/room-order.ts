import { refuse } from "../../kernel/refusal.ts";

/** How long one order of the rooms stays. */
export const turn_ms = 10 * 60_000;

/**
 * The order of rooms on a list: by when they began, and every ten minutes the next one leads. Nothing that can be bought
 * moves it (DOMAIN §1.7): not viewers, not likes, not followers, and going off and on air again gains nothing in the long run.
 */
export function inTurn<T extends { readonly started_at: Date | null; readonly session_id: string }>(
  rows: readonly T[],
  turn: number,
): T[] {
  const sorted = rows.toSorted(
    (a, b) => (b.started_at?.getTime() ?? 0) - (a.started_at?.getTime() ?? 0) || (a.session_id < b.session_id ? 1 : -1),
  );
  const first = sorted.length === 0 ? 0 : turn % sorted.length;
  return [...sorted.slice(first), ...sorted.slice(0, first)];
}

/** Where a page of rooms begins and in which turn, so that the order stays while somebody pages through it. */
export interface RoomPage {
  readonly turn: number;
  readonly start: number;
}

export const cursorOfRooms = (page: RoomPage): string => `${page.turn}-${page.start}`;

/** Refuses `invalid_param` for what we did not hand out. */
export function roomPageOf(cursor: string | undefined, nowMs: number): RoomPage {
  if (cursor === undefined) return { turn: Math.floor(nowMs / turn_ms), start: 0 };
  const parts = /^(\d{1,9})-(\d{1,4})$/.exec(cursor);
  if (parts === null) refuse("invalid_param", { param: "cursor", details: { detail: "cursor" } });
  return { turn: Number(parts[1]), start: Number(parts[2]) };
}
