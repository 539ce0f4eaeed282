import { Visitor, type ESTree } from "vite";
import { calleeName, isPgTest, isTest, type Finding, type Script, type Tree } from "./source.ts";

/** Time and chance come from outside, SQL lives in store.ts, configuration in one place, and nothing is waved through. */
export function checkCode(tree: Tree): Finding[] {
  return tree.scripts.flatMap((script) => [...checkComments(script), ...checkCalls(script)]);
}

const timers = new Set(["setTimeout", "setInterval", "setImmediate"]);
const cryptoChance = new Set([
  "randomUUID",
  "randomBytes",
  "randomInt",
  "randomFillSync",
  "getRandomValues",
  "webcrypto",
]);
const queryStarters = new Set([
  "selectFrom",
  "insertInto",
  "replaceInto",
  "updateTable",
  "deleteFrom",
  "mergeInto",
  "query",
]);
const testWords = new Set(["it", "test", "describe", "suite"]);
const skippers = new Set(["only", "skip", "todo"]);

type Report = (node: { start: number }, rule: string, sentence: string) => void;

function checkCalls(script: Script): Finding[] {
  const findings: Finding[] = [];
  const report: Report = (node, rule, sentence) => {
    findings.push({ path: script.path, line: script.lineAt(node.start), rule, sentence });
  };
  const inServer = script.path.startsWith("server/");
  const lawFive = inServer && !script.path.startsWith("server/kernel/");
  const sqlIsElsewhere = lawFive && !script.path.endsWith("/store.ts") && !isPgTest(script.path);
  new Visitor({
    CallExpression(node) {
      if (lawFive) reportClockAndChance(node, report);
      if (sqlIsElsewhere) reportQuery(node, report);
      if (isTest(script.path)) reportSkippedTest(node, report);
      if (isOwnMock(node)) report(node, "mocks", "Our own modules are not mocked; fake only the outside world.");
    },
    NewExpression(node) {
      if (lawFive && calleeName(node.callee) === "Date" && node.arguments.length === 0)
        report(node, "clock", "Time comes in from outside: ctx.clock.now(), not new Date().");
    },
    TaggedTemplateExpression(node) {
      if (sqlIsElsewhere && node.tag.type === "Identifier" && node.tag.name === "sql")
        report(node, "sql-place", "SQL lives in a module's store.ts and in the kernel only.");
    },
    MemberExpression(node) {
      if (!inServer || node.object.type !== "Identifier") return;
      const property = node.property.type === "Identifier" ? node.property.name : "";
      if (node.object.name === "console" && script.path !== "server/main.ts")
        report(node, "console", "Log through ctx.log; only server/main.ts may speak to the console.");
      // Handing PATH or the whole environment on to a child process configures nothing of ours.
      const handsOn = script.text.startsWith('["PATH"]', node.end) || script.text.startsWith("...", node.start - 3);
      const isConfig = script.path === "server/kernel/config.ts" || handsOn;
      if (node.object.name === "process" && property === "env" && !isConfig)
        report(node, "config", "Configuration is read and validated in server/kernel/config.ts only.");
    },
    ImportDeclaration(node) {
      if (lawFive) reportImportedChance(node, report);
    },
    TSAnyKeyword(node) {
      report(node, "any", "Say what it is, or `unknown` and check it; `any` switches the compiler off.");
    },
  }).visit(script.program);
  return findings;
}

function reportClockAndChance(node: ESTree.CallExpression, report: Report): void {
  const name = calleeName(node.callee) ?? "";
  const owner = ownerName(node.callee);
  const global = owner === null || owner === "globalThis" || owner === "window";
  if (global && name === "Date") report(node, "clock", "Time comes in from outside: ctx.clock.now(), not Date().");
  if (owner === "Date" && name === "now")
    report(node, "clock", "Time comes in from outside: ctx.clock.nowMs(), not Date.now().");
  if (owner === "performance" && name === "now")
    report(node, "clock", "Time comes in from outside: ctx.clock.monotonicMs(), not performance.now().");
  if (global && timers.has(name))
    report(node, "timers", `Waiting comes in from outside: ctx.clock.after or every, not ${name}().`);
  if (owner === "Math" && name === "random")
    report(node, "chance", "Chance comes in from outside: ctx.random, not Math.random().");
  if (owner !== null && /crypto$/i.test(owner) && cryptoChance.has(name))
    report(node, "chance", `Chance comes in from outside: ctx.random and newId, not ${name}().`);
}

/** The identifier before the last dot: `Date` of `Date.now`, `performance` of `globalThis.performance.now`. */
function ownerName(callee: ESTree.Expression): string | null {
  return callee.type === "MemberExpression" ? calleeName(callee.object) : null;
}

function reportImportedChance(node: ESTree.ImportDeclaration, report: Report): void {
  if (/^(node:)?timers(\/promises)?$/.test(node.source.value))
    report(node, "timers", "Waiting comes in from outside: ctx.clock.sleep, not node:timers.");
  if (!/^(node:)?crypto$/.test(node.source.value)) return;
  for (const one of node.specifiers) {
    if (one.type !== "ImportSpecifier") continue;
    const name = one.imported.type === "Identifier" ? one.imported.name : one.imported.value;
    if (cryptoChance.has(name))
      report(one, "chance", `Chance comes in from outside: ctx.random and newId, not ${name} of node:crypto.`);
  }
}

function reportQuery(node: ESTree.CallExpression, report: Report): void {
  if (node.callee.type !== "MemberExpression") return;
  const name = calleeName(node.callee);
  if (name === null || !queryStarters.has(name)) return;
  // Hono's c.req.query("limit") reads an address, not a table.
  if (name === "query" && ownerName(node.callee) === "req") return;
  report(node, "sql-place", `SQL lives in a module's store.ts and in the kernel only; here is .${name}().`);
}

function reportSkippedTest(node: ESTree.CallExpression, report: Report): void {
  const words: string[] = [];
  let callee: ESTree.Expression = node.callee;
  while (callee.type === "MemberExpression") {
    words.push(calleeName(callee) ?? "");
    callee = callee.object;
  }
  if (callee.type !== "Identifier" || !testWords.has(callee.name)) return;
  const word = words.find((one) => skippers.has(one));
  if (word !== undefined) report(node, "skipped", `A test runs or does not exist: no .${word}().`);
}

function isOwnMock(node: ESTree.CallExpression): boolean {
  if (ownerName(node.callee) !== "vi" || !/^(do)?mock$/i.test(calleeName(node.callee) ?? "")) return false;
  const first = node.arguments[0];
  if (first?.type === "Literal") return typeof first.value === "string" && first.value.startsWith(".");
  return first?.type === "ImportExpression";
}

function checkComments(script: Script): Finding[] {
  const findings: Finding[] = [];
  for (const comment of script.comments) {
    const line = script.lineAt(comment.start);
    if (/@ts-(ignore|nocheck)\b/.test(comment.value)) {
      const sentence =
        "Fix the type, or @ts-expect-error with the reason; @ts-ignore and @ts-nocheck hide the next error too.";
      findings.push({ path: script.path, line, rule: "ts-ignore", sentence });
    }
    const word = /\b(TODO|FIXME|XXX|HACK)\b/.exec(comment.value)?.[1];
    if (word !== undefined) {
      const offset = comment.start + 2 + comment.value.indexOf(word);
      const sentence = `Do it now or open an issue; ${word} in the code is neither.`;
      findings.push({ path: script.path, line: script.lineAt(offset), rule: "todo", sentence });
    }
  }
  return findings;
}
