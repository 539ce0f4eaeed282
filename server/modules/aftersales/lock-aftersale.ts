import { present } from "../../kernel/assert.ts";
import type { Tx } from "../../kernel/db.ts";
import { refuse } from "../../kernel/refusal.ts";
import type { LockedOrder } from "../orders/index.ts";
import type { AftersaleParts } from "./deps.ts";
import { lockOfOrders, orderOf } from "./store.ts";
import type { AftersaleKey, AftersaleLineRow, AftersaleRow } from "./tables.ts";

/** An after-sale under its order's lock, with everything else that was ever asked of the order. */
export interface Locked {
  readonly order: LockedOrder;
  readonly row: AftersaleRow;
  readonly lines: readonly AftersaleLineRow[];
  readonly others: readonly AftersaleRow[];
  readonly otherLines: readonly AftersaleLineRow[];
}

/** Locks the order, then its after-sales: always in this order. Refuses not_found. */
export async function lockAftersale({ deps }: AftersaleParts, tx: Tx, key: AftersaleKey): Promise<Locked> {
  const { shop_id, aftersale_id } = key;
  const order_id = (await orderOf(tx, key)) ?? refuse("not_found");
  const order = present((await deps.orders.lock(tx, shop_id, [order_id])).get(order_id), "an after-sale has its order");
  const all = await lockOfOrders(tx, shop_id, [order_id]);
  const row = present(
    all.rows.find((one) => one.aftersale_id === aftersale_id),
    "an after-sale that was found exists",
  );
  return {
    order,
    row,
    lines: all.lines.filter((line) => line.aftersale_id === aftersale_id),
    others: all.rows.filter((one) => one !== row),
    otherLines: all.lines.filter((line) => line.aftersale_id !== aftersale_id),
  };
}
