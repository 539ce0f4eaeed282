import type { Tx } from "../../kernel/db.ts";
import type { LockedOrder } from "../orders/index.ts";
import type { FulfillmentDeps } from "./index.ts";
import { leftOf, type Packed, type Units } from "./parcel.ts";

/**
 * Units of a paid order that were refunded before they left: what is neither in a parcel nor held back for it any more. Asked only where
 * something was refunded, so that shipping the usual order costs no question more.
 */
export async function givenUp(
  deps: Pick<FulfillmentDeps, "inventory">,
  tx: Tx,
  order: LockedOrder,
  ordered: readonly Units[],
  parcels: readonly Packed[],
): Promise<ReadonlyMap<string, number>> {
  if (order.refunded_goods === 0n) return new Map();
  const held = await deps.inventory.reservedUnits(tx, order.shop_id, order.order_id);
  return new Map(
    [...leftOf(ordered, parcels)].map(([line_id, left]) => [line_id, Math.max(0, left - (held.get(line_id) ?? 0))]),
  );
}
