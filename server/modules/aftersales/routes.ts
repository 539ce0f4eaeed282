import { orderRoutes } from "../../../contract/orders.ts";
import { present } from "../../kernel/assert.ts";
import type { Context } from "../../kernel/context.ts";
import { handle, type BoundRoute } from "../../kernel/routing.ts";
import { keyedRequest } from "../orders/index.ts";
import type { AftersalesDeps } from "./deps.ts";
import { refundOrder } from "./refund-order.ts";

export function bindAftersalesRoutes(ctx: Context, deps: AftersalesDeps): BoundRoute[] {
  return [
    handle(orderRoutes.refundOrder, async (call) => {
      const { key } = await deps.orders.find(call.caller, call.params.order_id);
      return deps.orders.answerOnce(keyedRequest(orderRoutes.refundOrder, call), async (tx) => {
        await refundOrder(ctx, deps, tx, key, { reason: call.body.reason, decided_by: call.caller.account_id });
        return present((await deps.orders.orders(tx, [key], "operator"))[0], "an order that was found exists");
      });
    }),
  ];
}
