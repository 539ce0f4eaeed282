import { Kysely, PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler } from "kysely";
import type { CompiledQuery, DatabaseConnection, Driver, QueryResult } from "kysely";
import pg from "pg";
import { assert } from "./assert.ts";

/** Statements of one round trip at most: who asks with many others waits for them. */
const together_max = 16;

/** What of node-postgres' connection and query is used here; its types leave it out. */
interface Wire {
  readonly stream: { cork(): void; uncork(): void };
  sync(): void;
}
interface Prepared {
  prepare(wire: unknown): void;
}
interface Read {
  readonly rows: readonly unknown[];
}
interface Asked {
  readonly query: CompiledQuery;
  readonly resolve: (read: Read) => void;
  readonly reject: (error: unknown) => void;
}

/** Several reads under one Sync, their answers in order. An error ends them all: PostgreSQL skips what is left. */
class Reads extends pg.Query {
  readonly #asked: readonly Asked[];

  constructor(asked: readonly Asked[], callback: (error: Error | null, results?: unknown) => void) {
    super({ text: "", queryMode: "extended" } as unknown as pg.QueryConfig, callback as never);
    this.#asked = asked;
  }
  override submit = (connection: unknown): void => {
    const wire = connection as Wire;
    // Each statement is sent as node-postgres sends one, but for the Sync behind it.
    const unsynced: unknown = Object.create(wire, { sync: { value: () => undefined } });
    wire.stream.cork();
    try {
      for (const { query } of this.#asked) {
        const one = new pg.Query(
          { text: query.sql, values: [...query.parameters], queryMode: "extended" } as unknown as pg.QueryConfig,
          // Only told where a value cannot be sent.
          ((error: Error | null) => {
            if (error !== null) throw error;
          }) as never,
        );
        (one as unknown as Prepared).prepare(unsynced);
      }
    } catch (error) {
      // A value that cannot be sent. Thrown from here it would end the process where it is another query's answer that sends this one;
      // node-postgres tells it with PostgreSQL's next word.
      (this as unknown as { _canceledDueToError: unknown })._canceledDueToError = error;
    } finally {
      wire.sync();
      wire.stream.uncork();
    }
  };
}

/**
 * A reader for short questions: those that are asked in one turn of the event loop travel together, over one connection and in one
 * round trip, each with a snapshot of its own as ever. A batch asks a dozen doors at once what it is decided by, and a
 * connection each would wake up as many processes. Where one fails, all are asked again alone, so that a faulty one fails alone.
 */
export function gatheredReads<Tables>(pool: pg.Pool, isAway: (error: unknown) => boolean): Kysely<Tables> {
  let waiting: Asked[] = [];

  async function askAlone({ query, resolve, reject }: Asked): Promise<void> {
    await pool.query(query.sql, [...query.parameters]).then(resolve, reject);
  }
  async function askTogether(asked: readonly Asked[]): Promise<void> {
    const client = await pool.connect();
    let broken: Error | undefined;
    try {
      const results = await new Promise<unknown>((resolve, reject) => {
        client.query(
          new Reads(asked, (error, found) => {
            if (error === null) resolve(found);
            else reject(error);
          }),
        );
      });
      assert(Array.isArray(results) && results.length === asked.length, "every read has an answer");
      for (const [index, one] of asked.entries()) one.resolve((results as Read[])[index] as Read);
    } catch (error) {
      if (isAway(error)) broken = error as Error;
      throw error;
    } finally {
      client.release(broken);
    }
  }
  async function ask(asked: readonly Asked[]): Promise<void> {
    const [only] = asked;
    if (asked.length === 1 && only !== undefined) return askAlone(only);
    try {
      await askTogether(asked);
    } catch (error) {
      if (isAway(error)) for (const one of asked) one.reject(error);
      else await Promise.all(asked.map(askAlone));
    }
  }
  const leave = (): void => {
    const all = waiting;
    waiting = [];
    for (let from = 0; from < all.length; from += together_max) void ask(all.slice(from, from + together_max));
  };
  const connection: DatabaseConnection = {
    executeQuery: <R>(query: CompiledQuery) =>
      new Promise<QueryResult<R>>((resolve, reject) => {
        waiting.push({ query, resolve: ({ rows }) => resolve({ rows: rows as R[] }), reject });
        // Ticks come once all that can go on has gone on: whoever asks in this turn has asked by then.
        if (waiting.length === 1) process.nextTick(leave);
      }),
    streamQuery: () => {
      throw new Error("a gathered read is short, and does not stream");
    },
  };
  const noTransaction = (): Promise<never> => Promise.reject(new Error("gathered reads have no transaction"));
  const driver: Driver = {
    init: () => Promise.resolve(),
    acquireConnection: () => Promise.resolve(connection),
    beginTransaction: noTransaction,
    commitTransaction: noTransaction,
    rollbackTransaction: noTransaction,
    releaseConnection: () => Promise.resolve(),
    destroy: () => Promise.resolve(),
  };
  return new Kysely<Tables>({
    dialect: {
      createAdapter: () => new PostgresAdapter(),
      createDriver: () => driver,
      createIntrospector: (db) => new PostgresIntrospector(db),
      createQueryCompiler: () => new PostgresQueryCompiler(),
    },
  });
}
