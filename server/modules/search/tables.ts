import type { SearchKind } from "../../../contract/search.ts";

/** search.entry; `terms` is a tsvector as text. */
export interface EntryRow {
  readonly id: string;
  readonly kind: SearchKind;
  readonly category: readonly string[];
  readonly title: string | null;
  readonly terms: string;
  readonly at: Date;
}

/** search.seen */
export interface SeenRow {
  readonly account_id: string;
  readonly subject_id: string;
  readonly at: Date;
}
