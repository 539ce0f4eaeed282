import type { RunResult } from "./run.ts";
import type { Plan } from "./steps.ts";

/** What is saved of a run: the plan, which is the test, and beside each step what came of it, which is for people. */
export interface Trace {
  readonly plan: Plan;
  readonly breach: RunResult["breach"];
  readonly outcomes: RunResult["outcomes"];
}

export const traceOf = ({ plan, breach, outcomes }: RunResult): Trace => ({ plan, breach, outcomes });

/** JSON with a step on a line, so that it can be read and cut by hand. */
export function formatTrace({ plan, breach, outcomes }: Trace): string {
  const { steps, ...head } = plan;
  const lines = (list: readonly unknown[]): string =>
    `[\n${list.map((one) => `    ${JSON.stringify(one)}`).join(",\n")}\n  ]`;
  return `{
  "plan": ${JSON.stringify(head).slice(0, -1)}, "steps": ${lines(steps)}},
  "breach": ${JSON.stringify(breach)},
  "outcomes": ${lines(outcomes)}
}
`;
}
