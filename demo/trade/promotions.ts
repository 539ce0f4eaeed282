import type { Locale } from "../../contract/errors.ts";
import type { SeenFlashSale } from "../../contract/flash-sales.ts";
import type { Shop } from "../../contract/shops.ts";
import type { Chance } from "../chance.ts";
import { clock } from "../clock.ts";
import type { Viewer } from "../people/crowd.ts";
import type { Person } from "../people/person.ts";
import type { Room } from "../rooms/room.ts";

const day_ms = 24 * 3_600_000;
const coupon_days = 14;
/** What a shop offers, in minor units. */
const offers = [
  { title: { "zh-CN": "老铁见面礼", en: "For old friends" }, amount: 300, minimum_spend: 0, total_count: 2000 },
  { title: { "zh-CN": "满百减十五", en: "15 off from 100" }, amount: 1500, minimum_spend: 10_000, total_count: 500 },
] as const;

/** The shop's coupons of those titles that can be claimed now; each that is missing or over is offered anew. */
export async function ensureCoupons(owner: Person, shop: Shop, locale: Locale): Promise<void> {
  const { data } = await owner.call("listShopCoupons", { params: { shop_id: shop.id }, query: { limit: 100 } });
  const there = new Set(data.filter((coupon) => coupon.state === "active").map((coupon) => coupon.title));
  for (const { title, amount, ...terms } of offers) {
    if (there.has(title[locale])) continue;
    const now = clock.nowMs();
    await owner.call("createShopCoupon", {
      params: { shop_id: shop.id },
      body: {
        title: title[locale],
        discount: { kind: "amount", amount },
        ...terms,
        starts_at: new Date(now).toISOString(),
        ends_at: new Date(now + coupon_days * day_ms).toISOString(),
      },
    });
  }
}

/** Somebody claims what the shop offers and they have not claimed yet. Throws `ApiError`. */
export async function claimCoupons(viewer: Viewer, shop_id: string): Promise<void> {
  const { data } = await viewer.person.call("listCoupons", { query: { shop_id } });
  const fresh = data.find((coupon) => coupon.claimed_by_you === 0);
  if (fresh !== undefined) await viewer.person.call("claimCoupon", { params: { coupon_id: fresh.id } });
}

const flash = { share: 0.8, units: 12, opens_in_s: 20, duration_s: 180, stock_min: 20 } as const;

/**
 * The host announces a flash sale of something there is enough of, unless one runs, a visitor's included. Throws `ApiError` where the
 * broadcast has had its share.
 */
export async function startFlashSale({ broadcast, products }: Room, chance: Chance): Promise<void> {
  const session_id = broadcast.session?.id;
  if (session_id === undefined) return;
  const { data } = await broadcast.host.call("listSessionFlashSales", { params: { session_id } });
  if (data.some((sale) => !["ended", "cancelled"].includes(sale.state))) return;
  const plenty = products
    .flatMap((product) => product.variants)
    .filter(({ available }) => available >= flash.stock_min);
  if (plenty.length === 0) return;
  const variant = chance.pick(plenty);
  await broadcast.host.call("createFlashSale", {
    params: { session_id },
    body: {
      variant_id: variant.id,
      price: Math.max(1, Math.floor(variant.price.amount * flash.share)),
      quantity: flash.units,
      duration_s: flash.duration_s,
      opening: { opens_in_s: flash.opens_in_s },
    },
  });
}

/** The flash sale of a room that this viewer could buy from now; null where there is none. */
export async function openFlashSale(viewer: Viewer, room_id: string): Promise<SeenFlashSale | null> {
  const { data } = await viewer.person.call("listRoomFlashSales", { params: { room_id } });
  return (
    data.find(
      (sale) => sale.state === "open" && sale.left > 0 && (sale.yours === null || sale.yours.barred === null),
    ) ?? null
  );
}
