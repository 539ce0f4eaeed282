import { sql } from "kysely";
import type { DomainEvent, EventKind, EventType } from "../events/events.ts";
import { eventKinds, eventKeyOf } from "../events/events.ts";
import { assert } from "./assert.ts";
import type { Clock } from "./clock.ts";
import { copyInto } from "./copy.ts";
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
  part: number;
  event_id: string;
  type: EventType;
  /** One event, or null where there are several. */
  body: DomainEvent | null;
  /** Several events, as JSON. */
  events: string | null;
  count: number;
  at: Date;
  done: string[];
  attempts: number;
}

const claim_rows_max = 500;
/** Events, not rows: what is read at once must fit in memory, however many a row has. */
const claim_events_max = 1000;
/** From so many events of one type and key on they share a row: one write, one mark per listener, one delete. */
const together_min = 8;
const together_max = 500;
const poll_ms = 500;
/** Where rounds follow each other they take at most half of the time, so that what comes meanwhile is heard together. */
const rest_ms_max = 100;
/** What another process delivers is looked at again after so long: it may not have seen what made us look. */
const elsewhere_ms = 20;
const retry_ms_max = 60_000;
const kinds: readonly EventKind[] = ["shop", "account", "room"];

/** Rows of one table by where they stand in it. */
const among = (kind: EventKind, rows: readonly OutboxRow[]) =>
  sql`(${sql.ref(`${kind}_id`)}, seq, part) in (select * from unnest(${rows.map((row) => row.key)}::text[], ${rows.map((row) => row.seq)}::bigint[], ${rows.map((row) => row.part)}::integer[]))`;

const storedOf = (row: OutboxRow): (DomainEvent & { readonly event_id: string })[] =>
  JSON.parse(row.events ?? "[]") as (DomainEvent & { readonly event_id: string })[];

function heardOf(row: OutboxRow): readonly Heard[] {
  return row.body === null
    ? storedOf(row).map((event) => ({ ...event, at: row.at }))
    : [{ ...row.body, event_id: row.event_id, at: row.at }];
}

type NewRow = Pick<OutboxRow, "key" | "type" | "event_id" | "events" | "count"> & { readonly body: string | null };

