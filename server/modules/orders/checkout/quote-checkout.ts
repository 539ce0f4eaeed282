import type { CheckoutPartFields, CheckoutQuote } from "../../../../contract/checkout.ts";
import type { z } from "zod";
import type { Context } from "../../../kernel/context.ts";
import { wireMoney } from "../../../kernel/money.ts";
import { Refusal, refuse } from "../../../kernel/refusal.ts";
import type { OrderDeps } from "../deps.ts";
import { quoteOrder } from "../quote-order.ts";

type Part = z.output<typeof CheckoutPartFields>;

/** What each shop would ask. One that would refuse says why and counts for nothing; the others are not spoilt by it. */
export async function quoteCheckout(
  ctx: Context,
  deps: OrderDeps,
  account_id: string,
  wanted: { readonly address_id: string | null; readonly parts: readonly Part[] },
): Promise<CheckoutQuote> {
  const { address_id } = wanted;
  const region =
    address_id === null
      ? null
      : ((await deps.accounts.addresses(ctx.db.reader, account_id, [address_id])).get(address_id)?.region ??
        refuse("address_missing", { param: "address_id" }));
  const parts: CheckoutQuote["parts"] = [];
  for (const part of wanted.parts) parts.push(await quotePart(ctx, deps, account_id, part, region));
  const sum = (name: "goods" | "shipping" | "total") =>
    wireMoney(
      parts.reduce((all, { breakdown }) => all + BigInt(breakdown?.[name].amount ?? 0), 0n),
      ctx.config.currency,
    );
  return { object: "checkout_quote", parts, goods: sum("goods"), shipping: sum("shipping"), total: sum("total") };
}

async function quotePart(
  ctx: Context,
  deps: OrderDeps,
  buyer_id: string,
  part: Part,
  region: string | null,
): Promise<CheckoutQuote["parts"][number]> {
  const { shop_id } = part;
  const refusal = (one: Refusal) => ({
    shop_id,
    breakdown: null,
    refusal: { code: one.code, param: one.param, details: { ...one.details } },
  });
  try {
    const breakdown = await quoteOrder(ctx, deps, part.lines, region, {
      buyer_id,
      flash_sale_id: null,
      coupon_ids: part.coupon_ids,
    });
    const short = breakdown.lines.findIndex((line) => line.quantity > line.available);
    if (short !== -1)
      return refusal(
        new Refusal("sold_out", {
          param: `lines.${short}.quantity`,
          details: { available: breakdown.lines[short]?.available ?? 0 },
        }),
      );
    return { shop_id, breakdown, refusal: null };
  } catch (error) {
    if (error instanceof Refusal) return refusal(error);
    throw error;
  }
}
