import type { FlashSale } from "../../../../contract/flash-sales.ts";
import type { Currency } from "../../../../contract/money.ts";
import { wireMoney } from "../../../kernel/money.ts";
import { isRunning, stateAt } from "./flash-sale.ts";
import type { FlashSaleRow } from "../tables.ts";

/** A sale as everybody sees it at an instant. */
export function wireSale(row: FlashSaleRow, currency: Currency, at: Date): FlashSale {
  const state = stateAt(row, at);
  return {
    id: row.flash_sale_id,
    object: "flash_sale",
    shop_id: row.shop_id,
    room_id: row.room_id,
    session_id: row.session_id,
    product_id: row.product_id,
    variant_id: row.variant_id,
    title: row.title,
    variant_title: row.variant_title,
    picture: row.picture,
    state,
    end_reason: row.end_reason ?? (state === "ended" ? "time" : null),
    price: wireMoney(row.price, currency),
    normal_price: wireMoney(row.normal_price, currency),
    quantity: row.quantity,
    left: isRunning(state) || state === "prepared" ? row.left_units : 0,
    unpaid: row.unpaid_units,
    paid: row.paid_units,
    per_buyer_max: row.per_buyer_max,
    fans_only: row.fans_only,
    announced_at: row.announced_at?.toISOString() ?? null,
    opens_at: row.opens_at?.toISOString() ?? null,
    ends_at: row.ends_at?.toISOString() ?? null,
    ended_at: (row.ended_at ?? (state === "ended" ? row.ends_at : null))?.toISOString() ?? null,
  };
}
