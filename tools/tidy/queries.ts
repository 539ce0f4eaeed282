import { Visitor, type ESTree } from "vite";
import { beside } from "./migrations.ts";
import { banned } from "./sql-text.ts";
import { calleeName, isPgTest, moduleOf, type Finding, type Script, type Tree } from "./source.ts";

/** No query names another module's schema, and none asks the database for the time or an id. */
export function checkQueries(tree: Tree): Finding[] {
  return tree.scripts.filter((script) => script.path.startsWith("server/")).flatMap((script) => check(script, tree));
}

/** Kysely's methods, and `pg`'s query, that take names of tables or SQL. */
const takers = new Set(
  (
    "selectFrom insertInto replaceInto updateTable deleteFrom mergeInto from using query innerJoin leftJoin rightJoin " +
    "fullJoin crossJoin innerJoinLateral leftJoinLateral withSchema table ref id raw"
  ).split(" "),
);

/** Folders outside the modules that have a schema of their own. */
const ownersBeside = [
  ["server/kernel/", "kernel"],
  ["server/edge/sandbox-provider/", "sandbox"],
] as const;

interface Piece {
  readonly text: string;
  readonly start: number;
}

function check(script: Script, tree: Tree): Finding[] {
  const findings: Finding[] = [];
  const own = moduleOf(script.path) ?? ownersBeside.find(([folder]) => script.path.startsWith(folder))?.[1] ?? null;
  const allowed = new Set([own, ...(isPgTest(script.path) ? ["kernel"] : [])]);
  const seen = new Set<number>();
  const report = (piece: Piece, index: number, rule: string, sentence: string): void => {
    const at = piece.start + index;
    if (seen.has(at)) return;
    seen.add(at);
    findings.push({ path: script.path, line: script.lineAt(at), rule, sentence });
  };
  for (const piece of sqlPieces(script)) {
    for (const match of piece.text.matchAll(/(?<![\w."])"?([a-z_]+)"?\."?[a-z_]/g)) {
      const schema = match[1] ?? "";
      if (!(beside.has(schema) || schema in tree.floors) || allowed.has(schema)) continue;
      const owner = own ?? "this file";
      report(piece, match.index, "schema", `${owner} may not name the schema ${schema}; ask its door.`);
    }
    const made = banned.exec(piece.text);
    if (made !== null)
      report(piece, made.index, "sql-clock", `Time and ids come from the application, not from ${made[1] ?? ""}.`);
  }
  return findings;
}

/** Every text that reaches the database: arguments of the takers, `sql` templates, and strings that begin like SQL. */
function sqlPieces(script: Script): Piece[] {
  const pieces: Piece[] = [];
  const looksLikeSql =
    /^\s*(select\s|insert\s+into\s|update\s+[\w."]+\s+(as\s+\w+\s+)?set\s|delete\s+from\s|with\s+\w+.*\sas\s*(not\s+|materialized\s*)*\()/i;
  const addTemplate = (quasi: ESTree.TemplateLiteral): void => {
    for (const one of quasi.quasis) pieces.push({ text: one.value.raw, start: one.start });
  };
  const addArgument = (node: ESTree.Argument | ESTree.ArrayExpressionElement): void => {
    if (node === null) return;
    if (node.type === "Literal" && typeof node.value === "string")
      pieces.push({ text: node.value, start: node.start + 1 });
    else if (node.type === "TemplateLiteral") addTemplate(node);
    else if (node.type === "ArrayExpression") node.elements.forEach(addArgument);
  };
  new Visitor({
    CallExpression(node) {
      if (node.callee.type !== "MemberExpression" || !takers.has(calleeName(node.callee) ?? "")) return;
      node.arguments.forEach(addArgument);
    },
    TaggedTemplateExpression(node) {
      if (calleeName(node.tag) === "sql") addTemplate(node.quasi);
    },
    TemplateLiteral(node) {
      if (looksLikeSql.test(node.quasis[0]?.value.raw ?? "")) addTemplate(node);
    },
    Literal(node) {
      if (typeof node.value === "string" && looksLikeSql.test(node.value)) addArgument(node);
    },
    TSPropertySignature(node) {
      // `tables.ts` names tables as keys: interface OrdersTables { "orders.line": LineRow }
      if (/^[a-z_]+\.[a-z_]+$/.test(keyText(node.key)))
        pieces.push({ text: keyText(node.key), start: node.key.start + 1 });
    },
  }).visit(script.program);
  return pieces;
}

function keyText(key: ESTree.PropertyKey): string {
  return key.type === "Literal" && typeof key.value === "string" ? key.value : "";
}
