import { refuse } from "../../kernel/refusal.ts";

/** Work that needs much memory takes turns. */
export interface Turns {
  /** Runs `work` when its turn comes; refuses `unavailable` where too many wait already. */
  take<T>(work: () => Promise<T>): Promise<T>;
}

export function createTurns(limit: { at_once_max: number; waiting_max: number }): Turns {
  let running = 0;
  const waiting: (() => void)[] = [];
  return {
    async take(work) {
      if (running >= limit.at_once_max) {
        if (waiting.length >= limit.waiting_max) refuse("unavailable");
        // Whoever ends hands its place over, so `running` stays as it is.
        await new Promise<void>((resolve) => waiting.push(resolve));
      } else running += 1;
      try {
        return await work();
      } finally {
        const next = waiting.shift();
        if (next === undefined) running -= 1;
        else next();
      }
    },
  };
}
