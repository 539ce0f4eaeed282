import { performance } from "node:perf_hooks";
import { run } from "./run.ts";

/**
 * `npm run check`: everything that can be known without running the program. All steps run even if one fails, so that
 * one run tells everything; the exit code is 1 if any of them failed.
 */
export interface Step {
  readonly name: string;
  readonly command: readonly [string, ...string[]];
}

export const steps: readonly Step[] = [
  { name: "format (oxfmt; npm run format repairs)", command: ["oxfmt", "--check"] },
  { name: "types (tsc)", command: ["tsc", "--noEmit", "-p", "."] },
  { name: "lint (oxlint, type-aware)", command: ["oxlint", "--type-aware"] },
  { name: "house rules (tidy)", command: ["node", "tools/tidy.ts"] },
  { name: "nothing unused (knip)", command: ["knip", "--no-config-hints"] },
];

export interface Checked {
  readonly name: string;
  readonly passed: boolean;
}

/** Runs the steps one after another with a heading each. */
export async function check(): Promise<Checked[]> {
  const results: Checked[] = [];
  for (const step of steps) {
    console.log(`\n== ${step.name}`);
    const [command, ...args] = step.command;
    const startMs = performance.now();
    const passed = (await run(command, args)) === 0;
    const seconds = ((performance.now() - startMs) / 1000).toFixed(1);
    console.log(`-- ${passed ? "passed" : "FAILED"} in ${seconds} s`);
    results.push({ name: step.name, passed });
  }
  return results;
}

if (import.meta.main) {
  const results = await check();
  const failed = results.filter((one) => !one.passed);
  console.log(`\n${results.length - failed.length} checks passed, ${failed.length} failed`);
  for (const one of failed) console.log(`failed: ${one.name}`);
  if (failed.length > 0) process.exitCode = 1;
}
