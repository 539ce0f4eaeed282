import { CompiledQuery, Kysely, PostgresDialect, type Transaction } from "kysely";
import pg from "pg";
import type { Clock } from "./clock.ts";
import { Client, loose_commit } from "./client.ts";
import { gatheredReads } from "./gathered-reads.ts";
import { reachNothing, type Reach } from "./fault-points.ts";
import type { Log } from "./log.ts";

/** Tables are named by each module's own `tables.ts`; a store narrows with `tx.withTables<OrderTables>()`. */
type NoTables = Record<never, never>;
/** May read. A transaction is a reader too. */
export type Reader = Kysely<NoTables>;
/** May write: a transaction that somebody else begins and ends. */
export type Tx = Transaction<NoTables>;

export interface Db {
  /** Reads outside a transaction. */
  readonly reader: Reader;
  /** Short reads outside a transaction: those of one turn of the event loop travel together (gathered-reads.ts). */
  readonly gathered: Reader;
  /**
   * Runs `fn` in one READ COMMITTED transaction. Deadlocks and serialization failures are tried again (3 times), so
   * `fn` must have no effect outside the transaction: hand those to `afterCommit`.
   */
  transact<T>(fn: (tx: Tx) => Promise<T>): Promise<T>;
  /**
   * As `transact`, but its commit does not wait for the disk: for what is done again where it is lost with everything it did. Whoever
   * acts on it in a transaction of their own waits for both: the log is written in one order.
   */
  transactLoosely<T>(fn: (tx: Tx) => Promise<T>): Promise<T>;
  /**
   * Statements that each commit by themselves and do not wait for the disk. What they write is safe as soon as a later transaction
   * has waited: the log is written in one order.
   */
  readonly loose: Reader;
  /** Runs `fn` once `tx` has committed; not at all if it rolls back. */
  afterCommit(tx: Tx, fn: () => void): void;
  /** One query, to know that PostgreSQL answers. */
  ping(): Promise<void>;
  end(): Promise<void>;
}

/** bigint columns come back as bigint, never as strings that add up by concatenation. */
const parsers: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: "text") =>
    oid === 20 ? BigInt : (pg.types.getTypeParser(oid, format) as unknown)) as pg.CustomTypesConfig["getTypeParser"],
};

export function createPool(url: string, options: { max: number; log: Log; settings?: string }): pg.Pool {
  const pool = new pg.Pool({
    Client,
    connectionString: url,
    max: options.max,
    types: parsers,
    connectionTimeoutMillis: 5_000,
    idleTimeoutMillis: 60_000,
    statement_timeout: 20_000,
    idle_in_transaction_session_timeout: 30_000,
    application_name: "laotie",
    ...(options.settings === undefined ? {} : { options: options.settings }),
  });
  // A connection that breaks while idle is replaced by the pool; without a listener it would end the process.
  pool.on("error", (error) => options.log.warn({ code: errorCodeOf(error) }, "an idle database connection broke"));
  // One that breaks while it is used has its query rejected, and then says so again to nobody in particular.
  pool.on("connect", (client) => client.on("error", () => undefined));
  return pool;
}

/** The SQLSTATE or system code of a database error, or null. */
export function errorCodeOf(error: unknown): string | null {
  return typeof error === "object" && error !== null && "code" in error && typeof error.code === "string"
    ? error.code
    : null;
}

/** True where PostgreSQL is away, starting, stopping or out of room: the caller should answer 503 and may try again. */
export function isDatabaseAway(error: unknown): boolean {
  const code = errorCodeOf(error);
  if (code !== null)
    return /^(08|57P0|53)/.test(code) || ["ECONNREFUSED", "ECONNRESET", "EPIPE", "ENOENT", "ETIMEDOUT"].includes(code);
  return (
    error instanceof Error &&
    /Connection terminated|timeout exceeded when trying to connect|^timeout expired$|connection is closed|Client has encountered a connection error/i.test(
      error.message,
    )
  );
}

/**
 * True where PostgreSQL gave a question up because it took too long, be it behind somebody else's lock: nobody's fault, and asked
 * again later it may well be answered. Unlike with `isDatabaseAway` a smaller question may be answered now.
 */
export function isDatabaseBusy(error: unknown): boolean {
  return ["57014", "55P03"].includes(errorCodeOf(error) ?? "");
}

/** So long a connection may take to say goodbye; a network that hangs keeps nobody from stopping. */
const goodbye_ms_max = 1_000;

/**
 * Ends a pool and waits until its connections are closed: pg calls a pool ended while they still say goodbye, and a
 * PostgreSQL that is stopped under them looks like one that broke.
 */
async function ended(end: () => Promise<void>, open: ReadonlySet<pg.PoolClient>, clock: Clock): Promise<void> {
  const closed = [...open].map((client) => new Promise<void>((resolve) => client.once("end", () => resolve())));
  await end();
  let cancel = (): void => undefined;
  const enough = new Promise<void>((resolve) => (cancel = clock.after(goodbye_ms_max, resolve)));
  await Promise.race([Promise.all(closed), enough]);
  cancel();
}

const hooks = new WeakMap<Tx, (() => void)[]>();

export function createDb(
  pools: { readonly main: pg.Pool; readonly loose?: pg.Pool },
  clock: Clock,
  reach: Reach = reachNothing,
): Db {
  const open = new Set<pg.PoolClient>();
  for (const pool of [pools.main, ...(pools.loose === undefined ? [] : [pools.loose])])
    pool.on("connect", (client) => {
      open.add(client);
      client.once("end", () => open.delete(client));
    });
  const kysely = new Kysely<NoTables>({ dialect: new PostgresDialect({ pool: pools.main }) });
  const loose =
    pools.loose === undefined ? kysely : new Kysely<NoTables>({ dialect: new PostgresDialect({ pool: pools.loose }) });
  const once = async <T>(fn: (tx: Tx) => Promise<T>, loosely: boolean): Promise<T> => {
    let after: (() => void)[] = [];
    const result = await kysely.transaction().execute(async (tx) => {
      hooks.set(tx, after);
      if (loosely) await tx.executeQuery(CompiledQuery.raw(loose_commit));
      const done = await fn(tx);
      reach("db.transact: written, not committed");
      return done;
    });
    reach("db.transact: committed, not answered");
    for (const hook of after) hook();
    after = [];
    return result;
  };
  const transact = async <T>(fn: (tx: Tx) => Promise<T>, loosely: boolean): Promise<T> => {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await once(fn, loosely);
      } catch (error) {
        const code = errorCodeOf(error);
        if ((code !== "40001" && code !== "40P01") || attempt === 3) throw error;
        await clock.sleep(5 * attempt);
      }
    }
  };
  return {
    reader: kysely,
    gathered: gatheredReads<NoTables>(pools.main, isDatabaseAway),
    loose,
    transact: (fn) => transact(fn, false),
    transactLoosely: (fn) => transact(fn, true),
    afterCommit(tx, fn) {
      const list = hooks.get(tx);
      if (list === undefined) throw new Error("afterCommit wants a transaction begun by transact()");
      list.push(fn);
    },
    async ping() {
      await kysely.executeQuery(CompiledQuery.raw("select 1"));
    },
    end: () =>
      ended(
        async () => {
          await Promise.all([...new Set([kysely, loose])].map((one) => one.destroy()));
          // Kysely ends a pool that it has asked something; reads that are gathered ask past it.
          const left = Object.values(pools).filter((pool) => !pool.ending);
          await Promise.all(left.map((pool) => pool.end()));
        },
        open,
        clock,
      ),
  };
}
