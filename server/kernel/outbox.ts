import { sql } from "kysely";
import type { DomainEvent, EventKind, EventType } from "../events/events.ts";
import { eventKinds, eventKeyOf } from "../events/events.ts";
import { assert } from "./assert.ts";
import type { Clock } from "./clock.ts";
import { isDatabaseAway, type Db, type Tx } from "./db.ts";
import { reachNothing, type Reach } from "./fault-points.ts";
import { newId } from "./ids.ts";
import type { Log } from "./log.ts";
import type { Metrics } from "./metrics.ts";
import type { Random } from "./random.ts";

/** What a listener is given: the event, its id and when it became true. */
export type Heard<T extends EventType = EventType> = { readonly event_id: string; readonly at: Date } & Extract<
  DomainEvent,
  { type: T }
>;

/**
 * Hears events, several at once, in a transaction of its own. Its effect on our data happens once: what it writes and
 * the mark that it is done commit together. If it throws, the batch is bisected and the faulty event tried again later.
 */
export interface Listener {
  /** `module.what_it_does`, unique and for ever: it is how the outbox remembers. */
  readonly name: string;
  readonly types: readonly EventType[];
  readonly hear: (tx: Tx, events: readonly Heard[]) => Promise<void>;
}

/** Keeps the types of a listener's events. */
export function listener<const T extends EventType>(
  name: string,
  types: readonly T[],
  hear: (tx: Tx, events: readonly Heard<T>[]) => Promise<void>,
): Listener {
  return { name, types, hear: hear as Listener["hear"] };
}

export interface Outbox {
  /** Writes events into the caller's transaction; they are heard after it commits. */
  emit(tx: Tx, events: readonly DomainEvent[]): Promise<void>;
  /** Starts delivering. `listeners` is everybody's. */
  start(listeners: readonly Listener[]): void;
  /** Delivers until nothing is left that can be delivered now. For tests, the simulation and a graceful stop. */
  drain(): Promise<void>;
  stop(): Promise<void>;
}

interface OutboxRow {
  key: string;
  seq: bigint;
  event_id: string;
  type: EventType;
  body: DomainEvent;
  at: Date;
  done: string[];
  attempts: number;
}

const claim_rows_max = 500;
const poll_ms = 500;
const retry_ms_max = 60_000;
const kinds: readonly EventKind[] = ["shop", "account", "room"];

