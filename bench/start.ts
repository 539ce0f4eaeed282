import { execFileSync, spawn, type ChildProcess } from "node:child_process";
import { cp, mkdtemp, readdir, readFile, rm, stat, symlink, chmod } from "node:fs/promises";
import { join } from "node:path";
import { startArguments } from "../tests/kit/process.ts";
import { tmpdir } from "node:os";

/**
 * How long a newcomer waits: a fresh copy of the tracked files, an empty DATA_DIR, the default command; then the same
 * again. The limits are issue 2's: 15 s the first time, 3 s the second. `rss_mb` is the server process alone, the demo market
 * on air, ten seconds after it was ready; `cpu_percent` what server and demo took together of one core from then on.
 */
const root = join(import.meta.dirname, "..");
const idle_ms = 10_000;
const cpu_ms = 10_000;
const give_up_ms = 60_000;

export async function benchStart(): Promise<Record<string, unknown>> {
  const copy = await mkdtemp(join(tmpdir(), "laotie-bench-"));
  await chmod(copy, 0o755);
  try {
    for (const path of execFileSync("git", ["ls-files", "-z"], { cwd: root, encoding: "utf8" })
      .split("\0")
      .filter((path) => path !== "")) {
      await cp(join(root, path), join(copy, path));
    }
    await symlink(join(root, "node_modules"), join(copy, "node_modules"));
    const first = await run(copy, 0);
    const second = await run(copy, idle_ms);
    const installed = await bytesOf(join(root, "node_modules"));
    process.stdout.write(
      `first start  ${first.ready_s.toFixed(2)} s (limit 15), web build, initdb and migrations included\nsecond start ${second.ready_s.toFixed(2)} s (limit 3)\n`,
    );
    return {
      bench: "start",
      first_ready_s: round(first.ready_s),
      second_ready_s: round(second.ready_s),
      install_mb: Math.round(installed / 1048576),
      rss_mb: Math.round(second.rss_bytes / 1048576),
      cpu_percent: Math.round(second.cpu_percent),
    };
  } finally {
    await rm(copy, { recursive: true, force: true });
  }
}

const round = (seconds: number): number => Math.round(seconds * 100) / 100;

async function run(
  directory: string,
  idleMs: number,
): Promise<{ ready_s: number; rss_bytes: number; cpu_percent: number }> {
  const port = 20_000 + (process.pid % 20_000);
  const startMs = performance.now();
  const child = spawn(process.execPath, startArguments(), {
    cwd: directory,
    env: {
      ...process.env,
      PORT: String(port),
      RTMP_PORT: String(port + 1),
      DATA_DIR: join(directory, "data"),
      LOG_LEVEL: "warn",
    },
    stdio: ["ignore", "ignore", "inherit"],
  });
  try {
    while (!(await isReady(port))) {
      if (child.exitCode !== null || performance.now() - startMs > give_up_ms)
        throw new Error("the server did not become ready");
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    const readyS = (performance.now() - startMs) / 1000;
    await new Promise((resolve) => setTimeout(resolve, idleMs));
    const rssBytes = await rssOf(child);
    if (idleMs === 0) return { ready_s: readyS, rss_bytes: rssBytes, cpu_percent: 0 };
    const spentMs = await cpuMsOf(child);
    await new Promise((resolve) => setTimeout(resolve, cpu_ms));
    return {
      ready_s: readyS,
      rss_bytes: rssBytes,
      cpu_percent: (((await cpuMsOf(child)) - spentMs) / cpu_ms) * 100,
    };
  } finally {
    await ended(child);
  }
}

async function isReady(port: number): Promise<boolean> {
  try {
    return (await fetch(`http://127.0.0.1:${port}/readyz`)).status === 200;
  } catch {
    return false;
  }
}

async function rssOf(child: ChildProcess): Promise<number> {
  const status = await readFile(`/proc/${child.pid}/status`, "utf8");
  return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1] ?? 0) * 1024;
}

/** Processor time of the server and of the processes it started (the demo; PostgreSQL has a session of its own), in ms. */
async function cpuMsOf(child: ChildProcess): Promise<number> {
  const children = await readFile(`/proc/${child.pid}/task/${child.pid}/children`, "utf8").catch(() => "");
  const pids = [String(child.pid), ...children.trim().split(" ")].filter((pid) => pid !== "");
  const ticks = await Promise.all(
    pids.map(async (pid) => {
      const stat = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => "");
      const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
      return Number(fields[11] ?? 0) + Number(fields[12] ?? 0);
    }),
  );
  // Linux counts in hundredths of a second.
  return ticks.reduce((sum, one) => sum + one, 0) * 10;
}

function ended(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    child.once("exit", () => resolve());
    child.kill("SIGTERM");
  });
}

async function bytesOf(directory: string): Promise<number> {
  let bytes = 0;
  for (const entry of await readdir(directory, { recursive: true, withFileTypes: true })) {
    if (entry.isFile()) bytes += (await stat(join(entry.parentPath, entry.name))).size;
  }
  return bytes;
}
