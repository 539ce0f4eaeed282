import type { Job } from "./jobs.ts";
import type { Listener } from "./outbox.ts";
import type { BoundRoute } from "./routing.ts";
import type { TimerHandler } from "./timers.ts";

/**
 * What a module hands the app beside its door: its routes, what it listens to, its deadlines and its jobs.
 * `start` runs after migrations and before the first request; `stop` after the last.
 */
export interface ModulePart {
  readonly routes?: readonly BoundRoute[];
  readonly listeners?: readonly Listener[];
  readonly timers?: readonly TimerHandler[];
  readonly jobs?: readonly Job[];
  start?(): Promise<void>;
  stop?(): Promise<void>;
}
