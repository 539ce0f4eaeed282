import type { Context } from "../../kernel/context.ts";
import type { Job } from "../../kernel/jobs.ts";
import { sweepKeys } from "./api-keys/store.ts";
import { sweep } from "./store.ts";

/** A key that ended stays in its owner's list this long. */
const ended_keys_kept_ms = 30 * 24 * 3600_000;

export function createJobs(ctx: Context): Job[] {
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
        }),
    },
  ];
}
