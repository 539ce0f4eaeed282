import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { tidy } from "./tidy.ts";
import { clean, floors, type Planted } from "./tidy/clean-house.ts";
import { plantedCode } from "./tidy/planted-code.ts";
import { plantedSql } from "./tidy/planted-sql.ts";

function plant(one: Planted): Map<string, string> {
  const files = new Map(Object.entries(clean));
  files.set(one.path, one.text ?? `${clean[one.path] ?? ""}${one.add ?? ""}\n`);
  return files;
}

test("the clean house is not refused", () => {
  expect(tidy(new Map(Object.entries(clean)), floors)).toEqual([]);
});

test.each([...plantedCode, ...plantedSql])("$rule refuses $name", (one) => {
  const found = tidy(plant(one), floors).map(({ path, line, rule }) => ({ path, line, rule }));
  expect(found).toContainEqual({ path: one.path, line: one.line, rule: one.rule });
});

test("floors refuses brackets that name a module below", () => {
  const found = tidy(new Map(Object.entries(clean)), { ledger: ["shops"], shops: [], orders: ["shops", "ledger"] });
  expect(found).toContainEqual(expect.objectContaining({ path: "server/floors.ts", line: 2, rule: "floors" }));
});

test("lines are counted right after Chinese text", () => {
  const path = "server/modules/orders/place-order.ts";
  const files = new Map(Object.entries(clean)).set(path, '// 老铁们好\nexport const 名 = "直播";\n\nDate.now();\n');
  expect(tidy(files, floors)).toEqual([expect.objectContaining({ path, line: 4, rule: "clock" })]);
});

test("the command names file, line and rule and exits 1, and 0 for the clean twin", () => {
  const root = mkdtempSync(join(tmpdir(), "tidy-"));
  onTestFinished(() => rmSync(root, { recursive: true }));
  for (const [path, text] of Object.entries(clean)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  const run = () => spawnSync(process.execPath, [join(import.meta.dirname, "tidy.ts"), root], { encoding: "utf8" });
  expect(run()).toMatchObject({ status: 0, stderr: "" });
  writeFileSync(join(root, "server/modules/orders/at.ts"), "export const at = 1;\nDate.now();\n");
  const refused = run();
  expect(refused.status).toBe(1);
  expect(refused.stdout).toContain("server/modules/orders/at.ts:2 clock: Time comes in from outside");
});
