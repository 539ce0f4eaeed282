import type { Order } from "../../../contract/orders.ts";
import { present } from "../../kernel/assert.ts";
import type { Context } from "../../kernel/context.ts";
import type { Reader } from "../../kernel/db.ts";
import type { OrderDeps } from "./deps.ts";
import { deliveryNow, openDelivery } from "./delivery.ts";
import { wireRemark } from "./progress/remark.ts";
import { remarksOf } from "./progress/store.ts";
import { entriesByKey, linesByKey, ordersByKey } from "./store.ts";
import type { OrderKey } from "./tables.ts";
import { asPlaced, noLife, viewOrder, type OrderFacts, type OrderView } from "./view.ts";

/**
 * What stood when these orders were placed, and what became of the order and its payment; nothing else that came later. With one
 * question to each door however many they are, in the order of the keys; misses what does not exist.
 */
async function readPlaced(
  ctx: Context,
  deps: OrderDeps,
  reader: Reader,
  keys: readonly OrderKey[],
): Promise<OrderFacts[]> {
  if (keys.length === 0) return [];
  const rows = await ordersByKey(reader, keys);
  const [allLines, payments, cards, buyers] = await Promise.all([
    linesByKey(reader, keys),
    deps.payments.intentsAcross(reader, keys),
    deps.shops.cards(reader, [...new Set(rows.map((row) => row.shop_id))]),
    deps.accounts.publicAccounts(reader, [...new Set(rows.map((row) => row.buyer_id))]),
  ]);
  const lines = Map.groupBy(allLines, (line) => line.order_id);
  const found = new Map(rows.map((row) => [row.order_id, row]));
  return keys.flatMap((key) => {
    const order = found.get(key.order_id);
    if (order === undefined) return [];
    return [
      {
        order,
        lines: lines.get(order.order_id) ?? [],
        entries: [],
        delivery: deliveryNow(ctx.seal, order),
        delivery_placed: openDelivery(ctx.seal, order.delivery_sealed),
        shop: present(cards.get(order.shop_id), "an order's shop exists"),
        buyer_name: buyers.get(order.buyer_id)?.name ?? "",
        payment: payments.get(order.order_id) ?? null,
        life: noLife,
        invoice: null,
        shop_remark: null,
        refund: null,
      },
    ];
  });
}

/** Everything about these orders, as `readPlaced` gives it. */
async function readFacts(
  ctx: Context,
  deps: OrderDeps,
  reader: Reader,
  keys: readonly OrderKey[],
): Promise<OrderFacts[]> {
  if (keys.length === 0) return [];
  const placed = await readPlaced(ctx, deps, reader, keys);
  const entries = Map.groupBy(await entriesByKey(reader, keys), (entry) => entry.order_id);
  const lives = await deps.life(reader, keys);
  const invoices = await deps.invoices(reader, keys);
  const remarks = new Map((await remarksOf(reader, keys)).map((row) => [row.order_id, row]));
  const refunds = await deps.refunds(reader, keys);
  return placed.map((facts) => {
    const { order_id } = facts.order;
    return {
      ...facts,
      entries: entries.get(order_id) ?? [],
      life: lives.get(order_id) ?? noLife,
      invoice: invoices.get(order_id) ?? null,
      shop_remark: wireRemark(ctx.seal, remarks.get(order_id)),
      refund: refunds.get(order_id) ?? null,
    };
  });
}

/** Wire orders as `view` may see them, in the order of the keys. */
export async function readOrders(
  ctx: Context,
  deps: OrderDeps,
  reader: Reader,
  keys: readonly OrderKey[],
  view: OrderView,
): Promise<Order[]> {
  const facts = await readFacts(ctx, deps, reader, keys);
  return facts.map((one) => viewOrder(one, view, ctx.config.currency));
}

/** Wire orders as their buyers saw them when they were placed: what came after is not asked for. */
export async function readOrdersAsPlaced(
  ctx: Context,
  deps: OrderDeps,
  reader: Reader,
  keys: readonly OrderKey[],
): Promise<Order[]> {
  const facts = await readPlaced(ctx, deps, reader, keys);
  return facts.map((one) => viewOrder(asPlaced(one), "buyer", ctx.config.currency));
}
