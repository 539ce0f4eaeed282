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

/** One minute of a broadcast as seen from this page. */
export interface Minute {
  readonly minute: number;
  readonly viewers: number;
  /** Sales of the whole session up to the end of this minute, before refunds, in minor units. */
  readonly gross_minor: number;
  readonly pinned_product_id: string | null;
}
const minute_ms = 60_000;
const minutes_max = 240;

/** The pace with the present numbers written into the present minute. */
export function paceAfter(pace: readonly Minute[], now_ms: number, seen: Omit<Minute, "minute">): readonly Minute[] {
  const minute = Math.floor(now_ms / minute_ms);
  const last = pace.at(-1);
  const present: Minute = { minute, ...seen };
  if (last === undefined || last.minute < minute) return [...pace, present].slice(-minutes_max);
  return [...pace.slice(0, -1), { ...present, minute: last.minute }];
}

export interface Point {
  readonly viewers: number;
  /** Sales within this minute, in minor units. */
  readonly sales_minor: number;
  /** Another product was pinned than in the minute before. */
  readonly pinChanged: boolean;
}

/** The curve: each minute but the first, whose beginning nobody saw. */
export function pointsOf(pace: readonly Minute[]): readonly Point[] {
  return pace.slice(1).map((minute, at) => {
    const before = pace[at] as Minute;
    return {
      viewers: minute.viewers,
      sales_minor: Math.max(0, minute.gross_minor - before.gross_minor),
      pinChanged: minute.pinned_product_id !== before.pinned_product_id,
    };
  });
}
