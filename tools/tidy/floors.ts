import { isTest, moduleOf, type Finding, type Import, type Script, type Tree } from "./source.ts";

/** Imports only go down; a module is entered through its door; nothing imports itself in a circle. */
export function checkFloors(tree: Tree): Finding[] {
  return [...checkList(tree), ...tree.scripts.flatMap((script) => checkImports(script, tree)), ...checkCycles(tree)];
}

/** `server/floors.ts` itself: brackets name only modules above, and every folder is in the list. */
function checkList(tree: Tree): Finding[] {
  const findings: Finding[] = [];
  const path = "server/floors.ts";
  const lines = (tree.files.get(path) ?? "").split("\n");
  const above = new Set<string>();
  for (const [name, brackets] of Object.entries(tree.floors)) {
    const line = lines.findIndex((text) => text.trimStart().startsWith(`${name}:`)) + 1;
    for (const other of brackets) {
      if (above.has(other)) continue;
      const sentence = `${name} names ${other}, which does not stand above it in the list.`;
      findings.push({ path, line, rule: "floors", sentence });
    }
    above.add(name);
  }
  const folders = new Map<string, string>();
  for (const file of tree.files.keys()) {
    const name = moduleOf(file);
    if (name !== null && !folders.has(name)) folders.set(name, file);
  }
  for (const [name, file] of folders) {
    if (above.has(name)) continue;
    const sentence = `The module ${name} is not in server/floors.ts.`;
    findings.push({ path: file, line: 1, rule: "floors", sentence });
  }
  return findings;
}

function checkImports(script: Script, tree: Tree): Finding[] {
  const findings: Finding[] = [];
  const zone = zoneOf(script.path);
  for (const one of script.imports) {
    const wrong =
      one.target === null ? packageRefusal(script, zone, one) : floorRefusal(script, zone, one.target, tree);
    if (wrong !== null) findings.push({ path: script.path, line: one.line, ...wrong });
  }
  if (zone !== "free") {
    for (const line of script.computedImportLines) {
      const sentence = "An import with a computed path cannot be checked; write the path out.";
      findings.push({ path: script.path, line, rule: "floors", sentence });
    }
  }
  return findings;
}

type Zone = "contract" | "kernel" | "events" | "module" | "edge" | "top" | "web" | "demo" | "free";
type Wrong = Pick<Finding, "rule" | "sentence">;

function zoneOf(path: string): Zone {
  const first = path.split("/", 1)[0];
  if (first === "contract" || first === "web" || first === "demo") return first;
  if (first !== "server") return "free";
  if (path.startsWith("server/kernel/")) return "kernel";
  if (path.startsWith("server/events/")) return "events";
  if (path.startsWith("server/modules/")) return "module";
  return path.startsWith("server/edge/") ? "edge" : "top";
}

/** What each zone may import beside itself. */
const below: Readonly<Record<Exclude<Zone, "top" | "free">, readonly Zone[]>> = {
  contract: [],
  events: ["contract"],
  kernel: ["contract", "events"],
  module: ["contract", "kernel", "events"],
  edge: ["contract", "kernel", "events", "module"],
  web: ["contract"],
  demo: ["contract"],
};

function packageRefusal(script: Script, zone: Zone, one: Import): Wrong | null {
  if (isTest(script.path)) return null;
  if (zone === "contract" && one.specifier !== "zod") {
    return { rule: "floors", sentence: `contract/ imports only zod and itself, not ${one.specifier}.` };
  }
  if (zone === "web" && one.specifier.startsWith("node:")) {
    return { rule: "floors", sentence: `web/ runs in a browser and cannot import ${one.specifier}.` };
  }
  return null;
}

function floorRefusal(script: Script, zone: Zone, target: string, tree: Tree): Wrong | null {
  if (zone === "free" || zone === "top") return null;
  if (isTest(script.path) && target.startsWith("tests/kit/")) return null;
  const to = zoneOf(target);
  const own = moduleOf(script.path);
  const other = moduleOf(target);
  const who = own ?? zone;
  if (to === "module" && other !== null && other !== own) {
    const allowed = zone === "edge" || (own !== null && (tree.floors[own] ?? []).includes(other));
    if (!allowed) return { rule: "floors", sentence: `${who} may not import the module ${other} (server/floors.ts).` };
    if (target === `server/modules/${other}/index.ts`) return null;
    return { rule: "doors", sentence: `${other} has one door, its index.ts; ${target} is behind it.` };
  }
  if (to === zone || below[zone].includes(to)) return null;
  return { rule: "floors", sentence: `${who} may not import ${target}: imports only go down.` };
}

/** Circles of value imports between files; a circle of types alone vanishes when the types are stripped. */
function checkCycles(tree: Tree): Finding[] {
  const edges = new Map(tree.scripts.map((script) => [script.path, script.imports.filter((one) => !one.typeOnly)]));
  const done = new Set<string>();
  const findings: Finding[] = [];
  const visit = (path: string, trail: readonly string[]): void => {
    for (const one of edges.get(path) ?? []) {
      if (one.target === null || !edges.has(one.target)) continue;
      const start = trail.indexOf(one.target);
      if (start !== -1) {
        const circle = [...trail.slice(start), one.target].join(" -> ");
        findings.push({ path, line: one.line, rule: "cycles", sentence: `These files import each other: ${circle}.` });
      } else if (!done.has(one.target)) {
        visit(one.target, [...trail, one.target]);
      }
    }
    done.add(path);
  };
  for (const path of edges.keys()) if (!done.has(path)) visit(path, [path]);
  return findings;
}
