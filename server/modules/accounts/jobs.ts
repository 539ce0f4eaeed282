import { limits } from "../../kernel/limits.ts";
import type { Job } from "../../kernel/jobs.ts";
import { deleteDue, type DeletionDeps } from "./life/delete-account.ts";
import { exportJob, ExportJob, makeExport } from "./life/export-account.ts";
import { emptyExports } from "./life/store.ts";
import { sweep } from "./store.ts";

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
