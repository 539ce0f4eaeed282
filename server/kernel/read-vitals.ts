import { sql } from "kysely";
import { eventKinds, type EventKind, type EventType } from "../events/events.ts";
import { present } from "./assert.ts";
import type { Reader, Tx } from "./db.ts";
import { limits } from "./limits.ts";
import type { Listener } from "./outbox.ts";

const kinds = [...new Set(Object.values(eventKinds))];

export interface JobLoad {
  readonly name: string;
  readonly waiting: number;
  readonly running: number;
  readonly failed: number;
  readonly oldest_at: Date | null;
}

/** Every queue of pg-boss with what lies in it. `at`: this process's time. */
export async function readJobs(reader: Reader, at: Date): Promise<JobLoad[]> {
  const { rows } = await sql<{
    name: string;
    waiting: bigint;
    running: bigint;
    failed: bigint;
    oldest_at: Date | null;
  }>`
    select q.name,
      count(*) filter (where j.state in ('created', 'retry') and j.start_after <= ${at}) as waiting,
      count(*) filter (where j.state = 'active') as running,
      count(*) filter (where j.state = 'failed') as failed,
      min(j.start_after) filter (where j.state in ('created', 'retry') and j.start_after <= ${at}) as oldest_at
    from pgboss.queue q left join pgboss.job j on j.name = q.name and j.state in ('created', 'retry', 'active', 'failed')
    where q.name not like '\\_\\_%' group by q.name order by q.name`.execute(reader);
  return rows.map((row) => ({
    ...row,
    waiting: Number(row.waiting),
    running: Number(row.running),
    failed: Number(row.failed),
  }));
}

export interface FailedJobRow {
  readonly id: string;
  readonly name: string;
  readonly tries: number;
  readonly failed_at: Date | null;
  readonly message: string;
}

/** Jobs that gave up, the newest first. */
export async function readFailedJobs(reader: Reader): Promise<FailedJobRow[]> {
  return (
    await sql<FailedJobRow>`select id, name, retry_count + 1 as tries, completed_on as failed_at,
        left(coalesce(output ->> 'message', output #>> '{value,message}', ''), ${limits.job_message_chars_max}) as message
      from pgboss.job where state = 'failed' and name not like '\\_\\_%' order by completed_on desc nulls last limit ${limits.vitals_rows_max}`.execute(
      reader,
    )
  ).rows;
}

export async function isFailedJob(reader: Reader, name: string, id: string): Promise<boolean> {
  const found =
    await sql`select 1 from pgboss.job where name = ${name} and id = ${id}::uuid and state = 'failed'`.execute(reader);
  return found.rows.length === 1;
}

export interface ListenerLoad {
  readonly name: string;
  readonly behind: number;
  readonly oldest_at: Date | null;
}

/** What each listener has still to hear. */
export async function readListeners(reader: Reader, listeners: readonly Listener[]): Promise<ListenerLoad[]> {
  const waiting: { type: EventType; done: string[]; count: bigint; oldest_at: Date }[] = [];
  for (const kind of kinds) {
    const { rows } = await sql<(typeof waiting)[number]>`
      select type, done, sum(count) as count, min(at) as oldest_at from ${sql.table(`kernel.${kind}_outbox`)} group by type, done`.execute(
      reader,
    );
    waiting.push(...rows);
  }
  return listeners
    .map(({ name, types }) => {
      const mine = waiting.filter((row) => types.includes(row.type) && !row.done.includes(name));
      const oldest = mine.map((row) => row.oldest_at).toSorted((a, b) => a.getTime() - b.getTime())[0];
      return { name, behind: mine.reduce((sum, row) => sum + Number(row.count), 0), oldest_at: oldest ?? null };
    })
    .toSorted((a, b) => b.behind - a.behind || (a.name < b.name ? -1 : 1));
}

export interface StuckRow {
  readonly event_id: string;
  readonly type: EventType;
  readonly key: string;
  readonly tries: number;
  readonly at: Date;
  readonly next_at: Date;
  readonly done: readonly string[];
}

/** Events that some listener failed to take at least once, the most often tried first. */
export async function readStuckEvents(reader: Reader): Promise<StuckRow[]> {
  const all: StuckRow[] = [];
  for (const kind of kinds) {
    const { rows } = await sql<StuckRow>`
      select event_id, type, ${sql.ref(`${kind}_id`)} as key, attempts as tries, at, next_at, done
      from ${sql.table(`kernel.${kind}_outbox`)} where attempts > 0 order by attempts desc, seq limit ${limits.vitals_rows_max}`.execute(
      reader,
    );
    all.push(...rows);
  }
  return all.toSorted((a, b) => b.tries - a.tries || (a.event_id < b.event_id ? -1 : 1));
}

async function inEachOutbox(act: (kind: EventKind) => Promise<bigint | undefined>): Promise<boolean> {
  for (const kind of kinds) if ((await act(kind)) === 1n) return true;
  return false;
}

/** A stuck event is tried again with the next delivery. False where there is none. */
export async function hurryEvent(tx: Tx, event_id: string, at: Date): Promise<boolean> {
  return inEachOutbox(
    async (kind) =>
      (
        await sql`update ${sql.table(`kernel.${kind}_outbox`)} set next_at = ${at} where event_id = ${event_id} and attempts > 0`.execute(
          tx,
        )
      ).numAffectedRows,
  );
}

/** Takes a stuck event out of the outbox; what waited behind it goes on. False where there is none. */
export async function dropEvent(tx: Tx, event_id: string): Promise<boolean> {
  return inEachOutbox(
    async (kind) =>
      (
        await sql`delete from ${sql.table(`kernel.${kind}_outbox`)} where event_id = ${event_id} and attempts > 0`.execute(
          tx,
        )
      ).numAffectedRows,
  );
}

export interface TimerRow {
  readonly name: string;
  readonly set: number;
  readonly late: number;
  readonly oldest_due_at: Date | null;
}

/** Deadlines by name. Late: due before `late_before`, so that what is being handled now is not called late. */
export async function readTimers(reader: Reader, late_before: Date): Promise<TimerRow[]> {
  const { rows } = await sql<{ name: string; set: bigint; late: bigint; oldest_due_at: Date | null }>`
    select name, count(*) as set, count(*) filter (where due_at < ${late_before} or attempts > 0) as late,
      min(due_at) filter (where due_at < ${late_before} or attempts > 0) as oldest_due_at
    from (select name, due_at, attempts from kernel.shop_timer union all select name, due_at, attempts from kernel.room_timer
      union all select name, due_at, attempts from kernel.account_timer) as t
    group by name order by name`.execute(reader);
  return rows.map((row) => ({ ...row, set: Number(row.set), late: Number(row.late) }));
}

export interface DatabaseVitals {
  readonly version: string;
  readonly size_bytes: number;
  readonly connections: number;
  readonly connections_max: number;
  readonly migrations: number;
}

export async function readDatabase(reader: Reader): Promise<DatabaseVitals> {
  const { rows } = await sql<{
    version: string;
    size_bytes: bigint;
    connections: bigint;
    connections_max: number;
    migrations: bigint;
  }>`
    select current_setting('server_version') as version, pg_database_size(current_database()) as size_bytes,
      (select count(*) from pg_stat_activity where datname = current_database()) as connections,
      current_setting('max_connections')::integer as connections_max,
      (select count(*) from public.laotie_migration) as migrations`.execute(reader);
  const row = present(rows[0], "one row");
  return {
    ...row,
    size_bytes: Number(row.size_bytes),
    connections: Number(row.connections),
    migrations: Number(row.migrations),
  };
}
