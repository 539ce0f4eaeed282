import { fork } from "node:child_process";
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { present } from "../server/kernel/assert.ts";
import { startEmbeddedPostgres, type EmbeddedPostgres } from "../server/kernel/embedded-postgres.ts";
import { randomText, systemRandom } from "../server/kernel/random.ts";
import { spawnServer, type ServerProcess } from "../tests/kit/process.ts";
import type { Plan, Result } from "./orders/buyers.ts";
import { measureLimit } from "./orders/limit.ts";
import {
  makePeople,
  openShop,
  operator_email,
  pause,
  putOnSale,
  signIn,
  type Person,
  type Shop,
} from "./orders/market.ts";
import { cpuSecondsOf, peakBytesOf, postgresCpuSeconds } from "./orders/processes.ts";

/**
 * Orders under a flash sale: the unmodified server with every rule on, PostgreSQL with default durability and the buyers,
 * all on this machine. The limit is the same rows in the same tables without HTTP and rules; the naive way is a transaction
 * per order. `ORDERS_ONLY=hot` measures the hot SKU at 1,024 buyers alone, `ORDERS_SECONDS` for so long.
 */
const measured_ms = Number(process.env["ORDERS_SECONDS"] ?? 10) * 1000;
/** Long enough that whoever came first, to a cold server, is answered before it is measured. */
const warm_ms = 8000;
const only_hot = process.env["ORDERS_ONLY"] === "hot";
/** So many that each stays within its 240 writes a minute: the limit is a rule, and rules are on. */
const people_count = only_hot ? 2048 : 4096;
const shops_mixed = 8;
const plenty = 5_000_000;

interface Stage {
  readonly directory: string;
  readonly postgres: EmbeddedPostgres;
  readonly env: Record<string, string>;
  readonly sql: pg.Pool;
  server: ServerProcess;
  people: readonly Person[];
}

export async function benchOrders(): Promise<Record<string, unknown>> {
  const directory = await mkdtemp(join(tmpdir(), "laotie-orders-"));
  await chmod(directory, 0o755);
  const postgres = await startEmbeddedPostgres({ directory: join(directory, "postgres"), sleep: pause });
  const env = {
    DATA_DIR: directory,
    DATABASE_URL: postgres.url,
    SECRET: randomText(systemRandom, 48),
    DEMO: "0",
    HOST: "127.0.0.1",
    OPERATOR_EMAIL: operator_email,
    ...(process.env["SERVER_NODE_OPTIONS"] === undefined ? {} : { NODE_OPTIONS: process.env["SERVER_NODE_OPTIONS"] }),
  };
  const sql = new pg.Pool({ connectionString: postgres.url, max: 2 });
  const stage: Stage = { directory, postgres, env, sql, server: await spawnServer(env), people: [] };
  try {
    return await measure(stage);
  } finally {
    await stage.server.kill("SIGTERM");
    process.stderr.write(stage.server.output().split("\n").slice(-12).join("\n"));
    await sql.end();
    await postgres.stop();
    await rm(directory, { recursive: true, force: true });
  }
}

async function measure(stage: Stage): Promise<Record<string, unknown>> {
  say(`${people_count} buyers sign in`);
  const operator = await signIn(stage.server, operator_email, "127.3.0.1");
  stage.people = await makePeople(
    stage.server,
    stage.sql,
    present(stage.env["SECRET"], "the secret is given"),
    people_count,
  );
  const hotShop = await openShop(stage.server, operator.call, 0);
  const hot = await putOnSale(hotShop, plenty);
  if (only_hot) {
    const run = await hotRun(stage, [hot], 1024, "hot SKU");
    return { bench: "orders", orders_s: run.orders_s, p99_ms: run.p99_ms };
  }
  for (const buyers of [64, 256]) await hotRun(stage, [hot], buyers, "hot SKU");
  const main = await hotRun(stage, [hot], 1024, "hot SKU", true);
  const mixed = [hot];
  const shops: Shop[] = [hotShop];
  for (let number = 1; number < shops_mixed; number += 1)
    shops.push(await openShop(stage.server, operator.call, number));
  for (const shop of shops) for (let count = 0; count < 8; count += 1) mixed.push(await putOnSale(shop, plenty));
  for (const buyers of [64, 256, 1024])
    await hotRun(stage, mixed, buyers, `mixed market (${mixed.length} SKUs of ${shops_mixed} shops)`);
  const soldOut = await sellOut(stage, hotShop);
  const lost = await killed(stage, hot);
  const limit = await measureLimit(stage.sql, stage.postgres.url, say);
  return {
    bench: "orders",
    orders_s: main.orders_s,
    p50_ms: main.p50_ms,
    p99_ms: main.p99_ms,
    limit_orders_s: limit.limit_orders_s,
    ratio_limit: Math.round((main.orders_s / limit.limit_orders_s) * 100) / 100,
    naive_orders_s: limit.naive_orders_s,
    ...soldOut,
    lost,
    rss_mb: main.rss_mb,
    reads_p99_ms: main.reads_p99_ms,
  };
}

