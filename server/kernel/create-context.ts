import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type pg from "pg";
import type { Channel } from "./channel.ts";
import type { Clock } from "./clock.ts";
import type { Config } from "./config.ts";
import type { Context } from "./context.ts";
import { createDb, createPool } from "./db.ts";
import { reachNothing, type Reach } from "./fault-points.ts";
import { createJobs } from "./jobs.ts";
import type { Log } from "./log.ts";
import { createMemoryChannel } from "./memory-channel.ts";
import { createMetrics } from "./metrics.ts";
import { createNotices } from "./notices.ts";
import { createDirectoryObjects } from "./objects.ts";
import { createOutbox } from "./outbox.ts";
import { randomText, type Random } from "./random.ts";
import { createSeal } from "./seal.ts";
import { createTimers } from "./timers.ts";

export interface ContextParts {
  readonly config: Config;
  readonly database_url: string;
  readonly public_url: string;
  readonly rtmp_url: string;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  readonly channel?: Channel;
  readonly reach?: Reach;
}

export interface OwnedContext extends Context {
  /** Stops delivery, jobs and notices, and closes every connection. */
  close(): Promise<void>;
}

/** Short statements, each by itself: a few connections carry many. */
const loose_connections_max = 4;

/**
 * Puts the kernel together over a migrated database. Plans are pinned on every connection: without statistics a table
 * gets hash joins over everything (DESIGN §6).
 */
export async function createContext(parts: ContextParts): Promise<OwnedContext> {
  const { config, clock, random, log, reach = reachNothing } = parts;
  const secret = config.secret ?? (await ownSecret(config.data_dir, random));
  const settings = "-c plan_cache_mode=force_generic_plan -c jit=off -c timezone=UTC";
  const pool = (max: number, more = ""): pg.Pool =>
    createPool(parts.database_url, { max, log, settings: `${settings}${more}` });
  const db = createDb(
    { main: pool(config.database_pool), loose: pool(loose_connections_max, " -c synchronous_commit=off") },
    clock,
    reach,
  );
  const metrics = createMetrics();
  const channel = parts.channel ?? createMemoryChannel({ clock, random, log });
  const outbox = createOutbox({ db, clock, random, log, metrics, reach });
  const timers = createTimers({ db, clock, log, metrics, reach });
  const jobs = createJobs({ url: parts.database_url, log });
  const notices = createNotices({ url: parts.database_url, clock, log });
  return {
    config,
    public_url: parts.public_url,
    rtmp_url: parts.rtmp_url,
    clock,
    random,
    log,
    metrics,
    db,
    seal: createSeal(secret, random),
    objects: createDirectoryObjects(join(config.data_dir, "objects"), random),
    outbox,
    timers,
    jobs,
    notices,
    channel,
    reach,
    async close() {
      await timers.stop();
      await outbox.stop();
      await jobs.stop();
      await notices.stop();
      channel.stop();
      await db.end();
    },
  };
}

/** Outside production a secret is made once and kept beside the data, so that sealed data stay readable. */
async function ownSecret(dataDir: string, random: Random): Promise<string> {
  const path = join(dataDir, "secret");
  const kept = await readFile(path, "utf8").catch(() => null);
  if (kept !== null) return kept.trim();
  await mkdir(dataDir, { recursive: true });
  const made = randomText(random, 52);
  await writeFile(path, made, { mode: 0o600, flag: "wx" });
  return made;
}
