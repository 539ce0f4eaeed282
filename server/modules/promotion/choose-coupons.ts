import type { QuotedCoupon } from "../../../contract/promotion.ts";
import { present } from "../../kernel/assert.ts";
import type { Reader } from "../../kernel/db.ts";
import { keyOf, type Ask } from "./admission.ts";
import { reduce, type Basket, type Voucher } from "./coupons/pricing.ts";
import { shareOut } from "./coupons/share-out.ts";
import type { ChosenCoupons, Promotion, PromotionParts } from "./promotion.ts";
import { seePromotions } from "./take-promotions.ts";
import { heldFor, quotedCoupons } from "./weigh-promotions.ts";
import type { HeldCouponRow } from "./tables.ts";

interface Seen {
  readonly basket: Basket;
  readonly held: readonly HeldCouponRow[];
  readonly vouchers: readonly Voucher[];
  /** What was named and is no coupon of the buyer's: for the order to be refused with. */
  readonly unknown: readonly string[];
  /** Null: what saves most. */
  readonly named: readonly Voucher[] | null;
  readonly dropped: readonly string[];
}

/** See `Promotion.choose`. */
export async function chooseCoupons(
  parts: PromotionParts,
  reader: Reader,
  buyer_id: string,
  orders: Parameters<Promotion["choose"]>[2],
  at: Date,
): Promise<readonly ChosenCoupons[]> {
  const seen: Seen[] = [];
  for (const order of orders) seen.push(await see(parts, reader, buyer_id, order, at));
  const taken = new Set(seen.flatMap(({ named }) => named?.map((one) => one.held_coupon_id) ?? []));
  const open = seen.filter(({ named }) => named === null);
  const shares = shareOut(
    open.map(({ basket, vouchers, dropped }) => ({
      basket,
      vouchers: vouchers.filter((one) => !taken.has(one.held_coupon_id) && !dropped.includes(one.held_coupon_id)),
    })),
    at,
  );
  const best = new Map(open.map((one, index) => [one, present(shares[index], "a share for each")]));
  return Promise.all(
    seen.map(async (one) => ({
      coupon_ids: [...(one.named ?? best.get(one) ?? []).map((voucher) => voucher.held_coupon_id), ...one.unknown],
      dropped: one.dropped.length === 0 ? [] : await gone(parts, reader, buyer_id, one, at),
    })),
  );
}

async function see(
  parts: PromotionParts,
  reader: Reader,
  buyer_id: string,
  { shop_id, lines, shipping, coupon_ids }: Parameters<Promotion["choose"]>[2][number],
  at: Date,
): Promise<Seen> {
  const ids = coupon_ids === "best" ? [] : coupon_ids;
  const held = await heldFor(reader, buyer_id, shop_id, ids, at);
  const ask: Ask = { buyer_id, flash_sale_id: null, coupon_ids: ids };
  const facts = await seePromotions(parts, reader, shop_id, ask, held, at);
  const voucherOf = (id: string) => facts.vouchers.get(keyOf(buyer_id, id));
  const basket: Basket = { shop_id, shipping, lines: lines.map((line) => ({ ...line, flash: false })) };
  const fit = fitting(
    basket,
    ids.flatMap((id) => voucherOf(id) ?? []),
    at,
  );
  return {
    basket,
    held,
    vouchers: held.map((row) => present(voucherOf(row.held_coupon_id), "seen")),
    unknown: ids.filter((id) => voucherOf(id) === undefined),
    // Where one of those that were named is gone, the choice it was part of is made anew.
    named: coupon_ids === "best" || fit.dropped.length > 0 ? null : fit.kept,
    dropped: fit.dropped,
  };
}

/** Of the coupons that were named those that go together here, and those that do not any more. */
function fitting(
  basket: Basket,
  named: readonly Voucher[],
  at: Date,
): { readonly kept: readonly Voucher[]; readonly dropped: readonly string[] } {
  let kept = named;
  const dropped: string[] = [];
  for (;;) {
    const found = reduce(basket, kept, at);
    if (!("misfit" in found)) return { kept, dropped };
    dropped.push(found.held_coupon_id);
    kept = kept.filter((one) => one.held_coupon_id !== found.held_coupon_id);
  }
}

const gone = async (
  parts: PromotionParts,
  reader: Reader,
  buyer_id: string,
  { basket, held, vouchers, dropped }: Seen,
  at: Date,
): Promise<readonly QuotedCoupon[]> =>
  (await quotedCoupons(parts, reader, buyer_id, basket, held, vouchers, new Set(), at)).filter((one) =>
    dropped.includes(one.held_coupon_id),
  );
