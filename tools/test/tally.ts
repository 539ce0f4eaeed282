/** What a stage of `npm test` found. */
export interface Tally {
  readonly passed: number;
  readonly failed: number;
  /** What failed and why, a few lines each: a log that was cut still ends with them. */
  readonly failures: readonly string[];
}

/** Lines of a failure's message that are repeated at the end. */
const lines_max = 12;

export const sum = (tallies: readonly Tally[]): Tally => ({
  passed: tallies.reduce((total, one) => total + one.passed, 0),
  failed: tallies.reduce((total, one) => total + one.failed, 0),
  failures: tallies.flatMap((one) => one.failures),
});

/** One failure that is no test: a stage that broke down, a check, a missing tool. */
export const failure = (text: string): Tally => ({ passed: 0, failed: 1, failures: [text] });

/** The closing line of `npm test`, read by people and by CI. */
export const closingLine = (tally: Tally): string => `${tally.passed} passed, ${tally.failed} failed`;

/** What went wrong, then the closing line. */
export const closing = (tally: Tally): string =>
  [...tally.failures.map((one) => `FAILED ${one}\n`), closingLine(tally)].join("\n");

/**
 * Counts vitest's JSON report. Nothing that went wrong may count as nothing: a file that could not be loaded is one
 * failure, and so is a run that ended badly, reported no tests, or left no readable report (`report` is null).
 */
export function tallyReport(report: unknown, exitCode: number): Tally {
  const read = isReport(report) ? report : null;
  const unloaded = (read?.testResults ?? []).filter(
    (file) => file.status === "failed" && file.assertionResults.length === 0,
  );
  const passed = read?.numPassedTests ?? 0;
  const failed = (read?.numFailedTests ?? 0) + unloaded.length;
  if (failed === 0 && (exitCode !== 0 || read === null || passed === 0)) {
    const why = read === null ? "it left no report" : `${passed} tests passed and none failed`;
    return { passed, failed: 1, failures: [`vitest ended with exit code ${exitCode}: ${why}`] };
  }
  const failures = (read?.testResults ?? []).flatMap((file) =>
    file.assertionResults
      .filter((test) => test.status === "failed")
      .map((test) => told(`${file.name ?? "?"} > ${test.fullName ?? "?"}`, (test.failureMessages ?? []).join("\n"))),
  );
  return {
    passed,
    failed,
    failures: [...failures, ...unloaded.map((file) => told(file.name ?? "?", file.message ?? ""))],
  };
}

const told = (name: string, message: string): string => [name, ...message.split("\n").slice(0, lines_max)].join("\n  ");

interface Report {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly testResults: readonly {
    readonly status: string;
    readonly name?: string;
    readonly message?: string;
    readonly assertionResults: readonly {
      readonly status?: string;
      readonly fullName?: string;
      readonly failureMessages?: readonly string[];
    }[];
  }[];
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
