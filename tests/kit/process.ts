import { spawn, type ChildProcess } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { createClient, type Call } from "../../contract/client.ts";
import { systemClock } from "../../server/kernel/clock.ts";
import { freePort } from "../../server/kernel/free-port.ts";

const root = join(import.meta.dirname, "../..");

export interface ServerProcess {
  readonly url: string;
  readonly rtmp_port: number;
  readonly child: ChildProcess;
  readonly guest: Call;
  /** Everything it printed. */
  output(): string;
  kill(signal: NodeJS.Signals): Promise<number | null>;
}

/** How long a busy machine may take to build the web app and make a database. How soon it is up is measured in bench/. */
const ready_ms = 120_000;

/** The unmodified `server/main.ts` as a process of its own, ready. */
export async function spawnServer(env: Record<string, string>): Promise<ServerProcess> {
  const port = Number(env["PORT"] ?? (await freePort(2)));
  const started = start({ PORT: String(port), RTMP_PORT: String(port + 1), ...env });
  const url = `http://127.0.0.1:${port}`;
  const endMs = systemClock.nowMs() + ready_ms;
  for (;;) {
    const ready = await fetch(`${url}/readyz`).then(
      (response) => response.status === 200,
      () => false,
    );
    if (ready) break;
    if (started.child.exitCode !== null || systemClock.nowMs() > endMs)
      throw new Error(`the server did not become ready:\n${started.output()}`);
    await systemClock.sleep(50);
  }
  return { ...started, url, rtmp_port: port + 1, guest: createClient({ baseUrl: url, locale: () => "en" }) };
}

/** Starts it where it is expected to give up; resolves with its exit code and what it said. */
export async function spawnFailing(env: Record<string, string>): Promise<{ code: number | null; output: string }> {
  const started = start({ PORT: String(await freePort(2)), ...env });
  const code = await new Promise<number | null>((resolve) => started.child.once("exit", resolve));
  return { code, output: started.output() };
}

/** Starts it and does not wait. */
export async function startServerProcess(env: Record<string, string>): Promise<ReturnType<typeof start>> {
  const port = await freePort(2);
  return start({ PORT: String(port), RTMP_PORT: String(port + 1), ...env });
}

/** What `npm start` gives to node: the program, and how much memory its young objects may have. */
export function startArguments(): readonly string[] {
  const { scripts } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { scripts: { start: string } };
  const [program, ...rest] = scripts.start.split(" ");
  if (program !== "node") throw new Error("npm start starts node");
  return rest;
}

function start(env: Record<string, string>): {
  child: ChildProcess;
  output: () => string;
  kill: (signal: NodeJS.Signals) => Promise<number | null>;
} {
  const inherited = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !["NODE_ENV", "VITEST", "NODE_OPTIONS"].includes(name)),
  );
  const child = spawn(process.execPath, startArguments(), {
    cwd: root,
    // The demo's people take time from whatever is being tested.
    env: { ...inherited, LOG_LEVEL: "warn", DEMO_CALM: "1", ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding("utf8").on("data", (text: string) => (output += text));
  return {
    child,
    output: () => output,
    kill: (signal) =>
      new Promise((resolve) => {
        if (child.exitCode !== null || child.signalCode !== null) {
          resolve(child.exitCode);
          return;
        }
        child.once("exit", (code) => resolve(code));
        child.kill(signal);
      }),
  };
}
