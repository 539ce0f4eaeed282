import { sql } from "kysely";
import { assert } from "./assert.ts";
import type { Clock } from "./clock.ts";
import { copyInto } from "./copy.ts";
import type { Db, Tx } from "./db.ts";
import { reachNothing, type Reach } from "./fault-points.ts";
import type { Log } from "./log.ts";
import type { Metrics } from "./metrics.ts";

/** Deadlines live beside what they are about: in the shop's, the room's or the account's partition. */
const timerKinds = ["shop", "room", "account"] as const;
export type TimerKind = (typeof timerKinds)[number];
export interface TimerKey {
  readonly kind: TimerKind;
  /** The shop's, the room's or the account's id. */
  readonly key: string;
  /** `module.what_falls_due`, for example `orders.unpaid_close`. */
  readonly name: string;
  readonly subject_id: string;
}
export interface Timer extends TimerKey {
  readonly due_at: Date;
}
/** A deadline that has come. */
export interface FallenTimer extends Timer {
  /** How often its handler failed before. */
  readonly attempts: number;
}

/**
 * Called with timers that fell due, all of one key, in the transaction that removes them. If it throws they stay and
 * are tried again with growing pauses; with several, each is then tried alone, so that a faulty one fails alone.
 */
export interface TimerHandler {
  readonly name: string;
  readonly fall: (tx: Tx, timers: readonly FallenTimer[]) => Promise<void>;
}

export interface Timers {
  /** Sets or moves deadlines, in the caller's transaction. */
  set(tx: Tx, timers: readonly Timer[]): Promise<void>;
  /** Sets deadlines that nobody has set before: cheaper than `set`, and a bug where one is there already. */
  begin(tx: Tx, timers: readonly Timer[]): Promise<void>;
  cancel(tx: Tx, timers: readonly TimerKey[]): Promise<void>;
  start(handlers: readonly TimerHandler[]): void;
  /** Handles everything that is due by now. For tests and the simulation. */
  drain(): Promise<void>;
  stop(): Promise<void>;
}

const claim_rows_max = 200;
const poll_ms = 500;

interface Row {
  key: string;
  name: string;
  subject_id: string;
  due_at: Date;
  attempts: number;
}

