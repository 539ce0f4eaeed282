import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { root, toolEnv } from "./run.ts";

/** Lints one file with our configuration in a folder of its own; answers the names of the rules that fired. */
function lint(name: string, text: string): string[] {
  const folder = mkdtempSync(join(tmpdir(), "lint-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const compilerOptions = { strict: true, target: "es2024", module: "nodenext", jsx: "preserve", types: [] };
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions, files: [name] }));
  writeFileSync(join(folder, name), text);
  const args = ["--type-aware", "-c", join(root, ".oxlintrc.json"), "-f", "unix", name];
  const result = spawnSync(join(root, "node_modules/.bin/oxlint"), args, {
    cwd: folder,
    env: toolEnv(),
    encoding: "utf8",
  });
  const rules = [...result.stdout.matchAll(/\[Error\/[\w-]+\(([\w-]+)\)\]/g)].map((match) => match[1] ?? "");
  expect(result.status, result.stdout + result.stderr).toBe(rules.length > 0 ? 1 : 0);
  return rules;
}

// A linter that is asked for type-aware rules and cannot load types says nothing at all: these prove that it can.
const pay = "async function pay(): Promise<string> {\n  await Promise.resolve();\n  return 'paid';\n}\n";
test.each([
  ["no-floating-promises", `${pay}pay();\nexport {};\n`],
  ["no-misused-promises", `${pay}export function late(yes: string) {\n  if (pay()) return yes;\n  return '';\n}\n`],
  ["await-thenable", "export async function wait(): Promise<void> {\n  await 1;\n}\n"],
  [
    "switch-exhaustiveness-check",
    "export function f(state: 'paid' | 'closed'): void {\n  switch (state) {\n    case 'paid':\n      break;\n  }\n}\n",
  ],
  ["no-unsafe-assignment", "export const x: string = JSON.parse('1');\n"],
  ["eqeqeq", "export const same = (a: number, b: number) => a == b;\n"],
  ["no-explicit-any", "export const x = (a: any): string => String(a);\n"],
  ["no-unused-vars", "const unused = 1;\nexport {};\n"],
])("oxlint fires %s", (rule, text) => {
  expect(lint("planted.ts", text)).toContain(rule);
});

test.each([
  ["rules-of-hooks", "export function P({ x }: { x: boolean }) {\n  if (x) useState(1);\n  return null;\n}\n"],
  ["alt-text", 'export const P = () => <img src="x.png" />;\n'],
])("oxlint fires %s in a page", (rule, text) => {
  const react = "declare function useState(x: number): number;\nuseState(1);\n";
  expect(lint("planted.tsx", react + text)).toContain(rule);
});

test("oxlint is silent on the clean twin", () => {
  expect(lint("clean.ts", `${pay}export const paid: Promise<string> = pay();\n`)).toEqual([]);
});
