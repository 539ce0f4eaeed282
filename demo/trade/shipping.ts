import type { Chance } from "../chance.ts";
import { clock } from "../clock.ts";
import type { Person } from "../people/person.ts";

const carriers = [
  ["SF Express", "SF"],
  ["ZTO", "ZT"],
  ["YTO", "YT"],
  ["JD Logistics", "JD"],
] as const;
/** Packing takes a while, and so does the road. The demo's days are minutes. */
const pack_ms = 60_000;
const road_ms = 120_000;

/** Ships what was paid a while ago, oldest first, and leaves the newest `keep` for a visitor to ship. */
export async function shipOrders(owner: Person, shopId: string, chance: Chance, keep: number): Promise<void> {
  const { data } = await owner.call("listShopOrders", {
    params: { shop_id: shopId },
    query: { state: "to_ship", limit: 50 },
  });
  const ready = data.slice(keep).filter((order) => clock.nowMs() - Date.parse(order.created_at) > pack_ms);
  for (const order of ready.toReversed().slice(0, 5)) await shipOrder(owner, shopId, order.id, chance);
}

export async function shipOrder(owner: Person, shopId: string, orderId: string, chance: Chance): Promise<void> {
  const [carrier, letters] = chance.pick(carriers);
  await owner.call("shipOrder", {
    params: { shop_id: shopId, order_id: orderId },
    body: { carrier, tracking_number: `${letters}${chance.between(10 ** 11, 10 ** 12 - 1)}` },
  });
}

/** Confirms receipt of one parcel that has been on the road long enough; true if there was one. */
export async function receiveOrder(buyer: Person): Promise<boolean> {
  const { data } = await buyer.call("listMyOrders", { query: { state: "shipped", limit: 50 } });
  const arrived = data.findLast(
    (order) => order.shipment !== null && clock.nowMs() - Date.parse(order.shipment.shipped_at) > road_ms,
  );
  if (arrived === undefined) return false;
  await buyer.call("receiveOrder", { params: { order_id: arrived.id } });
  return true;
}
