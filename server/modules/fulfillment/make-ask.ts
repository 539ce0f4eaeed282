import type { Address } from "../../../contract/accounts.ts";
import { present } from "../../kernel/assert.ts";
import type { Context } from "../../kernel/context.ts";
import type { Tx } from "../../kernel/db.ts";
import { newId } from "../../kernel/ids.ts";
import { limits } from "../../kernel/limits.ts";
import { Refusal, refuse } from "../../kernel/refusal.ts";
import { deliveryOf, factOf, type LockedOrder, type OrderKey } from "../orders/index.ts";
import { answerBy, isDelay } from "./ask.ts";
import { sealContent, type AskContent } from "./ask-content.ts";
import type { FulfillmentDeps } from "./index.ts";
import { asksOf, insertAsk, parcelsOf } from "./store.ts";

/** The order, locked, if something may be asked about it now. Refuses not_found, order_state, refund_running, ask_open, ask_limit. */
async function askable(
  deps: Pick<FulfillmentDeps, "orders">,
  tx: Tx,
  key: OrderKey,
  kind: "address" | "delay",
): Promise<LockedOrder> {
  const order = (await deps.orders.lock(tx, key.shop_id, [key.order_id])).get(key.order_id) ?? refuse("not_found");
  if (order.state !== "to_ship") refuse("order_state", { details: { state: order.state } });
  if (order.settlement_held) refuse("refund_running");
  const asks = await asksOf(tx, [key]);
  if (asks.some((ask) => ask.state === "asked")) refuse("ask_open");
  if (asks.filter((ask) => ask.kind === kind).length >= limits.asks_per_order_max)
    refuse("ask_limit", { details: { max: limits.asks_per_order_max } });
  return order;
}

async function ask(
  ctx: Context,
  deps: Pick<FulfillmentDeps, "orders">,
  tx: Tx,
  order: LockedOrder,
  wanted: { readonly kind: "address" | "delay"; readonly by: string; readonly content: AskContent },
): Promise<void> {
  const at = ctx.clock.now();
  const { shop_id, order_id } = order;
  const ask_id = newId(ctx, "ask");
  const answer_by = answerBy(wanted.kind, at, present(order.ship_by, "what is paid for is to be shipped by a time"));
  await insertAsk(tx, {
    shop_id,
    ask_id,
    order_id,
    kind: wanted.kind,
    state: "asked",
    asked_by: wanted.by,
    asked_at: at,
    answer_by,
    ended_at: null,
    content_sealed: sealContent(ctx.seal, wanted.content),
    answer_sealed: null,
  });
  const by_address = wanted.kind === "address";
  await deps.orders.note(tx, [
    {
      shop_id,
      order_id,
      event: by_address ? "address_asked" : "delay_asked",
      at,
      by_whom: by_address ? "buyer" : "shop",
      note: "",
    },
  ]);
  await ctx.timers.set(tx, [
    { kind: "shop", key: shop_id, name: "fulfillment.ask", subject_id: ask_id, due_at: answer_by },
  ]);
  await ctx.outbox.emit(tx, [{ type: "ask.made", ...factOf(order), ask_id, kind: wanted.kind }]);
}

/**
 * The buyer wants it sent elsewhere, before anything has left. Where the shop does not deliver, or delivery costs more than was paid, it
 * is refused at once; otherwise the fee stays as it is, also where it would cost less. Refuses what `askAddress` of the contract names.
 */
export async function askAddress(
  ctx: Context,
  deps: Pick<FulfillmentDeps, "orders">,
  tx: Tx,
  key: OrderKey,
  wanted: { readonly address: Address; readonly reason: string; readonly by: string },
): Promise<void> {
  const order = await askable(deps, tx, key, "address");
  if ((await parcelsOf(tx, [key])).length > 0) refuse("order_state", { details: { state: "shipped" } });
  const freight = await deps.orders.freightTo(tx, key, wanted.address.region);
  if (freight instanceof Refusal) throw freight;
  if (freight > order.shipping)
    refuse("freight_differs", { param: "address_id", details: { region: wanted.address.region } });
  const now = present((await deps.orders.deliveries(tx, [key])).get(key.order_id), "an order goes somewhere");
  await ask(ctx, deps, tx, order, {
    kind: "address",
    by: wanted.by,
    content: { delivery: deliveryOf(wanted.address, now.remark), ship_by: null, reason: wanted.reason },
  });
}

/** The shop wants to ship later. Refuses what `askDelay` of the contract names. */
export async function askDelay(
  ctx: Context,
  deps: Pick<FulfillmentDeps, "orders">,
  tx: Tx,
  key: OrderKey,
  wanted: { readonly ship_by: Date; readonly reason: string; readonly by: string },
): Promise<void> {
  const order = await askable(deps, tx, key, "delay");
  const promised = present(order.ship_by, "what is paid for is to be shipped by a time");
  if (!isDelay(wanted.ship_by, promised, ctx.clock.now()))
    refuse("delay_invalid", { param: "ship_by", details: { days: limits.delay_days_max } });
  await ask(ctx, deps, tx, order, {
    kind: "delay",
    by: wanted.by,
    content: { delivery: null, ship_by: wanted.ship_by.toISOString(), reason: wanted.reason },
  });
}
