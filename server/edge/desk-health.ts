import type { z } from "zod";
import { healthRoutes as routes, type Attention, type Health } from "../../contract/health.ts";
import type { Context } from "../kernel/context.ts";
import type { Tx } from "../kernel/db.ts";
import { limits } from "../kernel/limits.ts";
import type { Listener } from "../kernel/outbox.ts";
import {
  dropEvent,
  hurryEvent,
  isFailedJob,
  readDatabase,
  readFailedJobs,
  readJobs,
  readListeners,
  readStuckEvents,
  readTimers,
} from "../kernel/read-vitals.ts";
import { refuse } from "../kernel/refusal.ts";
import { handle, type BoundRoute } from "../kernel/routing.ts";
import type { Accounts } from "../modules/accounts/index.ts";
import type { Ledger } from "../modules/ledger/index.ts";
import type { Payouts } from "../modules/payouts/index.ts";

export interface DeskHealthDeps {
  readonly ctx: Context;
  readonly version: string;
  readonly accounts: Pick<Accounts, "audit" | "attention">;
  readonly ledger: Pick<Ledger, "problems">;
  readonly payouts: Pick<Payouts, "waiting">;
  readonly listeners: () => readonly Listener[];
  readonly roomsOnAir: () => number;
}

/** The health of what runs behind the market, and what an operator can do where it is stuck. */
export function deskHealthRoutes(deps: DeskHealthDeps): BoundRoute[] {
  const { ctx, accounts } = deps;
  const { reader } = ctx.db;
  const started_at = ctx.clock.now().toISOString();
  const iso = (at: Date | null): string | null => at?.toISOString() ?? null;
  const lateBefore = (): Date => new Date(ctx.clock.nowMs() - limits.timer_late_ms);

  const read = async (): Promise<Health> => {
    const now = ctx.clock.now();
    const listeners = deps.listeners();
    const [jobs, failed, lags, stuck, timers, database] = await Promise.all([
      readJobs(reader, now),
      readFailedJobs(reader),
      readListeners(reader, listeners),
      readStuckEvents(reader),
      readTimers(reader, lateBefore()),
      readDatabase(reader),
    ]);
    const memory = process.memoryUsage();
    return {
      object: "health",
      ok: failed.length === 0 && stuck.length === 0 && timers.every((timer) => timer.late === 0),
      at: now.toISOString(),
      process: {
        version: deps.version,
        node: process.version,
        started_at,
        memory_bytes: memory.rss,
        heap_bytes: memory.heapUsed,
      },
      database,
      jobs: jobs.map((job) => ({ ...job, oldest_at: iso(job.oldest_at) })),
      failed_jobs: failed.map((job) => ({ ...job, failed_at: iso(job.failed_at) })),
      listeners: lags.map((lag) => ({ ...lag, oldest_at: iso(lag.oldest_at) })),
      stuck_events: stuck.map(({ done, ...row }) => ({
        ...row,
        at: row.at.toISOString(),
        next_at: row.next_at.toISOString(),
        missing: listeners
          .filter((one) => one.types.includes(row.type) && !done.includes(one.name))
          .map((one) => one.name),
      })),
      timers: timers.map((timer) => ({ ...timer, oldest_due_at: iso(timer.oldest_due_at) })),
    };
  };

  const attention = async (): Promise<z.infer<typeof Attention>> => {
    const now = ctx.clock.now();
    const [people, payouts_waiting, ledger_problems, failed, stuck, timers] = await Promise.all([
      accounts.attention(reader, now),
      deps.payouts.waiting(reader),
      deps.ledger.problems(reader),
      readFailedJobs(reader),
      readStuckEvents(reader),
      readTimers(reader, lateBefore()),
    ]);
    return {
      object: "attention",
      at: now.toISOString(),
      ...people,
      oldest_verification_at: iso(people.oldest_verification_at),
      rooms_on_air: deps.roomsOnAir(),
      failed_jobs: failed.length,
      stuck_events: stuck.length,
      late_timers: timers.reduce((sum, timer) => sum + timer.late, 0),
      payouts_waiting,
      ledger_problems,
    };
  };

  const audit = (tx: Tx, by: string, action: string, subject_id: string, reason: string): Promise<void> =>
    accounts.audit(tx, [{ account_id: by, action, subject_id, reason }]);
  const decideJob = async (
    job: { name: string; job_id: string },
    by: string,
    reason: string,
    how: "retry" | "discard",
  ): Promise<Health> => {
    await ctx.db.transact(async (tx) => {
      if (!(await isFailedJob(tx, job.name, job.job_id))) refuse("not_found");
      await audit(tx, by, how === "retry" ? "jobs.retried" : "jobs.discarded", job.job_id, `${job.name}: ${reason}`);
      await ctx.jobs[how](tx, job.name, job.job_id);
    });
    return read();
  };

  return [
    handle(routes.getAttention, attention),
    handle(routes.getHealth, read),
    handle(routes.retryJob, ({ params, body, caller }) => decideJob(params, caller.account_id, body.reason, "retry")),
    handle(routes.discardJob, ({ params, body, caller }) =>
      decideJob(params, caller.account_id, body.reason, "discard"),
    ),
    handle(routes.retryEvent, async ({ params, body, caller }) => {
      await ctx.db.transact(async (tx) => {
        if (!(await hurryEvent(tx, params.event_id, ctx.clock.now()))) refuse("not_found");
        await audit(tx, caller.account_id, "events.retried", params.event_id, body.reason);
      });
      return read();
    }),
    handle(routes.skipEvent, async ({ params, body, caller }) => {
      await ctx.db.transact(async (tx) => {
        if (!(await dropEvent(tx, params.event_id))) refuse("not_found");
        await audit(tx, caller.account_id, "events.skipped", params.event_id, body.reason);
      });
      return read();
    }),
  ];
}