/** The rows in which events of one kind are written: many of one type and key in a row of their own, in their order. */
function rowsOf(deps: { clock: Clock; random: Random }, events: readonly DomainEvent[]): NewRow[] {
  const runs: { key: string; type: EventType; events: DomainEvent[] }[] = [];
  for (const event of events) {
    const last = runs.at(-1);
    const key = eventKeyOf(event);
    if (last !== undefined && last.key === key && last.type === event.type && last.events.length < together_max)
      last.events.push(event);
    else runs.push({ key, type: event.type, events: [event] });
  }
  return runs.flatMap((run): NewRow[] => {
    const { key, type } = run;
    if (run.events.length < together_min)
      return run.events.map((event) => ({
        key,
        type,
        event_id: newId(deps, "evt"),
        body: JSON.stringify(event),
        events: null,
        count: 1,
      }));
    const named = run.events.map((event) => ({ event_id: newId(deps, "evt"), ...event }));
    const first = named[0]?.event_id ?? "";
    return [{ key, type, event_id: first, body: null, events: JSON.stringify(named), count: named.length }];
  });
}

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
  /** Another process held the lock of some kind in this run of rounds. */
  let elsewhere = false;
  /** So many want everything delivered now: they do it themselves, and no round beside theirs has what they look for. */
  let hurry = 0;
  let stopPolling: (() => void) | null = null;

  const wake = (): void => {
    if (stopPolling === null) return;
    if (running !== null || hurry > 0) {
      again = true;
      return;
    }
    const startedMs = clock.monotonicMs();
    elsewhere = false;
    running = deliverAll("full")
      .catch((error: unknown) => log.warn({ err: error }, "the outbox could not be read; it will be tried again"))
      .then(async () => {
        again ||= elsewhere;
        const rest_ms = Math.min(rest_ms_max, Math.max(elsewhere ? elsewhere_ms : 0, clock.monotonicMs() - startedMs));
        if (again && rest_ms > 0) await rest(rest_ms);
        running = null;
        wakeAgain();
      });
  };
  const wakeAgain = (): void => {
    if (!again || hurry > 0) return;
    again = false;
    wake();
  };
  let endRest = (): void => undefined;
  const rest = async (ms: number): Promise<void> => {
    if (hurry > 0 || stopPolling === null) return;
    await new Promise<void>((resolve) => {
      const cancel = clock.after(ms, resolve);
      endRest = () => {
        cancel();
        resolve();
      };
    });
  };

  /** Rounds of every kind, as long as the last one was so: full, or not empty. */
  async function deliverAll(goOn: "full" | "some"): Promise<void> {
    for (const kind of kinds)
      for (;;) {
        const round = await deliverSome(kind);
        if (round === "none" || (round === "some" && goOn === "full")) break;
      }
  }

  /** One round for one kind: nothing was there, what was there was less than a round may have, or there may be more. */
  async function deliverSome(kind: EventKind): Promise<"none" | "some" | "full"> {
    const table = sql.table(`kernel.${kind}_outbox`);
    const keyColumn = sql.ref(`${kind}_id`);
    // One deliverer at a time per kind keeps each key's events in order; the lock lives as long as its transaction.
    // What was heard and its mark are lost together, and are done again: nobody waits for the disk here.
    return db.transactLoosely(async (lockTx) => {
      const lock = await sql<{
        ok: boolean;
      }>`select pg_try_advisory_xact_lock(hashtext(${`laotie.outbox.${kind}`})) as ok`.execute(lockTx);
      if (lock.rows[0]?.ok !== true) {
        elsewhere = true;
        return "none";
      }
      // A key with an event that is to be tried again waits as a whole, and is not in anybody's way.
      const { rows } = await sql<OutboxRow>`
        select key, seq, part, event_id, type, body, events, count, at, done, attempts from (
          select ${keyColumn} as key, seq, part, event_id, type, body, events, count, at, done, attempts,
            sum(count) over (order by seq, part) - count as before from ${table}
          where next_at <= ${clock.now()}
            and ${keyColumn} <> all(array(select distinct ${keyColumn} from ${table} where next_at > ${clock.now()}))
          order by seq, part limit ${claim_rows_max}) as next
        where before < ${claim_events_max}::bigint order by seq, part`.execute(lockTx);
      if (rows.length === 0) return "none";
      const failed = new Set<OutboxRow>();
      const stuck = new Set<OutboxRow>();
      const heard = new Map(rows.map((row) => [row, heardOf(row)]));
      for (const one of listeners) {
        const mine = rows.filter((row) => one.types.includes(row.type) && !row.done.includes(one.name));
        if (mine.length > 0) await hand(kind, one, mine, { failed, stuck, heard });
      }
      reach("outbox: heard and marked, not forgotten");
      // Where all was heard the lock's own transaction forgets it; if that is lost it is marked, and the next round forgets it.
      // Where something failed that is written down whatever became of the lock while it was heard.
      if (failed.size === 0) await settle(lockTx, kind, rows, failed, stuck);
      else await db.transactLoosely((tx) => settle(tx, kind, rows, failed, stuck));
      const events = rows.reduce((sum, row) => sum + row.count, 0);
      // What failed may have been taken apart, and its parts are due.
      return failed.size > 0 || rows.length >= claim_rows_max || events >= claim_events_max ? "full" : "some";
    });
  }

  /** Hands events to one listener. Those it could not take are marked, and so are those that wait behind them. */
  async function hand(
    kind: EventKind,
    one: Listener,
    rows: readonly OutboxRow[],
    left: {
      readonly failed: Set<OutboxRow>;
      readonly stuck: Set<OutboxRow>;
      readonly heard: ReadonlyMap<OutboxRow, readonly Heard[]>;
    },
  ): Promise<void> {
    try {
      await db.transactLoosely(async (tx) => {
        // Marked before it is heard: whoever delivers on after losing the lock with its connection waits here for the one who
        // has it now, and finds the mark.
        const marked = await sql<{
          place: string;
        }>`update ${sql.table(`kernel.${kind}_outbox`)} set done = array_append(done, ${one.name})
          where ${among(kind, rows)} and not (${one.name} = any(done)) returning seq || ' ' || part as place`.execute(
          tx,
        );
        const mine = new Set(marked.rows.map((row) => row.place));
        const news = rows.filter((row) => mine.has(`${row.seq} ${row.part}`));
        if (news.length === 0) return;
        await one.hear(
          tx,
          news.flatMap((row) => left.heard.get(row) ?? []),
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
      const mine = { failed: new Set<OutboxRow>(), stuck: new Set<OutboxRow>(), heard: left.heard };
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
    tx: Tx,
    kind: EventKind,
    rows: readonly OutboxRow[],
    failed: ReadonlySet<OutboxRow>,
    stuck: ReadonlySet<OutboxRow>,
  ): Promise<void> {
    const table = sql.table(`kernel.${kind}_outbox`);
    const keyColumn = sql.ref(`${kind}_id`);
    const finished = rows.filter((row) => !failed.has(row) && !stuck.has(row));
    if (finished.length > 0) await sql`delete from ${table} where ${among(kind, finished)}`.execute(tx);
    for (const row of failed) {
      if (row.events !== null) {
        await takeApart(kind, tx, row);
        continue;
      }
      const retryAt = new Date(clock.nowMs() + Math.min(retry_ms_max, 250 * 2 ** Math.min(row.attempts, 10)));
      await sql`update ${table} set attempts = attempts + 1, next_at = ${retryAt} where ${keyColumn} = ${row.key} and seq = ${row.seq} and part = ${row.part}`.execute(
        tx,
      );
    }
  }

  /** One of a row's events could not be heard. Each becomes a row of its own in the same place, so that the faulty one fails alone. */
  async function takeApart(kind: EventKind, tx: Tx, row: OutboxRow): Promise<void> {
    const table = sql.table(`kernel.${kind}_outbox`);
    const keyColumn = sql.ref(`${kind}_id`);
    const events = storedOf(row);
    // Who has heard it by now stands in the row: those of this round too.
    await sql`with gone as (delete from ${table} where ${among(kind, [row])} returning done)
      insert into ${table} (${keyColumn}, seq, part, event_id, type, body, at, done, next_at) overriding system value
      select ${row.key}, ${row.seq}::bigint, n - 1, e, ${row.type}, b::jsonb, ${row.at}, gone.done, ${row.at}
      from gone, unnest(${events.map((one) => one.event_id)}::text[], ${events.map(({ event_id: _, ...event }) => JSON.stringify(event))}::text[])
        with ordinality as u(e, b, n)`.execute(tx);
  }

  return {
    async emit(tx, events) {
      if (events.length === 0) return;
      const now = clock.now();
      await copyInto(
        tx,
        kinds.map((kind) => ({
          target: `kernel.${kind}_outbox (${kind}_id, event_id, type, body, events, count, at, done, next_at)`,
          rows: rowsOf(
            deps,
            events.filter((event) => eventKinds[event.type] === kind),
          ).map((row) => [row.key, row.event_id, row.type, row.body, row.events, row.count, now, "{}", now]),
        })),
      );
      db.afterCommit(tx, wake);
    },
    start(all) {
      assert(new Set(all.map((one) => one.name)).size === all.length, "listener names are unique");
      listeners = all;
      stopPolling = clock.every(poll_ms, wake);
      wake();
    },
    async drain() {
      hurry += 1;
      endRest();
      try {
        if (running !== null) await running;
        // What we were woken for so far is looked for now; a round after this one would only be in somebody's way.
        again = false;
        await deliverAll("some");
      } finally {
        hurry -= 1;
        wakeAgain();
      }
    },
    async stop() {
      stopPolling?.();
      stopPolling = null;
      again = false;
      endRest();
      if (running !== null) await running;
    },
  };
}
