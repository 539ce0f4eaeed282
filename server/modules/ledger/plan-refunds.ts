import { present } from "../../kernel/assert.ts";
import type { Tx } from "../../kernel/db.ts";
import type { Balances, RefundAsk, RefundPlan } from "./ledger.ts";
import { planOne, type OrderBooks, type Purse } from "./refund-plan.ts";
import { booksOfOrders, lockBalanceRows } from "./store.ts";
import { balancesOf } from "./transfer.ts";

/** Locks everything a shop has, in one order; a shop without a transfer has nothing. */
export async function lockShops(tx: Tx, shop_ids: readonly string[]): Promise<Map<string, Balances>> {
  const rows = Map.groupBy(await lockBalanceRows(tx, shop_ids), (row) => row.shop_id);
  return new Map(
    shop_ids.map((shop_id) => [
      shop_id,
      balancesOf(new Map((rows.get(shop_id) ?? []).map((row) => [row.account, row]))),
    ]),
  );
}

/** See `Ledger.planRefund`. */
export async function planRefunds(tx: Tx, asks: readonly RefundAsk[]): Promise<RefundPlan[]> {
  if (asks.length === 0) return [];
  const balances = await lockShops(tx, [...new Set(asks.map((ask) => ask.shop_id))].toSorted());
  const books = new Map<string, OrderBooks>(await booksOfOrders(tx, asks));
  const purses = new Map<string, Purse>(
    [...balances].map(([shop_id, now]) => [
      shop_id,
      { shop: now.available, deposit: now.deposit - now.pending_out.deposit },
    ]),
  );
  return asks.map((ask) => {
    const planned = planOne(
      ask,
      present(books.get(ask.order_id), `${ask.order_id} was paid`),
      present(purses.get(ask.shop_id), "a shop that is asked about is locked"),
    );
    books.set(ask.order_id, planned.books);
    purses.set(ask.shop_id, planned.purse);
    return planned.plan;
  });
}
