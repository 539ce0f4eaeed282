import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, onTestFinished, test, vi } from "vitest";
import { matchGolden } from "./golden.ts";

function emptyFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "golden-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return folder;
}

afterEach(() => {
  vi.unstubAllEnvs();
});

test("a missing golden file and a difference fail with the way to take them; the same text passes", () => {
  const file = join(emptyFolder(), "page/x.golden.txt");
  vi.stubEnv("UPDATE_GOLDEN", "0");
  expect(() => matchGolden(file, "one")).toThrow("UPDATE_GOLDEN=1 npm test");
  vi.stubEnv("UPDATE_GOLDEN", "1");
  matchGolden(file, "one");
  expect(readFileSync(file, "utf8")).toBe("one\n");
  vi.stubEnv("UPDATE_GOLDEN", "0");
  matchGolden(file, "one");
  expect(() => matchGolden(file, "two")).toThrow("UPDATE_GOLDEN=1 npm test");
  expect(readFileSync(file, "utf8")).toBe("one\n");
});
