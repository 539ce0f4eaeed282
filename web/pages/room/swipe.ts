/** A finger on the picture: where and when. */
export interface Touch {
  readonly x_px: number;
  readonly y_px: number;
  readonly at_ms: number;
}

const far_px = 72;
const soon_ms = 800;
/** Steeper than this it is meant up or down. */
const steepness_min = 1.5;

/** Which room a finger asks for: up brings the next, down the one before; null is no swipe. */
export function swipeOf(from: Touch, to: Touch): "next" | "previous" | null {
  const down_px = to.y_px - from.y_px;
  const far = Math.abs(down_px) >= far_px && to.at_ms - from.at_ms <= soon_ms;
  if (!far || Math.abs(down_px) < steepness_min * Math.abs(to.x_px - from.x_px)) return null;
  return down_px < 0 ? "next" : "previous";
}

/** The rooms before and after this one, in the order of the home; one that is not listed leads to the first. */
export function neighborsOf(
  room_ids: readonly string[],
  room_id: string,
): { readonly next: string | null; readonly previous: string | null } {
  const at = room_ids.indexOf(room_id);
  return { next: room_ids[at + 1] ?? null, previous: at > 0 ? (room_ids[at - 1] ?? null) : null };
}
