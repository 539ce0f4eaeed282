import type { Context } from "../../kernel/context.ts";
import type { Tx } from "../../kernel/db.ts";
import { newId } from "../../kernel/ids.ts";
import { refuse } from "../../kernel/refusal.ts";
import { refundableStates, type OrderKey, type Orders } from "../orders/index.ts";
import type { Payments } from "../payments/index.ts";
import { insertRefund, refundsByKey } from "./store.ts";

/**
 * Starts to give everything back, while the money still lies in escrow: a settled order is refused with order_state,
 * because its money would have to come from the shop's balance. Nobody decides on their own purchase (own_matter).
 * Settlement and shipping are held at once (law 2).
 */
export async function refundOrder(
  ctx: Context,
  deps: { orders: Orders; payments: Payments },
  tx: Tx,
  key: OrderKey,
  decision: { reason: string; decided_by: string },
): Promise<void> {
  const order = (await deps.orders.lock(tx, key.shop_id, [key.order_id])).get(key.order_id) ?? refuse("not_found");
  if (order.buyer_id === decision.decided_by) refuse("own_matter");
  const running = (await refundsByKey(tx, [key])).some((refund) => refund.state === "paying");
  if (running) refuse("refund_running");
  if (!refundableStates.includes(order.state)) refuse("order_state", { details: { state: order.state } });
  const at = ctx.clock.now();
  const refund_id = newId(ctx, "re");
  await deps.orders.holdSettlement(tx, key.shop_id, key.order_id, true);
  await insertRefund(tx, {
    ...key,
    refund_id,
    amount: order.total,
    state: "paying",
    reason: decision.reason,
    decided_by: decision.decided_by,
    created_at: at,
    succeeded_at: null,
  });
  await deps.orders.note(tx, [{ ...key, event: "refund_started", at, by_whom: "operator", note: decision.reason }]);
  await deps.payments.refund(tx, [{ id: refund_id, ...key, amount: order.total, cause: "operator" }], at);
}
