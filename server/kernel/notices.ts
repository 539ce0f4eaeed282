import { sql } from "kysely";
import pg from "pg";
import type { Clock } from "./clock.ts";
import type { Tx } from "./db.ts";
import type { Log } from "./log.ts";

/** Short words between the processes on one database (LISTEN/NOTIFY): "forget this session", "this SKU is sold out". May be lost; never the only way to know. */
export interface Notices {
  /** Heard by every process, this one too, once `tx` commits. At most 8000 bytes. */
  send(tx: Tx, topic: string, text: string): Promise<void>;
  on(topic: string, hear: (text: string) => void): void;
  /** Called whenever words may have been missed: after every (re)connection. Forget what you cached. */
  onGap(forget: () => void): void;
  start(): Promise<void>;
  stop(): Promise<void>;
}

const channel = "laotie";
const retry_ms = 1000;

export function createNotices(deps: { url: string; clock: Clock; log: Log }): Notices {
  const hearers = new Map<string, ((text: string) => void)[]>();
  const gaps: (() => void)[] = [];
  let client: pg.Client | null = null;
  let stopped = true;
  let cancelRetry: (() => void) | null = null;

  /** Resolves once this process listens; a client that never connected, or lost its connection, is gone for good. */
  async function connect(): Promise<void> {
    const next = new pg.Client({
      connectionString: deps.url,
      application_name: "laotie notices",
      keepAlive: true,
      connectionTimeoutMillis: 5000,
    });
    next.on("notification", (message) => {
      const [topic = "", ...rest] = (message.payload ?? "").split("\n");
      for (const hear of hearers.get(topic) ?? []) hear(rest.join("\n"));
    });
    // What is wrong is told by the rejected call, or by `end`.
    next.on("error", () => undefined);
    try {
      await next.connect();
      await next.query(`listen ${channel}`);
    } catch (error) {
      await next.end().catch(() => undefined);
      throw error;
    }
    if (stopped) {
      await next.end();
      return;
    }
    client = next;
    next.once("end", () => {
      if (client !== next) return;
      client = null;
      retryLater();
    });
    for (const forget of gaps) forget();
  }

  /** One attempt is on its way at any time, never more. */
  function retryLater(): void {
    if (stopped || cancelRetry !== null) return;
    cancelRetry = deps.clock.after(retry_ms, () => {
      cancelRetry = null;
      connect().catch(() => {
        deps.log.warn({}, "notices: PostgreSQL is away; trying again");
        retryLater();
      });
    });
  }

  return {
    async send(tx, topic, text) {
      await sql`select pg_notify(${channel}, ${`${topic}\n${text}`})`.execute(tx);
    },
    on(topic, hear) {
      hearers.set(topic, [...(hearers.get(topic) ?? []), hear]);
    },
    onGap(forget) {
      gaps.push(forget);
    },
    async start() {
      stopped = false;
      await connect();
    },
    async stop() {
      stopped = true;
      cancelRetry?.();
      cancelRetry = null;
      const last = client;
      client = null;
      await last?.end();
    },
  };
}
