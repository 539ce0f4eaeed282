import { present } from "../../kernel/assert.ts";
import type { Context } from "../../kernel/context.ts";
import type { Tx } from "../../kernel/db.ts";
import { refuse } from "../../kernel/refusal.ts";
import type { Delivery, OrderKey, Orders } from "../orders/index.ts";
import { insertAddressLooks } from "./store.ts";

/** While a parcel is being made ready or under way. Before, nobody paid for it; after, nobody needs to know it any more. */
const lookable: readonly string[] = ["to_ship", "shipped"];

/** The whole delivery address, to ship it. Every look is recorded with who looked. */
export async function revealAddress(
  ctx: Context,
  orders: Orders,
  tx: Tx,
  key: OrderKey,
  account_id: string,
): Promise<Omit<Delivery, "remark">> {
  const order = (await orders.lock(tx, key.shop_id, [key.order_id])).get(key.order_id) ?? refuse("not_found");
  if (!lookable.includes(order.state)) refuse("order_state", { details: { state: order.state } });
  await insertAddressLooks(tx, [key], { account_id, at: ctx.clock.now() });
  const { remark: _, ...address } = present(
    (await orders.deliveries(tx, [key])).get(key.order_id),
    "an order that was found exists",
  );
  return address;
}
