import type { VisitPage, VisitReport } from "../../../contract/visits.ts";

const day_ms = 24 * 3600_000;

/** Pages of one kind (null: of all) opened on the market's last `days` days, today included. */
export function sumOfVisits(report: Pick<VisitReport, "today" | "data">, page: VisitPage | null, days: number): number {
  const first = Date.parse(report.today) - (days - 1) * day_ms;
  return report.data.reduce(
    (sum, one) => ((page === null || one.page === page) && Date.parse(one.day) >= first ? sum + one.opened : sum),
    0,
  );
}
