import type { LineWithPage, OrderRow } from "./tables.ts";

interface GistLine {
  readonly product_id: string;
  readonly variant_id: string;
  readonly quantity: number;
  readonly unit_price: bigint;
  readonly page: LineWithPage["page"];
}

/** Whose order it is and where it came from, as events say it. */
export function factOf(order: Pick<OrderRow, "shop_id" | "order_id" | "buyer_id" | "checkout_id" | "moment">) {
  return {
    shop_id: order.shop_id,
    order_id: order.order_id,
    buyer_id: order.buyer_id,
    checkout_id: order.checkout_id,
    session_id: order.moment?.session_id ?? null,
    room_id: order.moment?.room_id ?? null,
  };
}

/** What was bought, as tickers and notices say it; amounts are text because JSON has no bigint. */
export function gistOf(order: Pick<OrderRow, "total">, lines: readonly GistLine[]) {
  return {
    title: lines[0]?.page.title ?? "",
    quantity: lines.reduce((sum, line) => sum + line.quantity, 0),
    total: String(order.total),
    lines: lines.map((line) => ({
      product_id: line.product_id,
      variant_id: line.variant_id,
      title: line.page.title,
      quantity: line.quantity,
      total: String(line.unit_price * BigInt(line.quantity)),
    })),
  };
}
