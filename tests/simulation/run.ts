import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type pg from "pg";
import { systemClock } from "../../server/kernel/clock.ts";
import { perform } from "./act.ts";
import type { Stage } from "./stage.ts";
import { query, withDatabase, type Cluster } from "./database.ts";
import { createHand } from "./hand-clock.ts";
import { atRest, invariants } from "./invariants.ts";
import type { Market } from "./market.ts";
import { newModel } from "./model.ts";
import type { Plant } from "./plants.ts";
import { startProcess, type Process, type World } from "./process.ts";
import { openProvider } from "./provider.ts";
import { comeToRest } from "./rest.ts";
import { openEye, takeSnapshot, type Snapshot } from "./snapshot.ts";
import type { Plan, Step } from "./steps.ts";

/** Where a run broke: at a step (or at "rest"), which invariant, and what was seen. */
export interface Breach {
  readonly step: number | "rest";
  readonly invariant: string;
  readonly broken: readonly string[];
}
export interface RunResult {
  readonly plan: Plan;
  /** What came of each act, beside its step. Depends on scheduling where several happen at once. */
  readonly outcomes: readonly (readonly string[])[];
  readonly breach: Breach | null;
  readonly orders: number;
  readonly faults: number;
}

export interface RunOptions {
  readonly plant?: Plant;
  readonly onStep?: (index: number, step: Step, outcomes: readonly string[]) => void;
}

let runs = 0;

const open = `select ((select count(*) from orders.orders where state not in ('success', 'closed'))
  + (select count(*) from aftersales.aftersale where state not in ('success', 'closed')))::integer as n`;
const goOnAir = (session_id: string, at: Date): string =>
  `update live.session set state = 'on_air', started_at = '${at.toISOString()}', base_offset_ms = 0 where session_id = '${session_id}' and state = 'draft'`;

/** Plays a plan on a copy of the market. Stops at the first breach. */
export async function play(cluster: Cluster, market: Market, plan: Plan, options: RunOptions = {}): Promise<RunResult> {
  const name = `sim_${process.pid}_${(runs += 1)}`;
  await query(cluster.url, `create database ${name} template ${market.template}`);
  const database_url = withDatabase(cluster.url, name);
  if (options.plant?.sql !== undefined) await query(database_url, options.plant.sql);
  const data_dir = await mkdtemp(join(tmpdir(), "laotie-sim-data-"));
  const hand = createHand(market.openedMs);
  const provider = await openProvider(hand.nowMs);
  const bugs: string[] = [];
  let postgresDied = false;
  const killPostgres = (): void => {
    postgresDied = true;
    cluster.kill();
  };
  const world: World = {
    database_url,
    provider_url: provider.url,
    data_dir,
    hand,
    bugs,
    killPostgres,
    ...(options.plant?.meddle === undefined ? {} : { meddle: options.plant.meddle }),
  };
  const onAir = async (session_id: string): Promise<void> => {
    await query(database_url, goOnAir(session_id, new Date(hand.nowMs()))).catch(() => undefined);
  };
  const countOpen = async (): Promise<number> => (await query<{ n: number }>(database_url, open))[0]?.n ?? 0;
  const stage: Stage = {
    market,
    model: newModel(),
    provider,
    hand,
    processes: [],
    onAir,
    countOpen,
    contradictions: [],
    wrong: bugs,
  };
  const outcomes: string[][] = [];
  let births = 0;
  let faults = 0;
  let eye: pg.Client | null = null;
  const birth = (): Promise<Process> => startProcess(world, plan.seed * 1009 + (births += 1));
  const look = async (): Promise<Snapshot> => {
    eye ??= await openEye(database_url);
    return takeSnapshot(eye, options.plant?.stock_table);
  };
  /** Whoever died comes back: PostgreSQL first. */
  const revive = async (): Promise<void> => {
    if (postgresDied) {
      await cluster.revive();
      await eye?.end().catch(() => undefined);
      eye = null;
      postgresDied = false;
    }
    for (const [index, one] of stage.processes.entries()) if (!one.alive) stage.processes[index] = await birth();
  };
  const breachAt = async (step: number | "rest"): Promise<Breach | null> => {
    if (bugs.length > 0) return { step, invariant: "no bug is answered, logged or told", broken: [...bugs] };
    const seen = await look();
    for (const { name: invariant, check } of invariants) {
      const broken = check(seen, stage.model, market);
      if (broken.length > 0) return { step, invariant, broken };
    }
    if (step !== "rest") return null;
    const broken = atRest(seen, stage.model, provider, hand.nowMs());
    return broken.length === 0 ? null : { step, invariant: "nothing is stuck, nothing is lost", broken };
  };
  let breach: Breach | null = null;
  try {
    for (let index = 0; index < plan.processes; index += 1) stage.processes.push(await birth());
    for (const [index, step] of plan.steps.entries()) {
      const said = await take(stage, step);
      if (stage.processes.some((one) => one.fired)) faults += 1;
      outcomes.push(said);
      await revive();
      options.onStep?.(index, step, said);
      breach = await breachAt(index);
      if (breach !== null) break;
    }
    if (breach === null) {
      // What the last step began may have run into its fault only now.
      for (const one of stage.processes) one.arm(null);
      await revive();
      await comeToRest(stage);
      breach = await breachAt("rest");
    }
  } catch (error) {
    breach = {
      step: outcomes.length,
      invariant: "the simulation itself goes on",
      broken: [String((error as Error).stack)],
    };
  } finally {
    for (const one of stage.processes) one.kill();
    await cluster.revive();
    await (eye as pg.Client | null)?.end().catch(() => undefined);
    await provider.stop();
    await query(cluster.url, `drop database if exists ${name} with (force)`);
    await rm(data_dir, { recursive: true, force: true });
  }
  return { plan, outcomes, breach, orders: stage.model.known.size, faults };
}

/** A moment passes, then everything of the step happens at once. */
async function take(stage: Stage, step: Step): Promise<string[]> {
  stage.hand.turn(7);
  for (const [index, one] of stage.processes.entries())
    one.arm(step.fault !== null && step.fault.at % stage.processes.length === index ? step.fault : null);
  stage.contradictions.length = 0;
  const said = await Promise.all(step.acts.map((act) => perform(stage, act)));
  // Where nothing but orders happened nothing came back on sale either: a key cannot be refused and granted.
  if (step.fault === null && step.acts.every((act) => act.do === "place")) stage.wrong.push(...stage.contradictions);
  // What was begun in the background goes on for a moment, and may run into the fault too.
  if (step.fault !== null) await systemClock.sleep(5);
  return said;
}
