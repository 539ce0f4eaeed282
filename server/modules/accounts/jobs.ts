import type { Context } from "../../kernel/context.ts";
import type { Job } from "../../kernel/jobs.ts";
import { sweep } from "./store.ts";

export function createJobs(ctx: Context): Job[] {
  return [
    {
      // Nothing depends on it: what has ended is not honoured while it still lies there.
      name: "accounts.sweep",
      cron: "17 * * * *",
      retry_max: 3,
      work: () => ctx.db.transact((tx) => sweep(tx, ctx.clock.now())),
    },
  ];
}
