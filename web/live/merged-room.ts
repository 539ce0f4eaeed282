import type { Room } from "../../contract/live.ts";
import { withStock } from "../pages/buy/buying.ts";
import type { RoomState } from "./room-state.ts";

/**
 * What was heard since wins over what was read, as long as it is about the same session. But what has ended stays ended:
 * whoever is cut off from the channel may have read so.
 */
export function merged(read: Room, live: RoomState): Room {
  const bag = read.bag.map((product) => withStock(product, live.stock));
  const { session } = read;
  if (session === null) return { ...read, bag };
  const heardOf = live.session?.id === session.id && session.state !== "ended" ? live.session : null;
  return {
    ...read,
    bag,
    session: {
      ...session,
      state: heardOf?.state ?? session.state,
      end_reason: heardOf === null ? session.end_reason : heardOf.end_reason,
      viewers: live.viewers ?? session.viewers,
      likes: Math.max(live.likes ?? 0, session.likes),
      pinned_product_id: live.pinned_product_id === undefined ? session.pinned_product_id : live.pinned_product_id,
    },
  };
}
