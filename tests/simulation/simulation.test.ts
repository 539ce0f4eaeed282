import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, inject, it, test } from "vitest";
import { givenCluster, ownCluster, type Cluster } from "./database.ts";
import { openMarket, type Market } from "./market.ts";
import { plants, type Plant } from "./plants.ts";
import { play } from "./run.ts";
import { planOf, type Plan } from "./steps.ts";
import { formatTrace, traceOf, type Trace } from "./trace.ts";

const seeds = [1, 2, 3];
const steps = 40;
/** A planted bug is found within so many seeds. */
const seeds_until_found_max = 5;

let cluster: Cluster;
let market: Market;
beforeAll(async () => {
  cluster = givenCluster(inject("postgresUrl"));
  market = await openMarket(cluster);
});
afterAll(() => cluster.stop());

/** What a failing test says: the seed, the step, the invariant, and how to see it again. */
async function broken(on: Cluster, where: Market, plan: Plan): Promise<string> {
  const result = await play(on, where, plan);
  if (result.breach === null) return result.orders > 0 ? "clean" : "nobody bought anything";
  const again = `npm run sim -- --seed ${plan.seed} --steps ${plan.steps.length}${plan.postgres_dies ? " --postgres" : ""}`;
  return `${again}\n${formatTrace(traceOf(result))}`;
}

test.each(seeds)("seed %i: every promise holds after every step, and nothing is stuck at the end", async (seed) => {
  expect(await broken(cluster, market, planOf(seed, steps))).toBe("clean");
});

it("holds where PostgreSQL is killed under it too", async () => {
  const own = await ownCluster({ durable: true });
  try {
    expect(await broken(own, await openMarket(own), planOf(21, steps, { postgres_dies: true }))).toBe("clean");
  } finally {
    await own.stop();
  }
});

const folder = join(import.meta.dirname, "traces");
test.each(readdirSync(folder))("%s, which was broken once, is not broken any more", async (file) => {
  const { plan } = JSON.parse(readFileSync(join(folder, file), "utf8")) as Trace;
  expect(await broken(cluster, market, plan)).toBe("clean");
});

test.each<Plant>(Object.values(plants))("a planted bug is caught: $name", async (plant) => {
  for (let seed = 1; seed <= seeds_until_found_max; seed += 1) {
    const { breach } = await play(cluster, market, planOf(seed, steps), { plant });
    if (breach === null) continue;
    expect(plant.breaks, JSON.stringify(breach)).toContain(breach.invariant);
    expect(breach.broken.join("\n")).toMatch(plant.says);
    return;
  }
  expect.fail(`nobody noticed in ${seeds_until_found_max} seeds: ${plant.name}`);
});

it("is decided by the seed alone, and a saved trace says all of it", () => {
  const plan = planOf(7, steps);
  expect(planOf(7, steps)).toEqual(plan);
  expect(planOf(8, steps)).not.toEqual(plan);
  expect(planOf(7, steps / 2).steps).toEqual(plan.steps.slice(0, steps / 2));
  const result = { plan, outcomes: [["done"]], breach: null, orders: 0, faults: 0 };
  expect((JSON.parse(formatTrace(traceOf(result))) as Trace).plan).toEqual(plan);
});
