import type { ChannelItem } from "../../../contract/socket.ts";
import { studioChannel } from "../../kernel/channel.ts";
import type { Tx } from "../../kernel/db.ts";
import { wireMoney } from "../../kernel/money.ts";
import { listener, type Heard, type Listener } from "../../kernel/outbox.ts";
import { endOfClosed, endOfSuspended } from "./end-by-measure.ts";
import { callOff, end } from "./end-session.ts";
import { passStudio, type LiveParts } from "./live-parts.ts";
import { sessionsOfStaff } from "./plans/store.ts";
import { noteRefund, noteSales, type Sale } from "./sales/store.ts";
import { isComing, isWatched } from "./session.ts";
import { lockSession, openSessionsOfShop, openShopsOf, roomsSelling } from "./store.ts";
import { tellRoom } from "./tell-room.ts";

type OrderWord = Heard<"order.placed" | "order.paid" | "order.closed" | "order.refunded">;
type OfSession<T> = T & { readonly session_id: string; readonly room_id: string };

/** "小***": enough to see that somebody bought, not who. */
export const maskName = (name: string): string => `${[...name][0] ?? ""}***`;

/** What live hears of orders and goods. */
export function liveListeners(live: LiveParts): Listener[] {
  return [
    listener("live.count_sales", ["order.placed", "order.paid", "order.closed", "order.refunded"], (tx, events) =>
      hearOrders(live, tx, events),
    ),
    listener("live.tell_stock", ["stock.changed"], (tx, events) => hearStock(live, tx, events)),
    listener("live.let_go_of_staff", ["staff.removed", "staff.changed"], (tx, events) => hearRemovals(live, tx, events)),
    listener("live.tell_products", ["product.changed"], (tx, events) => hearProducts(live, tx, events)),
    listener("live.end_suspended", ["account.suspended"], (tx, events) => endOfSuspended(live, tx, events)),
    listener("live.end_closed", ["shop.closed"], (tx, events) => endOfClosed(live, tx, events)),
  ];
}

async function hearOrders(live: LiveParts, tx: Tx, events: readonly OrderWord[]): Promise<void> {
  const words = events.filter(
    (event): event is OfSession<OrderWord> => event.session_id !== null && event.room_id !== null,
  );
  if (words.length === 0) return;
  for (const [type, mark] of [
    ["order.placed", "placed_at"],
    ["order.paid", "paid_at"],
  ] as const) {
    const mine = words.filter((word) => word.type === type);
    await noteSales(
      tx,
      mine.map(saleOf),
      mark,
      mine.map((word) => word.at),
    );
  }
  for (const word of words)
    if (word.type === "order.refunded") await noteRefund(tx, word, word.order_id, BigInt(word.amount));
  const openShops = await openShopsOf(tx, [...new Set(words.map((word) => word.room_id))]);
  const buyers = await live.accounts.publicAccounts(tx, [...new Set(words.map((word) => word.buyer_id))]);
  for (const word of words) {
    const name = maskName(buyers.get(word.buyer_id)?.name ?? "");
    if (word.type === "order.paid")
      tellRoom(live, tx, word.room_id, [{ t: "bought", name, title: word.title, quantity: word.quantity }]);
    // Who is in the studio now may work for another shop, whose business this order is not.
    if (openShops.get(word.room_id) !== word.shop_id && openShops.has(word.room_id)) continue;
    const item = studioOrder(live, word, name);
    live.ctx.db.afterCommit(tx, () => live.ctx.channel.publish(studioChannel(word.room_id), item));
  }
}

function studioOrder(live: LiveParts, word: OfSession<OrderWord>, buyer_name: string): ChannelItem {
  const state = word.type === "order.placed" ? "unpaid" : word.type === "order.paid" ? "to_ship" : "closed";
  return {
    t: "studio_order",
    order_id: word.order_id,
    state,
    buyer_name,
    title: word.title,
    quantity: word.quantity,
    total: wireMoney(BigInt(word.total), live.ctx.config.currency),
    at: word.at.toISOString(),
  };
}

const saleOf = (word: OfSession<OrderWord>): Sale => ({
  room_id: word.room_id,
  session_id: word.session_id,
  order_id: word.order_id,
  buyer_id: word.buyer_id,
  gross: BigInt(word.total),
  lines: word.lines.map((line) => ({
    product_id: line.product_id,
    title: line.title,
    quantity: line.quantity,
    total: BigInt(line.total),
  })),
});

/** Whoever no longer goes on air for a shop sells nothing for it: what they have on air there ends, what they planned is off. */
async function hearRemovals(
  live: LiveParts,
  tx: Tx,
  events: readonly Heard<"staff.removed" | "staff.changed">[],
): Promise<void> {
  const staff = await live.shops.staffOf(tx, [...new Set(events.map((event) => event.shop_id))], "live");
  for (const { shop_id, account_id } of events) {
    // Still may, or was taken back meanwhile.
    if (staff.get(shop_id)?.has(account_id) === true) continue;
    for (const found of await sessionsOfStaff(tx, shop_id, account_id)) {
      const row = await lockSession(tx, found);
      if (row === undefined) continue;
      if (isWatched(row.state)) await end(live, tx, row, { reason: "shop" });
      else if (isComing(row.state)) await callOff(live, tx, row, "shop");
    }
    for (const row of await openSessionsOfShop(tx, shop_id)) await passStudio(live, tx, row);
  }
}

async function hearStock(live: LiveParts, tx: Tx, events: readonly Heard<"stock.changed">[]): Promise<void> {
  // Of several changes of one variant only the last is worth seeing.
  const newest = new Map(events.map((event) => [event.variant_id, event]));
  const rooms = Map.groupBy(
    await roomsSelling(tx, [...new Set([...newest.values()].map((event) => event.product_id))]),
    (row) => row.product_id,
  );
  for (const event of newest.values()) {
    for (const { room_id } of rooms.get(event.product_id) ?? [])
      tellRoom(live, tx, room_id, [
        { t: "stock", variant_id: event.variant_id, product_id: event.product_id, available: event.available },
      ]);
  }
}

async function hearProducts(live: LiveParts, tx: Tx, events: readonly Heard<"product.changed">[]): Promise<void> {
  const rows = await roomsSelling(tx, [...new Set(events.map((event) => event.product_id))]);
  for (const room_id of new Set(rows.map((row) => row.room_id))) tellRoom(live, tx, room_id, [{ t: "bag" }]);
}
