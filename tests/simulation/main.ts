import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { givenCluster, ownCluster, type Cluster } from "./database.ts";
import { openMarket, type Market } from "./market.ts";
import { plants, type PlantName } from "./plants.ts";
import { play, type RunResult } from "./run.ts";
import { shorten } from "./shorten.ts";
import { planOf, type Plan } from "./steps.ts";
import { formatTrace, traceOf, type Trace } from "./trace.ts";

/**
 * `npm run sim -- --seed N [--steps M] [--seeds K] [--postgres] [--replay FILE] [--plant NAME] [--shorten] [--verbose]`
 * Plays one seed (or K from N on) and saves its trace; or plays a saved trace again. Exits 1 at a breach.
 */
const { values } = parseArgs({
  options: {
    seed: { type: "string", default: "1" },
    seeds: { type: "string", default: "1" },
    steps: { type: "string", default: "120" },
    replay: { type: "string" },
    plant: { type: "string" },
    out: { type: "string", default: "data/simulation" },
    postgres: { type: "boolean", default: false },
    shorten: { type: "boolean", default: false },
    verbose: { type: "boolean", default: false },
  },
});

const plant = values.plant === undefined ? undefined : plants[values.plant as PlantName];
if (values.plant !== undefined && plant === undefined)
  throw new Error(`there is no plant ${values.plant}; there are ${Object.keys(plants).join(", ")}`);

async function plansAsked(): Promise<Plan[]> {
  if (values.replay !== undefined) return [(JSON.parse(await readFile(values.replay, "utf8")) as Trace).plan];
  const first = Number(values.seed);
  return Array.from({ length: Number(values.seeds) }, (_, index) =>
    planOf(first + index, Number(values.steps), { postgres_dies: values.postgres }),
  );
}

async function save(result: RunResult): Promise<string> {
  await mkdir(values.out, { recursive: true });
  const path = join(values.out, `seed-${result.plan.seed}.json`);
  await writeFile(path, formatTrace(traceOf(result)));
  return path;
}

async function playAll(cluster: Cluster, market: Market, plans: readonly Plan[]): Promise<number> {
  let failed = 0;
  for (const plan of plans) {
    const startedMs = performance.now();
    const options = {
      ...(plant === undefined ? {} : { plant }),
      ...(values.verbose
        ? {
            onStep: (index: number, step: object, said: readonly string[]) =>
              console.log(index, JSON.stringify(step), said),
          }
        : {}),
    };
    const result = await play(cluster, market, plan, options);
    const path = await save(result);
    const seconds = ((performance.now() - startedMs) / 1000).toFixed(1);
    const head = `seed ${plan.seed}: ${result.outcomes.length} steps, ${plan.processes} processes, ${result.orders} orders, ${result.faults} faults, ${seconds} s`;
    if (result.breach === null) {
      console.log(`${head}: clean`);
      continue;
    }
    failed += 1;
    console.log(`${head}: BROKEN at step ${result.breach.step}: ${result.breach.invariant}`);
    for (const one of [...new Set(result.breach.broken)].slice(0, 10)) console.log(`  ${one}`);
    console.log(`  trace: ${path}; again: npm run sim -- --replay ${path}`);
    if (values.shorten) {
      const short = await shorten(cluster, market, result, options);
      console.log(
        `  shortened to ${short.plan.steps.length} steps: ${await save({ ...short, plan: { ...short.plan } })}`,
      );
    }
  }
  return failed;
}

const url = process.env["TEST_DATABASE_URL"];
const plans = await plansAsked();
const needsOwn = url === undefined || plans.some((plan) => plan.postgres_dies);
const cluster = needsOwn ? await ownCluster({ durable: plans.some((plan) => plan.postgres_dies) }) : givenCluster(url);
try {
  const market = await openMarket(cluster);
  const failed = await playAll(cluster, market, plans);
  console.log(failed === 0 ? `${plans.length} clean` : `${failed} of ${plans.length} broken`);
  process.exitCode = failed === 0 ? 0 : 1;
} finally {
  await cluster.stop();
}
