import type { Cluster } from "./database.ts";
import type { Market } from "./market.ts";
import { play, type RunOptions, type RunResult } from "./run.ts";

/** So many shorter plans are tried at most. */
const tries_max = 60;

/** Leaves out steps as long as the same invariant breaks: halves first, single steps last. Steps are picks, so any subset can be played. */
export async function shorten(
  cluster: Cluster,
  market: Market,
  broken: RunResult,
  options: RunOptions,
): Promise<RunResult> {
  let best = cutAfterBreach(broken);
  let tries = 0;
  for (let size = Math.ceil(best.plan.steps.length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2)) {
    for (let from = 0; from < best.plan.steps.length && tries < tries_max;) {
      tries += 1;
      const steps = best.plan.steps.toSpliced(from, size);
      const result = await play(cluster, market, { ...best.plan, steps }, options);
      if (result.breach?.invariant === broken.breach?.invariant) best = cutAfterBreach(result);
      else from += size;
    }
  }
  return best;
}

function cutAfterBreach(result: RunResult): RunResult {
  const at = result.breach?.step;
  return typeof at === "number"
    ? { ...result, plan: { ...result.plan, steps: result.plan.steps.slice(0, at + 1) } }
    : result;
}
