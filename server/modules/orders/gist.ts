import type { Locale } from "../../../contract/errors.ts";
import type { LineWithPage, OrderRow } from "./tables.ts";

const title_letters_max = 30;

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

/** What a payment is for, as its page and the payer's bank statement say it: the first thing by name, and how many others there are. */
export function payTitle(lines: readonly Pick<GistLine, "product_id" | "page">[], locale: Locale): string {
  const [first = "", ...others] = new Map(lines.map((line) => [line.product_id, line.page.title])).values();
  if (others.length === 0) return first;
  // Providers cut what is long (WeChat Pay after 127 bytes), and the end is what must not be lost.
  const letters = [...first];
  const name = letters.length > title_letters_max ? `${letters.slice(0, title_letters_max - 1).join("")}…` : first;
  return locale === "en" ? `${name} and ${others.length} more` : `${name}等 ${others.length + 1} 种商品`;
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
