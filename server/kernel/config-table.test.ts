import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "vitest";
import { environment } from "./config.ts";

it("docs/operations/configuration.md names every variable once, and no other", async () => {
  const table = await readFile(join(import.meta.dirname, "../../docs/operations/configuration.md"), "utf8");
  const named = [...table.matchAll(/^\| `(\w+)`\s*\|/gm)].map((match) => match[1]);
  expect(new Set(named)).toEqual(new Set(Object.keys(environment.shape)));
  expect(named).toHaveLength(Object.keys(environment.shape).length);
});
