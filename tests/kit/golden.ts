import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, relative, resolve } from "node:path";
import { expect } from "vitest";

const root = resolve(import.meta.dirname, "../..");

/**
 * Compares `text` with the golden file at `path` (from the repository's root). A difference fails with a diff: it is a
 * decision to be reviewed, and `UPDATE_GOLDEN=1 npm test` takes it. A missing file fails too.
 */
export function matchGolden(path: string, text: string): void {
  const file = resolve(root, path);
  const wanted = text.endsWith("\n") ? text : `${text}\n`;
  if (process.env["UPDATE_GOLDEN"] === "1") {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, wanted);
    return;
  }
  const name = relative(root, file);
  const hint = "if the change is meant: UPDATE_GOLDEN=1 npm test";
  if (!existsSync(file)) expect.fail(`the golden file ${name} does not exist; ${hint}`);
  expect(wanted, `${name} differs; ${hint}`).toBe(readFileSync(file, "utf8"));
}
