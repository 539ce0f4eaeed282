/**
 * Time comes in from outside (law 5). Everything that asks "what time is it" or "wake me later" takes a `Clock`,
 * so that a simulation can turn it by hand.
 */
export interface Clock {
  /** Wall time in milliseconds since the Unix epoch. */
  nowMs(): number;
  /** Wall time as a `Date`, for columns of type timestamptz. */
  now(): Date;
  /** A clock that never jumps, in milliseconds with fractions; only differences mean anything. */
  monotonicMs(): number;
  /** Calls `fn` once after `delayMs`; the returned function cancels. */
  after(delayMs: number, fn: () => void): () => void;
  /** Calls `fn` every `periodMs`; the returned function stops it. */
  every(periodMs: number, fn: () => void): () => void;
  /** Resolves after `delayMs`. */
  sleep(delayMs: number): Promise<void>;
}

/** The machine's own clock. */
export const systemClock: Clock = {
  nowMs: () => Date.now(),
  now: () => new Date(),
  monotonicMs: () => performance.now(),
  after(delayMs, fn) {
    const handle = setTimeout(fn, delayMs);
    return () => clearTimeout(handle);
  },
  every(periodMs, fn) {
    const handle = setInterval(fn, periodMs);
    return () => clearInterval(handle);
  },
  sleep: (delayMs) => new Promise((resolve) => setTimeout(resolve, delayMs)),
};

/** A clock that stands still until it is turned. For tests and the simulation. */
export class ManualClock implements Clock {
  #nowMs: number;
  #timers: { dueMs: number; periodMs: number | null; fn: () => void }[] = [];

  constructor(startMs: number) {
    this.#nowMs = startMs;
  }
  nowMs(): number {
    return this.#nowMs;
  }
  now(): Date {
    return new Date(this.#nowMs);
  }
  monotonicMs(): number {
    return this.#nowMs;
  }
  after(delayMs: number, fn: () => void): () => void {
    return this.#add(delayMs, null, fn);
  }
  every(periodMs: number, fn: () => void): () => void {
    return this.#add(periodMs, periodMs, fn);
  }
  sleep(delayMs: number): Promise<void> {
    return new Promise((resolve) => {
      this.after(delayMs, resolve);
    });
  }
  /** Moves time forward and fires what falls due, in order of its due time. */
  turn(ms: number): void {
    const endMs = this.#nowMs + ms;
    for (;;) {
      const next = this.#timers.filter((timer) => timer.dueMs <= endMs).toSorted((a, b) => a.dueMs - b.dueMs)[0];
      if (next === undefined) break;
      this.#nowMs = Math.max(this.#nowMs, next.dueMs);
      if (next.periodMs === null) this.#timers = this.#timers.filter((timer) => timer !== next);
      else next.dueMs += next.periodMs;
      next.fn();
    }
    this.#nowMs = endMs;
  }
  #add(delayMs: number, periodMs: number | null, fn: () => void): () => void {
    const timer = { dueMs: this.#nowMs + delayMs, periodMs, fn };
    this.#timers.push(timer);
    return () => {
      this.#timers = this.#timers.filter((other) => other !== timer);
    };
  }
}
