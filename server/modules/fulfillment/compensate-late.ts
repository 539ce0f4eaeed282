import { present } from "../../kernel/assert.ts";
import type { Context } from "../../kernel/context.ts";
import type { Tx } from "../../kernel/db.ts";
import { newId } from "../../kernel/ids.ts";
import { factOf, givenBack, type LockedOrder } from "../orders/index.ts";
import type { FulfillmentDeps } from "./index.ts";
import { compensationOf, verdictOf } from "./lateness.ts";
import {
  asksOf,
  compensationsOf,
  endCompensations,
  insertCompensations,
  lockCompensations,
  ordersOfCompensations,
  saveTries,
} from "./store.ts";
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

const asRefund = ({ refund_id, shop_id, order_id, amount }: CompensationRow) => ({
  id: refund_id,
  shop_id,
  order_id,
  amount,
  cause: "late_dispatch" as const,
  // Beside the goods, as return freight is: commission is taken of what was sold.
  shipping: amount,
  subsidy: 0n,
});

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
            tries: 1,
            again_at: null,
            promised: present(order.ship_by, "it is late"),
            decided_at: at,
            ended_at: null,
          },
        ];
  });
  const added = await insertCompensations(tx, rows);
  const given = rows.filter((row) => added.has(row.order_id));
  if (given.length === 0) return;
  await deps.payments.refund(tx, given.map(asRefund), at);
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

/** The provider paid compensations back. */
export async function finishCompensations(
  ctx: Context,
  deps: FulfillmentDeps,
  tx: Tx,
  shop_id: string,
  refund_ids: readonly string[],
): Promise<void> {
  const at = ctx.clock.now();
  const order_ids = await ordersOfCompensations(tx, shop_id, refund_ids);
  if (order_ids.length === 0) return;
  // Orders first, as whoever gives money back does.
  const locked = await deps.orders.lock(tx, shop_id, order_ids);
  const ended = await endCompensations(tx, shop_id, refund_ids, "paid", at);
  if (ended.length === 0) return;
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

/** A compensation's refund that was refused, and when it is to be made anew. */
interface Refused {
  readonly refund_id: string;
  readonly again_at?: string | null;
}

/**
 * The provider refused compensations: nothing of them is lost. They are tried again, ever more seldom, whatever becomes of the order
 * meanwhile, since a closed order's money would lie in escrow with nobody to take it; after the last try operators have to act.
 */
export async function putOffCompensations(
  ctx: Context,
  tx: Tx,
  shop_id: string,
  refusals: readonly Refused[],
): Promise<void> {
  const at = ctx.clock.now();
  const again = new Map(refusals.map((one) => [one.refund_id, one.again_at]));
  const refused = await lockCompensations(tx, shop_id, { refund_ids: [...again.keys()] });
  if (refused.length === 0) return;
  const rows = refused.flatMap((row) => {
    const again_at = again.get(row.refund_id) ?? null;
    return again_at === null ? [] : [{ ...row, again_at: new Date(again_at) }];
  });
  await saveTries(tx, rows);
  await ctx.timers.set(
    tx,
    rows.map(({ order_id, again_at }) => ({
      kind: "shop" as const,
      key: shop_id,
      name: "fulfillment.compensate_again",
      subject_id: order_id,
      due_at: again_at,
    })),
  );
  const given_up = refused.filter((row) => (again.get(row.refund_id) ?? null) === null);
  await endCompensations(
    tx,
    shop_id,
    given_up.map((row) => row.refund_id),
    "failed",
    at,
  );
  ctx.log.warn(
    { shop_id, order_ids: refused.map((row) => row.order_id), given_up: given_up.length },
    "a provider refused to pay compensations",
  );
}

/** Tries compensations again that are due, each as a refund of its own, out of what is left of the payment. */
export async function compensateAgain(
  ctx: Context,
  deps: FulfillmentDeps,
  tx: Tx,
  shop_id: string,
  order_ids: readonly string[],
): Promise<void> {
  const at = ctx.clock.now();
  // Orders first, as whoever gives money back does.
  await deps.orders.lock(tx, shop_id, order_ids);
  const due = (await lockCompensations(tx, shop_id, { order_ids })).filter(
    (row) => row.again_at !== null && row.again_at <= at,
  );
  const left = await deps.payments.left(tx, due);
  const rows = due.map((row) => {
    const most = left.get(row.order_id) ?? 0n;
    const amount = row.amount < most ? row.amount : most;
    return { ...row, refund_id: newId(ctx, "re"), amount, tries: row.tries + 1, again_at: null };
  });
  // All of the payment went back for other reasons meanwhile: nothing is owed any more.
  await endCompensations(
    tx,
    shop_id,
    due.filter((row) => (left.get(row.order_id) ?? 0n) <= 0n).map((row) => row.refund_id),
    "failed",
    at,
  );
  const again = rows.filter((row) => row.amount > 0n);
  if (again.length === 0) return;
  await saveTries(tx, again);
  await deps.payments.refund(tx, again.map(asRefund), at);
}
