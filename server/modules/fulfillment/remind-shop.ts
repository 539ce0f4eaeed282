import type { Context } from "../../kernel/context.ts";
import type { Tx } from "../../kernel/db.ts";
import { limits } from "../../kernel/limits.ts";
import { refuse } from "../../kernel/refusal.ts";
import { factOf, type OrderKey } from "../orders/index.ts";
import type { FulfillmentDeps } from "./index.ts";
import { putReminder, remindersOf } from "./store.ts";

/** The buyer would like it shipped. Refuses not_found, order_state, refund_running and, within a day of the last time, reminded_too_soon. */
export async function remindShop(
  ctx: Context,
  deps: Pick<FulfillmentDeps, "orders">,
  tx: Tx,
  key: OrderKey,
): Promise<void> {
  const order = (await deps.orders.lock(tx, key.shop_id, [key.order_id])).get(key.order_id) ?? refuse("not_found");
  if (order.state !== "to_ship") refuse("order_state", { details: { state: order.state } });
  if (order.settlement_held) refuse("refund_running");
  const at = ctx.clock.now();
  const [last] = await remindersOf(tx, [key]);
  const left_ms = last === undefined ? 0 : last.at.getTime() + limits.remind_again_ms - at.getTime();
  if (left_ms > 0) refuse("reminded_too_soon", { details: { hours: Math.ceil(left_ms / 3600_000) } });
  await putReminder(tx, key, at);
  await deps.orders.note(tx, [{ ...key, event: "reminded", at, by_whom: "buyer", note: "" }]);
  await ctx.outbox.emit(tx, [{ type: "shop.reminded", ...factOf(order) }]);
}
