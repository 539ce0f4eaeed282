import type { Coupon, DeskCoupon, Discount, HeldCoupon } from "../../../../contract/promotion.ts";
import { present } from "../../../kernel/assert.ts";
import type { Reader } from "../../../kernel/db.ts";
import { wireMoney } from "../../../kernel/money.ts";
import type { PromotionParts } from "../promotion.ts";
import type { CountedCoupon, HeldCouponRow } from "../tables.ts";
import { couponStateAt, heldStateAt, issuerOf } from "./coupon.ts";
import * as store from "./store.ts";

/** Coupons as this caller sees them, in the order of the rows. */
export async function showCoupons(
  { ctx, shops }: PromotionParts,
  reader: Reader,
  rows: readonly CountedCoupon[],
  account_id: string | null,
): Promise<Coupon[]> {
  if (rows.length === 0) return [];
  const cards = await shops.cards(reader, [...new Set(rows.flatMap((row) => row.shop_id ?? []))]);
  const claimed =
    account_id === null
      ? null
      : await store.claimedBy(
          reader,
          account_id,
          rows.map((row) => row.coupon_id),
        );
  const at = ctx.clock.now();
  const money = (amount: bigint) => wireMoney(amount, ctx.config.currency);
  return rows.map((row) => ({
    id: row.coupon_id,
    object: "coupon",
    issuer: issuerOf(row),
    shop: row.shop_id === null ? null : present(cards.get(row.shop_id), "a shop that issued has a card"),
    title: row.title,
    discount: discountOf(row, money),
    minimum_spend: money(row.minimum_spend),
    product_ids: [...row.product_ids],
    goes_with_flash: row.goes_with_flash,
    total_count: row.total_count,
    claimed_count: row.claimed_count,
    per_person_max: row.per_person_max,
    starts_at: row.starts_at.toISOString(),
    ends_at: row.ends_at.toISOString(),
    state: couponStateAt(row, at),
    claimed_by_you: claimed === null ? null : (claimed.get(row.coupon_id) ?? 0),
  }));
}

function discountOf(row: CountedCoupon, money: (amount: bigint) => ReturnType<typeof wireMoney>): Discount {
  if (row.kind === "amount") return { kind: "amount", amount: money(present(row.amount, "an amount is there")) };
  return {
    kind: "percent",
    percent_off: present(row.percent_off, "a percentage is there"),
    amount_max: row.amount === null ? null : money(row.amount),
  };
}

export async function showHeld(
  parts: PromotionParts,
  reader: Reader,
  rows: readonly HeldCouponRow[],
  account_id: string,
): Promise<HeldCoupon[]> {
  const { ctx } = parts;
  const terms = await store.selectCoupons(reader, [...new Set(rows.map((row) => row.coupon_id))]);
  const coupons = new Map((await showCoupons(parts, reader, terms, account_id)).map((coupon) => [coupon.id, coupon]));
  const at = ctx.clock.now();
  return rows.map((row) => ({
    id: row.held_coupon_id,
    object: "held_coupon",
    coupon: present(coupons.get(row.coupon_id), "a coupon that is held has terms"),
    state: heldStateAt(row, at),
    claimed_at: row.claimed_at.toISOString(),
    expires_at: row.expires_at.toISOString(),
    used:
      row.order_id === null || row.saved === null || row.used_at === null
        ? null
        : {
            order_id: row.order_id,
            saved: wireMoney(row.saved, ctx.config.currency),
            at: row.used_at.toISOString(),
          },
  }));
}

export async function showDesk(
  parts: PromotionParts,
  reader: Reader,
  rows: readonly (CountedCoupon & { readonly used_count: number; readonly saved: bigint })[],
): Promise<DeskCoupon[]> {
  const coupons = await showCoupons(parts, reader, rows, null);
  return rows.map((row, index) => ({
    ...present(coupons[index], "one for each row"),
    object: "desk_coupon",
    used_count: row.used_count,
    saved: wireMoney(row.saved, parts.ctx.config.currency),
    stopped_at: row.stopped_at?.toISOString() ?? null,
    created_at: row.created_at.toISOString(),
  }));
}
