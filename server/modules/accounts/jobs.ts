import { limits } from "../../kernel/limits.ts";
import type { Job } from "../../kernel/jobs.ts";
import { sweepKeys } from "./api-keys/store.ts";
import { deleteDue, type DeletionDeps } from "./life/delete-account.ts";
import { exportJob, ExportJob, makeExport } from "./life/export-account.ts";
import { emptyExports } from "./life/store.ts";
import { sweep } from "./store.ts";

/** A key that ended stays in its owner's list this long. */
const ended_keys_kept_ms = 30 * 24 * 3600_000;

export function createJobs(deps: DeletionDeps): Job[] {
  const { ctx, life } = deps;
  return [
    {
      // Nothing depends on it: what has ended is not honoured while it still lies there.
      name: "accounts.sweep",
      cron: "17 * * * *",
      retry_max: 3,
      work: () =>
        ctx.db.transact(async (tx) => {
          await sweep(tx, ctx.clock.now());
          await sweepKeys(tx, new Date(ctx.clock.nowMs() - ended_keys_kept_ms));
          await emptyExports(tx, ctx.clock.now());
        }),
    },
    {
      name: exportJob,
      retry_max: limits.job_retries_max,
      work: (data) => makeExport(ctx, life, ExportJob.parse(data)),
    },
    { name: "accounts.delete_due", cron: "*/10 * * * *", retry_max: 3, work: () => deleteDue(deps) },
  ];
}
