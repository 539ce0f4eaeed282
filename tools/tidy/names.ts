import { moduleOf, type Finding, type Tree } from "./source.ts";

/** Inside a module always the same names, and no file longer than a person holds in mind. */
export function checkNames(tree: Tree): Finding[] {
  return [...checkModules(tree), ...checkLength(tree)];
}

/** Names that say where code lies in a layer, or nothing at all, instead of what it is. */
const empty = new Set(
  (
    "util utils helper helpers common misc shared lib base core constants consts types interfaces model models entity " +
    "entities dto dtos service services impl controller controllers repository repositories handler handlers manager " +
    "managers domain"
  ).split(" "),
);

function checkModules(tree: Tree): Finding[] {
  const findings: Finding[] = [];
  const modules = new Set<string>();
  for (const path of tree.files.keys()) {
    const name = moduleOf(path);
    if (name === null) continue;
    modules.add(name);
    const sentence = fileNameRefusal(path.slice(`server/modules/${name}/`.length));
    if (sentence !== null) findings.push({ path, line: 1, rule: "file-name", sentence });
  }
  for (const name of modules) {
    for (const required of ["README.md", "index.ts"]) {
      const path = `server/modules/${name}/${required}`;
      if ((tree.files.get(path) ?? "").trim() !== "") continue;
      findings.push({
        path,
        line: 1,
        rule: "file-name",
        sentence: `Every module has a README.md and a door; ${name} lacks this.`,
      });
    }
  }
  return findings;
}

function fileNameRefusal(inModule: string): string | null {
  if (inModule === "README.md") return null;
  const parts = inModule.split("/");
  if (parts.length > 2) return "A module has at most one level of folders, named by noun.";
  const words = /^([a-z][a-z0-9]*(?:-[a-z0-9]+)*)(?:(?:\.pg)?\.test)?\.ts$/.exec(parts.at(-1) ?? "");
  const golden = /^[a-z][a-z0-9-]*\.golden\.(json|txt|md|sql|html)$/.test(parts.at(-1) ?? "");
  if (words === null && !golden)
    return "Named <noun>.ts, <verb>-<noun>.ts, store, tables, routes, listeners, jobs, *.test.ts, *.pg.test.ts or *.golden.*.";
  const said = [...parts.slice(0, -1), words?.[1] ?? ""].find((part) =>
    part.split("-").some((word) => empty.has(word)),
  );
  if (said !== undefined) return `"${said}" names a layer or nothing; name the noun, or the verb and the noun.`;
  return null;
}

const lines_max = 400;
/** Longer files that are lists and not code: words of the interface, one line each. */
const long = [/^web\/text\/[\w-]+\.ts$/];
const generated = /(\.golden\.|\.gen\.|\.generated\.)/;

function checkLength(tree: Tree): Finding[] {
  const findings: Finding[] = [];
  for (const [path, text] of tree.files) {
    if (!/\.(tsx?|sql|css)$/.test(path) || generated.test(path) || long.some((one) => one.test(path))) continue;
    const count = text.split("\n").length - (text.endsWith("\n") ? 1 : 0);
    if (count <= lines_max) continue;
    const sentence = `${count} lines, at most ${lines_max}: split it by noun.`;
    findings.push({ path, line: lines_max + 1, rule: "length", sentence });
  }
  return findings;
}
