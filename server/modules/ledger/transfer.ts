import {
  ledgerAccountKinds,
  turnedAccounts,
  type LedgerAccountKind,
  type TransferPhase,
} from "../../../contract/ledger.ts";
import { assert } from "../../kernel/assert.ts";
import type { Balances, Entry, Transfer } from "./ledger.ts";
import type { EntryRow } from "./tables.ts";

/** What a transfer must be before it may touch the books. Throws where a caller has a bug. */
export function assertBalanced(transfer: Transfer): void {
  assert(transfer.entries.length >= 2, `${transfer.cause} has two sides at least`);
  assert(
    new Set(transfer.entries.map((entry) => entry.account)).size === transfer.entries.length,
    `${transfer.cause} names each account once`,
  );
  assert(sumOf(transfer.entries) === 0n, `the entries of ${transfer.cause} sum to zero`);
}

export function sumOf(entries: readonly Entry[]): bigint {
  return entries.reduce((sum, entry) => sum + entry.amount, 0n);
}

type Columns = Pick<EntryRow, "amount" | "pending_in" | "pending_out">;

/** What an entry adds to its account in each phase of its transfer (law 7): a promise, its keeping, its end. */
export const columnsOf: Readonly<Record<TransferPhase, (amount: bigint) => Columns>> = {
  posted: (amount) => ({ amount, pending_in: 0n, pending_out: 0n }),
  pending: (amount) => ({ amount: 0n, pending_in: amount > 0n ? amount : 0n, pending_out: amount < 0n ? -amount : 0n }),
  kept: (amount) => ({ amount, pending_in: amount > 0n ? -amount : 0n, pending_out: amount < 0n ? amount : 0n }),
  dropped: (amount) => ({
    amount: 0n,
    pending_in: amount > 0n ? -amount : 0n,
    pending_out: amount < 0n ? amount : 0n,
  }),
};

/** The amount an entry speaks of, whatever its phase: the inverse of `columnsOf`. */
export function spokenAmount(phase: TransferPhase, row: Columns): bigint {
  if (phase === "posted" || phase === "kept") return row.amount;
  return phase === "pending" ? row.pending_in - row.pending_out : row.pending_out - row.pending_in;
}

/** True where both say the same thing about the same cause; when it was said does not matter. */
export function isSameTransfer(a: Omit<Transfer, "at">, b: Omit<Transfer, "at">): boolean {
  const spoken = (entries: readonly Entry[]) =>
    entries
      .map((entry) => `${entry.account} ${entry.amount}`)
      .toSorted()
      .join();
  return (
    a.shop_id === b.shop_id &&
    a.cause === b.cause &&
    a.kind === b.kind &&
    a.order_id === b.order_id &&
    (a.base ?? null) === (b.base ?? null) &&
    spoken(a.entries) === spoken(b.entries)
  );
}

export interface Change extends Columns {
  readonly shop_id: string;
  readonly account: LedgerAccountKind;
}

/** What entries change on each account, in one fixed order, so that two transactions lock balances alike. */
export function changesOf(entries: readonly EntryRow[]): Change[] {
  const changes = new Map<string, Change>();
  for (const { shop_id, account, amount, pending_in, pending_out } of entries) {
    const key = `${shop_id} ${account}`;
    const before = changes.get(key) ?? { amount: 0n, pending_in: 0n, pending_out: 0n };
    changes.set(key, {
      shop_id,
      account,
      amount: before.amount + amount,
      pending_in: before.pending_in + pending_in,
      pending_out: before.pending_out + pending_out,
    });
  }
  return [...changes.entries()].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, change]) => change);
}

/** Orders whose escrow these transfers take from: the ones that could be overdrawn. */
export function ordersDrawn(transfers: readonly Transfer[]): { shop_id: string; order_id: string }[] {
  const drawn = new Map<string, { shop_id: string; order_id: string }>();
  for (const { shop_id, order_id, entries } of transfers) {
    if (order_id !== null && entries.some((entry) => entry.account === "escrow" && entry.amount < 0n))
      drawn.set(order_id, { shop_id, order_id });
  }
  return [...drawn.values()];
}

/** Accounts that run the other way: their plain sums are negative where people mean something positive. */
export const turned: ReadonlySet<LedgerAccountKind> = new Set(turnedAccounts);

/** From the plain sums of entries to what people mean by a balance. */
export function balancesOf(sums: ReadonlyMap<LedgerAccountKind, Columns>): Balances {
  const each = (of: (account: LedgerAccountKind, sum: Columns) => bigint) =>
    Object.fromEntries(
      ledgerAccountKinds.map((account) => [
        account,
        of(account, sums.get(account) ?? { amount: 0n, pending_in: 0n, pending_out: 0n }),
      ]),
    ) as Record<LedgerAccountKind, bigint>;
  const now = each((account, sum) => (turned.has(account) && sum.amount !== 0n ? -sum.amount : sum.amount));
  const pending_out = each((_, sum) => sum.pending_out);
  return { ...now, available: now.shop - pending_out.shop, pending_out, pending_in: each((_, sum) => sum.pending_in) };
}
