import type { CheckoutQuote, QuotedPartFields } from "../../../../contract/checkout.ts";
import type { z } from "zod";
import type { Context } from "../../../kernel/context.ts";
import { wireMoney } from "../../../kernel/money.ts";
import { Refusal, refuse } from "../../../kernel/refusal.ts";
import type { OrderDeps } from "../deps.ts";
import { draftQuote, quoteOrder } from "../quote-order.ts";
import { freightOf } from "../shipping.ts";

type Part = z.output<typeof QuotedPartFields>;
type QuotedPart = CheckoutQuote["parts"][number];
type Coupons = Pick<QuotedPart, "dropped_coupons"> & { readonly coupon_ids: readonly string[] };

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
  const coupons = await couponsOf(ctx, deps, account_id, wanted.parts, region);
  const parts: QuotedPart[] = [];
  for (const part of wanted.parts)
    parts.push(
      await quotePart(
        ctx,
        deps,
        account_id,
        part,
        coupons.get(part) ?? { coupon_ids: [], dropped_coupons: [] },
        region,
      ),
    );
  const sum = (name: "goods" | "shipping" | "total") =>
    wireMoney(
      parts.reduce((all, { breakdown }) => all + BigInt(breakdown?.[name].amount ?? 0), 0n),
      ctx.config.currency,
    );
  return { object: "checkout_quote", parts, goods: sum("goods"), shipping: sum("shipping"), total: sum("total") };
}

/** Which coupons each shop's order takes: those it names and those that save most. A shop that would refuse anyway takes none. */
async function couponsOf(
  ctx: Context,
  deps: OrderDeps,
  buyer_id: string,
  parts: readonly Part[],
  region: string | null,
): Promise<ReadonlyMap<Part, Coupons>> {
  const asking: { part: Part; order: Parameters<OrderDeps["promotion"]["choose"]>[2][number] }[] = [];
  for (const part of parts) {
    if (part.coupon_ids.length === 0) continue;
    const drafted = await refusalOr(draftQuote(ctx, deps, part.lines));
    if (drafted instanceof Refusal) continue;
    const freight = freightOf(drafted.lines, region);
    if (freight instanceof Refusal) continue;
    asking.push({ part, order: { ...drafted, shipping: freight.shipping, coupon_ids: part.coupon_ids } });
  }
  if (asking.length === 0) return new Map();
  const chosen = await deps.promotion.choose(
    ctx.db.reader,
    buyer_id,
    asking.map(({ order }) => order),
    ctx.clock.now(),
  );
  return new Map(
    asking.map(({ part }, index) => [
      part,
      { coupon_ids: chosen[index]?.coupon_ids ?? [], dropped_coupons: [...(chosen[index]?.dropped ?? [])] },
    ]),
  );
}

async function quotePart(
  ctx: Context,
  deps: OrderDeps,
  buyer_id: string,
  { shop_id, lines }: Part,
  { coupon_ids, dropped_coupons }: Coupons,
  region: string | null,
): Promise<QuotedPart> {
  const refusal = (one: Refusal): QuotedPart => ({
    shop_id,
    breakdown: null,
    refusal: { code: one.code, param: one.param, details: { ...one.details } },
    dropped_coupons,
  });
  const breakdown = await refusalOr(
    quoteOrder(ctx, deps, lines, region, { buyer_id, flash_sale_id: null, coupon_ids }),
  );
  if (breakdown instanceof Refusal) return refusal(breakdown);
  const short = breakdown.lines.findIndex((line) => line.quantity > line.available);
  if (short !== -1)
    return refusal(
      new Refusal("sold_out", {
        param: `lines.${short}.quantity`,
        details: { available: breakdown.lines[short]?.available ?? 0 },
      }),
    );
  return { shop_id, breakdown, refusal: null, dropped_coupons };
}

async function refusalOr<T>(asked: Promise<T>): Promise<T | Refusal> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
}
