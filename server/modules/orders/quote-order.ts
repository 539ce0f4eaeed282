import type { Breakdown } from "../../../contract/orders.ts";
import type { z } from "zod";
import type { Context } from "../../kernel/context.ts";
import { wireMoney } from "../../kernel/money.ts";
import { Refusal, refuse } from "../../kernel/refusal.ts";
import type { FlashShare } from "../promotion/index.ts";
import type { OrderDeps } from "./deps.ts";
import { quoteLines, type DraftLine } from "./draft.ts";
import { orderedOf, overLimit } from "./limits/product-limit.ts";
import { goodsOf } from "./order.ts";
import { freightOf, wireBasis } from "./shipping.ts";

/** What an order names besides its lines; nothing of it for a guest who asks for no flash sale. */
export interface QuotedPromotions {
  readonly buyer_id: string | null;
  readonly flash_sale_id: string | null;
  readonly coupon_ids: "best" | readonly string[];
}
const noPromotions: QuotedPromotions = { buyer_id: null, flash_sale_id: null, coupon_ids: [] };

/** The lines of an order with what they cost before promotions, and the shop that sells them. Throws the refusal where one cannot be bought. */
export async function draftQuote(
  ctx: Context,
  deps: OrderDeps,
  wanted: readonly { readonly variant_id: string; readonly quantity: number }[],
): Promise<{ readonly shop_id: string; readonly lines: readonly DraftLine[] }> {
  const ids = [...new Set(wanted.map((line) => line.variant_id))];
  const quotes = await deps.catalog.quote(ctx.db.reader, ids);
  const shop_id =
    quotes.get(wanted[0]?.variant_id ?? "")?.shop_id ?? refuse("not_found", { param: "lines.0.variant_id" });
  const lines = quoteLines(shop_id, wanted, quotes);
  if (lines instanceof Refusal) throw lines;
  return { shop_id, lines };
}

/**
 * What an order would cost now, and how much of each there is. Reserves nothing. `region` is the province it goes to, as the buyer wrote
 * it, or null where none was named. With a buyer it also says what their coupons would do.
 */
export async function quoteOrder(
  ctx: Context,
  deps: OrderDeps,
  wanted: readonly { readonly variant_id: string; readonly quantity: number }[],
  region: string | null = null,
  promotions: QuotedPromotions = noPromotions,
): Promise<z.infer<typeof Breakdown>> {
  const { shop_id, lines: drafted } = await draftQuote(ctx, deps, wanted);
  const over = overLimit(
    drafted,
    await orderedOf(
      deps,
      ctx.db.reader,
      promotions.buyer_id,
      drafted.map((line) => ({ ...line, shop_id })),
    ),
  );
  if (over !== null) throw over;
  const priced = (flash: FlashShare | null) => {
    const lines = drafted.map((line) => ({ ...line, unit_price: flash?.price ?? line.unit_price }));
    const freight = freightOf(lines, region);
    if (freight instanceof Refusal) throw freight;
    return { lines, freight };
  };
  const asked = promotions.buyer_id !== null || promotions.flash_sale_id !== null || promotions.coupon_ids.length > 0;
  const weighed = asked
    ? await deps.promotion.weigh(
        ctx.db.reader,
        { shop_id, ...promotions, lines: drafted, shippingOf: (flash) => priced(flash).freight.shipping },
        ctx.clock.now(),
      )
    : null;
  const { lines, freight } = priced(weighed?.flash ?? null);
  const { shop_discount, subsidy } = weighed?.reduction ?? { shop_discount: 0n, subsidy: 0n };
  const available = await deps.inventory.available(ctx.db.reader, [...new Set(wanted.map((line) => line.variant_id))]);
  const goods = goodsOf(lines);
  const money = (amount: bigint) => wireMoney(amount, ctx.config.currency);
  return {
    object: "breakdown",
    goods: money(goods),
    shipping: money(freight.shipping),
    shop_discount: money(shop_discount),
    subsidy: money(subsidy),
    total: money(goods + freight.shipping - shop_discount - subsidy),
    flash_sale_id: weighed?.flash?.flash_sale_id ?? null,
    coupon_ids: [...(weighed?.coupon_ids ?? [])],
    coupons: [...(weighed?.coupons ?? [])],
    shipping_final: freight.final,
    shipping_basis: wireBasis(freight.basis, ctx.config.currency),
    lines: lines.map((line) => ({
      variant_id: line.variant_id,
      unit_price: money(line.unit_price),
      quantity: line.quantity,
      total: money(line.unit_price * BigInt(line.quantity)),
      available: weighed?.flash?.left ?? available.get(line.variant_id) ?? 0,
    })),
  };
}
