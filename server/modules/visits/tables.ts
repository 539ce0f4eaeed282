import type { VisitPage } from "../../../contract/visits.ts";

/** visits.tally */
export interface TallyRow {
  day: string;
  page: VisitPage;
  opened: bigint;
}
