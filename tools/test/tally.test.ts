import { expect, test } from "vitest";
import { closingLine, sum, tallyReport } from "./tally.ts";

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
  expect(tallyReport(report(3, 0, [file("passed", 3)]), 0)).toEqual({ passed: 3, failed: 0 });
  expect(tallyReport(report(2, 1, [file("failed", 3)]), 1)).toEqual({ passed: 2, failed: 1 });
});

test("a file that could not be loaded is one failure", () => {
  expect(tallyReport(report(2, 0, [file("passed", 2), file("failed", 0)]), 1)).toEqual({ passed: 2, failed: 1 });
});

test.each([
  ["a bad exit without a failed test", report(2, 0, [file("passed", 2)]), 1, 2],
  ["no report", null, 0, 0],
  ["something else for a report", { success: true }, 0, 0],
  ["no tests at all", report(0, 0, []), 0, 0],
])("%s is one failure", (_name, json, exitCode, passed) => {
  expect(tallyReport(json, exitCode)).toEqual({ passed, failed: 1 });
});

test("the closing line sums all stages", () => {
  expect(
    closingLine(
      sum([
        { passed: 5, failed: 0 },
        { passed: 87, failed: 2 },
      ]),
    ),
  ).toBe("92 passed, 2 failed");
});
