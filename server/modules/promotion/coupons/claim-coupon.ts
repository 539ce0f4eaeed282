import type { HeldCoupon } from "../../../../contract/promotion.ts";
import { present } from "../../../kernel/assert.ts";
import type { Tx } from "../../../kernel/db.ts";
import { newId } from "../../../kernel/ids.ts";
import { limits } from "../../../kernel/limits.ts";
import { refuse } from "../../../kernel/refusal.ts";
import type { PromotionParts } from "../promotion.ts";
import { couponStateAt } from "./coupon.ts";
import * as store from "./store.ts";
import { showHeld } from "./view.ts";

/**
 * Puts a coupon into a wallet. Who claims the same coupon stands in line behind its count, so that neither the whole nor
 * a person's share is ever passed. Refuses `not_found`, `coupon_over`, `coupon_gone`, `coupon_limit`, `wallet_full`.
 */
export async function claimCoupon(
  parts: PromotionParts,
  tx: Tx,
  account_id: string,
  coupon_id: string,
): Promise<HeldCoupon> {
  const { ctx } = parts;
  const at = ctx.clock.now();
  await store.lockCount(tx, coupon_id);
  const coupon = (await store.selectCoupons(tx, [coupon_id]))[0] ?? refuse("not_found");
  if (coupon.shop_id !== null && (await parts.shops.shops(tx, [coupon.shop_id])).get(coupon.shop_id)?.state !== "open")
    refuse("coupon_over");
  const state = couponStateAt(coupon, at);
  const claimed = (await store.claimedBy(tx, account_id, [coupon_id])).get(coupon_id) ?? 0;
  // Who has theirs is told so, also when there are none any more.
  if (claimed >= coupon.per_person_max) refuse("coupon_limit", { details: { max: coupon.per_person_max } });
  if (state === "used_up") refuse("coupon_gone");
  if (state !== "active") refuse("coupon_over");
  if ((await store.countHeld(tx, account_id, at)) >= limits.coupons_held_max)
    refuse("wallet_full", { details: { max: limits.coupons_held_max } });
  const held = {
    account_id,
    held_coupon_id: newId(ctx, "held"),
    coupon_id,
    nth: claimed + 1,
    claimed_at: at,
    expires_at: coupon.ends_at,
  };
  await store.countClaim(tx, coupon_id);
  await store.insertHeld(tx, held);
  const rows = await store.selectHeldById(tx, account_id, [held.held_coupon_id]);
  return present((await showHeld(parts, tx, rows, account_id))[0], "what was written is there");
}

/** Tells holders once that a coupon is about to expire. */
export async function tellExpiring({ ctx }: Pick<PromotionParts, "ctx">): Promise<void> {
  const at = ctx.clock.now();
  const until = new Date(at.getTime() + limits.coupon_expiring_ms);
  for (let count = 1; count > 0;) {
    count = await ctx.db.transact(async (tx) => {
      const rows = await store.takeExpiring(tx, at, until, 500);
      const coupons = new Map(
        (await store.selectCoupons(tx, [...new Set(rows.map((row) => row.coupon_id))])).map((row) => [
          row.coupon_id,
          row,
        ]),
      );
      await ctx.outbox.emit(
        tx,
        rows.map((row) => {
          const coupon = present(coupons.get(row.coupon_id), "a coupon that is held has terms");
          return {
            type: "coupon.expiring" as const,
            account_id: row.account_id,
            held_coupon_id: row.held_coupon_id,
            of_shop: coupon.shop_id,
            product_id: coupon.product_ids.length === 1 ? (coupon.product_ids[0] ?? null) : null,
            title: coupon.title,
            expires_at: row.expires_at.toISOString(),
          };
        }),
      );
      return rows.length;
    });
  }
}
