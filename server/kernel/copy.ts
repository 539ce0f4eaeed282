import { CompiledQuery } from "kysely";
import pg from "pg";
import type { Tx } from "./db.ts";

/** A value of a row on its way into a table. JSON is text here. */
export type CopyValue = string | number | bigint | boolean | Date | null;

/** Rows in PostgreSQL's text format, on their way through `copy … from stdin`. */
export class CopyText {
  readonly texts: readonly string[];
  constructor(texts: readonly string[]) {
    this.texts = texts;
  }
}

/** Rows for one table. `target` is a constant of a store: `orders.line (shop_id, order_id)`. */
export interface CopyRows {
  readonly target: string;
  readonly rows: readonly (readonly CopyValue[])[];
}

const gathering = new WeakMap<Tx, CopyRows[]>();

/**
 * What `act` copies is written together when it ends, in one round trip, in the order it was given. Other statements of
 * `act` are not held back, and see none of it.
 */
export async function together<T>(tx: Tx, act: () => Promise<T>): Promise<T> {
  const all: CopyRows[] = [];
  gathering.set(tx, all);
  try {
    return await act().then(async (result) => {
      gathering.delete(tx);
      await copyInto(tx, all);
      return result;
    });
  } finally {
    gathering.delete(tx);
  }
}

/**
 * Writes rows into tables in one round trip. COPY takes a third of what an INSERT of as many parameters costs PostgreSQL, and
 * none of the escaping of array literals here. Constraints hold as ever; there is no `on conflict`.
 */
export async function copyInto(tx: Tx, all: readonly CopyRows[]): Promise<void> {
  const some = all.filter((one) => one.rows.length > 0);
  if (some.length === 0) return;
  const held = gathering.get(tx);
  if (held !== undefined) {
    held.push(...some);
    return;
  }
  const statements = some.map((one) => `copy ${one.target} from stdin`).join("; ");
  await tx.executeQuery(CompiledQuery.raw(statements, [new CopyText(some.map((one) => copyText(one.rows)))]));
}

/** PostgreSQL's text format: tabs between values, a line each, `\N` for nothing. */
export function copyText(rows: readonly (readonly CopyValue[])[]): string {
  let text = "";
  for (const row of rows) {
    let first = true;
    for (const value of row) {
      if (first) first = false;
      else text += "\t";
      text += textOf(value);
    }
    text += "\n";
  }
  return text;
}

const special = /[\\\t\n\r]/;
const escapes: Readonly<Record<string, string>> = { "\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r" };
// The rows of a batch share one instant.
let lastDate: Date | null = null;
let lastText = "";

function textOf(value: CopyValue): string {
  if (value === null) return "\\N";
  if (typeof value === "string")
    return special.test(value) ? value.replaceAll(/[\\\t\n\r]/g, (sign) => escapes[sign] ?? sign) : value;
  if (typeof value === "boolean") return value ? "t" : "f";
  if (value instanceof Date) {
    if (value !== lastDate) {
      lastDate = value;
      lastText = value.toISOString();
    }
    return lastText;
  }
  return String(value);
}

/** What of node-postgres' connection a copy uses; its types leave it out. */
interface Wire {
  query(text: string): void;
  readonly stream: { cork(): void; uncork(): void; write(bytes: Buffer): void };
}
interface CopyResult {
  readonly command: "COPY";
  readonly rowCount: number;
  readonly rows: readonly never[];
}

const copy_data = 0x64; // "d"
const copy_done = 0x63; // "c"

/** CopyData and CopyDone of each table's rows, as they go over the wire (PostgreSQL's "Message Formats"), in one piece. */
export function copyMessages(texts: readonly string[]): Buffer {
  const sizes = texts.map((text) => Buffer.byteLength(text));
  const bytes = Buffer.allocUnsafe(sizes.reduce((sum, size) => sum + size + 10, 0));
  let at = 0;
  for (const [index, text] of texts.entries()) {
    const size = sizes[index] ?? 0;
    bytes[at] = copy_data;
    bytes.writeInt32BE(size + 4, at + 1);
    bytes.write(text, at + 5);
    at += size + 5;
    bytes[at] = copy_done;
    bytes.writeInt32BE(4, at + 1);
    at += 5;
  }
  return bytes;
}

/**
 * One query of one or more `copy … from stdin`, as node-postgres hands queries on ("Submittable"). The rows follow the query at
 * once: to wait until PostgreSQL asks for each table's would cost a turn of a busy event loop per table. Where one table
 * refuses its rows PostgreSQL ignores what comes after them, as the protocol says ("COPY Operations").
 */
class CopyQuery {
  readonly #text: string;
  readonly #rows: CopyText;
  #count = 0;
  #failed = false;
  callback: (error: Error | null, result?: CopyResult) => void;

  constructor(text: string, rows: CopyText, callback: (error: Error | null, result?: CopyResult) => void) {
    this.#text = text;
    this.#rows = rows;
    this.callback = callback;
  }
  submit(wire: Wire): void {
    wire.stream.cork();
    wire.query(this.#text);
    wire.stream.write(copyMessages(this.#rows.texts));
    wire.stream.uncork();
  }
  handleCopyInResponse(): void {}
  handleCommandComplete(message: { text?: string }): void {
    this.#count += Number(message.text?.split(" ")[1] ?? 0);
  }
  handleError(error: Error): void {
    this.#failed = true;
    this.callback(error);
  }
  handleReadyForQuery(): void {
    if (!this.#failed) this.callback(null, { command: "COPY", rowCount: this.#count, rows: [] });
  }
  handleRowDescription(): void {}
  handleDataRow(): void {}
  handlePortalSuspended(): void {}
  handleEmptyQuery(): void {}
}

/** node-postgres' client, which also understands `CopyText`. */
export class Client extends pg.Client {
  override query(...given: unknown[]): never {
    const [text, values] = given;
    const copied = Array.isArray(values) ? (values[0] as unknown) : undefined;
    const query = super.query.bind(this) as (...all: unknown[]) => unknown;
    if (typeof text !== "string" || !(copied instanceof CopyText)) return query(...given) as never;
    return new Promise((resolve, reject) => {
      query(
        new CopyQuery(text, copied, (error, result) => {
          if (error === null) resolve(result);
          else reject(error);
        }),
      );
    }) as never;
  }
}
