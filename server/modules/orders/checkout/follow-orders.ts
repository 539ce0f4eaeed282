import { present } from "../../../kernel/assert.ts";
import type { Context } from "../../../kernel/context.ts";
import type { Tx } from "../../../kernel/db.ts";
import { listener, type Listener } from "../../../kernel/outbox.ts";
import type { OrderDeps } from "../deps.ts";
import { closeOrders } from "../close-orders.ts";
import { lockOrders, ordersByKey } from "../store.ts";
import type { OrderRow } from "../tables.ts";
import { changeCheckout, type Change } from "./change-checkout.ts";
import { movedPart } from "./checkout.ts";
import { queueResume } from "./jobs.ts";
import { checkoutById } from "./store.ts";
import type { CheckoutRow, PartRow } from "./tables.ts";

/** A checkout follows its orders: paid together or one by one, closed by whom or what ever. */
export function checkoutListeners(ctx: Context, deps: OrderDeps): Listener[] {
  return [
    listener("orders.follow_checkout", ["order.placed", "order.paid", "order.closed"], async (tx, events) => {
      // Most orders are bought alone: their events say so, and nothing is asked.
      const ours = events.filter((event) => event.checkout_id !== null);
      const orders = (await ordersByKey(tx, ours)).filter((order) => order.checkout_id !== null);
      // One order of locks for everybody.
      const sorted = orders.toSorted((a, b) => ((a.checkout_id ?? "") < (b.checkout_id ?? "") ? -1 : 1));
      for (const order of sorted) await follow(ctx, deps, tx, order);
    }),
  ];
}

async function follow(ctx: Context, deps: OrderDeps, tx: Tx, order: OrderRow): Promise<void> {
  const key = { account_id: order.buyer_id, checkout_id: present(order.checkout_id, "only those of checkouts") };
  if ((await checkoutById(tx, key)) === undefined) return;
  let unwanted = false;
  const before: { state: CheckoutRow["state"] | null } = { state: null };
  const after = await changeCheckout(ctx, deps, tx, key, (row, parts) => {
    before.state = row.state;
    const part = parts.find((one) => one.shop_id === order.shop_id);
    // Placed by somebody who was given up on: the checkout went on without it.
    unwanted = order.state === "unpaid" && (part === undefined || part.state === "refused");
    return part === undefined ? null : changeBy(row, part, order);
  });
  if (unwanted) await letGo(ctx, deps, tx, order);
  if (after.state === "closing" && before.state !== "closing") await queueResume(ctx, tx, key);
}

/** What an order's state means for its part. */
function changeBy(row: CheckoutRow, part: PartRow, order: OrderRow): Change | null {
  if (order.state === "unpaid") return null;
  const known = { order_id: order.order_id, goods: order.goods, shipping: order.shipping, total: order.total };
  if (order.state === "closed" && order.close_reason !== "refunded") {
    // Whoever placed it died before writing that down, and it ran out of time: nobody will tell of it again.
    if (part.state === "waiting") return { parts: [movedPart(movedPart(part, "placed", known), "closed")] };
    if (part.state !== "placed") return null;
    const parts = [movedPart(part, "closed")];
    // The time to pay ran out for one, so it has for all.
    if (order.close_reason === "unpaid_expired" && (row.state === "open" || row.state === "awaiting_choice"))
      return { parts, state: "closing", close_reason: "expired" };
    return { parts };
  }
  if (part.state === "placed") return { parts: [movedPart(part, "paid")] };
  if (part.state !== "waiting") return null;
  return { parts: [movedPart(movedPart(part, "placed", known), "paid")] };
}

async function letGo(ctx: Context, deps: OrderDeps, tx: Tx, order: OrderRow): Promise<void> {
  const { shop_id, order_id } = order;
  const [locked] = await lockOrders(tx, shop_id, [order_id]);
  if (locked?.state !== "unpaid") return;
  if ((await deps.payments.void(tx, shop_id, [order_id])).has(order_id)) return;
  await closeOrders(ctx, deps, tx, shop_id, [locked], "checkout_released", "system", ctx.clock.now());
}
