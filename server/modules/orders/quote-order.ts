import type { Breakdown } from "../../../contract/orders.ts";
import type { z } from "zod";
import type { Context } from "../../kernel/context.ts";
import { wireMoney } from "../../kernel/money.ts";
import { Refusal, refuse } from "../../kernel/refusal.ts";
import type { OrderDeps } from "./deps.ts";
import { quoteLines } from "./draft.ts";
import { goodsOf } from "./order.ts";
import { freightOf, wireBasis } from "./shipping.ts";

/**
 * What an order would cost now, and how much of each there is. Reserves nothing. `region` is the province it goes to, as the buyer wrote
 * it, or null where none was named.
 */
export async function quoteOrder(
  ctx: Context,
  deps: OrderDeps,
  wanted: readonly { readonly variant_id: string; readonly quantity: number }[],
  region: string | null = null,
): Promise<z.infer<typeof Breakdown>> {
  const ids = [...new Set(wanted.map((line) => line.variant_id))];
  const quotes = await deps.catalog.quote(ctx.db.reader, ids);
  const shop_id =
    quotes.get(wanted[0]?.variant_id ?? "")?.shop_id ?? refuse("not_found", { param: "lines.0.variant_id" });
  const lines = quoteLines(shop_id, wanted, quotes);
  if (lines instanceof Refusal) throw lines;
  const available = await deps.inventory.available(ctx.db.reader, ids);
  const goods = goodsOf(lines);
  const freight = freightOf(lines, region);
  if (freight instanceof Refusal) throw freight;
  const money = (amount: bigint) => wireMoney(amount, ctx.config.currency);
  return {
    object: "breakdown",
    goods: money(goods),
    shipping: money(freight.shipping),
    total: money(goods + freight.shipping),
    shipping_final: freight.final,
    shipping_basis: wireBasis(freight.basis, ctx.config.currency),
    lines: lines.map((line) => ({
      variant_id: line.variant_id,
      unit_price: money(line.unit_price),
      quantity: line.quantity,
      total: money(line.unit_price * BigInt(line.quantity)),
      available: available.get(line.variant_id) ?? 0,
    })),
  };
}
