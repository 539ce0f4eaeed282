import type { Order, OrderState } from "../../../contract/orders.ts";

export type ShownState = OrderState | "delivered";

/**
 * What an order's state is called: of one that was shipped, every parcel of which has been delivered, that is what people want to
 * read. To the books it stays shipped until its buyer says that it is there.
 */
export function shownState({ state, parcels }: Pick<Order, "state" | "parcels">): ShownState {
  const there = parcels.length > 0 && parcels.every((parcel) => parcel.state === "delivered");
  return state === "shipped" && there ? "delivered" : state;
}
