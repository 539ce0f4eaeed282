import type { CloseReason } from "../../../contract/orders.ts";
import type { Context } from "../../kernel/context.ts";
import type { Tx } from "../../kernel/db.ts";
import type { OrderDeps } from "./deps.ts";
import { factOf, gistOf } from "./gist.ts";
import { closed } from "./order.ts";
import { insertEntries, linesByKey, lockOrders, saveOrders } from "./store.ts";
import type { By, OrderEvent, OrderRow } from "./tables.ts";

const told: Readonly<Record<CloseReason, OrderEvent>> = {
  buyer_cancelled: "cancelled",
  unpaid_expired: "expired",
  checkout_released: "released",
  refunded: "refunded",
};

/**
 * Closes orders of one shop that the caller has locked. Stock that still waits for them goes back on sale; what has
 * left the house does not. Coupons and a flash sale's units go back with it. An order given back also says so with `order.refunded`.
 */
export async function closeOrders(
  ctx: Context,
  deps: OrderDeps,
  tx: Tx,
  shop_id: string,
  orders: readonly OrderRow[],
  reason: CloseReason,
  by: By,
  at: Date,
  /** What went back last, by order id, where it was not everything at once. */
  amounts: ReadonlyMap<string, bigint> = new Map(),
): Promise<void> {
  if (orders.length === 0) return;
  const waiting = orders.filter((order) => order.state === "unpaid" || order.state === "to_ship");
  await saveOrders(
    tx,
    orders.map((order) => closed(order, reason, at)),
  );
  await insertEntries(
    tx,
    orders.map((order) => ({ shop_id, order_id: order.order_id, event: told[reason], at, by_whom: by, note: "" })),
  );
  // Promotions first: what goes back into a flash sale does not lie on the shelf in between.
  await deps.promotion.giveBack(
    tx,
    shop_id,
    waiting.filter(usesPromotion).map((order) => ({ order_id: order.order_id, paid: order.state === "to_ship" })),
  );
  if (waiting.length > 0)
    await deps.inventory.release(
      tx,
      shop_id,
      waiting.map((order) => order.order_id),
    );
  const lines = Map.groupBy(await linesByKey(tx, orders), (line) => line.order_id);
  await ctx.outbox.emit(
    tx,
    orders.flatMap((order) => {
      const about = { ...factOf(order), ...gistOf(order, lines.get(order.order_id) ?? []) };
      const closing = { type: "order.closed" as const, reason, ...about };
      return reason === "refunded"
        ? [
            { type: "order.refunded" as const, amount: String(amounts.get(order.order_id) ?? order.total), ...about },
            closing,
          ]
        : [closing];
    }),
  );
}

const usesPromotion = (order: OrderRow): boolean =>
  order.flash_sale_id !== null || order.shop_discount > 0n || order.subsidy > 0n;

/**
 * The time to pay has run out. Payments voids the intents first; where one is captured already the order stays open,
 * and the capture that is on its way in the outbox moves it on (law 2).
 */
export async function closeUnpaid(
  ctx: Context,
  deps: OrderDeps,
  tx: Tx,
  shop_id: string,
  order_ids: readonly string[],
): Promise<void> {
  const unpaid = (await lockOrders(tx, shop_id, order_ids)).filter((order) => order.state === "unpaid");
  if (unpaid.length === 0) return;
  const captured = await deps.payments.void(
    tx,
    shop_id,
    unpaid.map((order) => order.order_id),
  );
  await closeOrders(
    ctx,
    deps,
    tx,
    shop_id,
    unpaid.filter((order) => !captured.has(order.order_id)),
    "unpaid_expired",
    "system",
    ctx.clock.now(),
  );
}
