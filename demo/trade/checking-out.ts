import type { Variant } from "../../contract/catalog.ts";
import type { Chance } from "../chance.ts";
import type { Crowd, Viewer } from "../people/crowd.ts";
import type { Room } from "../rooms/room.ts";
import { momentOf, payAt } from "./buying.ts";

interface Choice {
  readonly room: Room;
  readonly variant: Variant;
}

/**
 * Somebody who looked into two rooms puts something of each into their cart, checks out both shops and pays once; where one of
 * them has just sold out they take the rest. Throws `ApiError`.
 */
export async function checkOutTwoShops(rooms: readonly Room[], crowd: Crowd, chance: Chance): Promise<void> {
  const buyers = crowd.viewers.filter((viewer) => viewer.address_id !== null);
  const open = rooms.flatMap((room): Choice[] => {
    const product = room.broadcast.pinned ?? room.products[0];
    const variants = product?.variants.filter((variant) => variant.available > 0) ?? [];
    return room.place === null || variants.length === 0 ? [] : [{ room, variant: chance.pick(variants) }];
  });
  if (buyers.length === 0 || open.length < 2) return;
  const first = chance.pick(open);
  const others = open.filter((one) => one.room.broadcast.session?.shop.id !== first.room.broadcast.session?.shop.id);
  if (others.length === 0) return;
  const buyer: Viewer = chance.pick(buyers);
  const { person, address_id } = buyer;
  if (address_id === null) return;
  const chosen = [first, chance.pick(others)];
  for (const { room, variant } of chosen)
    await person.call("putInCart", {
      body: { variant_id: variant.id, quantity: 1, moment: momentOf(room.broadcast.session) },
    });
  const { groups } = await person.call("getCart");
  const parts = groups.flatMap((group) => {
    const lines = group.lines
      .filter((line) => line.state === "ok" || line.state === "few")
      .map(({ variant_id, quantity }) => ({ variant_id, quantity }));
    return lines.length === 0 ? [] : [{ shop_id: group.shop.id, lines }];
  });
  if (parts.length === 0) return;
  const checkout = await person.call("createCheckout", { body: { address_id, parts } });
  const params = { checkout_id: checkout.id };
  if (checkout.state === "awaiting_choice") await person.call("takeRest", { params });
  if (checkout.state === "closed") return;
  const { pay_url } = await person.call("payCheckout", {
    params,
    body: { return_path: `/checkouts/${checkout.id}` },
  });
  await payAt(person, pay_url);
  for (const { room, variant } of chosen) {
    const part = checkout.parts.find((one) => one.lines.some((line) => line.variant_id === variant.id));
    if (part?.state === "placed") room.bought(buyer, part.lines[0]?.title ?? "");
  }
}
