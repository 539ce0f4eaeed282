import { systemClock, type Clock } from "../../server/kernel/clock.ts";

/** Time that only a hand moves, shared by every process of a simulated market. */
export interface Hand {
  nowMs(): number;
  /** Moves time on and fires what falls due in every process that is alive. */
  turn(ms: number): void;
  /** The clock of one process. `drop` is its death: nothing of it fires again. `skew` sets it ahead or behind the others. */
  clock(): Clock & { drop(): void; skew(ms: number): void };
}

interface Waiting {
  dueMs: number;
  readonly periodMs: number | null;
  readonly fn: () => void;
}

/** So long in real time a pause between two tries of the database takes, however long it is by the hand's clock. */
const pause_ms_max = 20;

export function createHand(startMs: number): Hand {
  let nowMs = startMs;
  const all = new Set<Set<Waiting>>();
  return {
    nowMs: () => nowMs,
    turn(ms) {
      nowMs += ms;
      // What comes by the second comes once for the whole turn: a day would bring 86,400.
      for (const waiting of all)
        for (const one of [...waiting].filter((each) => each.dueMs <= nowMs).toSorted((a, b) => a.dueMs - b.dueMs)) {
          if (!waiting.has(one)) continue;
          if (one.periodMs === null) waiting.delete(one);
          else one.dueMs = nowMs + one.periodMs;
          one.fn();
        }
    },
    clock() {
      const waiting = new Set<Waiting>();
      let skewMs = 0;
      all.add(waiting);
      const add = (delayMs: number, periodMs: number | null, fn: () => void) => {
        const one: Waiting = { dueMs: nowMs + delayMs, periodMs, fn };
        waiting.add(one);
        return () => void waiting.delete(one);
      };
      return {
        nowMs: () => nowMs + skewMs,
        now: () => new Date(nowMs + skewMs),
        monotonicMs: () => nowMs,
        after: (delayMs, fn) => add(delayMs, null, fn),
        every: (periodMs, fn) => add(periodMs, periodMs, fn),
        sleep: (ms) => systemClock.sleep(Math.min(ms, pause_ms_max)),
        drop() {
          waiting.clear();
          all.delete(waiting);
        },
        skew: (ms) => void (skewMs = ms),
      };
    },
  };
}
