import { columnsOf, splitCommas, splitStatements, banned, type Statement } from "./sql-text.ts";
import { lineCounter, type Finding, type Floors, type Tree } from "./source.ts";

const keyOfKind: Readonly<Record<string, string | null>> = {
  shop: "shop_id",
  account: "account_id",
  room: "room_id",
  reference: null,
  "single-node": null,
};

/** Schemas beside the modules': the kernel's own, and the books of the edge's sandbox provider. */
export const beside: ReadonlySet<string> = new Set(["kernel", "sandbox"]);

interface Table {
  readonly name: string;
  readonly kind: string | null;
}

interface Migration {
  readonly path: string;
  readonly source: string;
  readonly schema: string;
  readonly lineAt: (offset: number) => number;
}

/** Migrations in their order: one schema per file, a kind per table, foreign keys that point down. */
export function checkMigrations(tree: Tree): Finding[] {
  const findings: Finding[] = [];
  const tables = new Map<string, Table>();
  const paths = [...tree.files.keys()].filter((path) => path.startsWith("server/migrations/")).toSorted();
  let number = 0;
  for (const path of paths) {
    number += 1;
    const source = tree.files.get(path) ?? "";
    const lineAt = lineCounter(source);
    const name = /^server\/migrations\/(\d{4})_([a-z]+)\.sql$/.exec(path);
    const schema = name?.[2];
    const known = schema !== undefined && (beside.has(schema) || schema in tree.floors);
    if (!known || Number(name?.[1]) !== number) {
      const expected = `${String(number).padStart(4, "0")}_<module>.sql`;
      findings.push({ path, line: 1, rule: "migration-name", sentence: `The name should be ${expected}.` });
    }
    if (!known) continue;
    const migration = { path, source, schema, lineAt };
    for (const statement of splitStatements(source)) {
      findings.push(...checkStatement(migration, statement, tables, tree.floors));
    }
  }
  return findings;
}

