import type { Reader } from "../../kernel/db.ts";
import type { Balances } from "./ledger.ts";
import { balanceRows, balanceRowsAsOf } from "./store.ts";
import { balancesOf } from "./transfer.ts";

/** See `Ledger.balances`. */
export async function readBalances(reader: Reader, shop_ids: readonly string[]): Promise<Map<string, Balances>> {
  if (shop_ids.length === 0) return new Map();
  const byShop = Map.groupBy(await balanceRows(reader, shop_ids), (row) => row.shop_id);
  return new Map(
    [...byShop].map(([shop_id, rows]) => [shop_id, balancesOf(new Map(rows.map((row) => [row.account, row])))]),
  );
}

/** See `Ledger.balancesAsOf`. */
export async function readBalancesAsOf(reader: Reader, shop_id: string, at: Date): Promise<Balances> {
  return balancesOf(new Map((await balanceRowsAsOf(reader, shop_id, at)).map((row) => [row.account, row])));
}
