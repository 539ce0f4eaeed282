import type { Coupon, HeldCoupon, HeldState } from "../../../../contract/promotion.ts";
import { limits } from "../../../kernel/limits.ts";
import { refuse } from "../../../kernel/refusal.ts";
import type { PromotionParts } from "../promotion.ts";
import type { HeldCouponRow } from "../tables.ts";
import * as store from "./store.ts";
import { showCoupons, showHeld } from "./view.ts";

/** What can be claimed now: of a shop, for a product, and the platform's. Refuses `not_found` for a product nobody sells. */
export async function offeredCoupons(
  parts: PromotionParts,
  asked: { readonly shop_id?: string | undefined; readonly product_id?: string | undefined },
  account_id: string | null,
): Promise<Coupon[]> {
  const { ctx, catalog } = parts;
  const { reader } = ctx.db;
  const product =
    asked.product_id === undefined
      ? null
      : ((await catalog.products(reader, [asked.product_id])).get(asked.product_id) ??
        refuse("not_found", { param: "product_id" }));
  const shop_id = product?.shop.id ?? asked.shop_id ?? null;
  const rows = await store.selectOffered(
    reader,
    { shop_id, platform: true },
    ctx.clock.now(),
    limits.coupons_shown_max,
  );
  const fitting = rows.filter(
    (row) => product === null || row.product_ids.length === 0 || row.product_ids.includes(product.id),
  );
  return showCoupons(parts, reader, fitting, account_id);
}

/** A page of a wallet. */
export async function walletOf(
  parts: PromotionParts,
  account_id: string,
  page: { readonly limit: number; readonly cursor?: string | undefined; readonly state: HeldState },
): Promise<{ object: "list"; data: HeldCoupon[]; has_more: boolean; next_cursor: string | null }> {
  const { reader, at } = { reader: parts.ctx.db.reader, at: parts.ctx.clock.now() };
  const after = page.cursor === undefined ? null : placeOf(page.cursor);
  const rows = await store.selectHeld(reader, account_id, page.state, at, after, page.limit + 1);
  const shown = rows.slice(0, page.limit);
  const last = shown.at(-1);
  const has_more = rows.length > page.limit && last !== undefined;
  return {
    object: "list",
    data: await showHeld(parts, reader, shown, account_id),
    has_more,
    next_cursor: has_more ? cursorAfter(last, page.state) : null,
  };
}

const cursorAfter = (row: HeldCouponRow, state: HeldState): string =>
  `${(state === "used" ? (row.used_at ?? row.claimed_at) : row.expires_at).getTime()}.${row.held_coupon_id}`;

/** Refuses `invalid_param` for what we did not hand out. */
function placeOf(cursor: string): { at: Date; id: string } {
  const found = /^(\d{1,15})\.(held_[0-9a-z]{26})$/.exec(cursor);
  if (found === null) refuse("invalid_param", { param: "cursor", details: { detail: "cursor" } });
  return { at: new Date(Number(found[1])), id: found[2] ?? "" };
}
