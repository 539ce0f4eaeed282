import { orderRoutes } from "../../../contract/orders.ts";
import { shopDeskRoutes } from "../../../contract/shop-desk.ts";
import { present } from "../../kernel/assert.ts";
import type { Context } from "../../kernel/context.ts";
import { errorMessage } from "../../../contract/errors.ts";
import { refuse } from "../../kernel/refusal.ts";
import { handle, keyOf, type BoundRoute } from "../../kernel/routing.ts";
import { once } from "../../kernel/saved-answers.ts";
import { keyedRequest } from "../orders/index.ts";
import type { FulfillmentDeps } from "./index.ts";
import { revealAddress } from "./reveal-address.ts";
import { shipOrders } from "./ship-orders.ts";

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
        const { shop_id, order_id } = call.params;
        const [outcome] = await shipOrders(ctx, orders, tx, shop_id, [{ order_id, ...call.body }], {
          shipped_by: call.caller.account_id,
        });
        if (outcome?.outcome === "refused") throw outcome.refusal;
        if (outcome?.outcome === "same") refuse("order_state", { details: { state: "shipped" } });
        return present((await orders.orders(tx, [call.params], "shop"))[0], "an order that was shipped exists");
      });
    }),
    handle(shopDeskRoutes.shipOrders, (call) =>
      ctx.db.transact(async (tx) => {
        const { shop_id } = call.params;
        const { account_id } = call.caller;
        await shops.requireStaff(tx, shop_id, account_id, "orders");
        const { dry_run, rows } = call.body;
        const request = {
          account_id,
          key: keyOf(call),
          content: { route: shopDeskRoutes.shipOrders.id, params: call.params, body: call.body },
        };
        return once(tx, ctx.clock, request, async () => {
          const outcomes = await shipOrders(ctx, orders, tx, shop_id, rows, { shipped_by: account_id, dry_run });
          return {
            object: "ship_results" as const,
            dry_run,
            results: outcomes.map((one, row) => ({
              row,
              order_id: rows[row]?.order_id ?? "",
              outcome: one.outcome,
              error:
                one.outcome === "refused"
                  ? {
                      code: one.refusal.code,
                      message: errorMessage(one.refusal.code, call.request.locale, one.refusal.details),
                    }
                  : null,
            })),
          };
        });
      }),
    ),
  ];
}
