import type { ChannelItem } from "../../../contract/socket.ts";
import { roomChannel } from "../../kernel/channel.ts";
import type { Tx } from "../../kernel/db.ts";
import type { LiveParts } from "./live-parts.ts";

/** What an item replaces: the state of a thing takes the place of what was known of it; null for things that add up. */
export function stateKeyOf(item: ChannelItem): string | undefined {
  switch (item.t) {
    case "viewers":
    case "likes":
    case "pin":
    case "bag":
    case "session":
    case "encoder":
    case "run_down":
      return item.t;
    case "stock":
      return `stock:${item.variant_id}`;
    default:
      return undefined;
  }
}

/** Tells a room, once `tx` has committed. */
export function tellRoom(live: LiveParts, tx: Tx, roomId: string, items: readonly ChannelItem[]): void {
  live.ctx.db.afterCommit(tx, () => {
    for (const item of items) live.ctx.channel.publish(roomChannel(roomId), item, stateKeyOf(item));
  });
}
