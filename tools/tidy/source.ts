import { parseSync, Visitor, type ESTree, type ParseResult } from "vite";

/** One broken house rule, at one line. */
export interface Finding {
  readonly path: string;
  /** Counted from 1. */
  readonly line: number;
  readonly rule: string;
  readonly sentence: string;
}

/** `server/floors.ts`: module to the modules it may import, lowest first. */
export type Floors = Readonly<Record<string, readonly string[]>>;

/** The repository as the rules see it: text files by path from the root, with forward slashes. */
export interface Tree {
  readonly files: ReadonlyMap<string, string>;
  readonly scripts: readonly Script[];
  readonly floors: Floors;
}

export interface Import {
  readonly specifier: string;
  /** The file meant, from the root, for a relative specifier; null for a package. */
  readonly target: string | null;
  readonly typeOnly: boolean;
  readonly line: number;
}

/** A parsed TypeScript file. */
export interface Script {
  readonly path: string;
  readonly text: string;
  readonly program: ESTree.Program;
  readonly comments: ParseResult["comments"];
  readonly imports: readonly Import[];
  /** Lines of `import(x)` where `x` is not a plain string, so that no rule can follow it. */
  readonly computedImportLines: readonly number[];
  lineAt(offset: number): number;
}

export type Rule = (tree: Tree) => Finding[];

/** Parses every `.ts` and `.tsx` file once; a file that does not parse is a finding of its own. */
export function readTree(files: ReadonlyMap<string, string>, floors: Floors): { tree: Tree; findings: Finding[] } {
  const findings: Finding[] = [];
  const scripts: Script[] = [];
  for (const [path, text] of files) {
    if (!/\.tsx?$/.test(path)) continue;
    const parsed = parseSync(path, text);
    const lineAt = lineCounter(text);
    const error = parsed.errors[0];
    if (error !== undefined) {
      const line = lineAt(error.labels[0]?.start ?? 0);
      findings.push({ path, line, rule: "parse", sentence: `This is not TypeScript: ${error.message}` });
      continue;
    }
    const { imports, computedImportLines } = readImports(path, parsed.program, lineAt);
    const { program, comments } = parsed;
    scripts.push({ path, text, program, comments, imports, computedImportLines, lineAt });
  }
  return { tree: { files, scripts, floors }, findings };
}

/** From an offset in the text to its line, counted from 1. */
export function lineCounter(text: string): (offset: number) => number {
  const starts = [0];
  for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
  return (offset) => {
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return low + 1;
  };
}

export const isTest = (path: string): boolean => /\.test\.tsx?$/.test(path);
export const isPgTest = (path: string): boolean => path.endsWith(".pg.test.ts");

/** The module a file belongs to, or null outside `server/modules/`. */
export function moduleOf(path: string): string | null {
  return /^server\/modules\/([^/]+)\//.exec(path)?.[1] ?? null;
}

/** The last name of a callee: `query` of `db.query`, `setTimeout` of `setTimeout`; null when it is computed. */
export function calleeName(callee: ESTree.Expression): string | null {
  if (callee.type === "Identifier") return callee.name;
  if (callee.type === "MemberExpression" && callee.property.type === "Identifier" && !callee.computed)
    return callee.property.name;
  return null;
}

function readImports(
  path: string,
  program: ESTree.Program,
  lineAt: (offset: number) => number,
): { imports: Import[]; computedImportLines: number[] } {
  const imports: Import[] = [];
  const computedImportLines: number[] = [];
  const add = (source: { value: unknown; start: number }, typeOnly: boolean): void => {
    const specifier = String(source.value);
    imports.push({ specifier, target: resolve(path, specifier), typeOnly, line: lineAt(source.start) });
  };
  new Visitor({
    ImportDeclaration(node) {
      const allTypes =
        node.specifiers.length > 0 &&
        node.specifiers.every((one) => one.type === "ImportSpecifier" && one.importKind === "type");
      add(node.source, node.importKind === "type" || allTypes);
    },
    ExportNamedDeclaration(node) {
      if (node.source !== null) add(node.source, node.exportKind === "type");
    },
    ExportAllDeclaration(node) {
      add(node.source, node.exportKind === "type");
    },
    ImportExpression(node) {
      if (node.source.type === "Literal") add(node.source, false);
      else computedImportLines.push(lineAt(node.start));
    },
    TSImportType(node) {
      add(node.source, true);
    },
  }).visit(program);
  return { imports, computedImportLines };
}

function resolve(from: string, specifier: string): string | null {
  if (!specifier.startsWith(".")) return null;
  const parts = from.split("/").slice(0, -1);
  for (const part of specifier.split("/")) {
    if (part === "..") parts.pop();
    else if (part !== ".") parts.push(part);
  }
  return parts.join("/").replace(/\?.*$/, "");
}
