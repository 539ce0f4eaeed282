import { present } from "../../kernel/assert.ts";
import type { Context } from "../../kernel/context.ts";
import type { Tx } from "../../kernel/db.ts";
import { newId } from "../../kernel/ids.ts";
import { factOf, givenBack, type LockedOrder } from "../orders/index.ts";
import type { FulfillmentDeps } from "./index.ts";
import { compensationOf, verdictOf } from "./lateness.ts";
import { asksOf, compensationsOf, endCompensations, insertCompensations } from "./store.ts";
import type { CompensationRow } from "./tables.ts";

/** Dispatch is due soon: the shop is warned, once for each time it was promised. */
export async function warnOfDispatch(
  ctx: Context,
  deps: FulfillmentDeps,
  tx: Tx,
  shop_id: string,
  order_ids: readonly string[],
): Promise<void> {
  const orders = await deps.orders.facts(
    tx,
    order_ids.map((order_id) => ({ shop_id, order_id })),
  );
  const near = [...orders.values()].filter(
    (order) => order.state === "to_ship" && order.ship_by !== null && order.ship_by > ctx.clock.now(),
  );
  await ctx.outbox.emit(
    tx,
    near.map((order) => ({
      type: "dispatch.due" as const,
      ...factOf(order),
      when: "near" as const,
      ship_by: present(order.ship_by, "it is near").toISOString(),
    })),
  );
}

/**
 * Dispatch was promised until now. What has not left (all of it: a promise is about the order) is late; the buyer is given the share that
 * the rules say, out of what they paid, once per order however often the deadline falls.
 */
export async function compensateLate(
  ctx: Context,
  deps: FulfillmentDeps,
  tx: Tx,
  shop_id: string,
  order_ids: readonly string[],
): Promise<void> {
  const at = ctx.clock.now();
  const locked = await deps.orders.lock(tx, shop_id, order_ids);
  const keys = [...locked.values()];
  const open = new Map(
    (await asksOf(tx, keys)).filter((ask) => ask.state === "asked").map((ask) => [ask.order_id, ask.kind]),
  );
  const late: LockedOrder[] = [];
  for (const order of keys) {
    const verdict = verdictOf({ ...order, open_ask: open.get(order.order_id) ?? null }, at);
    if (verdict.do === "late") late.push(order);
    if (verdict.do === "later")
      await ctx.timers.set(tx, [
        {
          kind: "shop",
          key: shop_id,
          name: "fulfillment.ship_by",
          subject_id: order.order_id,
          due_at: verdict.at,
        },
      ]);
  }
  if (late.length === 0) return;
  const known = new Set((await compensationsOf(tx, late)).map((row) => row.order_id));
  const fresh = late.filter((order) => !known.has(order.order_id));
  await tellLate(ctx, deps, tx, fresh);
  await compensate(ctx, deps, tx, shop_id, fresh);
}

async function tellLate(ctx: Context, deps: FulfillmentDeps, tx: Tx, orders: readonly LockedOrder[]): Promise<void> {
  if (orders.length === 0) return;
  await deps.orders.note(
    tx,
    orders.map(({ shop_id, order_id }) => ({
      shop_id,
      order_id,
      event: "late" as const,
      at: ctx.clock.now(),
      by_whom: "system" as const,
      note: "",
    })),
  );
  await ctx.outbox.emit(
    tx,
    orders.map((order) => ({
      type: "dispatch.due" as const,
      ...factOf(order),
      when: "late" as const,
      ship_by: present(order.ship_by, "it is late").toISOString(),
    })),
  );
}

/** What is left of what the buyer paid. */
const leftToPay = (order: LockedOrder): bigint => {
  const left = order.total - givenBack(order);
  return left > 0n ? left : 0n;
};

async function compensate(
  ctx: Context,
  deps: FulfillmentDeps,
  tx: Tx,
  shop_id: string,
  orders: readonly LockedOrder[],
): Promise<void> {
  if (orders.length === 0) return;
  const at = ctx.clock.now();
  const rules = deps.rules();
  const rule = {
    permille: rules.late_dispatch_permille,
    min: BigInt(rules.late_dispatch_min_minor),
    max: BigInt(rules.late_dispatch_max_minor),
  };
  const rows = orders.flatMap((order): CompensationRow[] => {
    const amount = compensationOf(order.goods - order.shop_discount - order.refunded_goods, leftToPay(order), rule);
    return amount === 0n
      ? []
      : [
          {
            shop_id,
            order_id: order.order_id,
            refund_id: newId(ctx, "re"),
            amount,
            state: "paying",
            promised: present(order.ship_by, "it is late"),
            decided_at: at,
            ended_at: null,
          },
        ];
  });
  const added = await insertCompensations(tx, rows);
  const given = rows.filter((row) => added.has(row.order_id));
  if (given.length === 0) return;
  await deps.payments.refund(
    tx,
    given.map((row) => ({
      id: row.refund_id,
      shop_id,
      order_id: row.order_id,
      amount: row.amount,
      cause: "late_dispatch" as const,
      // Beside the goods, as return freight is: commission is taken of what was sold.
      shipping: row.amount,
      subsidy: 0n,
    })),
    at,
  );
  const paid = new Map(given.map((row) => [row.order_id, row.amount]));
  await ctx.outbox.emit(
    tx,
    orders
      .filter((order) => paid.has(order.order_id))
      .map((order) => ({
        type: "order.compensated" as const,
        ...factOf(order),
        amount: String(paid.get(order.order_id) ?? 0n),
      })),
  );
}

/** The provider paid compensations back, or finally refused to. */
export async function closeCompensations(
  ctx: Context,
  deps: FulfillmentDeps,
  tx: Tx,
  shop_id: string,
  refund_ids: readonly string[],
  state: "paid" | "failed",
): Promise<void> {
  const at = ctx.clock.now();
  const ended = await endCompensations(tx, shop_id, refund_ids, state, at);
  if (state !== "paid" || ended.length === 0) return;
  const locked = await deps.orders.lock(
    tx,
    shop_id,
    ended.map((row) => row.order_id),
  );
  await deps.orders.addRefunded(
    tx,
    shop_id,
    // What went back whole meanwhile counts nothing any more.
    ended
      .filter((row) => locked.get(row.order_id)?.state !== "closed")
      .map(({ order_id, amount }) => ({ order_id, goods: 0n, shipping: 0n, freight: amount, subsidy: 0n })),
  );
  await deps.orders.note(
    tx,
    ended.map(({ order_id }) => ({
      shop_id,
      order_id,
      event: "compensated" as const,
      at,
      by_whom: "system" as const,
      note: "",
    })),
  );
}