interface Run extends Result {
  readonly rss_mb: number;
  readonly reads_p99_ms: number;
}

async function hotRun(
  stage: Stage,
  variant_ids: readonly string[],
  buyers: number,
  name: string,
  reads = false,
): Promise<Run> {
  const before = await batches(stage);
  let cpu = { server: 0, postgres: 0 };
  const now = async () => ({
    server: await cpuSecondsOf(present(stage.server.child.pid, "the server runs")),
    postgres: await postgresCpuSeconds(stage.directory),
  });
  const reading = reads ? readAlong(stage) : null;
  const result = await buy(
    stage,
    { variant_ids, buyers, until_sold_out: 0, keep_ids: false, quantities: [1], measured_ms },
    async () => (cpu = await now()),
  );
  const after = await now();
  const seconds = measured_ms / 1000;
  const reads_p99_ms = (await reading?.stop()) ?? 0;
  const rss_mb = Math.round((await peakBytesOf(present(stage.server.child.pid, "the server runs"))) / 1048576);
  const made = await batches(stage);
  const share = (part: number): string => `${Math.round((part / seconds) * 100)} %`;
  const each = (part: number): string => `${Math.round((part * 1e6) / Math.max(1, result.placed))} µs`;
  const [server, postgres] = [after.server - cpu.server, after.postgres - cpu.postgres];
  say(
    `${name}, ${buyers} buyers: ${result.orders_s} orders/s, p50 ${result.p50_ms} ms, p95 ${result.p95_ms} ms, p99 ${result.p99_ms} ms, max ${result.max_ms} ms; ` +
      `${JSON.stringify(result.codes)}${result.broken > 0 ? ` broken ${result.broken}` : ""}`,
  );
  say(
    `  of a core: server ${share(server)} (${each(server)} an order), PostgreSQL ${share(postgres)} (${each(postgres)}), buyers ${share(result.cpu * seconds)} (${each(result.cpu * seconds)}); ` +
      `${made.commits - before.commits} commits, ${made.placed - before.placed} orders; peak ${rss_mb} MB${reads ? `; reads p99 ${reads_p99_ms} ms` : ""}`,
  );
  await settled(stage);
  return { ...result, rss_mb, reads_p99_ms };
}

/** Waits until everybody has heard of everything, so that one run does not pay for the one before; says how long it took. */
async function settled(stage: Stage): Promise<void> {
  const startMs = performance.now();
  let left = 1;
  while (left > 0 && performance.now() - startMs < 120_000) {
    left = await numberOf(stage, "select count(*) as n from kernel.shop_outbox");
    if (left > 0) await pause(200);
  }
  say(`  everybody had heard of it ${Math.round(performance.now() - startMs)} ms later`);
}

async function batches(stage: Stage): Promise<{ commits: number; placed: number }> {
  return {
    commits: await numberOf(stage, "select xact_commit as n from pg_stat_database where datname = current_database()"),
    placed: await numberOf(stage, "select count(*) as n from orders.orders"),
  };
}

/** The number that a question has for its only answer, named `n`. */
async function numberOf(stage: Stage, question: string, values: readonly unknown[] = []): Promise<number> {
  const { rows } = await stage.sql.query<{ n: string }>(question, [...values]);
  return Number(rows[0]?.n ?? 0);
}

