import { spawn, type ChildProcess } from "node:child_process";
import { delimiter, join, resolve } from "node:path";

/** The root of the repository. */
export const root = resolve(import.meta.dirname, "..");

/** The environment of every tool: our own `node` (26) and tools stand before those of the machine. */
export function toolEnv(extra: Readonly<Record<string, string>> = {}): NodeJS.ProcessEnv {
  const own = join(root, "node_modules", ".bin");
  return { ...process.env, ...extra, PATH: `${own}${delimiter}${process.env["PATH"] ?? ""}` };
}

const running = new Set<ChildProcess>();
let stopped = false;

/** Runs a tool to its end with its output on ours; answers its exit code (1 when it could not start or was killed). */
export function run(
  command: string,
  args: readonly string[],
  options: { readonly env?: Readonly<Record<string, string>>; readonly cwd?: string } = {},
): Promise<number> {
  if (stopped) return Promise.resolve(1);
  return new Promise((done) => {
    const child = spawn(command, args, {
      cwd: options.cwd ?? root,
      env: toolEnv(options.env),
      stdio: ["ignore", "inherit", "inherit"],
    });
    running.add(child);
    child.on("error", (error) => {
      running.delete(child);
      console.error(`${command} did not start: ${error.message}`);
      done(1);
    });
    child.on("exit", (code) => {
      running.delete(child);
      done(code ?? 1);
    });
  });
}

/** Passes a signal on to the tools that run now and starts none after it, so that Ctrl-C leaves nothing behind. */
export function stopRunning(signal: NodeJS.Signals): void {
  stopped = true;
  for (const child of running) child.kill(signal);
}
