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

/** Everything about these orders, with one question to each door however many they are. In the order of the keys; misses what does not exist. */
async function readFacts(
  ctx: Context,
  deps: OrderDeps,
  reader: Reader,
  keys: readonly OrderKey[],
): Promise<OrderFacts[]> {
  if (keys.length === 0) return [];
  const rows = await ordersByKey(reader, keys);
  const lines = Map.groupBy(await linesByKey(reader, keys), (line) => line.order_id);
  const entries = Map.groupBy(await entriesByKey(reader, keys), (entry) => entry.order_id);
  const payments = await deps.payments.intentsAcross(reader, keys);
  const cards = await deps.shops.cards(reader, [...new Set(rows.map((row) => row.shop_id))]);
  const buyers = await deps.accounts.publicAccounts(reader, [...new Set(rows.map((row) => row.buyer_id))]);
  const lives = await deps.life(reader, keys);
  const invoices = await deps.invoices(reader, keys);
  const remarks = new Map((await remarksOf(reader, keys)).map((row) => [row.order_id, row]));
  const refunds = await deps.refunds(reader, keys);
  const found = new Map(rows.map((row) => [row.order_id, row]));
  return keys.flatMap((key) => {
    const order = found.get(key.order_id);
    if (order === undefined) return [];
    return [
      {
        order,
        lines: lines.get(order.order_id) ?? [],
        entries: entries.get(order.order_id) ?? [],
        delivery: deliveryNow(ctx.seal, order),
        delivery_placed: openDelivery(ctx.seal, order.delivery_sealed),
        shop: present(cards.get(order.shop_id), "an order's shop exists"),
        buyer_name: buyers.get(order.buyer_id)?.name ?? "",
        payment: payments.get(order.order_id) ?? null,
        life: lives.get(order.order_id) ?? noLife,
        invoice: invoices.get(order.order_id) ?? null,
        shop_remark: wireRemark(ctx.seal, remarks.get(order.order_id)),
        refund: refunds.get(order.order_id) ?? null,
      },
    ];
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

/** Wire orders as their buyers saw them when they were placed. */
export async function readOrdersAsPlaced(
  ctx: Context,
  deps: OrderDeps,
  reader: Reader,
  keys: readonly OrderKey[],
): Promise<Order[]> {
  const facts = await readFacts(ctx, deps, reader, keys);
  return facts.map((one) => viewOrder(asPlaced(one), "buyer", ctx.config.currency));
}
