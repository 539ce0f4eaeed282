/**
 * How many live pictures one page plays at a time. Every HTTP-FLV picture holds a connection for as long as it plays, and
 * a browser opens six to one host over HTTP/1.1: with all of them taken, no request gets through, not even "stop".
 */
export const live_pictures_max = 2;

/**
 * Which rooms of a wall play: the one that is looked at, and of the others in sight the next in turn.
 * `turn` counts up as time passes; nobody looked at leaves both places to the turn.
 */
export function playingRooms(inSight: readonly string[], looked: string | null, turn: number): ReadonlySet<string> {
  const playing = new Set(looked !== null && inSight.includes(looked) ? [looked] : []);
  const others = inSight.filter((id) => !playing.has(id));
  const places = Math.min(live_pictures_max - playing.size, others.length);
  for (let place = 0; place < places; place += 1) {
    const next = others[(turn + place) % others.length];
    if (next !== undefined) playing.add(next);
  }
  return playing;
}
