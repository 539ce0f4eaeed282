import pg from "pg";
import { CopyText } from "./copy.ts";

/** What of node-postgres' connection is used here; its types leave it out. */
interface Wire {
  query(text: string): void;
  readonly stream: { cork(): void; uncork(): void; write(bytes: Buffer): void };
}
interface Answer {
  readonly command: string;
  readonly rowCount: number | null;
  readonly rows: readonly unknown[];
}
type Ask = (text: string, values?: unknown) => Promise<Answer>;

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
 * A `copy … from stdin` whose rows follow it at once: to wait until PostgreSQL asks for them would cost a turn of a busy event
 * loop. Where the table refuses them PostgreSQL ignores what comes after, as the protocol says ("COPY Operations").
 */
class CopyQuery extends pg.Query {
  readonly #text: string;
  readonly #rows: CopyText;

  constructor(text: string, rows: CopyText, callback: (error: Error | null, result?: Answer) => void) {
    super(text, callback as never);
    this.#text = text;
    this.#rows = rows;
  }
  override submit = (connection: unknown): void => {
    const wire = connection as Wire;
    wire.query(this.#text);
    wire.stream.write(copyMessages(this.#rows.text));
  };
  handleCopyInResponse(): void {}
}

/**
 * node-postgres' client, which travels less. A transaction's `begin` leaves with its first statement, and rows to copy with the
 * next statement or the commit: where the event loop is busy every answer that is waited for costs one of its turns, and every
 * message of its own wakes PostgreSQL up. Needs `pipeline: true`. What fails among statements that travel together ends the
 * transaction, and PostgreSQL answers those behind it with "transaction is aborted" and a commit with ROLLBACK: the first
 * error is everybody's.
 */
export class Client extends pg.Client {
  #held: { readonly text: string; readonly values?: unknown }[] = [];

  override query(...given: unknown[]): never {
    const [text, values] = given;
    // A submittable, or a callback (pg-pool's own): nothing of ours is held outside transactions.
    if (typeof text !== "string" || typeof given.at(-1) === "function") return super.query(...(given as [never]));
    return this.#take(text, values) as never;
  }

  #take(text: string, values: unknown): Promise<Answer> {
    const answered = (command: string): Promise<Answer> => Promise.resolve({ command, rowCount: null, rows: [] });
    if (text === "begin" || (Array.isArray(values) && values[0] instanceof CopyText)) {
      this.#held.push({ text, values });
      return answered(text === "begin" ? "BEGIN" : "COPY");
    }
    const held = this.#held;
    if (held.length === 0) return this.#ask(text, values);
    this.#held = [];
    const unknown = held[0]?.text === "begin";
    // PostgreSQL has not heard of this transaction.
    if (unknown && text === "rollback") return answered("ROLLBACK");
    if (unknown && text === "commit" && held.length === 1) return answered("COMMIT");
    if (text === "rollback") return this.#ask(text, values);
    return this.#askTogether([...held, { text, values }]);
  }

  async #askTogether(all: readonly { readonly text: string; readonly values?: unknown }[]): Promise<Answer> {
    const { stream } = (this as unknown as { connection: Wire }).connection;
    stream.cork();
    const asked = all.map((one) => this.#ask(one.text, one.values));
    stream.uncork();
    const answers = await Promise.allSettled(asked);
    for (const answer of answers) if (answer.status === "rejected") throw answer.reason as Error;
    return asked.at(-1) as Promise<Answer>;
  }

  readonly #ask: Ask = (text, values) => {
    const copied: unknown = Array.isArray(values) ? values[0] : undefined;
    const query = super.query.bind(this) as (...all: unknown[]) => Promise<Answer>;
    if (!(copied instanceof CopyText)) return query(text, values);
    return new Promise((resolve, reject) => {
      void query(
        new CopyQuery(text, copied, (error, result) => {
          if (error === null && result !== undefined) resolve(result);
          else reject(error ?? new Error("a copy ended without a result"));
        }),
      );
    });
  };
}
