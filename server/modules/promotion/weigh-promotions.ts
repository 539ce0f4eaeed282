import type { QuotedCoupon } from "../../../contract/promotion.ts";
import { present } from "../../kernel/assert.ts";
import type { Reader } from "../../kernel/db.ts";
import { limits } from "../../kernel/limits.ts";
import { wireMoney } from "../../kernel/money.ts";
import { Refusal, refuse } from "../../kernel/refusal.ts";
import { Admission, keyOf, type Ask } from "./admission.ts";
import { bestOf, reduce, type Basket, type Voucher } from "./coupons/pricing.ts";
import * as coupons from "./coupons/store.ts";
import { showHeld } from "./coupons/view.ts";
import type { Promotion, PromotionParts, Weighed } from "./promotion.ts";
import { seePromotions } from "./take-promotions.ts";
import type { HeldCouponRow } from "./tables.ts";

/** See `Promotion.weigh`. */
export async function weighPromotions(
  parts: PromotionParts,
  reader: Reader,
  wanted: Parameters<Promotion["weigh"]>[1],
  at: Date,
): Promise<Weighed> {
  const { buyer_id, shop_id } = wanted;
  const named = wanted.coupon_ids === "best" ? [] : wanted.coupon_ids;
  if (buyer_id === null && named.length > 0) refuse("not_found", { param: "coupon_ids.0" });
  const held = buyer_id === null ? [] : await heldFor(reader, buyer_id, shop_id, named, at);
  const ask: Ask = { buyer_id: buyer_id ?? "", flash_sale_id: wanted.flash_sale_id, coupon_ids: named };
  const facts = await seePromotions(parts, reader, shop_id, ask, held, at);
  const admission = new Admission(facts);
  const flash = admission.flash(ask, wanted.lines);
  if (flash instanceof Refusal) throw flash;
  const basket: Basket = {
    shop_id,
    lines: wanted.lines.map((line) => ({
      product_id: line.product_id,
      quantity: line.quantity,
      unit_price: flash?.price ?? line.unit_price,
      flash: flash !== null,
    })),
    shipping: wanted.shippingOf(flash),
  };
  const vouchers = held.map((row) => present(facts.vouchers.get(keyOf(row.account_id, row.held_coupon_id)), "seen"));
  const chosen =
    wanted.coupon_ids === "best" ? bestOf(basket, vouchers, at).map((voucher) => voucher.held_coupon_id) : named;
  const reduction = admission.reduction({ ...ask, coupon_ids: chosen }, basket.lines, basket.shipping);
  if (reduction instanceof Refusal) throw reduction;
  return {
    flash,
    reduction,
    coupon_ids: chosen,
    coupons:
      buyer_id === null
        ? []
        : await quotedCoupons(parts, reader, buyer_id, basket, held, vouchers, new Set(chosen), at),
  };
}

/** What the buyer can use here and what they named; so many as one look can weigh. */
export async function heldFor(
  reader: Reader,
  buyer_id: string,
  shop_id: string,
  named: readonly string[],
  at: Date,
): Promise<readonly HeldCouponRow[]> {
  const own = await coupons.selectUsable(reader, buyer_id, shop_id, at, limits.coupons_weighed_max);
  const known = new Set(own.map((row) => row.held_coupon_id));
  const more = named.filter((id) => !known.has(id));
  if (more.length === 0) return own;
  return [...own, ...(await coupons.selectHeldById(reader, buyer_id, more))];
}

/** Each coupon with what it does by itself, what saves most first; those that do not fit say why. */
export async function quotedCoupons(
  parts: PromotionParts,
  reader: Reader,
  buyer_id: string,
  basket: Basket,
  held: readonly HeldCouponRow[],
  vouchers: readonly Voucher[],
  chosen: ReadonlySet<string>,
  at: Date,
): Promise<QuotedCoupon[]> {
  const shown = await showHeld(parts, reader, held, buyer_id);
  const money = (amount: bigint) => wireMoney(amount, parts.ctx.config.currency);
  return vouchers
    .map((voucher, index) => {
      const alone = reduce(basket, [voucher], at);
      const misfit = "misfit" in alone ? alone : null;
      const saves = "misfit" in alone ? 0n : alone.shop_discount + alone.subsidy;
      const { coupon, expires_at } = present(shown[index], "one for each");
      return { voucher, saves, misfit, coupon, expires_at };
    })
    .toSorted((a, b) => Number(b.saves - a.saves) || (a.expires_at < b.expires_at ? -1 : 1))
    .map(({ voucher, saves, misfit, coupon, expires_at }) => ({
      object: "quoted_coupon" as const,
      held_coupon_id: voucher.held_coupon_id,
      coupon,
      expires_at,
      saves: money(saves),
      misfit: misfit?.misfit ?? null,
      missing: misfit?.misfit === "minimum" ? money(misfit.missing) : null,
      chosen: chosen.has(voucher.held_coupon_id),
    }));
}
