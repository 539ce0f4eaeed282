import pg from "pg";
import { CopyText } from "./copy.ts";

/** What of node-postgres' connection and query is used here; its types leave it out. */
interface Wire {
  parse(statement: { readonly text: string }): void;
  bind(portal: object): void;
  execute(portal: object): void;
  readonly stream: { cork(): void; uncork(): void; write(bytes: Buffer): void };
}
interface Answer {
  readonly command: string;
  readonly rowCount: number | null;
  readonly rows: readonly unknown[];
}
/** A statement that nobody waits for: `begin`, how its transaction commits, or rows for a table. */
interface Held {
  readonly text: string;
  readonly rows: CopyText | null;
}

/** Leaves with a transaction's first statement, as its `begin` does. */
export const loose_commit = "set local synchronous_commit = off";

const copy_data = 0x64; // "d"
const copy_done = 0x63; // "c"

/** CopyData and CopyDone of a table's rows, as they go over the wire (PostgreSQL's "Message Formats"), in one piece. */
export function copyMessages(text: string): Buffer {
  const size = Buffer.byteLength(text);
  const bytes = Buffer.allocUnsafe(size + 10);
  bytes[0] = copy_data;
  bytes.writeInt32BE(size + 4, 1);
  bytes.write(text, 5);
  bytes[size + 5] = copy_done;
  bytes.writeInt32BE(4, size + 6);
  return bytes;
}

/**
 * Several statements as one query, the last of which has the answer. They share one Sync (PostgreSQL's "Extended Query"): after an
 * error PostgreSQL skips all that is left, the last one too, so that nothing runs outside the transaction whose `begin`
 * failed. Rows follow their `copy` at once: to wait until PostgreSQL asks for them would cost a turn of a busy event loop.
 */
class Group extends pg.Query {
  readonly #held: readonly Held[];

  constructor(
    held: readonly Held[],
    text: string,
    values: unknown,
    callback: (error: Error | null, results?: unknown) => void,
  ) {
    super({ text, values, queryMode: "extended" } as unknown as pg.QueryConfig, callback as never);
    this.#held = held;
  }
  override submit = (connection: unknown): void => {
    const wire = connection as Wire;
    wire.stream.cork();
    try {
      for (const { text, rows } of this.#held) {
        wire.parse({ text });
        wire.bind({});
        wire.execute({});
        if (rows !== null) wire.stream.write(copyMessages(rows.text));
      }
      (this as unknown as { prepare(to: unknown): void }).prepare(connection);
    } finally {
      wire.stream.uncork();
    }
  };
  handleCopyInResponse(): void {}
}

/**
 * node-postgres' client, which travels less. A transaction's `begin` leaves with its first statement, and rows to copy with the
 * next statement or the commit: where the event loop is busy every answer that is waited for costs one of its turns, and every
 * message of its own wakes PostgreSQL up. What fails among statements that travel together is the error of the one that was
 * waited for, and the transaction is to be rolled back.
 */
export class Client extends pg.Client {
  #held: Held[] = [];

  override query(...given: unknown[]): never {
    const [text, values] = given;
    // A submittable, or a callback (pg-pool's own): nothing of ours is held outside transactions.
    if (typeof text !== "string" || typeof given.at(-1) === "function") return super.query(...(given as [never]));
    return this.#take(text, values) as never;
  }

  #take(text: string, values: unknown): Promise<Answer> {
    const answered = (command: string): Promise<Answer> => Promise.resolve({ command, rowCount: null, rows: [] });
    const rows: unknown = Array.isArray(values) ? values[0] : null;
    if (text === "begin" || text === loose_commit || rows instanceof CopyText) {
      this.#held.push({ text, rows: rows instanceof CopyText ? rows : null });
      return answered(rows instanceof CopyText ? "COPY" : text === "begin" ? "BEGIN" : "SET");
    }
    const held = this.#held;
    const ask = super.query.bind(this) as (...all: unknown[]) => Promise<Answer>;
    if (held.length === 0) return ask(text, values);
    this.#held = [];
    const unknown = held[0]?.text === "begin";
    // PostgreSQL has not heard of this transaction.
    if (unknown && text === "rollback") return answered("ROLLBACK");
    if (unknown && text === "commit" && held.every((one) => one.rows === null)) return answered("COMMIT");
    if (text === "rollback") return ask(text, values);
    return new Promise((resolve, reject) => {
      void ask(
        new Group(held, text, values, (error, results) => {
          if (error !== null) reject(error);
          else resolve((Array.isArray(results) ? results.at(-1) : results) as Answer);
        }),
      );
    });
  }
}
