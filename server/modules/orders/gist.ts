import type { Locale } from "../../../contract/errors.ts";
import type { LineWithPage, OrderRow } from "./tables.ts";

/** Providers cut what is long (WeChat Pay after 127 bytes), and the end is what must not be lost. */
const title_bytes = { shop: 30, goods: 62 } as const;

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

/**
 * What a payment is for, as its page and the payer's bank statement say it: whose shop, the first thing by name, and how many others
 * there are of each.
 */
export function payTitle(
  shops: readonly string[],
  lines: readonly Pick<GistLine, "product_id" | "page">[],
  locale: Locale,
): string {
  const goods = [...new Map(lines.map((line) => [line.product_id, line.page.title])).values()];
  const [shop = "", ...otherShops] = shops;
  const [first = "", ...others] = goods;
  const en = locale === "en";
  const seller =
    otherShops.length === 0
      ? cut(shop, title_bytes.shop)
      : `${cut(shop, title_bytes.shop)}${en ? ` and ${otherShops.length} more` : `等 ${shops.length} 家店`}`;
  const what =
    others.length === 0
      ? first
      : `${cut(first, title_bytes.goods)}${en ? ` and ${others.length} more` : `等 ${goods.length} 种商品`}`;
  return [seller, what].filter((part) => part !== "").join(" · ");
}

function cut(text: string, bytes_max: number): string {
  if (Buffer.byteLength(text) <= bytes_max) return text;
  let kept = "";
  for (const letter of text) {
    if (Buffer.byteLength(`${kept}${letter}…`) > bytes_max) break;
    kept += letter;
  }
  return `${kept}…`;
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
