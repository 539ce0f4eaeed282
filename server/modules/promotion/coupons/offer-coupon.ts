import type { CouponFields, DeskCoupon } from "../../../../contract/promotion.ts";
import { present } from "../../../kernel/assert.ts";
import type { Reader, Tx } from "../../../kernel/db.ts";
import { newId } from "../../../kernel/ids.ts";
import { limits } from "../../../kernel/limits.ts";
import { refuse } from "../../../kernel/refusal.ts";
import type { PromotionParts } from "../promotion.ts";
import type { CouponRow } from "../tables.ts";
import * as store from "./store.ts";
import { showDesk } from "./view.ts";

/**
 * Offers a coupon of a shop, or of the platform (`shop_id` null). Whether the caller may is asked before. Refuses
 * `shop_closed`, `coupon_over` (its time is over already), `coupon_offers_max`, `not_found` (a product that is not sold here).
 */
export async function offerCoupon(
  parts: PromotionParts,
  tx: Tx,
  shop_id: string | null,
  by: string,
  fields: CouponFields,
): Promise<DeskCoupon> {
  const { ctx } = parts;
  const at = ctx.clock.now();
  if (shop_id !== null && (await parts.shops.shops(tx, [shop_id])).get(shop_id)?.state !== "open")
    refuse("shop_closed");
  if (new Date(fields.ends_at) <= at) refuse("coupon_over", { param: "ends_at" });
  await store.lockIssuer(tx, shop_id);
  if ((await store.countOffers(tx, shop_id, at)) >= limits.coupons_on_offer_max)
    refuse("coupon_offers_max", { details: { max: limits.coupons_on_offer_max } });
  await requireProducts(parts, tx, shop_id, fields.product_ids);
  const { discount } = fields;
  const bounds = discount.kind === "amount" ? discount.amount : discount.amount_max;
  const row: CouponRow = {
    coupon_id: newId(ctx, "coup"),
    shop_id,
    title: fields.title,
    kind: discount.kind,
    amount: bounds === null ? null : BigInt(bounds),
    percent_off: discount.kind === "percent" ? discount.percent_off : null,
    minimum_spend: BigInt(fields.minimum_spend),
    product_ids: fields.product_ids,
    goes_with_flash: fields.goes_with_flash,
    total_count: fields.total_count,
    per_person_max: fields.per_person_max,
    starts_at: new Date(fields.starts_at),
    ends_at: new Date(fields.ends_at),
    created_by: by,
    created_at: at,
    stopped_at: null,
  };
  await store.insertCoupon(tx, row);
  return deskCoupon(parts, tx, shop_id, row.coupon_id);
}

async function requireProducts(
  { catalog }: PromotionParts,
  reader: Reader,
  shop_id: string | null,
  product_ids: readonly string[],
): Promise<void> {
  const products = await catalog.products(reader, product_ids);
  for (const [index, id] of product_ids.entries()) {
    const product = products.get(id);
    if (product === undefined || (shop_id !== null && product.shop.id !== shop_id))
      refuse("not_found", { param: `product_ids.${index}` });
  }
}

/** Nobody else may claim it; what people hold stays good. Again changes nothing. Refuses `not_found` for another issuer's. */
export async function stopOffer(
  parts: PromotionParts,
  tx: Tx,
  shop_id: string | null,
  coupon_id: string,
): Promise<DeskCoupon> {
  const [coupon] = await store.selectCoupons(tx, [coupon_id]);
  if (coupon === undefined || coupon.shop_id !== shop_id) refuse("not_found");
  // Behind whoever claims one now: when this is answered nobody claims any more.
  await store.lockCount(tx, coupon_id);
  await store.stopCoupon(tx, coupon_id, parts.ctx.clock.now());
  return deskCoupon(parts, tx, shop_id, coupon_id);
}

/** One coupon with its uses: the first of its issuer's at or behind its own id. */
async function deskCoupon(
  parts: PromotionParts,
  reader: Reader,
  shop_id: string | null,
  coupon_id: string,
): Promise<DeskCoupon> {
  const rows = await store.selectIssued(reader, shop_id, `${coupon_id}~`, 1);
  return present((await showDesk(parts, reader, rows))[0], "a coupon that was written exists");
}

/** An issuer's coupons, newest first. */
export async function listOffers(
  parts: PromotionParts,
  shop_id: string | null,
  page: { readonly limit: number; readonly cursor?: string | undefined },
): Promise<{ object: "list"; data: DeskCoupon[]; has_more: boolean; next_cursor: string | null }> {
  const { reader } = parts.ctx.db;
  const rows = await store.selectIssued(reader, shop_id, page.cursor ?? null, page.limit + 1);
  const shown = rows.slice(0, page.limit);
  const has_more = rows.length > page.limit;
  return {
    object: "list",
    data: await showDesk(parts, reader, shown),
    has_more,
    next_cursor: has_more ? (shown.at(-1)?.coupon_id ?? null) : null,
  };
}
