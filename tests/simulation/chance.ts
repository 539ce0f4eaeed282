/** Decisions of a simulation: numbers from one seed, nothing else. */
export interface Chance {
  /** A whole number in [0, below). */
  int(below: number): number;
  /** True in `percent` of a hundred cases. */
  once(percent: number): boolean;
  pick<T>(list: readonly T[]): T;
  /** One of the names, as often as its weight says. */
  weighted<K extends string>(weights: Readonly<Partial<Record<K, number>>>): K;
}

/** Mulberry32; the seed is stirred first, so that neighbours have nothing in common. */
export function chanceOf(seed: number): Chance {
  let state = Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const int = (below: number): number => Math.floor(next() * below);
  return {
    int,
    once: (percent) => next() * 100 < percent,
    pick: (list) => list[int(list.length)] as never,
    weighted(weights) {
      const names = Object.entries<number | undefined>(weights) as [never, number | undefined][];
      let left = next() * names.reduce((sum, [, weight]) => sum + (weight ?? 0), 0);
      for (const [name, weight] of names) {
        left -= weight ?? 0;
        if (left < 0) return name;
      }
      throw new Error("somebody has a weight");
    },
  };
}
