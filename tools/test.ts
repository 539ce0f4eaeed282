import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { check } from "./check.ts";
import { run, stopRunning } from "./run.ts";
import { startCluster } from "./test/cluster.ts";
import { ensureSystemTools, postgresBin } from "./test/system.ts";
import { closingLine, sum, tallyReport, type Tally } from "./test/tally.ts";

/**
 * `npm test`: the checks, then every test on real parts. All stages run even if one fails; the last line is
 * `N passed, N failed`, and the exit code is 1 if anything failed.
 */
async function main(): Promise<Tally> {
  const missing = await ensureSystemTools();
  if (missing !== null) {
    console.error(missing);
    return { passed: 0, failed: 1 };
  }
  const tallies: Tally[] = [];
  for (const one of await check()) tallies.push({ passed: one.passed ? 1 : 0, failed: one.passed ? 0 : 1 });
  heading("unit, PostgreSQL and journey tests on the embedded PostgreSQL");
  tallies.push(await vitest(["unit", "pg", "journeys"], {}));
  tallies.push(await onOldestPostgres());
  heading("browser tests in Chromium");
  tallies.push(await vitest(["browser"], {}));
  return sum(tallies);
}

function heading(text: string): void {
  console.log(`\n== ${text}`);
}

/** The PostgreSQL tests once more, on the oldest server that we promise to work with. */
async function onOldestPostgres(): Promise<Tally> {
  const bin = postgresBin();
  if (bin === null) throw new Error("PostgreSQL was found a moment ago and is gone");
  const cluster = await startCluster(bin);
  try {
    heading(`PostgreSQL tests on Debian's server: ${cluster.version}`);
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

// The stage that runs ends early and counts as failed; the cluster is stopped on the way out.
let interrupted = false;
for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.on(signal, () => {
    interrupted = true;
    stopRunning(signal);
  });
}
const tally = await main();
console.log(`\n${closingLine(tally)}`);
if (tally.failed > 0 || interrupted) process.exitCode = 1;