export function createOutbox(deps: {
  db: Db;
  clock: Clock;
  random: Random;
  log: Log;
  metrics: Metrics;
  reach?: Reach;
}): Outbox {
  const { db, clock, log, reach = reachNothing } = deps;
  const failures = deps.metrics.counter(
    "outbox_failures_total",
    "Events a listener failed to take, and will be given again",
    ["listener"],
  );
  let listeners: readonly Listener[] = [];
  let running: Promise<void> | null = null;
  let again = false;
  let stopPolling: (() => void) | null = null;

  const wake = (): void => {
    if (stopPolling === null) return;
    if (running !== null) {
      again = true;
      return;
    }
    running = deliverAll()
      .catch((error: unknown) => log.warn({ err: error }, "the outbox could not be read; it will be tried again"))
      .then(() => {
        running = null;
        if (again) {
          again = false;
          wake();
        }
      });
  };

  async function deliverAll(): Promise<void> {
    for (const kind of kinds) while (await deliverSome(kind)) continue;
  }

  /** One round for one kind. True if there may be more. */
  async function deliverSome(kind: EventKind): Promise<boolean> {
    const table = sql.table(`kernel.${kind}_outbox`);
    const keyColumn = sql.ref(`${kind}_id`);
    // One deliverer at a time per kind keeps each key's events in order; the lock lives as long as its transaction.
    return db.transact(async (lockTx) => {
      const lock = await sql<{
        ok: boolean;
      }>`select pg_try_advisory_xact_lock(hashtext(${`laotie.outbox.${kind}`})) as ok`.execute(lockTx);
      if (lock.rows[0]?.ok !== true) return false;
      // A key with an event that is to be tried again waits as a whole, and is not in anybody's way.
      const waiting = await sql<{ key: string }>`
        select distinct ${keyColumn} as key from ${table} where next_at > ${clock.now()}`.execute(lockTx);
      const { rows } = await sql<OutboxRow>`
        select ${keyColumn} as key, seq, event_id, type, body, at, done, attempts from ${table}
        where next_at <= ${clock.now()} and ${keyColumn} <> all(${waiting.rows.map((row) => row.key)}::text[])
        order by seq limit ${claim_rows_max}`.execute(lockTx);
      if (rows.length === 0) return false;
      const failed = new Set<OutboxRow>();
      const stuck = new Set<OutboxRow>();
      for (const one of listeners) {
        const mine = rows.filter((row) => one.types.includes(row.type) && !row.done.includes(one.name));
        if (mine.length > 0) await hand(kind, one, mine, { failed, stuck });
      }
      reach("outbox: heard and marked, not forgotten");
      await settle(kind, rows, failed, stuck);
      return true;
    });
  }

  /** Hands events to one listener. Those it could not take are marked, and so are those that wait behind them. */
  async function hand(
    kind: EventKind,
    one: Listener,
    rows: readonly OutboxRow[],
    left: { readonly failed: Set<OutboxRow>; readonly stuck: Set<OutboxRow> },
  ): Promise<void> {
    try {
      await db.transact(async (tx) => {
        await one.hear(
          tx,
          rows.map((row) => ({ ...row.body, event_id: row.event_id, at: row.at })),
        );
        await sql`update ${sql.table(`kernel.${kind}_outbox`)} set done = array_append(done, ${one.name})
          where ${sql.ref(`${kind}_id`)} = any(${[...new Set(rows.map((row) => row.key))]}) and seq = any(${rows.map((row) => row.seq)})`.execute(
          tx,
        );
      });
    } catch (error) {
      if (rows.length === 1 || isDatabaseAway(error)) {
        for (const row of rows) left.failed.add(row);
        failures.inc({ listener: one.name });
        log.error(
          {
            err: error,
            listener: one.name,
            event_id: rows[0]?.event_id,
            type: rows[0]?.type,
            attempts: rows[0]?.attempts,
          },
          "a listener failed; the event will be given again",
        );
        return;
      }
      const middle = rows.length >> 1;
      const mine = { failed: new Set<OutboxRow>(), stuck: new Set<OutboxRow>() };
      await hand(kind, one, rows.slice(0, middle), mine);
      const keys = new Set([...mine.failed].map((row) => row.key));
      const free = rows.slice(middle).filter((row) => !keys.has(row.key));
      if (free.length > 0) await hand(kind, one, free, mine);
      for (const row of mine.failed) left.failed.add(row);
      for (const row of mine.stuck) left.stuck.add(row);
      for (const row of rows.slice(middle)) if (keys.has(row.key)) left.stuck.add(row);
    }
  }

  /** Forgets what everybody has heard; what failed is put off, growing pauses apart, and keeps its key waiting. */
  async function settle(
    kind: EventKind,
    rows: readonly OutboxRow[],
    failed: ReadonlySet<OutboxRow>,
    stuck: ReadonlySet<OutboxRow>,
  ): Promise<void> {
    const table = sql.table(`kernel.${kind}_outbox`);
    const keyColumn = sql.ref(`${kind}_id`);
    await db.transact(async (tx) => {
      const finished = rows.filter((row) => !failed.has(row) && !stuck.has(row));
      if (finished.length > 0) {
        await sql`delete from ${table} where ${keyColumn} = any(${[...new Set(finished.map((row) => row.key))]}) and seq = any(${finished.map((row) => row.seq)})`.execute(
          tx,
        );
      }
      for (const row of failed) {
        const retryAt = new Date(clock.nowMs() + Math.min(retry_ms_max, 250 * 2 ** Math.min(row.attempts, 10)));
        await sql`update ${table} set attempts = attempts + 1, next_at = ${retryAt} where ${keyColumn} = ${row.key} and seq = ${row.seq}`.execute(
          tx,
        );
      }
    });
  }

  return {
    async emit(tx, events) {
      for (const kind of kinds) {
        const mine = events.filter((event) => eventKinds[event.type] === kind);
        if (mine.length === 0) continue;
        const now = clock.now();
        await sql`insert into ${sql.table(`kernel.${kind}_outbox`)} (${sql.ref(`${kind}_id`)}, event_id, type, body, at, next_at)
          select k, e, t, b::jsonb, ${now}, ${now} from unnest(${mine.map(eventKeyOf)}::text[], ${mine.map(() => newId(deps, "evt"))}::text[], ${mine.map((event) => event.type)}::text[],
            ${mine.map((event) => JSON.stringify(event))}::text[]) with ordinality as u(k, e, t, b, n) order by n`.execute(
          tx,
        );
      }
      if (events.length > 0) db.afterCommit(tx, wake);
    },
    start(all) {
      assert(new Set(all.map((one) => one.name)).size === all.length, "listener names are unique");
      listeners = all;
      stopPolling = clock.every(poll_ms, wake);
      wake();
    },
    async drain() {
      if (running !== null) await running;
      await deliverAll();
    },
    async stop() {
      stopPolling?.();
      stopPolling = null;
      again = false;
      if (running !== null) await running;
    },
  };
}
