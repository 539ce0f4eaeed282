/** Seeded chance: the same seed makes the same market, as far as the world outside lets it. */
export interface Chance {
  /** 0 to below 1. */
  next(): number;
  /** A whole number, both ends possible. */
  between(low: number, high: number): number;
  /** True with this probability. */
  happens(probability: number): boolean;
  /** One of them; the list is not empty. */
  pick<T>(list: readonly T[]): T;
  shuffled<T>(list: readonly T[]): T[];
  /** A pause in ms with this mean, as between independent people: mostly shorter, sometimes much longer; never over four means. */
  pauseMs(meanMs: number): number;
  /** A source of its own, so that one part's chance does not depend on how often another asked. */
  fork(name: string): Chance;
}

/** mulberry32: small, fast, good enough for people. */
export function createChance(seed: number): Chance {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  const between = (low: number, high: number): number => low + Math.floor(next() * (high - low + 1));
  return {
    next,
    between,
    happens: (probability) => next() < probability,
    pick: (list) => {
      if (list.length === 0) throw new Error("there is nothing to pick from");
      return list[between(0, list.length - 1)] as (typeof list)[number];
    },
    shuffled(list) {
      const copy = [...list];
      for (let at = copy.length - 1; at > 0; at -= 1) {
        const other = between(0, at);
        [copy[at], copy[other]] = [copy[other] as (typeof copy)[number], copy[at] as (typeof copy)[number]];
      }
      return copy;
    },
    pauseMs: (meanMs) => Math.min(4 * meanMs, Math.round(-Math.log(1 - next()) * meanMs)),
    fork: (name) =>
      createChance(
        [...name].reduce((hash, char) => Math.imul(hash ^ char.charCodeAt(0), 0x01000193), seed ^ 0x811c9dc5),
      ),
  };
}
