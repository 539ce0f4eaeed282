import type { RemarkFlag, ShopRemark } from "../../../../contract/order-life.ts";
import type { Context } from "../../../kernel/context.ts";
import type { Tx } from "../../../kernel/db.ts";
import { refuse } from "../../../kernel/refusal.ts";
import type { Seal } from "../../../kernel/seal.ts";
import { lockOrders } from "../store.ts";
import type { OrderKey } from "../tables.ts";
import { putRemark, type RemarkRow } from "./store.ts";

const purpose = "orders.remark";

/** The shop's own note on one of its orders, at any time. Words name people, so it is kept as ciphertext. Refuses not_found. */
export async function writeRemark(
  ctx: Context,
  tx: Tx,
  key: OrderKey,
  remark: { readonly flag: RemarkFlag; readonly text: string; readonly written_by: string },
): Promise<void> {
  if ((await lockOrders(tx, key.shop_id, [key.order_id])).length === 0) refuse("not_found");
  await putRemark(tx, {
    shop_id: key.shop_id,
    order_id: key.order_id,
    flag: remark.flag,
    text_sealed: ctx.seal.seal(remark.text, purpose),
    written_by: remark.written_by,
    updated_at: ctx.clock.now(),
  });
}

/** Null where there is none, or where it was wiped: no color, no words. */
export function wireRemark(seal: Seal, row: RemarkRow | undefined): ShopRemark | null {
  if (row === undefined) return null;
  const text = seal.open(row.text_sealed, purpose);
  if (row.flag === "none" && text === "") return null;
  return { object: "shop_remark", flag: row.flag, text, updated_at: row.updated_at.toISOString() };
}
