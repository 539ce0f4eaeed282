import { present } from "../../kernel/assert.ts";
import type { Context } from "../../kernel/context.ts";
import type { Tx } from "../../kernel/db.ts";
import type { Entry, Settlement, Transfer } from "./ledger.ts";
import { lockShops } from "./plan-refunds.ts";
import { postTransfers } from "./post-transfers.ts";
import { splitSettlement } from "./refund-plan.ts";
import { booksOfOrders } from "./store.ts";

/** See `Ledger.settle`. */
export async function settleEscrow(
  ctx: Context,
  tx: Tx,
  settlements: readonly Settlement[],
  at: Date,
): Promise<ReadonlySet<string>> {
  if (settlements.length === 0) return new Set();
  const balances = await lockShops(tx, [...new Set(settlements.map((one) => one.shop_id))].toSorted());
  const owed = new Map([...balances].map(([shop_id, now]) => [shop_id, now.receivable - now.pending_in.receivable]));
  const books = await booksOfOrders(tx, settlements);
  const waiting = new Set<string>();
  const transfers: Transfer[] = [];
  for (const { shop_id, order_id, take, base } of settlements) {
    const money = present(books.get(order_id), `${order_id} was paid`);
    if (money.settled) continue;
    if (money.escrow_pending > 0n) {
      waiting.add(order_id);
      continue;
    }
    const debt = owed.get(shop_id) ?? 0n;
    const split = splitSettlement(money.escrow, take, debt);
    owed.set(shop_id, debt - split.repaid);
    const part = (kind: "settle_platform" | "settle_shop", amount: bigint, to: readonly Entry[]): Transfer[] =>
      amount === 0n
        ? []
        : [
            {
              shop_id,
              kind,
              cause: `${kind}:${order_id}`,
              order_id,
              base: kind === "settle_platform" ? base : null,
              entries: [{ account: "escrow", amount: -amount }, ...to.filter((entry) => entry.amount !== 0n)],
              at,
            },
          ];
    transfers.push(
      ...part("settle_platform", split.platform, [{ account: "platform", amount: split.platform }]),
      ...part("settle_shop", split.repaid + split.shop, [
        { account: "receivable", amount: split.repaid },
        { account: "shop", amount: split.shop },
      ]),
    );
  }
  await postTransfers(ctx, tx, transfers);
  return waiting;
}
