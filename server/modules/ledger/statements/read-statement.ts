import type { z } from "zod";
import { ledgerAccountKinds, type LedgerAccountKind, type LedgerStatement } from "../../../../contract/ledger.ts";
import type { Currency } from "../../../../contract/money.ts";
import type { Reader } from "../../../kernel/db.ts";
import { wireMoney } from "../../../kernel/money.ts";
import { refuse } from "../../../kernel/refusal.ts";
import { movedIn, sumsBefore } from "./store.ts";
import { turned } from "../transfer.ts";

/** What only the platform sees of a shop's accounts. */
const ours: ReadonlySet<LedgerAccountKind> = new Set(["provider", "subsidy"]);

/**
 * Opening, closing and what moved between, in the sense people mean (`turned` accounts the other way round): opening +
 * moved = closing for each account. Of one shop, or of the platform (null).
 */
export async function readStatement(
  reader: Reader,
  currency: Currency,
  shop_id: string | null,
  period: { readonly from: string; readonly until: string },
): Promise<z.infer<typeof LedgerStatement>> {
  const from = new Date(period.from);
  const until = new Date(period.until);
  if (from >= until) refuse("invalid_param", { param: "until", details: { detail: "until" } });
  const opening = new Map((await sumsBefore(reader, shop_id, from)).map((row) => [row.account, row.amount]));
  const moved = Map.groupBy(await movedIn(reader, shop_id, from, until), (row) => row.account);
  return {
    object: "ledger_statement",
    shop_id,
    from: from.toISOString(),
    until: until.toISOString(),
    accounts: ledgerAccountKinds
      .filter((account) => shop_id === null || !ours.has(account))
      .map((account) => {
        const money = (amount: bigint) => wireMoney(turned.has(account) && amount !== 0n ? -amount : amount, currency);
        const rows = moved.get(account) ?? [];
        const begun = opening.get(account) ?? 0n;
        return {
          account,
          opening: money(begun),
          closing: money(rows.reduce((sum, row) => sum + row.amount, begun)),
          moved: rows.map((row) => ({ kind: row.kind, amount: money(row.amount), transfers: Number(row.transfers) })),
        };
      }),
  };
}
