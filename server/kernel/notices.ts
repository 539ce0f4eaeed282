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

export function createNotices(deps: { url: string; clock: Clock; log: Log }): Notices {
  const hearers = new Map<string, ((text: string) => void)[]>();
  const gaps: (() => void)[] = [];
  let client: pg.Client | null = null;
  let stopped = true;

  async function connect(): Promise<void> {
    const next = new pg.Client({ connectionString: deps.url, application_name: "laotie notices", keepAlive: true });
    next.on("notification", (message) => {
      const [topic = "", ...rest] = (message.payload ?? "").split("\n");
      for (const hear of hearers.get(topic) ?? []) hear(rest.join("\n"));
    });
    next.on("error", () => undefined);
    next.on("end", () => {
      if (client === next) client = null;
      if (!stopped) deps.clock.after(1000, () => void reconnect());
    });
    await next.connect();
    await next.query(`listen ${channel}`);
    client = next;
    for (const forget of gaps) forget();
  }
  async function reconnect(): Promise<void> {
    if (stopped || client !== null) return;
    try {
      await connect();
    } catch {
      deps.log.warn({}, "notices: PostgreSQL is away; trying again");
      deps.clock.after(1000, () => void reconnect());
    }
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
      const last = client;
      client = null;
      await last?.end();
    },
  };
}
