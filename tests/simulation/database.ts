import { chmod, mkdtemp, readFile, rm } from "node:fs/promises";
import { readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { systemClock } from "../../server/kernel/clock.ts";
import { startEmbeddedPostgres } from "../../server/kernel/embedded-postgres.ts";

/** A PostgreSQL for simulated markets. */
export interface Cluster {
  /** Its administration database. */
  readonly url: string;
  /** SIGKILL, as a crash would: what was not flushed is recovered from the log. Only for a cluster of our own. */
  kill(): void;
  /** Brings it back if it was killed. */
  revive(): Promise<void>;
  stop(): Promise<void>;
}

/** One that somebody else started: never killed. */
export function givenCluster(url: string): Cluster {
  const nothing = () => Promise.resolve();
  return {
    url: withDatabase(url, "postgres"),
    kill: () => {
      throw new Error("only a PostgreSQL of our own is killed");
    },
    revive: nothing,
    stop: nothing,
  };
}

/** One of our own. Its data are flushed as ever where it may be killed, and not at all where only processes are. */
export async function ownCluster(options: { durable: boolean }): Promise<Cluster> {
  const directory = await mkdtemp(join(tmpdir(), "laotie-sim-"));
  await chmod(directory, 0o755);
  const postgres = await startEmbeddedPostgres({ directory: join(directory, "postgres"), sleep: systemClock.sleep });
  const url = withDatabase(postgres.url, "postgres");
  if (!options.durable) {
    await query(url, "alter system set fsync = off");
    await query(url, "alter system set full_page_writes = off");
    await query(url, "select pg_reload_conf()");
  }
  const pidFile = join(directory, "postgres/data/postmaster.pid");
  let killed = false;
  const revive = async (): Promise<void> => {
    if (!killed) return;
    await gone(Number((await readFile(pidFile, "utf8")).split("\n")[0]));
    await postgres.restart();
    killed = false;
  };
  return {
    url,
    kill() {
      if (killed) return;
      process.kill(Number(readFileSync(pidFile, "utf8").split("\n")[0]), "SIGKILL");
      killed = true;
    },
    revive,
    async stop() {
      await revive();
      await postgres.stop();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

/** A killed process takes a moment to be gone. */
async function gone(pid: number): Promise<void> {
  for (let attempt = 0; attempt < 200; attempt += 1) {
    const state = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => "");
    if (state === "" || /\) Z /.test(state)) return;
    await systemClock.sleep(10);
  }
}

export function withDatabase(url: string, name: string): string {
  const other = new URL(url);
  other.pathname = `/${name}`;
  return other.href;
}

/** One question over a connection of its own. */
export async function query<R extends pg.QueryResultRow>(url: string, text: string): Promise<R[]> {
  const client = new pg.Client({ connectionString: url });
  client.on("error", () => undefined);
  await client.connect();
  try {
    return (await client.query<R>(text)).rows;
  } finally {
    await client.end();
  }
}
