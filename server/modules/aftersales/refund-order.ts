import type { Context } from "../../kernel/context.ts";
import type { Tx } from "../../kernel/db.ts";
import { newId } from "../../kernel/ids.ts";
import { refuse } from "../../kernel/refusal.ts";
import { refundableStates, type OrderKey } from "../orders/index.ts";
import type { AftersalesDeps } from "./deps.ts";
import { reason_purpose } from "./refund.ts";
import { insertRefund, refundsByKey } from "./store.ts";

/**
 * Starts to give everything back, while the money still lies in escrow: a settled order is refused with order_state,
 * because its money would have to come from the shop's balance. Nobody decides on their own purchase (own_matter).
 * Settlement and shipping are held at once (law 2).
 */
export async function refundOrder(
  ctx: Context,
  deps: AftersalesDeps,
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
    reason_sealed: ctx.seal.seal(decision.reason, reason_purpose),
    decided_by: decision.decided_by,
    created_at: at,
    succeeded_at: null,
  });
  // The reason is kept once, sealed; an order's timeline is shown with it and keeps none.
  await deps.orders.note(tx, [{ ...key, event: "refund_started", at, by_whom: "operator", note: "" }]);
  await deps.accounts.audit(tx, [
    {
      account_id: decision.decided_by,
      action: "aftersales.order_refunded",
      subject_id: key.order_id,
      reason: decision.reason,
    },
  ]);
  await deps.payments.refund(tx, [{ id: refund_id, ...key, amount: order.total, cause: "operator" }], at);
}