/** More buyers than stock, of one and of several units at once: exactly the stock is sold. */
async function sellOut(stage: Stage, shop: Shop): Promise<{ oversold: number; unsold: number }> {
  const units = 20_000;
  const variant_id = await putOnSale(shop, units);
  const result = await buy(stage, {
    variant_ids: [variant_id],
    buyers: 1024,
    until_sold_out: 3000,
    keep_ids: false,
    quantities: [1, 2, 1, 3, 1],
    measured_ms: 60_000,
  });
  const sold = await numberOf(
    stage,
    `select coalesce(sum(l.quantity), 0) as n from orders.line l join orders.orders o on o.shop_id = l.shop_id and o.order_id = l.order_id
       where l.variant_id = $1 and o.state <> 'closed'`,
    [variant_id],
  );
  const reserved = await numberOf(stage, "select reserved as n from inventory.stock where variant_id = $1", [
    variant_id,
  ]);
  say(`sell-out: ${units} units, sold ${sold}, reserved ${reserved}; ${JSON.stringify(result.codes)}`);
  return { oversold: Math.max(0, sold - units), unsold: Math.max(0, units - sold) };
}

/** The server is killed in the middle of it; every acknowledged order is there afterwards. */
async function killed(stage: Stage, variant_id: string): Promise<number> {
  const buying = buy(stage, {
    variant_ids: [variant_id],
    buyers: 256,
    until_sold_out: 0,
    keep_ids: true,
    quantities: [1],
    measured_ms: 4000,
  });
  await pause(warm_ms + 2000);
  await stage.server.kill("SIGKILL");
  const { ids } = await buying;
  stage.server = await spawnServer(stage.env);
  const lost = await numberOf(
    stage,
    "select count(*) as n from unnest($1::text[]) as u(id) where not exists (select from orders.orders where order_id = u.id)",
    [ids],
  );
  say(`kill -9: ${ids.length} acknowledged, ${lost} lost`);
  return lost;
}

/** What people read while others buy: the page of the product, their orders. */
function readAlong(stage: Stage): { stop(): Promise<number> } {
  const latencies: number[] = [];
  const state = { stopped: false };
  const reader = async (offset: number): Promise<void> => {
    for (let turn = offset; !state.stopped; turn += 1) {
      const person = present(stage.people[turn % stage.people.length], "there are people");
      const path = turn % 2 === 0 ? "/v1/products?limit=10" : "/v1/orders?limit=10";
      const startMs = performance.now();
      const answer = await fetch(`${stage.server.url}${path}`, {
        headers: { authorization: `Bearer ${person.token}` },
      });
      await answer.arrayBuffer();
      if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
      latencies.push(performance.now() - startMs);
      await pause(50);
    }
  };
  const readers = [0, 1].map(reader);
  return {
    async stop() {
      state.stopped = true;
      await Promise.all(readers);
      const sorted = latencies.toSorted((a, b) => a - b);
      return Math.round(sorted[Math.floor(sorted.length * 0.99)] ?? 0);
    },
  };
}

function buy(
  stage: Stage,
  plan: Omit<Plan, "port" | "people" | "warm_ms" | "repeated_percent">,
  onMeasuring: () => Promise<unknown> = () => Promise.resolve(),
): Promise<Result> {
  const child = fork(join(import.meta.dirname, "orders/buyers.ts"));
  return new Promise((resolve, reject) => {
    let result: Result | null = null;
    child.on("message", (message: { measuring?: true; result?: Result }) => {
      if (message.measuring === true) void onMeasuring();
      if (message.result !== undefined) result = message.result;
    });
    child.on("exit", () => {
      if (result === null) reject(new Error("the buyers went away"));
      else resolve(result);
    });
    child.send({
      ...plan,
      port: Number(new URL(stage.server.url).port),
      people: stage.people,
      warm_ms,
      repeated_percent: 3,
    } satisfies Plan);
  });
}

const startedMs = performance.now();
function say(text: string): void {
  process.stdout.write(`${((performance.now() - startedMs) / 1000).toFixed(1).padStart(6)} s  ${text}\n`);
}
