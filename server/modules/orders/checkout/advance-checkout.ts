import type { CheckoutState, RefusalNote } from "../../../../contract/checkout.ts";
import { errorCodes, type ErrorType } from "../../../../contract/errors.ts";
import { OrderFields, type CloseReason, type Order } from "../../../../contract/orders.ts";
import { present } from "../../../kernel/assert.ts";
import type { Context } from "../../../kernel/context.ts";
import { isDatabaseAway } from "../../../kernel/db.ts";
import { Refusal } from "../../../kernel/refusal.ts";
import { stockState } from "../cart/cart.ts";
import { standingOf } from "../cart/read-cart.ts";
import { closeOrders } from "../close-orders.ts";
import type { OrderDeps } from "../deps.ts";
import { readOrdersAsPlaced } from "../read-orders.ts";
import { lockOrders, savedOrders } from "../store.ts";
import type { By } from "../tables.ts";
import { changeCheckout } from "./change-checkout.ts";
import { keyOfPart, movedPart } from "./checkout.ts";
import type { CheckoutPlace } from "./parts.ts";
import { checkoutById, partsOf } from "./store.ts";
import type { CheckoutKey, CheckoutRow, PartRow } from "./tables.ts";
import { momentOf, openAddress, openWish } from "./wish.ts";

/** What advancing needs: the way into the shops' lanes. */
export interface Advancing {
  readonly ctx: Context;
  readonly deps: OrderDeps;
  readonly place: CheckoutPlace;
}

/**
 * Goes on with a checkout from wherever it was left: places what was not placed, records it, or closes what is to be let go.
 * Safe to repeat and to run twice at once: orders are placed by their keys, closed under their locks, recorded under the
 * checkout's. Gives it as it stands then; what could not be done for now (a full queue, PostgreSQL away) is left as it was.
 */
export async function advanceCheckout(parts: Advancing, key: CheckoutKey): Promise<CheckoutRow> {
  const row = present(await checkoutById(parts.ctx.db.reader, key), "a checkout that was found exists");
  if (row.state === "placing") return placeParts(parts, row);
  if (row.state === "closing") return closeParts(parts, row);
  return row;
}

/** States in which somebody has to go on. */
export const unfinished: ReadonlySet<CheckoutState> = new Set(["placing", "closing"]);

/** Refusals that say "not now": nobody knows yet whether it will be placed. */
const passing: ReadonlySet<ErrorType> = new Set(["unavailable", "rate_limit"]);

type Outcome = { readonly ok: true; readonly order: Order } | { readonly ok: false; readonly refusal: Refusal };

async function placeParts(advancing: Advancing, row: CheckoutRow): Promise<CheckoutRow> {
  const { ctx, deps } = advancing;
  const waiting = ((await partsOf(ctx.db.reader, row.account_id, [row.checkout_id])).get(row.checkout_id) ?? []).filter(
    (part) => part.state === "waiting",
  );
  const late = ctx.clock.now() > row.place_by;
  // In their lanes all at once: a checkout of ten shops takes as long as the slowest.
  const outcomes = await Promise.all(
    waiting.map(async (part) => {
      const outcome = late ? await found(advancing, part) : await placed(advancing, row, part);
      ctx.reach("orders.checkout: placed, not the others");
      return outcome;
    }),
  );
  ctx.reach("orders.checkout: placed, not recorded");
  const decided = new Map<string, PartRow>();
  for (const [index, part] of waiting.entries()) {
    const outcome = outcomes[index];
    if (outcome === null || outcome === undefined) continue;
    decided.set(
      part.shop_id,
      outcome.ok ? placedPart(part, outcome.order) : await refusedPart(ctx, deps, part, outcome.refusal),
    );
  }
  // Whoever heard of an order may have moved its part since the checkout was read.
  if (waiting.length === 0) return present(await checkoutById(ctx.db.reader, row), "a checkout that was found exists");
  if (decided.size === 0) return row;
  const after = await ctx.db.transact((tx) =>
    changeCheckout(ctx, deps, tx, row, (now, all) => {
      if (now.state !== "placing") return null;
      const moved = all.flatMap((part) => {
        const next = decided.get(part.shop_id);
        return part.state === "waiting" && next !== undefined ? [next] : [];
      });
      return moved.length === 0 ? null : { parts: moved };
    }),
  );
  ctx.reach("orders.checkout: recorded, not answered");
  return after;
}

/** Asks the shop's lane; null where the answer is not known yet. */
async function placed({ ctx, place }: Advancing, row: CheckoutRow, part: PartRow): Promise<Outcome | null> {
  const { shop_id: _, ...wish } = openWish(ctx.seal, part.wish_sealed);
  const address = openAddress(ctx.seal, row.address_sealed);
  try {
    const order = await place({
      shop_id: part.shop_id,
      buyer_id: row.account_id,
      key: keyOfPart(row.checkout_id, part.shop_id),
      fields: OrderFields.parse({ ...wish, address_id: address.id, moment: null }),
      address,
      moment: momentOf(part.lines),
      checkout_id: row.checkout_id,
    });
    return { ok: true, order };
  } catch (error) {
    if (error instanceof Refusal)
      return passing.has(errorCodes[error.code].type) ? null : { ok: false, refusal: error };
    if (isDatabaseAway(error)) return null;
    throw error;
  }
}

