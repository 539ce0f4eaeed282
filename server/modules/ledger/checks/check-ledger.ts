import type { Currency } from "../../../../contract/money.ts";
import type { Reader } from "../../../kernel/db.ts";
import { limits } from "../../../kernel/limits.ts";
import type { CheckResult } from "../ledger.ts";
import { findProblems, shopsInBooks, type Findings } from "./store.ts";

/** Every invariant over all shops, page by page; see README.md for the list. Reads only. */
export async function findAllProblems(reader: Reader, currency: Currency, at: Date): Promise<Findings> {
  const found: Findings = { transfers: 0n, entries: 0n, problems: [] };
  const stuck_before = new Date(at.getTime() - limits.ledger_pending_ms_max);
  for (let after = ""; ;) {
    const shop_ids = await shopsInBooks(reader, after, limits.ledger_check_page_shops);
    const last = shop_ids.at(-1);
    if (last === undefined) break;
    const here = await findProblems(reader, shop_ids, currency, stuck_before, limits.ledger_problems_listed_max);
    found.transfers += here.transfers;
    found.entries += here.entries;
    found.problems.push(...here.problems);
    after = last;
  }
  return { ...found, problems: found.problems.slice(0, limits.ledger_problems_listed_max) };
}

/** See `Ledger.check`. */
export async function checkLedger(reader: Reader, currency: Currency, at: Date): Promise<CheckResult> {
  const found = await findAllProblems(reader, currency, at);
  return {
    object: "ledger_check",
    ok: found.problems.length === 0,
    transfers: Number(found.transfers),
    entries: Number(found.entries),
    problems: found.problems,
    checked_at: at.toISOString(),
  };
}
