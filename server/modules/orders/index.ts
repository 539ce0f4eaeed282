import { present } from "../../kernel/assert.ts";
import type { Context } from "../../kernel/context.ts";
import { gather } from "../../kernel/gather.ts";
import { limits } from "../../kernel/limits.ts";
import { refuse } from "../../kernel/refusal.ts";
import { fingerprintOf } from "../../kernel/saved-answers.ts";
import { addRefunded } from "./add-refunded.ts";
import { answerOnce } from "./answer-once.ts";
import { bindCartRoutes } from "./cart/routes.ts";
import type { Advancing } from "./checkout/advance-checkout.ts";
import { checkoutListeners } from "./checkout/follow-orders.ts";
import { checkoutJobs, checkoutTimers } from "./checkout/jobs.ts";
import { bindCheckoutRoutes } from "./checkout/routes.ts";
import { closeOrders } from "./close-orders.ts";
import { deliveryNow } from "./delivery.ts";
import type { OrderDeps } from "./deps.ts";
import { findOrder } from "./find-order.ts";
import { orderTimers } from "./jobs.ts";
import { orderListeners } from "./listeners.ts";
import type { Orders } from "./orders.ts";
import { personalOrders } from "./personal/personal-data.ts";
import { createOrderIntake } from "./place-order.ts";
import { readOrders } from "./read-orders.ts";
import { bindOrderRoutes, type PlacedFor } from "./routes.ts";
import { holdSettlement } from "./settle-orders.ts";
import { freightTo, redirect } from "./progress/redirect.ts";
import { changeShipBy } from "./progress/store.ts";
import { deliverOrders } from "./progress/receipt.ts";
import { shipOrders, shipPart } from "./ship-orders.ts";
import { insertEntries, linesByKey, listBuyersOrders, lockOrders, ordersByKey } from "./store.ts";

export { keyedRequest } from "./answer-once.ts";
export { deliveryOf, type Delivery } from "./delivery.ts";
export type { OrderDeps, OrderPort } from "./deps.ts";
export { factOf } from "./gist.ts";
export { accountChannel } from "./listeners.ts";
export { givenBack, refundableStates } from "./order.ts";
export { maskName } from "./delivery.ts";
export type { LockedOrder, Orders } from "./orders.ts";
export type { LineWithPage, OrderEvent, OrderKey } from "./tables.ts";
export type { WireLife, WireRefund } from "./view.ts";

export function createOrders(ctx: Context, deps: OrderDeps): Orders {
  const intake = createOrderIntake(ctx, deps);
  const shopOf = shopsOfVariants(ctx, deps);
  const placed: PlacedFor = async ({ buyer_id, buyer_name, key, fields }) => {
    const shop_id =
      (await shopOf(present(fields.lines[0], "an order has a line").variant_id)) ??
      refuse("not_found", { param: "lines.0.variant_id" });
    return intake.place(shop_id, {
      buyer_id,
      idempotency_key: key,
      fingerprint: fingerprintOf(fields),
      fields,
      buyer_name: buyer_name ?? null,
      checkout_id: null,
    });
  };
  const place: Orders["place"] = async (wish) => (await placed(wish)).toJSON();
  const checkouts: Advancing = {
    ctx,
    deps,
    async place({ shop_id, key, fields, moment, address, ...wish }) {
      const answer = await intake.place(shop_id, {
        ...wish,
        idempotency_key: key,
        fingerprint: fingerprintOf(fields),
        fields,
        buyer_name: null,
        kept_address: address,
        kept_moment: moment,
      });
      return answer.toJSON();
    },
  };
  ctx.metrics.gauge("orders_waiting", "Orders waiting in the intake", () => intake.waiting_count);
  return {
    place,
    orders: (reader, keys, view) => readOrders(ctx, deps, reader, keys, view),
    find: (caller, order_id) => findOrder(ctx, deps, caller, order_id),
    async boughtBy(reader, account_id, limit) {
      const keys = await listBuyersOrders(reader, account_id, { before: null, limit });
      const rows = new Map((await ordersByKey(reader, keys)).map((row) => [row.order_id, row]));
      return keys.flatMap((key) => rows.get(key.order_id) ?? []);
    },
    lock: async (tx, shop_id, order_ids) =>
      new Map((await lockOrders(tx, shop_id, order_ids)).map((order) => [order.order_id, order])),
    deliveries: async (reader, keys) =>
      new Map((await ordersByKey(reader, keys)).map((order) => [order.order_id, deliveryNow(ctx.seal, order)])),
    facts: async (reader, keys) => new Map((await ordersByKey(reader, keys)).map((order) => [order.order_id, order])),
    lines: async (reader, keys) => Map.groupBy(await linesByKey(reader, keys), (line) => line.order_id),
    ship: (tx, shop_id, parcels) => shipOrders(ctx, deps, tx, shop_id, parcels),
    shipPart: (tx, shop_id, parcels) => shipPart(ctx, deps, tx, shop_id, parcels),
    freightTo: (tx, key, region) => freightTo(deps, tx, key, region),
    redirect: (tx, key, delivery) => redirect(ctx, tx, key, delivery),
    promiseDispatch: changeShipBy,
    deliver: (tx, shop_id, parcels) => deliverOrders(ctx, deps, tx, shop_id, parcels),
    addRefunded: (tx, shop_id, parts) => addRefunded(ctx, deps, tx, shop_id, parts),
    async closeRefunded(tx, shop_id, order_ids) {
      await closeOrders(
        ctx,
        deps,
        tx,
        shop_id,
        await lockOrders(tx, shop_id, order_ids),
        "refunded",
        "system",
        ctx.clock.now(),
      );
    },
    holdSettlement: (tx, shop_id, order_id, hold) => holdSettlement(ctx, tx, shop_id, order_id, hold),
    note: insertEntries,
    answerOnce: (request, act) => answerOnce(ctx, request, act),
    part: {
      routes: [...bindOrderRoutes(ctx, deps, placed), ...bindCartRoutes(ctx, deps), ...bindCheckoutRoutes(checkouts)],
      listeners: [...orderListeners(ctx, deps), ...checkoutListeners(ctx, deps)],
      timers: [...orderTimers(ctx, deps), ...checkoutTimers(checkouts)],
      jobs: checkoutJobs(checkouts),
      personal: personalOrders(ctx, deps),
    },
  };
}

/** Whose lane a variant belongs to. A variant never changes its shop, so the answer is remembered. */
function shopsOfVariants(ctx: Context, deps: OrderDeps): (variant_id: string) => Promise<string | undefined> {
  const remembered = new Map<string, string>();
  const ask = gather<string, string>(limits.gathered_max, async (variant_ids) => {
    const quotes = await deps.catalog.quote(ctx.db.reader, variant_ids);
    return new Map([...quotes].map(([variant_id, quote]) => [variant_id, quote.shop_id]));
  });
  return async (variant_id) => {
    const known = remembered.get(variant_id);
    if (known !== undefined) return known;
    const shop_id = await ask(variant_id);
    if (shop_id === undefined) return undefined;
    if (remembered.size >= limits.variant_shops_remembered_max) remembered.clear();
    remembered.set(variant_id, shop_id);
    return shop_id;
  };
}
