import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { docs as en } from "../../text/en/docs.ts";
import { stepsOf } from "./steps.ts";

const script = readFileSync(join(import.meta.dirname, "purchase.sh"), "utf8");

test("every step of the script has its words, and every command of the script is shown", () => {
  const steps = stepsOf(script);
  expect(steps.map((step) => step.name)).toEqual(Object.keys(en.steps));
  const shown = steps.map((step) => step.code).join("\n");
  const written = script.split("\n").filter((line) => line.trim() !== "" && !line.startsWith("# step:"));
  expect(written.filter((line) => !shown.includes(line))).toEqual([]);
});

test("the page of the repository shows the script as it is", () => {
  const page = readFileSync(join(import.meta.dirname, "../../../docs/api/build-your-own-client.md"), "utf8");
  for (const step of stepsOf(script)) expect(page).toContain(step.code);
});
