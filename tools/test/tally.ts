/** What a stage of `npm test` found. */
export interface Tally {
  readonly passed: number;
  readonly failed: number;
}

export const sum = (tallies: readonly Tally[]): Tally => ({
  passed: tallies.reduce((total, one) => total + one.passed, 0),
  failed: tallies.reduce((total, one) => total + one.failed, 0),
});

/** The closing line of `npm test`, read by people and by CI. */
export const closingLine = (tally: Tally): string => `${tally.passed} passed, ${tally.failed} failed`;

/**
 * Counts vitest's JSON report. Nothing that went wrong may count as nothing: a file that could not be loaded is one
 * failure, and so is a run that ended badly, reported no tests, or left no readable report (`report` is null).
 */
export function tallyReport(report: unknown, exitCode: number): Tally {
  const read = isReport(report) ? report : null;
  const unloaded = read?.testResults.filter((file) => file.status === "failed" && file.assertionResults.length === 0);
  const passed = read?.numPassedTests ?? 0;
  const failed = (read?.numFailedTests ?? 0) + (unloaded?.length ?? 0);
  const endedBadly = exitCode !== 0 || read === null || passed + failed === 0;
  return { passed, failed: failed === 0 && endedBadly ? 1 : failed };
}

interface Report {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly testResults: readonly { readonly status: string; readonly assertionResults: readonly unknown[] }[];
}

function isReport(value: unknown): value is Report {
  if (typeof value !== "object" || value === null) return false;
  const report = value as Partial<Record<keyof Report, unknown>>;
  return (
    typeof report.numPassedTests === "number" &&
    typeof report.numFailedTests === "number" &&
    Array.isArray(report.testResults)
  );
}