/** Too late to place: what was placed and never heard of is found by its key, the rest is not had. */
async function found({ ctx, deps }: Advancing, part: PartRow): Promise<Outcome> {
  const asked = { buyer_id: part.account_id, idempotency_key: keyOfPart(part.checkout_id, part.shop_id) };
  const [order] = await readOrdersAsPlaced(
    ctx,
    deps,
    ctx.db.reader,
    await savedOrders(ctx.db.reader, part.shop_id, [asked]),
  );
  return order === undefined ? { ok: false, refusal: new Refusal("unavailable") } : { ok: true, order };
}

function placedPart(part: PartRow, order: Order): PartRow {
  const prices = new Map(order.lines.map((line) => [line.variant_id, String(line.unit_price.amount)]));
  return movedPart(part, "placed", {
    order_id: order.id,
    goods: BigInt(order.goods.amount),
    shipping: BigInt(order.shipping.amount),
    total: BigInt(order.total.amount),
    lines: part.lines.map((line) => ({ ...line, unit_price: prices.get(line.variant_id) ?? line.unit_price })),
  });
}

/** Says exactly what is gone: the line the shop's refusal names, and what else of it is short by now. */
async function refusedPart(ctx: Context, deps: OrderDeps, part: PartRow, refusal: Refusal): Promise<PartRow> {
  const standing = await standingOf(
    ctx,
    deps,
    ctx.db.reader,
    part.lines.map((line) => line.variant_id),
  );
  const named = /^lines\.(\d+)\./.exec(refusal.param ?? "")?.[1];
  const lines = part.lines.map((line, index) => {
    const now = standing.get(line.variant_id);
    const state = now === undefined ? "off_sale" : stockState(line.quantity, now);
    const problem = state === "ok" || state === "few" ? null : state;
    const available = now?.available ?? 0;
    if (problem !== null || String(index) !== named) return { ...line, problem, available };
    // It has come back meanwhile; what the refusal said is what happened.
    const left = Number(refusal.details["available"] ?? 0);
    return refusal.code === "sold_out"
      ? { ...line, problem: left > 0 ? ("short" as const) : ("sold_out" as const), available: left }
      : line;
  });
  const note: RefusalNote = { code: refusal.code, param: refusal.param, details: { ...refusal.details } };
  return movedPart(part, "refused", { lines, refusal: note });
}

/** As what its orders are closed, by why the checkout is. */
const closings: Readonly<Record<NonNullable<CheckoutRow["close_reason"]>, readonly [CloseReason, By]>> = {
  cancelled: ["buyer_cancelled", "buyer"],
  released: ["checkout_released", "system"],
  refused: ["checkout_released", "system"],
  expired: ["unpaid_expired", "system"],
};

/** Lets go of each order that stands unpaid, shop by shop. One that is paid after all goes on, and the checkout with it. */
async function closeParts({ ctx, deps }: Advancing, row: CheckoutRow): Promise<CheckoutRow> {
  const [reason, by] = closings[row.close_reason ?? "cancelled"];
  const standing = (
    (await partsOf(ctx.db.reader, row.account_id, [row.checkout_id])).get(row.checkout_id) ?? []
  ).filter((part) => part.state === "placed");
  const closed = new Set<string>();
  for (const part of standing) {
    if (await closeOne(ctx, deps, part, reason, by)) closed.add(part.shop_id);
    ctx.reach("orders.checkout: closed one, not the others");
  }
  if (closed.size === 0) return row;
  return ctx.db.transact((tx) =>
    changeCheckout(ctx, deps, tx, row, (_, all) => {
      const moved = all
        .filter((part) => part.state === "placed" && closed.has(part.shop_id))
        .map((part) => movedPart(part, "closed"));
      return moved.length === 0 ? null : { parts: moved };
    }),
  );
}

/** True where the order is closed, now or already. */
export async function closeOne(
  ctx: Context,
  deps: OrderDeps,
  part: { readonly shop_id: string; readonly order_id: string | null },
  reason: CloseReason,
  by: By,
): Promise<boolean> {
  const { shop_id } = part;
  const order_id = present(part.order_id, "what is placed has its order");
  return ctx.db.transact(async (tx) => {
    const order = present((await lockOrders(tx, shop_id, [order_id]))[0], "an order that was placed exists");
    if (order.state === "closed") return true;
    if (order.state !== "unpaid") return false;
    if ((await deps.payments.void(tx, shop_id, [order_id])).has(order_id)) return false;
    await closeOrders(ctx, deps, tx, shop_id, [order], reason, by, ctx.clock.now());
    return true;
  });
}
