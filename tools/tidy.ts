import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { checkCode } from "./tidy/code.ts";
import { checkFloors } from "./tidy/floors.ts";
import { checkMigrations } from "./tidy/migrations.ts";
import { checkNames } from "./tidy/names.ts";
import { checkQueries } from "./tidy/queries.ts";
import { checkRepository } from "./tidy/repository.ts";
import { readTree, type Finding, type Floors, type Rule } from "./tidy/source.ts";

/**
 * The rules of the house (DESIGN: floors and laws), checked on text and syntax, without running anything.
 * `node tools/tidy.ts [root]` prints `file:line rule: sentence` per finding and exits 1 if there is one.
 */
const rules: readonly Rule[] = [checkFloors, checkNames, checkCode, checkQueries, checkMigrations, checkRepository];

/** Every broken rule in these files, in the order of files and lines. */
export function tidy(files: ReadonlyMap<string, string>, floors: Floors): Finding[] {
  const { tree, findings } = readTree(files, floors);
  return [...findings, ...rules.flatMap((rule) => rule(tree))].toSorted(
    (a, b) => a.path.localeCompare(b.path) || a.line - b.line || a.rule.localeCompare(b.rule),
  );
}

const skipped = new Set(["node_modules", ".git", ".cache", "dist", "data", "screenshots", "coverage"]);
const texts = /(\.(tsx?|mts|json|sql|md|css|html|ya?ml|sh|svg)|^Dockerfile|^\.npmrc|^run)$/;

/** Text files under `root` by path from there; what git ignores by name is left out. */
function readFiles(root: string): Map<string, string> {
  const files = new Map<string, string>();
  const walk = (folder: string): void => {
    for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
      if (skipped.has(entry.name)) continue;
      const path = folder === "" ? entry.name : `${folder}/${entry.name}`;
      if (entry.isDirectory()) walk(path);
      else if (entry.isFile() && texts.test(entry.name)) files.set(path, readFileSync(join(root, path), "utf8"));
    }
  };
  walk("");
  return files;
}

async function main(root: string): Promise<void> {
  const { floors } = (await import(pathToFileURL(join(root, "server/floors.ts")).href)) as { floors: Floors };
  const files = readFiles(root);
  const findings = tidy(files, floors);
  for (const one of findings) console.log(`${one.path}:${one.line} ${one.rule}: ${one.sentence}`);
  console.log(findings.length === 0 ? `tidy: ${files.size} files` : `tidy: ${findings.length} broken rules`);
  if (findings.length > 0) process.exitCode = 1;
}

if (import.meta.main) await main(resolve(process.argv[2] ?? "."));
