import { orderRoutes } from "../../../contract/orders.ts";
import { present } from "../../kernel/assert.ts";
import type { Context } from "../../kernel/context.ts";
import { handle, type BoundRoute } from "../../kernel/routing.ts";
import { keyedRequest } from "../orders/index.ts";
import type { FulfillmentDeps } from "./index.ts";
import { revealAddress } from "./reveal-address.ts";
import { shipOrder } from "./ship-order.ts";

export function bindFulfillmentRoutes(ctx: Context, deps: FulfillmentDeps): BoundRoute[] {
  const { orders, shops } = deps;
  return [
    handle(orderRoutes.revealAddress, async (call) => {
      await shops.requireStaff(ctx.db.reader, call.params.shop_id, call.caller.account_id, "orders");
      const address = await ctx.db.transact((tx) =>
        revealAddress(ctx, orders, tx, call.params, call.caller.account_id),
      );
      return { object: "delivery_address" as const, ...address };
    }),
    handle(orderRoutes.shipOrder, async (call) => {
      await shops.requireStaff(ctx.db.reader, call.params.shop_id, call.caller.account_id, "orders");
      return orders.answerOnce(keyedRequest(orderRoutes.shipOrder, call), async (tx) => {
        await shipOrder(ctx, orders, tx, call.params, { ...call.body, shipped_by: call.caller.account_id });
        return present((await orders.orders(tx, [call.params], "shop"))[0], "an order that was shipped exists");
      });
    }),
  ];
}
