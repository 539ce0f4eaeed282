import type { Checkout } from "../../../../contract/checkout.ts";
import type { Currency } from "../../../../contract/money.ts";
import type { ShopCard } from "../../../../contract/shops.ts";
import { present } from "../../../kernel/assert.ts";
import type { Context } from "../../../kernel/context.ts";
import type { Reader } from "../../../kernel/db.ts";
import { wireMoney } from "../../../kernel/money.ts";
import type { OrderDeps } from "../deps.ts";
import { totalOf } from "./checkout.ts";
import { partsOf } from "./store.ts";
import type { CheckoutRow, PartRow } from "./tables.ts";

export function wireCheckout(
  row: CheckoutRow,
  parts: readonly PartRow[],
  cards: ReadonlyMap<string, ShopCard>,
  currency: Currency,
): Checkout {
  const money = (amount: bigint) => wireMoney(amount, currency);
  return {
    id: row.checkout_id,
    object: "checkout",
    state: row.state,
    close_reason: row.close_reason,
    parts: parts.map((part) => ({
      object: "checkout_part",
      shop: present(cards.get(part.shop_id), "a part's shop exists"),
      state: part.state,
      order_id: part.order_id,
      lines: part.lines.map((line) => ({
        object: "checkout_line",
        variant_id: line.variant_id,
        product_id: line.product_id,
        title: line.title,
        variant_title: line.variant_title,
        unit: line.unit,
        picture: line.picture,
        quantity: line.quantity,
        unit_price: money(BigInt(line.unit_price)),
        total: money(BigInt(line.unit_price) * BigInt(line.quantity)),
        problem: line.problem,
        available: line.available,
      })),
      goods: money(part.goods),
      shipping: money(part.shipping),
      total: money(part.total),
      refusal: part.refusal,
    })),
    total: money(totalOf(parts)),
    choose_by: row.state === "awaiting_choice" ? (row.choose_by?.toISOString() ?? null) : null,
    pay_by: row.state === "open" || row.state === "awaiting_choice" ? (row.pay_by?.toISOString() ?? null) : null,
    created_at: row.created_at.toISOString(),
  };
}

/** Wire checkouts of one account, in the order of the rows. */
export async function readCheckouts(
  ctx: Context,
  deps: OrderDeps,
  reader: Reader,
  rows: readonly CheckoutRow[],
): Promise<Checkout[]> {
  const [first] = rows;
  if (first === undefined) return [];
  const parts = await partsOf(
    reader,
    first.account_id,
    rows.map((row) => row.checkout_id),
  );
  const shop_ids = [...new Set([...parts.values()].flatMap((mine) => mine.map((part) => part.shop_id)))];
  const cards = await deps.shops.cards(reader, shop_ids);
  return rows.map((row) => wireCheckout(row, parts.get(row.checkout_id) ?? [], cards, ctx.config.currency));
}
