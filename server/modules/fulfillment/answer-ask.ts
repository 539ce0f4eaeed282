import type { AskKind, AskState } from "../../../contract/order-life.ts";
import type { OrderEvent } from "../orders/index.ts";
import { assert, present } from "../../kernel/assert.ts";
import type { Context } from "../../kernel/context.ts";
import type { Tx } from "../../kernel/db.ts";
import { refuse } from "../../kernel/refusal.ts";
import { factOf, type LockedOrder, type OrderKey } from "../orders/index.ts";
import { askTransitions, shipByAfter } from "./ask.ts";
import { contentOf, sealAnswer } from "./ask-content.ts";
import type { FulfillmentDeps } from "./index.ts";
import { setShipTimers } from "./lateness-timers.ts";
import { endAsks, findAsks } from "./store.ts";
import type { AskRow } from "./tables.ts";

type End = Exclude<AskState, "asked">;

const noted: Readonly<Record<AskKind, Readonly<Record<End, OrderEvent>>>> = {
  address: {
    accepted: "address_changed",
    refused: "address_refused",
    withdrawn: "ask_withdrawn",
    lapsed: "ask_lapsed",
  },
  delay: { accepted: "delay_agreed", refused: "delay_refused", withdrawn: "ask_withdrawn", lapsed: "ask_lapsed" },
};
const whoEnds: Readonly<Record<AskKind, Readonly<Record<End, "buyer" | "shop" | "system">>>> = {
  address: { accepted: "shop", refused: "shop", withdrawn: "buyer", lapsed: "system" },
  delay: { accepted: "buyer", refused: "buyer", withdrawn: "shop", lapsed: "system" },
};

/**
 * Answers or takes back what was asked about an order. Refuses not_found, and ask_ended where that had been done, its time has run out or
 * the order has moved on.
 */
export async function endAsk(
  ctx: Context,
  deps: Pick<FulfillmentDeps, "orders">,
  tx: Tx,
  key: OrderKey & { readonly ask_id: string },
  end: { readonly kind: AskKind; readonly state: End; readonly reason: string },
): Promise<void> {
  const order = (await deps.orders.lock(tx, key.shop_id, [key.order_id])).get(key.order_id) ?? refuse("not_found");
  const [ask] = await findAsks(tx, key.shop_id, [key.ask_id]);
  if (ask === undefined || ask.order_id !== key.order_id || ask.kind !== end.kind) refuse("not_found");
  const over = ask.answer_by <= ctx.clock.now() || order.state !== "to_ship" || order.settlement_held;
  if (!askTransitions[ask.state].includes(end.state) || (over && end.state === "accepted")) refuse("ask_ended");
  await finish(ctx, deps, tx, ask, order, end);
}

/** Nobody answered in time: nothing changes. */
export async function lapseAsks(
  ctx: Context,
  deps: Pick<FulfillmentDeps, "orders">,
  tx: Tx,
  shop_id: string,
  ask_ids: readonly string[],
): Promise<void> {
  const asks = await findAsks(tx, shop_id, ask_ids);
  const locked = await deps.orders.lock(tx, shop_id, [...new Set(asks.map((ask) => ask.order_id))]);
  // Read again under the locks: an answer may have come in between.
  for (const ask of await findAsks(tx, shop_id, ask_ids)) {
    if (ask.state !== "asked" || ask.answer_by > ctx.clock.now()) continue;
    const order = present(locked.get(ask.order_id), "the order of a question exists");
    await finish(ctx, deps, tx, ask, order, { state: "lapsed", reason: "" });
  }
}

async function finish(
  ctx: Context,
  deps: Pick<FulfillmentDeps, "orders">,
  tx: Tx,
  ask: AskRow,
  order: LockedOrder,
  end: { readonly state: End; readonly reason: string },
): Promise<void> {
  const at = ctx.clock.now();
  const { shop_id, order_id, ask_id, kind } = ask;
  await endAsks(tx, shop_id, [ask_id], { state: end.state, at, answer_sealed: sealAnswer(ctx.seal, end.reason) });
  const content = contentOf(ctx.seal, ask);
  if (order.state === "to_ship" && order.ship_by !== null) {
    const ship_by =
      kind === "address"
        ? shipByAfter(order.ship_by, ask.asked_at, at)
        : end.state === "accepted"
          ? new Date(present(content.ship_by, "a delay names its date"))
          : order.ship_by;
    if (ship_by.getTime() !== order.ship_by.getTime()) {
      await deps.orders.promiseDispatch(tx, order, ship_by);
      await setShipTimers(ctx, tx, [{ shop_id, order_id, ship_by }]);
    }
  }
  if (kind === "address" && end.state === "accepted") {
    assert(content.delivery !== null, "another address is one");
    await deps.orders.redirect(tx, order, content.delivery);
  }
  await deps.orders.note(tx, [
    { shop_id, order_id, event: noted[kind][end.state], at, by_whom: whoEnds[kind][end.state], note: "" },
  ]);
  await ctx.outbox.emit(tx, [{ type: "ask.ended", ...factOf(order), ask_id, kind, outcome: end.state }]);
}
