/** Where a tile of the wall stands. */
export interface Place {
  readonly left: number;
  readonly top: number;
}
export const arrows = ["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown"] as const;
export type Arrow = (typeof arrows)[number];

/** The tile an arrow leads to from the one in focus (-1: none yet); the same where there is none that way. */
export function tileTowards(places: readonly Place[], current: number, arrow: Arrow): number {
  const from = places[current];
  if (from === undefined) return places.length === 0 ? -1 : 0;
  if (arrow === "ArrowLeft") return Math.max(0, current - 1);
  if (arrow === "ArrowRight") return Math.min(places.length - 1, current + 1);
  const down = arrow === "ArrowDown";
  let best = current;
  for (const [at, place] of places.entries()) {
    if (down ? place.top <= from.top : place.top >= from.top) continue;
    const found = places[best];
    const nearer =
      best === current ||
      found === undefined ||
      Math.abs(place.top - from.top) < Math.abs(found.top - from.top) ||
      (place.top === found.top && Math.abs(place.left - from.left) < Math.abs(found.left - from.left));
    if (nearer) best = at;
  }
  return best;
}
