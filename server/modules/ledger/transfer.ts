import { assert } from "../../kernel/assert.ts";
import type { Balances, Entry, Transfer } from "./ledger.ts";

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
    spoken(a.entries) === spoken(b.entries)
  );
}

export interface Change {
  readonly shop_id: string;
  readonly account: Entry["account"];
  readonly amount: bigint;
}

/** What transfers change on each account, in one fixed order, so that two transactions lock balances alike. */
export function changesOf(transfers: readonly Transfer[]): Change[] {
  const changes = new Map<string, Change>();
  for (const { shop_id, entries } of transfers) {
    for (const { account, amount } of entries) {
      const key = `${shop_id} ${account}`;
      changes.set(key, { shop_id, account, amount: (changes.get(key)?.amount ?? 0n) + amount });
    }
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

/** From the plain sums of entries to what people mean by a balance. */
export function balancesOf(sums: ReadonlyMap<Entry["account"], bigint>): Balances {
  return {
    provider: -(sums.get("provider") ?? 0n),
    escrow: sums.get("escrow") ?? 0n,
    shop: sums.get("shop") ?? 0n,
    platform: sums.get("platform") ?? 0n,
  };
}
