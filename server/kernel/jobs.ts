import { PgBoss } from "pg-boss";
import { CompiledQuery } from "kysely";
import { assert } from "./assert.ts";
import { isDatabaseAway, type Tx } from "./db.ts";
import type { Log } from "./log.ts";

/** Operational work that is retried: mails, calls to providers, sweeps. Its handler must be safe to run twice. */
export interface Job {
  /** `module.what_it_does`. */
  readonly name: string;
  /** A cron expression in UTC for jobs that run by themselves. */
  readonly cron?: string;
  /** It goes by the clock and is put in by hand as well, where somebody waits for what it does. */
  readonly awaited?: boolean;
  readonly retry_max: number;
  readonly work: (data: Readonly<Record<string, unknown>>) => Promise<void>;
}

export interface Jobs {
  /** Queues in the caller's transaction. `key`: while a job with this key waits, a second is not added. */
  add(
    tx: Tx,
    name: string,
    data: Readonly<Record<string, unknown>>,
    options?: { key?: string; start_after_s?: number },
  ): Promise<void>;
  /** A job that gave up is tried again from the start, or is forgotten; in the caller's transaction. */
  retry(tx: Tx, name: string, id: string): Promise<void>;
  discard(tx: Tx, name: string, id: string): Promise<void>;
  start(jobs: readonly Job[]): Promise<void>;
  stop(): Promise<void>;
}

/** pg-boss (ADR): one schema of its own in the same database. */
export function createJobs(deps: { url: string; log: Log }): Jobs {
  const boss = new PgBoss({ connectionString: deps.url, schema: "pgboss", max: 2, application_name: "laotie jobs" });
  let started = false;
  let stopped = false;
  boss.on("error", (error) => {
    // Its last connections say goodbye after it has stopped, when PostgreSQL may be stopping too.
    if (stopped && isDatabaseAway(error)) return;
    deps.log.warn({ err: error }, "the job queue had an error");
  });
  /** pg-boss over the caller's transaction. */
  const within = (tx: Tx) => ({
    async executeSql(text: string, values: unknown[] = []) {
      const result = await tx.executeQuery(CompiledQuery.raw(text, values));
      return { rows: result.rows };
    },
  });
  return {
    async add(tx, name, data, options = {}) {
      assert(started, "jobs are added after the queue started");
      await boss.send(
        name,
        { ...data },
        {
          db: within(tx),
          ...(options.key === undefined ? {} : { singletonKey: options.key }),
          ...(options.start_after_s === undefined ? {} : { startAfter: options.start_after_s }),
        },
      );
    },
    async retry(tx, name, id) {
      await boss.retry(name, id, { db: within(tx) });
    },
    async discard(tx, name, id) {
      await boss.deleteJob(name, id, { db: within(tx) });
    },
    async start(jobs) {
      await boss.start();
      started = true;
      for (const job of jobs) {
        await boss.createQueue(job.name, {
          retryLimit: job.retry_max,
          retryDelay: 2,
          retryBackoff: true,
          retryDelayMax: 300,
          expireInSeconds: 120,
        });
        if (job.cron !== undefined) await boss.schedule(job.name, job.cron);
        // What only goes by the clock may start two seconds later, and costs fewer questions.
        const pace =
          job.cron === undefined || job.awaited === true
            ? { pollingIntervalSeconds: 0.5, localConcurrency: 2 }
            : { pollingIntervalSeconds: 2 };
        await boss.work(job.name, pace, async ([one]) => {
          try {
            await job.work((one?.data ?? {}) as Record<string, unknown>);
          } catch (error) {
            deps.log.warn({ err: error, job: job.name }, "a job failed; it will be tried again");
            throw error;
          }
        });
      }
    },
    async stop() {
      if (started) await boss.stop({ graceful: true, timeout: 10_000 });
      started = false;
      stopped = true;
    },
  };
}
