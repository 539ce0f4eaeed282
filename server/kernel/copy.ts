import { CompiledQuery } from "kysely";
import type { Tx } from "./db.ts";

/** A value of a row on its way into a table. JSON is text here. */
export type CopyValue = string | number | bigint | boolean | Date | null;

/** Rows in PostgreSQL's text format, on their way through `copy … from stdin`. */
export class CopyText {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

/** Rows for one table. `target` is a constant of a store: `orders.line (shop_id, order_id)`. */
export interface CopyRows {
  readonly target: string;
  readonly rows: readonly (readonly CopyValue[])[];
}

/**
 * Writes rows into tables, one COPY each. They travel with the next statement of `tx` or with its commit (kernel/client.ts), and
 * what is wrong with them is that one's error. COPY takes a third of what an INSERT of as many parameters costs PostgreSQL, and
 * none of the escaping of array literals here. Constraints hold as ever; there is no `on conflict`.
 */
export async function copyInto(tx: Tx, all: readonly CopyRows[]): Promise<void> {
  for (const { target, rows } of all)
    if (rows.length > 0)
      await tx.executeQuery(CompiledQuery.raw(`copy ${target} from stdin`, [new CopyText(copyText(rows))]));
}

/** Sends rows that are still held, for who waits for something else than PostgreSQL next. What is wrong with them is told here. */
export async function sendCopied(tx: Tx): Promise<void> {
  await tx.executeQuery(CompiledQuery.raw("select"));
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
