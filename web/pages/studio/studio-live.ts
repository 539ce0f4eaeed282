import type { ChannelItem } from "../../../contract/socket.ts";

type OrderItem = Extract<ChannelItem, { t: "studio_order" }>;
/** An order of this session, as it stands now. */
export type OrderTick = Omit<OrderItem, "t">;

/** More than this many orders are forgotten on screen, oldest first. */
export const ticks_max = 60;

/** The orders after a delivery of the studio's channel, newest first; each order stands once, in its latest state. */
export function ticksAfter(ticks: readonly OrderTick[], items: readonly ChannelItem[]): readonly OrderTick[] {
  let next = ticks;
  for (const item of items) {
    if (item.t !== "studio_order") continue;
    const { t: _, ...tick } = item;
    const known = next.some(({ order_id }) => order_id === tick.order_id);
    next = known
      ? next.map((other) => (other.order_id === tick.order_id ? tick : other))
      : [tick, ...next].slice(0, ticks_max);
  }
  return next;
}
