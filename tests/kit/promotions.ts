import { sql } from "kysely";
import { expect } from "vitest";
import type { z } from "zod";
import type { CouponFields, DeskCoupon, HeldCoupon } from "../../contract/promotion.ts";
import type { FlashSaleFields, HostFlashSale } from "../../contract/flash-sales.ts";
import { newKey, type Person, type Trade } from "./trade.ts";

const hour_ms = 3600_000;

/** Announces a flash sale that opens in ten seconds, unless told otherwise. */
export function announce(
  trade: Trade,
  session_id: string,
  fields: Partial<z.input<typeof FlashSaleFields>> & { variant_id: string },
  opening: { opens_in_s: number } | { opens_at: string } | null = { opens_in_s: 10 },
): Promise<HostFlashSale> {
  return trade.api.call("createFlashSale", {
    token: trade.merchant.token,
    key: newKey(),
    params: { session_id },
    body: { price: 990, quantity: 5, ...fields, opening },
  });
}

/** The sale as a guest in the room sees it. */
export async function seen(trade: Trade, sale: { id: string; room_id: string }, person?: Person) {
  const { data } = await trade.api.call("listRoomFlashSales", {
    params: { room_id: sale.room_id },
    ...(person === undefined ? {} : { token: person.token }),
  });
  return data.find((one) => one.id === sale.id);
}

const couponFields = (trade: Trade, more: Partial<z.input<typeof CouponFields>>): z.input<typeof CouponFields> => {
  const now = trade.ctx.clock.nowMs();
  return {
    title: "Autumn",
    discount: { kind: "amount", amount: 500 },
    total_count: 100,
    starts_at: new Date(now).toISOString(),
    ends_at: new Date(now + 24 * hour_ms).toISOString(),
    ...more,
  };
};

/** A coupon of the market's shop, 5.00 off unless told otherwise. */
export function offer(trade: Trade, more: Partial<z.input<typeof CouponFields>> = {}): Promise<DeskCoupon> {
  return trade.api.call("createShopCoupon", {
    token: trade.merchant.token,
    key: newKey(),
    params: { shop_id: trade.shop_id },
    body: couponFields(trade, more),
  });
}

/** The same of the platform. */
export function offerOfPlatform(trade: Trade, more: Partial<z.input<typeof CouponFields>> = {}): Promise<DeskCoupon> {
  return trade.api.call("createPlatformCoupon", {
    token: trade.operator.token,
    key: newKey(),
    body: couponFields(trade, more),
  });
}

export function claim(trade: Trade, person: Person, coupon: { id: string }): Promise<HeldCoupon> {
  return trade.api.call("claimCoupon", { token: person.token, key: newKey(), params: { coupon_id: coupon.id } });
}

/** What inventory has set aside for a sale; what is reserved is exactly what orders and sales hold. */
export async function expectAside(trade: Trade, sale: { id: string }, units: number): Promise<void> {
  const found = await sql<{ quantity: number; reserved: number; parts: number }>`
    select a.quantity, s.reserved,
      (select coalesce(sum(quantity), 0)::integer from inventory.reservation r where r.variant_id = a.variant_id and r.state = 'reserved')
      + (select sum(quantity)::integer from inventory.set_aside x where x.variant_id = a.variant_id) as parts
    from inventory.set_aside a join inventory.stock s using (variant_id) where a.holder_id = ${sale.id}`.execute(
    trade.ctx.db.reader,
  );
  const row = found.rows[0];
  expect(row?.quantity).toBe(units);
  expect(row?.parts).toBe(row?.reserved);
}