export function createTimers(deps: { db: Db; clock: Clock; log: Log; metrics: Metrics; reach?: Reach }): Timers {
  const { db, clock, log, reach = reachNothing } = deps;
  const failures = deps.metrics.counter(
    "timer_failures_total",
    "Deadlines whose handler failed, and will be tried again",
    ["name"],
  );
  let handlers = new Map<string, TimerHandler>();
  let running: Promise<void> | null = null;
  let stopPolling: (() => void) | null = null;

  async function fallAll(): Promise<void> {
    for (const kind of timerKinds) while (await fallSome(kind)) continue;
  }

  async function fallSome(kind: TimerKind): Promise<boolean> {
    const table = sql.table(`kernel.${kind}_timer`);
    const keyColumn = sql.ref(`${kind}_id`);
    const due =
      await sql<Row>`select ${keyColumn} as key, name, subject_id, due_at, attempts from ${table} where due_at <= ${clock.now()} order by due_at limit ${claim_rows_max}`.execute(
        db.reader,
      );
    const groups = Map.groupBy(due.rows, (row) => `${row.key} ${row.name}`);
    let taken = 0;
    for (const rows of groups.values()) taken += await fall(kind, rows);
    return due.rows.length === claim_rows_max && taken > 0;
  }

  /** Claims and handles timers of one key and name; returns how many were handled. */
  async function fall(kind: TimerKind, rows: readonly Row[]): Promise<number> {
    const first = rows[0];
    assert(first !== undefined, "a group has a member");
    const table = sql.table(`kernel.${kind}_timer`);
    const keyColumn = sql.ref(`${kind}_id`);
    try {
      return await db.transact(async (tx) => {
        const handler = handlers.get(first.name);
        assert(handler !== undefined, `somebody handles ${first.name}`);
        const claimed = await sql<Row>`select ${keyColumn} as key, name, subject_id, due_at, attempts from ${table}
          where ${keyColumn} = ${first.key} and name = ${first.name} and subject_id = any(${rows.map((row) => row.subject_id)}) and due_at <= ${clock.now()}
          order by due_at for update skip locked`.execute(tx);
        if (claimed.rows.length === 0) return 0;
        await sql`delete from ${table} where ${keyColumn} = ${first.key} and name = ${first.name} and subject_id = any(${claimed.rows.map((row) => row.subject_id)})`.execute(
          tx,
        );
        await handler.fall(
          tx,
          claimed.rows.map((row) => ({
            kind,
            key: row.key,
            name: row.name,
            subject_id: row.subject_id,
            due_at: row.due_at,
            attempts: row.attempts,
          })),
        );
        reach("timers: fell, not committed");
        return claimed.rows.length;
      });
    } catch (error) {
      if (rows.length > 1) {
        let taken = 0;
        for (const row of rows) taken += await fall(kind, [row]);
        return taken;
      }
      failures.inc({ name: first.name });
      log.error(
        { err: error, timer: first.name, subject_id: first.subject_id, attempts: first.attempts },
        "a deadline's handler failed; it will be tried again",
      );
      const retryAt = new Date(clock.nowMs() + Math.min(300_000, 1000 * 2 ** Math.min(first.attempts, 10)));
      await db.transact(async (tx) => {
        await sql`update ${table} set due_at = ${retryAt}, attempts = attempts + 1 where ${keyColumn} = ${first.key} and name = ${first.name} and subject_id = ${first.subject_id}`.execute(
          tx,
        );
      });
      return 0;
    }
  }

  const tick = (): void => {
    if (running !== null) return;
    running = fallAll()
      .catch((error: unknown) => log.warn({ err: error }, "deadlines could not be read; they will be tried again"))
      .then(() => {
        running = null;
      });
  };

  return {
    async set(tx, timers) {
      for (const kind of timerKinds) {
        const mine = timers.filter((timer) => timer.kind === kind);
        if (mine.length === 0) continue;
        await sql`insert into ${sql.table(`kernel.${kind}_timer`)} (${sql.ref(`${kind}_id`)}, name, subject_id, due_at)
          select * from unnest(${mine.map((timer) => timer.key)}::text[], ${mine.map((timer) => timer.name)}::text[], ${mine.map((timer) => timer.subject_id)}::text[], ${mine.map((timer) => timer.due_at)}::timestamptz[])
          on conflict (${sql.ref(`${kind}_id`)}, name, subject_id) do update set due_at = excluded.due_at, attempts = 0`.execute(
          tx,
        );
      }
    },
    begin: (tx, timers) =>
      copyInto(
        tx,
        (["shop", "room"] as const).map((kind) => ({
          target: `kernel.${kind}_timer (${kind}_id, name, subject_id, due_at)`,
          rows: timers
            .filter((timer) => timer.kind === kind)
            .map((timer) => [timer.key, timer.name, timer.subject_id, timer.due_at]),
        })),
      ),
    async cancel(tx, timers) {
      for (const timer of timers) {
        await sql`delete from ${sql.table(`kernel.${timer.kind}_timer`)} where ${sql.ref(`${timer.kind}_id`)} = ${timer.key} and name = ${timer.name} and subject_id = ${timer.subject_id}`.execute(
          tx,
        );
      }
    },
    start(all) {
      handlers = new Map(all.map((handler) => [handler.name, handler]));
      assert(handlers.size === all.length, "timer names are unique");
      stopPolling = clock.every(poll_ms, tick);
    },
    async drain() {
      if (running !== null) await running;
      await fallAll();
    },
    async stop() {
      stopPolling?.();
      stopPolling = null;
      if (running !== null) await running;
    },
  };
}
