import type { Chance } from "../chance.ts";
import type { Crowd, Viewer } from "../people/crowd.ts";
import type { Room } from "../rooms/room.ts";
import { payOrder, placeOrder } from "./buying.ts";
import { checkOutTwoShops } from "./checking-out.ts";
import { claimCoupons, openFlashSale } from "./promotions.ts";

/** Somebody in one of the rooms buys what is being shown there, mostly one, and pays. Throws `ApiError`. */
export async function buySomething(rooms: readonly Room[], crowd: Crowd, chance: Chance): Promise<void> {
  // Now and then somebody has looked into two rooms and pays for both at once.
  if (rooms.length > 1 && chance.happens(0.12)) {
    await checkOutTwoShops(rooms, crowd, chance);
    return;
  }
  const choices = rooms.flatMap((room) => {
    const place = room.place;
    const buyers = place === null ? [] : crowd.in(place.room_id).filter((viewer) => viewer.address_id !== null);
    return buyers.length === 0 ? [] : [{ room, buyers }];
  });
  if (choices.length === 0) return;
  const { room, buyers } = chance.pick(choices);
  const product = room.broadcast.pinned ?? room.products[0];
  const variants = product?.variants.filter((variant) => variant.available > 0) ?? [];
  if (variants.length === 0) return;
  const buyer: Viewer = chance.pick(buyers);
  if (buyer.address_id === null) return;
  if (chance.happens(0.4)) await claimCoupons(buyer, room.shop.id);
  const flash = room.place === null || chance.happens(0.3) ? null : await openFlashSale(buyer, room.place.room_id);
  const order = await placeOrder(buyer.person, {
    ...(flash === null
      ? { variant_id: chance.pick(variants).id, quantity: chance.happens(0.2) ? 2 : 1 }
      : { variant_id: flash.variant_id, quantity: 1, flash_sale_id: flash.id }),
    address_id: buyer.address_id,
    session: room.broadcast.session,
  });
  // Some think again and let it close by itself.
  if (chance.happens(0.06)) return;
  await payOrder(buyer.person, order);
  room.bought(buyer, order.lines[0]?.title ?? "");
}
