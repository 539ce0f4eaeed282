import { fork, type ChildProcess } from "node:child_process";
import { mkdir, rm, stat, writeFile } from "node:fs/promises";
import { availableParallelism, freemem } from "node:os";
import { join } from "node:path";
import type { Clock } from "./kernel/clock.ts";
import { environmentOfChildren } from "./kernel/config.ts";
import type { Log } from "./kernel/log.ts";
import { emptyDemoDatabase } from "./kernel/market-kind.ts";

const goodbye_ms = 2_000;
const again_ms = 2_000;
const calm_free_bytes = 2 * 1024 ** 3;

/** True for a machine that the whole market would keep too busy: one core, or less than 2 GB free. */
export function isCalm(): boolean {
  return availableParallelism() < 2 || freemem() < calm_free_bytes;
}

interface DemoSettings {
  readonly url: string;
  readonly rtmp_url: string;
  /** The demo's own folder below DATA_DIR; the demo process keeps there what its people's devices would keep. */
  readonly directory: string;
  readonly calm: boolean;
  readonly clock: Clock;
  readonly log: Log;
}

/**
 * The demo is another process that uses only the public API, sockets and RTMP. It ends when we do, however we end;
 * returns how to end it.
 */
export function startDemo(settings: DemoSettings): () => Promise<void> {
  const { clock, log } = settings;
  let stopping = false;
  let child: ChildProcess | null = null;
  const launch = (): void => {
    child = fork(join(import.meta.dirname, "..", "demo", "main.ts"), [], {
      env: {
        ...environmentOfChildren(),
        DEMO_URL: settings.url,
        DEMO_RTMP_URL: settings.rtmp_url,
        DEMO_DIRECTORY: settings.directory,
        DEMO_CALM: settings.calm ? "1" : "0",
      },
      stdio: ["ignore", "inherit", "inherit", "ipc"],
    });
    child.once("exit", (code) => {
      if (stopping) return;
      log.warn({ code }, "the demo process ended; starting it again");
      clock.after(again_ms, () => {
        if (!stopping) launch();
      });
    });
  };
  launch();
  return async () => {
    stopping = true;
    const last = child;
    if (last === null || last.exitCode !== null || last.signalCode !== null) return;
    last.kill("SIGTERM");
    await Promise.race([new Promise((resolve) => last.once("exit", resolve)), clock.sleep(goodbye_ms)]);
    last.kill("SIGKILL");
  };
}

const markOf = (directory: string): string => join(directory, "reset-asked");

/**
 * Bringing the demo to its beginning happens only while starting, when nobody uses its data: whoever wants it leaves a
 * mark in the demo's folder. The mark goes last, so a reset that was cut short is done again.
 */
export const demoReset = {
  async ask(directory: string): Promise<void> {
    await mkdir(directory, { recursive: true });
    await writeFile(markOf(directory), "");
  },
  /** Does what was asked for; false when nothing was. Throws `DatabaseError` for a database that is not the demo's. */
  async perform(directory: string, databaseUrl: string): Promise<boolean> {
    const asked = await stat(markOf(directory)).then(
      () => true,
      () => false,
    );
    if (!asked) return false;
    await emptyDemoDatabase(databaseUrl);
    for (const name of ["objects", "people.json"]) await rm(join(directory, name), { recursive: true, force: true });
    await rm(markOf(directory), { force: true });
    return true;
  },
};
