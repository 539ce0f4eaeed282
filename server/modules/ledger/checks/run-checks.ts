import type { z } from "zod";
import type { LedgerHealth } from "../../../../contract/ledger.ts";
import type { Context } from "../../../kernel/context.ts";
import type { Reader } from "../../../kernel/db.ts";
import { newId } from "../../../kernel/ids.ts";
import type { Job } from "../../../kernel/jobs.ts";
import { limits } from "../../../kernel/limits.ts";
import { findAllProblems } from "./check-ledger.ts";
import type { LedgerDeps } from "../routes.ts";
import { addCheck, findRecentProblems, forgetChecks, lastChecks } from "./store.ts";
import type { CheckedRow } from "../tables.ts";

/** The books are looked at by themselves: what is new every minute, everything four times a day. */
export function ledgerJobs(ctx: Context, deps: Pick<LedgerDeps, "alarm">): readonly Job[] {
  const found = { recent: 0, full: 0 };
  ctx.metrics.gauge(
    "ledger_problems",
    "What the last checks of the ledger found wrong in this process",
    () => found.recent + found.full,
  );
  const check = async (scope: CheckedRow["scope"]) => {
    found[scope] = await runCheck(ctx, deps, scope);
  };
  return [
    { name: "ledger.check_recent", cron: "* * * * *", retry_max: 0, work: () => check("recent") },
    { name: "ledger.check_full", cron: "23 */6 * * *", retry_max: 1, work: () => check("full") },
  ];
}

/** Looks, keeps what it found, and tells operators where there is more wrong than the look before saw. */
async function runCheck(ctx: Context, deps: Pick<LedgerDeps, "alarm">, scope: CheckedRow["scope"]): Promise<number> {
  const { db, clock, config } = ctx;
  const at = clock.now();
  const before = (await lastChecks(db.reader)).find((one) => one.scope === scope);
  // A transfer may commit some time after the instant it names: windows overlap.
  const since = new Date((before?.at ?? at).getTime() - limits.ledger_check_overlap_ms);
  const seen =
    scope === "full"
      ? await findAllProblems(db.reader, config.currency, at)
      : await findRecentProblems(db.reader, config.currency, since, limits.ledger_problems_listed_max);
  const count = seen.problems.length;
  await db.transact(async (tx) => {
    const id = newId(ctx, "look");
    await addCheck(tx, { id, scope, at, ...seen });
    await forgetChecks(tx, new Date(at.getTime() - limits.ledger_checks_kept_ms));
    if (count > (before?.problems.length ?? 0)) await deps.alarm?.(tx, { cause: `ledger_wrong:${id}`, count });
  });
  if (count > 0) ctx.log.error({ scope, problems: seen.problems }, "the ledger does not add up");
  return count;
}

/** What the last look of each kind found. */
export async function readHealth(reader: Reader): Promise<z.infer<typeof LedgerHealth>> {
  const checks = await lastChecks(reader);
  const last = (scope: CheckedRow["scope"]) => {
    const one = checks.find((check) => check.scope === scope);
    return one === undefined
      ? null
      : {
          ok: one.problems.length === 0,
          at: one.at.toISOString(),
          transfers: Number(one.transfers),
          problems: one.problems.length,
        };
  };
  const problems = new Map(
    checks.flatMap((one) => one.problems.map((problem) => [`${problem.rule} ${problem.detail}`, problem])),
  );
  return {
    object: "ledger_health",
    ok: problems.size === 0,
    recent: last("recent"),
    full: last("full"),
    problems: [...problems.values()].slice(0, limits.ledger_problems_listed_max),
  };
}
