import { lineCounter, type Finding, type Tree } from "./source.ts";

/** The repository says the same thing on every machine: exact versions, a lock without hosts, no local paths. */
export function checkRepository(tree: Tree): Finding[] {
  return [...checkLock(tree), ...checkVersions(tree), ...checkPaths(tree), ...checkPlainComments(tree)];
}

function findAll(path: string, text: string, pattern: RegExp, rule: string, sentence: string): Finding[] {
  const lineAt = lineCounter(text);
  return [...text.matchAll(pattern)].map((match) => ({ path, line: lineAt(match.index), rule, sentence }));
}

function checkLock(tree: Tree): Finding[] {
  const path = "package-lock.json";
  const sentence = "The lock file names no host: npm run lock.";
  return findAll(path, tree.files.get(path) ?? "", /"resolved":/g, "lock", sentence).slice(0, 3);
}

function checkVersions(tree: Tree): Finding[] {
  const path = "package.json";
  const text = tree.files.get(path);
  if (text === undefined) return [];
  const lines = text.split("\n");
  const findings: Finding[] = [];
  let section: string | null = null;
  for (const [index, line] of lines.entries()) {
    const open = /^ {2}"(\w+)":\s*\{/.exec(line)?.[1];
    if (open !== undefined) section = /dependencies$/i.test(open) ? open : null;
    const entry = section === null ? null : /^ {4}"([^"]+)":\s*"([^"]+)"/.exec(line);
    if (entry === null || /^\d+\.\d+\.\d+(-[\w.-]+)?$/.test(entry[2] ?? "")) continue;
    const sentence = `${entry[1] ?? ""} wants an exact version, not ${entry[2] ?? ""}.`;
    findings.push({ path, line: index + 1, rule: "exact-versions", sentence });
  }
  return findings;
}

function checkPaths(tree: Tree): Finding[] {
  // Put together from pieces, so that this file does not refuse itself.
  const places = ["root", "work", "tmp/wt"].join("|");
  const pattern = new RegExp(`(?<![\\w.:/-])/(?:${places})/`, "g");
  const sentence = "This path exists on one machine only.";
  return [...tree.files].flatMap(([path, text]) => findAll(path, text, pattern, "local-path", sentence));
}

/** What `code.ts` does for TypeScript, for SQL, styles and pages. */
function checkPlainComments(tree: Tree): Finding[] {
  const sentence = "Do it now or open an issue; a note in the code is neither.";
  return [...tree.files]
    .filter(([path]) => /\.(sql|css|html)$/.test(path))
    .flatMap(([path, text]) => findAll(path, text, /\b(?:TODO|FIXME)\b/g, "todo", sentence));
}
