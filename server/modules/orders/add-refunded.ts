import { assert } from "../../kernel/assert.ts";
import type { Context } from "../../kernel/context.ts";
import type { Tx } from "../../kernel/db.ts";
import { closeOrders } from "./close-orders.ts";
import type { OrderDeps } from "./deps.ts";
import { factOf, gistOf } from "./gist.ts";
import { refundedBy } from "./order.ts";
import { insertEntries, linesByKey, lockOrders, saveOrders } from "./store.ts";

/** What went back of an order, in minor units. */
export interface Refunded {
  readonly order_id: string;
  /** Of goods less the shop's discount: the buyer's money, and what of it the platform had added. */
  readonly goods: bigint;
  /** Of the original shipping. */
  readonly shipping: bigint;
  /** Paid back beside them: return freight, or a compensation. It is taken from what the shop would have been left with. */
  readonly freight: bigint;
  /** Of all that: what the platform had added. It goes back to the platform; the rest is the buyer's. */
  readonly subsidy: bigint;
}

/** What the buyer got. */
const buyersPart = (part: Refunded): bigint => part.goods + part.shipping + part.freight - part.subsidy;

/**
 * Money of orders of one shop has gone back. In part, an order stays where it is and the shop's and the platform's parts shrink with it;
 * in full it closes, and units that still wait for it go back on sale. A settled order stays settled.
 */
export async function addRefunded(
  ctx: Context,
  deps: OrderDeps,
  tx: Tx,
  shop_id: string,
  parts: readonly Refunded[],
): Promise<void> {
  if (parts.length === 0) return;
  const at = ctx.clock.now();
  const locked = await lockOrders(
    tx,
    shop_id,
    parts.map((part) => part.order_id),
  );
  const given = new Map(parts.map((part) => [part.order_id, part]));
  assert(locked.length === parts.length && given.size === parts.length, "orders that are refunded exist, each once");
  const after = locked.map((order) => {
    const part = given.get(order.order_id);
    assert(part !== undefined, "only orders that are refunded were locked");
    return { part, order: refundedBy(order, part) };
  });
  const whole = after.filter(
    ({ order }) =>
      order.state !== "success" &&
      order.refunded_goods === order.goods - order.shop_discount &&
      order.refunded_shipping === order.shipping,
  );
  const partly = after.filter((one) => !whole.includes(one));
  await saveOrders(
    tx,
    partly.map(({ order }) => order),
  );
  await insertEntries(
    tx,
    partly.map(({ order }) => ({
      shop_id,
      order_id: order.order_id,
      event: "partly_refunded" as const,
      at,
      by_whom: "system" as const,
      note: "",
    })),
  );
  const lines = Map.groupBy(
    await linesByKey(
      tx,
      partly.map(({ order }) => order),
    ),
    (line) => line.order_id,
  );
  await ctx.outbox.emit(
    tx,
    partly.map(({ order, part }) => ({
      type: "order.refunded" as const,
      ...factOf(order),
      ...gistOf(order, lines.get(order.order_id) ?? []),
      amount: String(buyersPart(part)),
    })),
  );
  await closeOrders(
    ctx,
    deps,
    tx,
    shop_id,
    whole.map(({ order }) => order),
    "refunded",
    "system",
    at,
    new Map(whole.map(({ part }) => [part.order_id, buyersPart(part)])),
  );
}
