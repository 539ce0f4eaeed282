import type { Currency } from "../../../contract/money.ts";
import type { Reader } from "../../kernel/db.ts";
import { limits } from "../../kernel/limits.ts";
import type { CheckResult } from "./ledger.ts";
import { findProblems } from "./store.ts";

/** Checks every invariant of the ledger in one snapshot; see README.md for the list. Reads only. */
export async function checkLedger(reader: Reader, currency: Currency, at: Date): Promise<CheckResult> {
  const found = await findProblems(
    reader,
    currency,
    new Date(at.getTime() - limits.ledger_pending_ms_max),
    limits.ledger_problems_listed_max,
  );
  return {
    object: "ledger_check",
    ok: found.problems.length === 0,
    transfers: Number(found.transfers),
    entries: Number(found.entries),
    problems: found.problems,
    checked_at: at.toISOString(),
  };
}
