import { CompiledQuery } from "kysely";
import { assert } from "../../server/kernel/assert.ts";
import type { Clock } from "../../server/kernel/clock.ts";
import type { Db, Reader, Tx } from "../../server/kernel/db.ts";
import type { Job, Jobs } from "../../server/kernel/jobs.ts";

/** Its tables stand beside the market's; pg-boss waits in real time, which a turned clock cannot turn. */
export const jobTables = `
  create schema sim;
  create table sim.job (id bigint generated always as identity primary key, name text not null, data jsonb not null, key text,
    run_at timestamptz not null, attempts integer not null default 0, gave_up boolean not null default false);
  create unique index job_key on sim.job (name, key) where key is not null and attempts = 0;
  create table sim.emitted (event_id text primary key, type text not null);
  create table sim.heard (event_id text not null)`;

/** The job queue of one process: pg-boss's promises (queued in the caller's transaction, tried again, given up) by the hand's clock. */
export interface JobQueue extends Jobs {
  /** Works through what is due, oldest first, `count` at most. Returns how many it took. */
  work(count: number): Promise<number>;
  /** Runs what runs by itself. */
  runCron(name: string): Promise<void>;
}

/** A worker that dies has its job given to another after so long, as pg-boss does. */
const expire_ms = 120_000;

export function createJobQueue(deps: {
  db: Db;
  clock: Clock;
  onError: (job: string, error: unknown) => void;
}): JobQueue {
  const { db, clock } = deps;
  const jobs = new Map<string, Job>();
  const query = async <R>(on: Tx | Reader, text: string, values: unknown[]): Promise<R[]> =>
    (await on.executeQuery<R>(CompiledQuery.raw(text, values))).rows;
  const attempt = async (job: Job, data: Record<string, unknown>): Promise<boolean> => {
    try {
      await job.work(data);
      return true;
    } catch (error) {
      deps.onError(job.name, error);
      return false;
    }
  };
  return {
    async add(tx, name, data, options = {}) {
      assert(jobs.has(name), `somebody does ${name}`);
      await query(tx, "insert into sim.job (name, data, key, run_at) values ($1, $2, $3, $4) on conflict do nothing", [
        name,
        JSON.stringify(data),
        options.key ?? null,
        new Date(clock.nowMs() + (options.start_after_s ?? 0) * 1000),
      ]);
    },
    async retry(tx, name, id) {
      await query(tx, "update sim.job set gave_up = false, attempts = 0 where name = $1 and id = $2", [name, id]);
    },
    async discard(tx, name, id) {
      await query(tx, "delete from sim.job where name = $1 and id = $2", [name, id]);
    },
    start(all) {
      for (const job of all) jobs.set(job.name, job);
      return Promise.resolve();
    },
    stop: () => Promise.resolve(),
    async work(count) {
      let taken = 0;
      for (; taken < count; taken += 1) {
        const [row] = await query<{ id: string; name: string; data: Record<string, unknown>; attempts: number }>(
          db.reader,
          `update sim.job set attempts = attempts + 1, run_at = $2 where id = (select id from sim.job where run_at <= $1 and not gave_up
             order by run_at, id limit 1 for update skip locked) returning id, name, data, attempts`,
          [clock.now(), new Date(clock.nowMs() + expire_ms)],
        );
        if (row === undefined) break;
        const job = jobs.get(row.name);
        assert(job !== undefined, `somebody does ${row.name}`);
        if (await attempt(job, row.data)) await query(db.reader, "delete from sim.job where id = $1", [row.id]);
        else
          await query(db.reader, "update sim.job set run_at = $2, gave_up = $3 where id = $1", [
            row.id,
            new Date(clock.nowMs() + Math.min(300, 2 ** row.attempts) * 1000),
            row.attempts > job.retry_max,
          ]);
      }
      return taken;
    },
    async runCron(name) {
      const job = jobs.get(name);
      assert(job?.cron !== undefined, `${name} runs by itself`);
      await attempt(job, {});
    },
  };
}
