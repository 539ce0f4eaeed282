import { systemClock, type Clock } from "../../server/kernel/clock.ts";

/** Real time that can be moved forward: sockets and timeouts run as ever, deadlines fall due when the test says so. */
export interface TurnableClock extends Clock {
  turn(ms: number): void;
}

export function turnableClock(): TurnableClock {
  let aheadMs = 0;
  return {
    ...systemClock,
    nowMs: () => systemClock.nowMs() + aheadMs,
    now: () => new Date(systemClock.nowMs() + aheadMs),
    turn: (ms) => void (aheadMs += ms),
  };
}
