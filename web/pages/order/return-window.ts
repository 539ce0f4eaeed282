import type { Order } from "../../../contract/orders.ts";

const return_ms = 7 * 24 * 3_600_000;

/**
 * Until when goods of this order may go back without a reason, while that time runs: seven days from receipt, if anything
 * in it is not exempt. Null before receipt, afterwards, and for goods that are all exempt.
 */
export function returnUntil(order: Pick<Order, "shipment" | "item_pages">, nowMs: number): string | null {
  const received_at = order.shipment?.received_at ?? null;
  if (received_at === null || !order.item_pages.some((page) => page.return_policy === "seven_days")) return null;
  const untilMs = Date.parse(received_at) + return_ms;
  return nowMs < untilMs ? new Date(untilMs).toISOString() : null;
}
