import type { DeletionObstacle } from "../../contract/life.ts";
import type { Reader, Tx } from "./db.ts";
import type { Job } from "./jobs.ts";
import type { Listener } from "./outbox.ts";
import type { BoundRoute } from "./routing.ts";
import type { TimerHandler } from "./timers.ts";

/**
 * What a module holds about people, for the export and the deletion of an account. Every module that keeps rows of an
 * account has one; accounts walks through all of them.
 */
export interface PersonalData {
  /** The module's name: a key of the export. */
  readonly name: string;
  /** Everything of the account that is here, in words a person can read; only JSON. */
  exportOf(reader: Reader, account_id: string): Promise<unknown>;
  /** What must end before the account can: `count` is how much of it (orders; minor units for a balance). */
  obstaclesOf?(
    reader: Reader,
    account_id: string,
  ): Promise<readonly { readonly reason: DeletionObstacle; readonly count: number }[]>;
  /** Removes or anonymizes what no law asks us to keep. Safe to run twice. */
  erase?(tx: Tx, account_id: string, at: Date): Promise<void>;
}

/**
 * What a module hands the app beside its door: its routes, what it listens to, its deadlines and its jobs.
 * `start` runs after migrations and before the first request; `stop` after the last.
 */
export interface ModulePart {
  readonly routes?: readonly BoundRoute[];
  readonly listeners?: readonly Listener[];
  readonly timers?: readonly TimerHandler[];
  readonly jobs?: readonly Job[];
  readonly personal?: PersonalData;
  start?(): Promise<void>;
  stop?(): Promise<void>;
}