function checkStatement(file: Migration, one: Statement, tables: Map<string, Table>, floors: Floors): Finding[] {
  const findings: Finding[] = [];
  const report = (offset: number, rule: string, sentence: string): void => {
    findings.push({ path: file.path, line: file.lineAt(one.offset + offset), rule, sentence });
  };
  const made = banned.exec(one.text);
  if (made !== null) report(made.index, "sql-clock", `Time and ids come from the application, not from ${made[1]}.`);
  if (/^create\s+(or\s+replace\s+)?((constraint|event)\s+)?(trigger|rule)\b/i.test(one.text))
    report(0, "triggers", "No triggers and no rules: what happens is written in the use case.");
  reportOtherSchemas(file, one, floors, report);
  const create = /^create\s+(?:unlogged\s+)?table\s+(?:if\s+not\s+exists\s+)?(\S+?)\s*\(/i.exec(one.text);
  if (create !== null) checkTable(file, one, create, tables, report);
  checkUniqueIndex(one, tables, report);
  checkAlter(file, one, tables, floors, report);
  return findings;
}

type Report = (offset: number, rule: string, sentence: string) => void;

/** `orders.line` of "orders"."line". */
const plain = (name: string): string => name.replaceAll('"', "").toLowerCase();

function reportOtherSchemas(file: Migration, one: Statement, floors: Floors, report: Report): void {
  for (const match of one.text.matchAll(/(references\s+)?(?<![\w."])"?([a-z_]+)"?\."?[a-z_]+/gi)) {
    const schema = plain(match[2] ?? "");
    if (match[1] !== undefined || schema === file.schema || !(beside.has(schema) || schema in floors)) continue;
    report(
      match.index,
      "migration-schema",
      `This file owns the schema ${file.schema}; ${schema} has files of its own.`,
    );
  }
  const schema = /^create\s+schema\s+(?:if\s+not\s+exists\s+)?"?(\w+)/i.exec(one.text)?.[1];
  if (schema !== undefined && schema !== file.schema)
    report(0, "migration-schema", `This file owns the schema ${file.schema}; ${schema} has files of its own.`);
}

function checkTable(
  file: Migration,
  one: Statement,
  create: RegExpExecArray,
  tables: Map<string, Table>,
  report: Report,
): void {
  const name = plain(create[1] ?? "");
  if (!name.includes(".")) report(0, "migration-schema", `Write the schema before the table: ${file.schema}.${name}.`);
  const kind = kindAbove(file.source, one.offset);
  tables.set(name, { name, kind });
  if (kind === null || !(kind in keyOfKind)) {
    report(0, "table-kind", `Write the kind of ${name} above it: -- kind: ${Object.keys(keyOfKind).join("|")}.`);
  }
  const key = keyOfKind[kind ?? ""] ?? null;
  const bodyStart = create[0].length;
  let keyed = false;
  for (const part of splitCommas(one.text.slice(bodyStart, one.text.lastIndexOf(")")))) {
    const at = bodyStart + part.offset;
    if (/\breferences\b/i.test(part.text))
      report(at, "foreign-key", "A foreign key is an import: its own ALTER TABLE, after the tables exist.");
    for (const [what, columns] of uniquesOf(part.text)) {
      keyed ||= what === "primary key";
      reportMissingKey({ name, kind }, what, columns, at, report);
    }
  }
  if (key !== null && !keyed) report(0, "table-key", `${name} is of kind ${kind} and needs a primary key with ${key}.`);
}

/** The kind named in the comment lines right above an offset. */
function kindAbove(source: string, offset: number): string | null {
  const above = source.slice(0, offset).split("\n");
  above.pop();
  for (let line = above.pop(); line?.trimStart().startsWith("--") === true; line = above.pop()) {
    const kind = /^\s*--\s*kind:\s*([\w-]+)/.exec(line)?.[1];
    if (kind !== undefined) return kind;
  }
  return null;
}

/** Primary keys and unique constraints in one line of a table, column-level or table-level. */
function uniquesOf(part: string): ["primary key" | "unique", string[]][] {
  const found: ["primary key" | "unique", string[]][] = [];
  const level = /^(?:constraint\s+\S+\s+)?(primary\s+key|unique(?:\s+nulls\s+(?:not\s+)?distinct)?)\s*\(/i.exec(part);
  if (level !== null) {
    const list = part.slice(level[0].length, part.indexOf(")", level[0].length));
    found.push([/^primary/i.test(level[1] ?? "") ? "primary key" : "unique", columnsOf(list)]);
    return found;
  }
  if (/^(constraint|check|exclude|foreign|like)\b/i.test(part)) return found;
  const column = columnsOf(part.split(/\s/, 1)[0] ?? "");
  if (/\bprimary\s+key\b/i.test(part)) found.push(["primary key", column]);
  if (/\bunique\b/i.test(part)) found.push(["unique", column]);
  return found;
}

function reportMissingKey(table: Table, what: string, columns: readonly string[], at: number, report: Report): void {
  const key = keyOfKind[table.kind ?? ""] ?? null;
  if (key === null || columns.includes(key)) return;
  report(
    at,
    "table-key",
    `${table.name} is of kind ${table.kind}: ${key} belongs into its ${what} (${columns.join(", ")}).`,
  );
}

function checkUniqueIndex(one: Statement, tables: Map<string, Table>, report: Report): void {
  const index = /^create\s+unique\s+index\b[\s\S]*?\bon\s+(?:only\s+)?([\w."]+)\s*(?:using\s+\w+\s*)?\(/i.exec(
    one.text,
  );
  if (index === null) return;
  const table = tables.get(plain(index[1] ?? ""));
  if (table === undefined) return;
  let depth = 1;
  let end = index[0].length;
  for (; end < one.text.length && depth > 0; end += 1) {
    if (one.text[end] === "(") depth += 1;
    else if (one.text[end] === ")") depth -= 1;
  }
  reportMissingKey(table, "unique index", columnsOf(one.text.slice(index[0].length, end - 1)), 0, report);
}

function checkAlter(file: Migration, one: Statement, tables: Map<string, Table>, floors: Floors, report: Report): void {
  const alter = /^alter\s+table\s+(?:only\s+)?([\w."]+)\s+/i.exec(one.text);
  if (alter === null) return;
  const table = tables.get(plain(alter[1] ?? ""));
  const actions = splitCommas(one.text.slice(alter[0].length));
  for (const action of actions) {
    const body = action.text.replace(/^add\s+/i, "");
    if (table !== undefined && body !== action.text)
      for (const [what, columns] of uniquesOf(body))
        reportMissingKey(table, what, columns, alter[0].length + action.offset, report);
  }
  if (!/\breferences\b/i.test(one.text)) return;
  const own = /^add\s+constraint\s+\S+\s+foreign\s+key\s*\(([^)]*)\)\s*references\s+([\w."]+)\s*(?:\(([^)]*)\))?/i.exec(
    actions[0]?.text ?? "",
  );
  if (own === null || actions.length > 1) {
    report(
      0,
      "foreign-key",
      "One foreign key per statement: ALTER TABLE … ADD CONSTRAINT … FOREIGN KEY … REFERENCES ….",
    );
    return;
  }
  checkForeignKey(file, table, own, tables, floors, report);
}

function checkForeignKey(
  file: Migration,
  table: Table | undefined,
  key: RegExpExecArray,
  tables: Map<string, Table>,
  floors: Floors,
  report: Report,
): void {
  const toName = plain(key[2] ?? "");
  const toSchema = toName.split(".", 1)[0] ?? "";
  const down = toSchema === file.schema || (floors[file.schema] ?? []).includes(toSchema);
  if (!down) {
    report(0, "foreign-key", `A foreign key is an import: ${file.schema} may not point at ${toSchema}.`);
    return;
  }
  const to = tables.get(toName);
  if (table === undefined || to === undefined) {
    report(0, "foreign-key", `Both tables must exist before the foreign key to ${toName}.`);
    return;
  }
  if (to.kind === "reference") return;
  if (to.kind !== table.kind) {
    report(
      0,
      "foreign-key",
      `${table.name} is of kind ${table.kind}, ${to.name} of kind ${to.kind}: they may not be joined.`,
    );
    return;
  }
  const column = keyOfKind[table.kind ?? ""] ?? null;
  if (column === null) return;
  const from = columnsOf(key[1] ?? "").indexOf(column);
  const at = columnsOf(key[3] ?? "").indexOf(column);
  if (from === -1 || from !== at)
    report(0, "foreign-key", `${column} must be in this foreign key, at the same place on both sides.`);
}
