import { expect, test } from "vitest";
import { closing, failure, sum, tallyReport } from "./tally.ts";

const file = (status: string, tests: number) => ({
  status,
  assertionResults: Array.from({ length: tests }, () => ({})),
});
const report = (numPassedTests: number, numFailedTests: number, testResults: readonly object[]) => ({
  numPassedTests,
  numFailedTests,
  testResults,
});

test("a good run and a failed test are counted as they are", () => {
  expect(tallyReport(report(3, 0, [file("passed", 3)]), 0)).toEqual({ passed: 3, failed: 0, failures: [] });
  expect(tallyReport(report(2, 1, [file("failed", 3)]), 1)).toMatchObject({ passed: 2, failed: 1 });
});

test("a file that could not be loaded is one failure", () => {
  expect(tallyReport(report(2, 0, [file("passed", 2), file("failed", 0)]), 1)).toMatchObject({ passed: 2, failed: 1 });
});

test.each([
  ["a bad exit without a failed test", report(2, 0, [file("passed", 2)]), 1, 2],
  ["no report", null, 0, 0],
  ["something else for a report", { success: true }, 0, 0],
  ["no tests at all", report(0, 0, []), 0, 0],
])("%s is one failure", (_name, json, exitCode, passed) => {
  expect(tallyReport(json, exitCode)).toMatchObject({
    passed,
    failed: 1,
    failures: [expect.stringContaining("exit code")],
  });
});

test("what failed is told again before the closing line, its message cut", () => {
  const failed = {
    name: "a.test.ts",
    status: "failed",
    assertionResults: [
      { status: "passed", fullName: "adds" },
      { status: "failed", fullName: "takes away", failureMessages: [`expected 1\n${"at a line\n".repeat(50)}`] },
    ],
  };
  const text = closing(
    sum([tallyReport(report(1, 1, [failed]), 1), { passed: 87, failed: 0, failures: [] }, failure("types")]),
  );
  expect(text.split("\n").slice(0, 2)).toEqual(["FAILED a.test.ts > takes away", "  expected 1"]);
  expect(text).toContain("FAILED types");
  expect(text.split("\n").at(-1)).toBe("88 passed, 2 failed");
  expect(text.split("\n").length).toBeLessThan(25);
});
