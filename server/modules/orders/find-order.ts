import type { Context } from "../../kernel/context.ts";
import { refuse } from "../../kernel/refusal.ts";
import type { Caller } from "../../kernel/routing.ts";
import type { OrderDeps } from "./deps.ts";
import { findAnyOrder, findBuyersOrder, findShopsOrder } from "./store.ts";
import type { OrderKey } from "./tables.ts";
import type { OrderView } from "./view.ts";

/**
 * Finds an order by its id alone, as the one who asks: in their own purchases, in the shops they work for, or, for an
 * operator, anywhere. So another's order is never found, and each look-up stays with keys the caller brings.
 */
export async function findOrder(
  ctx: Context,
  deps: OrderDeps,
  caller: Caller,
  order_id: string,
): Promise<{ key: OrderKey; view: OrderView }> {
  const own = await findBuyersOrder(ctx.db.reader, caller.account_id, order_id);
  if (own !== undefined) return { key: own, view: "buyer" };
  if (caller.roles.has("operator")) {
    const any = await findAnyOrder(ctx.db.reader, order_id);
    return any === undefined ? refuse("not_found") : { key: any, view: "operator" };
  }
  const shops = await deps.shops.shopsOf(ctx.db.reader, caller.account_id, "orders");
  const sold = shops.length === 0 ? undefined : await findShopsOrder(ctx.db.reader, shops, order_id);
  return sold === undefined ? refuse("not_found") : { key: sold, view: "shop" };
}

/** The caller's own purchase; anything else is not found. */
export async function findOwnOrder(ctx: Context, account_id: string, order_id: string): Promise<OrderKey> {
  return (await findBuyersOrder(ctx.db.reader, account_id, order_id)) ?? refuse("not_found");
}
