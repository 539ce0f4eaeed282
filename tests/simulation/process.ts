import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { CompiledQuery } from "kysely";
import { createClient, type Call } from "../../contract/client.ts";
import { createApp } from "../../server/app.ts";
import { readConfig } from "../../server/kernel/config.ts";
import { createContext } from "../../server/kernel/create-context.ts";
import { isDatabaseAway } from "../../server/kernel/db.ts";
import type { FaultPoint } from "../../server/kernel/fault-points.ts";
import type { Log } from "../../server/kernel/log.ts";
import { listener, type Outbox } from "../../server/kernel/outbox.ts";
import { seededRandom } from "../../server/kernel/random.ts";
import { Refusal } from "../../server/kernel/refusal.ts";
import { eventKinds, type EventType } from "../../server/events/events.ts";
import { sandboxSecrets, sandboxSignatureHeader, signatureHeader } from "../../server/modules/payments/index.ts";
import { createJobQueue, type JobQueue } from "./job-queue.ts";
import type { Hand } from "./hand-clock.ts";
import { openWire } from "./wire.ts";

/** What happens at a fault point: the process dies, loses its connections, or PostgreSQL is killed under it. */
export type FaultKind = "kill" | "cut" | "postgres";
export interface Armed {
  readonly point: FaultPoint;
  /** At its how-manieth time from now. */
  readonly nth: number;
  readonly kind: FaultKind;
}

export interface World {
  readonly database_url: string;
  readonly provider_url: string;
  readonly data_dir: string;
  readonly hand: Hand;
  /** What a healthy process never says: bugs, by their words. */
  readonly bugs: string[];
  killPostgres(): void;
  /** A planted bug changes requests on their way in. */
  readonly meddle?: (headers: Record<string, string | string[] | undefined>) => void;
}

/** One process of the market: the whole app behind real HTTP, over a database wire of its own. */
export interface Process {
  readonly url: string;
  readonly alive: boolean;
  readonly jobs: JobQueue;
  call(token: string | null): Call;
  arm(fault: Armed | null): void;
  /** True once since it was armed: the fault has happened. */
  readonly fired: boolean;
  /** Delivers deadlines and events that are due; what fails because the database is away is left for later. */
  deliver(): Promise<void>;
  /** The provider tells this process something, rightly signed. */
  webhook(body: string): Promise<Response>;
  cut(): void;
  skew(ms: number): void;
  /** Dies on the spot: nothing is finished, nothing is said. */
  kill(): void;
}

export const secret = "simulation-secret-0123456789-abcdefghijk";
class Died extends Error {}

/** Errors that a process may run into when somebody pulls its plugs; everything else it logs as an error is a bug. */
const isFault = (error: unknown): boolean =>
  error instanceof Died || isDatabaseAway(error) || error instanceof Refusal || isFaultGroup(error);
const isFaultGroup = (error: unknown): boolean => error instanceof AggregateError && error.errors.every(isFault);

/** Errors are told; the rest is not for us. */
function logOf(tellBug: (what: string, error: unknown) => void): Log {
  const log: Log = {
    debug: () => undefined,
    info: () => undefined,
    warn: () => undefined,
    error: (fields, message) => tellBug(message, (fields as { err?: unknown }).err ?? fields),
    child: () => log,
  };
  return log;
}

/** Hears everything, and writes down in its transaction what it heard: each event once, or deliveries are not exact. */
const witness = listener("sim.witness", Object.keys(eventKinds) as EventType[], async (tx, events) => {
  const ids = events.map((event) => event.event_id);
  await tx.executeQuery(CompiledQuery.raw("insert into sim.heard select unnest($1::text[])", [ids]));
});
const witnessed = (outbox: Outbox): Outbox => ({ ...outbox, start: (all) => outbox.start([...all, witness]) });

/** Starts one; on a machine that is busy beyond words a connection may not be made in time, and it is tried again. */
export async function startProcess(world: World, seed: number): Promise<Process> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await startOnce(world, seed + attempt * 100_003);
    } catch (error) {
      if (attempt === starts_max || !isFault(error)) throw error;
    }
  }
}

const starts_max = 5;

async function startOnce(world: World, seed: number): Promise<Process> {
  const wire = await openWire(world.database_url);
  const clock = world.hand.clock();
  let alive = true;
  let armed: (Armed & { left: number }) | null = null;
  let fired = false;
  const server = createServer((request, response) => {
    world.meddle?.(request.headers);
    app.onRequest(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const kill = (): void => {
    alive = false;
    clock.drop();
    wire.close();
    server.close();
    server.closeAllConnections();
  };
  const reach = (point: FaultPoint): void => {
    if (!alive) throw new Died();
    if (armed?.point !== point || (armed.left -= 1) > 0) return;
    const { kind } = armed;
    armed = null;
    fired = true;
    if (kind === "postgres") world.killPostgres();
    if (kind === "cut") wire.cut();
    if (kind !== "kill") return;
    kill();
    throw new Died();
  };
  const tellBug = (what: string, error: unknown): void => {
    if (alive && !isFault(error))
      world.bugs.push(`${what}: ${error instanceof Error ? (error.stack ?? error.message) : JSON.stringify(error)}`);
  };
  const log = logOf(tellBug);
  const config = readConfig({
    NODE_ENV: "test",
    DEMO: "1",
    DATA_DIR: world.data_dir,
    SECRET: secret,
    LOG_LEVEL: "silent",
    DATABASE_POOL: "6",
    PAYMENT_SANDBOX_URL: world.provider_url,
  });
  const kernel = await createContext({
    config,
    database_url: wire.url,
    public_url: url,
    rtmp_url: "rtmp://127.0.0.1:1935/live",
    clock,
    random: seededRandom(seed),
    log,
    reach,
  });
  const jobs = createJobQueue({ db: kernel.db, clock, onError: (job, error) => tellBug(`job ${job}`, error) });
  const ctx = { ...kernel, jobs, outbox: witnessed(kernel.outbox) };
  const app = await createApp(ctx, { web: null, server });
  await app.start().catch((error: unknown) => {
    kill();
    throw error;
  });
  return {
    url,
    get alive() {
      return alive;
    },
    get fired() {
      return fired;
    },
    jobs,
    call: (token) =>
      createClient({ baseUrl: url, locale: () => "en", ...(token === null ? {} : { token: () => token }) }),
    arm(fault) {
      armed = fault === null ? null : { ...fault, left: fault.nth };
      fired = false;
    },
    async deliver() {
      try {
        await ctx.timers.drain();
        await ctx.outbox.drain();
      } catch (error) {
        tellBug("delivering", error);
      }
    },
    webhook: (body) =>
      fetch(`${url}/webhooks/sandbox`, {
        method: "POST",
        body,
        headers: {
          "content-type": "application/json",
          [sandboxSignatureHeader]: signatureHeader(ctx.seal.derive(sandboxSecrets.webhook), clock.now(), body),
        },
      }),
    cut: wire.cut,
    skew: clock.skew,
    kill,
  };
}
