import { chmodSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { systemClock } from "../server/kernel/clock.ts";
import { startEmbeddedPostgres } from "../server/kernel/embedded-postgres.ts";
import { check } from "./check.ts";
import { run, stopRunning } from "./run.ts";
import { startCluster } from "./test/cluster.ts";
import { ensureSystemTools, postgresBin } from "./test/system.ts";
import { closing, failure, sum, tallyReport, type Tally } from "./test/tally.ts";

/**
 * `npm test`: the checks, then every test on real parts. All stages run even if one fails; what failed is told
 * again at the end, the last line is `N passed, N failed`, and the exit code is 1 if anything failed.
 */
async function main(): Promise<Tally> {
  const missing = await ensureSystemTools();
  if (missing !== null) {
    return failure(missing);
  }
  const checked = await check();
  return sum([
    ...checked.map((one) => (one.passed ? { passed: 1, failed: 0, failures: [] } : failure(one.name))),
    await stage("tests on the embedded PostgreSQL", onEmbeddedPostgres),
    await stage("PostgreSQL tests once more, on Debian's server", onOldestPostgres),
  ]);
}

/** A stage that breaks down is one failure, and the stages after it still run. */
async function stage(name: string, tests: () => Promise<Tally>): Promise<Tally> {
  heading(name);
  try {
    return await tests();
  } catch (error) {
    console.error(error);
    return failure(`${name}: ${String(error)}`);
  }
}

function heading(text: string): void {
  console.log(`\n== ${text}`);
}

/** Everything, on one embedded server; it is ours and not vitest's, so that Ctrl-C stops it too. */
async function onEmbeddedPostgres(): Promise<Tally> {
  const folder = mkdtempSync(join(tmpdir(), "laotie-test-"));
  chmodSync(folder, 0o755);
  try {
    const server = await startEmbeddedPostgres({
      directory: join(folder, "postgres"),
      sleep: (ms) => systemClock.sleep(ms),
    });
    try {
      const env = { TEST_DATABASE_URL: server.url };
      const tallies = [await vitest(["unit", "pg"], env)];
      heading("journeys through the whole server");
      tallies.push(await vitest(["journeys"], env));
      heading("simulated markets");
      tallies.push(await vitest(["simulation"], env));
      heading("browser tests in Chromium");
      tallies.push(await vitest(["browser"], env));
      return sum(tallies);
    } finally {
      await server.stop();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The oldest server that we promise to work with. */
async function onOldestPostgres(): Promise<Tally> {
  const bin = postgresBin();
  if (bin === null) throw new Error("PostgreSQL was found a moment ago and is gone");
  const cluster = await startCluster(bin);
  try {
    console.log(cluster.version);
    return await vitest(["pg"], { TEST_DATABASE_URL: cluster.url });
  } finally {
    cluster.stop();
  }
}

/** Runs projects of vitest.config.ts and counts their report. */
async function vitest(projects: readonly string[], env: Readonly<Record<string, string>>): Promise<Tally> {
  const folder = mkdtempSync(join(tmpdir(), "laotie-report-"));
  try {
    const file = join(folder, "report.json");
    const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${file}`];
    const exitCode = await run("vitest", ["run", ...projects.map((name) => `--project=${name}`), ...reporters], {
      env,
    });
    return tallyReport(readReport(file), exitCode);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The report, or null when vitest did not come to write one. */
function readReport(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, "utf8")) as unknown;
  } catch {
    return null;
  }
}

// The stage that runs ends early, those after it do not start, and the cluster is stopped on the way out.
let interrupted = false;
for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.on(signal, () => {
    interrupted = true;
    stopRunning(signal);
  });
}
const tally = await main();
console.log(`\n${closing(tally)}`);
if (tally.failed > 0 || interrupted) process.exitCode = 1;
