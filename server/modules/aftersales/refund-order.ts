import type { Tx } from "../../kernel/db.ts";
import { refuse } from "../../kernel/refusal.ts";
import { refundableStates, type OrderKey } from "../orders/index.ts";
import { openForOperator } from "./apply-aftersale.ts";
import type { AftersaleParts } from "./deps.ts";
import { refundsByOrder } from "./store.ts";

/**
 * An operator gives everything back that is left of an order, while the money still lies in escrow (order_state otherwise): an after-sale
 * that begins with its ruling. Of an order that is over it pays back again what a provider refused and what therefore lies here still. Nobody decides on their own purchase (own_matter).
 */
export async function refundOrder(
  parts: AftersaleParts,
  tx: Tx,
  key: OrderKey,
  decision: { reason: string; decided_by: string },
): Promise<void> {
  const { deps } = parts;
  const order = (await deps.orders.lock(tx, key.shop_id, [key.order_id])).get(key.order_id) ?? refuse("not_found");
  if (order.buyer_id === decision.decided_by) refuse("own_matter");
  const running = (await refundsByOrder(tx, [key])).some((refund) => refund.state === "paying");
  if (running) refuse("refund_running");
  if (refundableStates.includes(order.state)) await openForOperator(parts, tx, order, decision);
  else {
    const rest = await deps.payments.payBackRest(tx, { ...key, rest: order.state === "closed" }, parts.ctx.clock.now());
    if (rest === "running") refuse("refund_running");
    if (rest === "nothing") refuse("order_state", { details: { state: order.state } });
  }
  await deps.accounts.audit(tx, [
    {
      account_id: decision.decided_by,
      action: "aftersales.order_refunded",
      subject_id: key.order_id,
      reason: decision.reason,
    },
  ]);
}
