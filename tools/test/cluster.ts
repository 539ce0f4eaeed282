import { spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePort } from "../../server/kernel/free-port.ts";

/** A PostgreSQL server of our own, in a temporary folder, for one run of the tests. */
export interface Cluster {
  readonly url: string;
  readonly version: string;
  stop(): void;
}

/**
 * Starts a private cluster with the programs in `bin` on a free port of 127.0.0.1. As root the server runs as user
 * postgres, since PostgreSQL refuses to run as root. Durability is off: the folder does not outlive the run.
 */
export async function startCluster(bin: string): Promise<Cluster> {
  const folder = mkdtempSync(join(tmpdir(), "laotie-pg-"));
  const data = join(folder, "data");
  const log = join(folder, "log");
  const isRoot = process.getuid?.() === 0;
  const command = (program: string, args: readonly string[]): string => {
    const line = [join(bin, program), ...args];
    const [first = "", ...rest] = isRoot ? ["runuser", "-u", "postgres", "--", ...line] : line;
    const result = spawnSync(first, rest, { encoding: "utf8", cwd: folder });
    if (result.status === 0) return result.stdout;
    throw new Error(`${program} failed: ${result.error?.message ?? ""}${result.stdout}${result.stderr}`);
  };
  const remove = (): void => rmSync(folder, { recursive: true, force: true });
  try {
    const password = randomBytes(18).toString("hex");
    writeFileSync(join(folder, "password"), password);
    if (isRoot) spawnSync("chown", ["-R", "postgres", folder]);
    chmodSync(folder, 0o700);
    const secret = ["--auth=scram-sha-256", `--pwfile=${join(folder, "password")}`];
    command("initdb", ["-D", data, "-U", "postgres", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync", ...secret]);
    const port = await freePort();
    const settings = { fsync: "off", full_page_writes: "off", max_connections: "200", unix_socket_directories: folder };
    const options = ["-p", String(port), "-h", "127.0.0.1"];
    for (const [name, value] of Object.entries(settings)) options.push("-c", `${name}=${value}`);
    try {
      command("pg_ctl", ["-D", data, "-l", log, "-w", "-o", options.join(" "), "start"]);
    } catch (error) {
      throw new Error(`the tests' PostgreSQL did not start: ${readFileSync(log, "utf8")}`, { cause: error });
    }
    const stop = (): void => {
      command("pg_ctl", ["-D", data, "-m", "immediate", "-w", "stop"]);
      remove();
    };
    const version = command("postgres", ["--version"]).trim();
    return { url: `postgres://postgres:${password}@127.0.0.1:${port}/postgres`, version, stop };
  } catch (error) {
    remove();
    throw error;
  }
}
