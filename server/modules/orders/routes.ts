import { askRoutes } from "../../../contract/asks.ts";
import { orderRoutes, type Order } from "../../../contract/orders.ts";
import { shopDeskRoutes } from "../../../contract/shop-desk.ts";
import { present } from "../../kernel/assert.ts";
import type { Context } from "../../kernel/context.ts";
import type { Tx } from "../../kernel/db.ts";
import { refuse } from "../../kernel/refusal.ts";
import { handle, keyOf, type BoundRoute } from "../../kernel/routing.ts";
import { once } from "../../kernel/saved-answers.ts";
import type { WireTextOf } from "../../kernel/wire-text.ts";
import { answerOnce, keyedRequest } from "./answer-once.ts";
import { cancelOrder } from "./cancel-order.ts";
import type { OrderDeps } from "./deps.ts";
import { readOverview, readToDo } from "./desk/read-overview.ts";
import { findOrder, findOwnOrder } from "./find-order.ts";
import { listAllOrders, listMyOrders, listShopOrders } from "./list-orders.ts";
import type { Orders } from "./orders.ts";
import { payOrder } from "./pay-order.ts";
import { extendReceipt } from "./progress/receipt.ts";
import { writeRemark } from "./progress/remark.ts";
import { quoteOrder } from "./quote-order.ts";
import { readOrders } from "./read-orders.ts";
import { receiveOrder } from "./receive-orders.ts";
import type { OrderKey } from "./tables.ts";

/** Places an order as `Orders.place` does; its answer need not become an object. */
export type PlacedFor = (wish: Parameters<Orders["place"]>[0]) => Promise<WireTextOf<Order>>;

export function bindOrderRoutes(ctx: Context, deps: OrderDeps, placed: PlacedFor): BoundRoute[] {
  const seenByBuyer = async (tx: Tx, key: OrderKey) =>
    present((await readOrders(ctx, deps, tx, [key], "buyer"))[0], "an order that was found exists");
  return [
    handle(orderRoutes.quoteOrder, async (call) => {
      const { lines, address_id, region, flash_sale_id, coupon_ids } = call.body;
      const promotions = { buyer_id: call.caller?.account_id ?? null, flash_sale_id, coupon_ids };
      if (address_id === undefined) return quoteOrder(ctx, deps, lines, region ?? null, promotions);
      if (call.caller === null) return refuse("address_missing", { param: "address_id" });
      const own = await deps.accounts.addresses(ctx.db.reader, call.caller.account_id, [address_id]);
      const address = own.get(address_id) ?? refuse("address_missing", { param: "address_id" });
      return quoteOrder(ctx, deps, lines, address.region, promotions);
    }),
    handle(orderRoutes.placeOrder, (call) =>
      placed({ buyer_id: call.caller.account_id, buyer_name: call.caller.name, key: keyOf(call), fields: call.body }),
    ),
    handle(orderRoutes.listMyOrders, (call) => listMyOrders(ctx, deps, call.caller.account_id, call.query)),
    handle(orderRoutes.getOrder, async (call) => {
      const found = await findOrder(ctx, deps, call.caller, call.params.order_id);
      const { account_id } = call.caller;
      if (found.view === "operator")
        await ctx.db.transact((tx) =>
          deps.accounts.audit(tx, [
            { account_id, action: "orders.order_shown", subject_id: found.key.order_id, reason: null },
          ]),
        );
      return present(
        (await readOrders(ctx, deps, ctx.db.reader, [found.key], found.view))[0],
        "an order that was found exists",
      );
    }),
    handle(orderRoutes.payOrder, async (call) => {
      const key = await findOwnOrder(ctx, call.caller.account_id, call.params.order_id);
      // Binds the key to this request; the answer itself is asked for each time, since the intent moves on.
      await ctx.db.transact((tx) =>
        once(tx, ctx.clock, keyedRequest(orderRoutes.payOrder, call), () => Promise.resolve({})),
      );
      return payOrder(ctx, deps, key, {
        ...call.body,
        locale: call.request.locale,
        address: call.request.address,
      });
    }),
    handle(orderRoutes.cancelOrder, async (call) => {
      const key = await findOwnOrder(ctx, call.caller.account_id, call.params.order_id);
      return answerOnce(ctx, keyedRequest(orderRoutes.cancelOrder, call), async (tx) => {
        await cancelOrder(ctx, deps, tx, key);
        return seenByBuyer(tx, key);
      });
    }),
    handle(orderRoutes.receiveOrder, async (call) => {
      const key = await findOwnOrder(ctx, call.caller.account_id, call.params.order_id);
      return answerOnce(ctx, keyedRequest(orderRoutes.receiveOrder, call), async (tx) => {
        await receiveOrder(ctx, tx, key);
        return seenByBuyer(tx, key);
      });
    }),
    handle(askRoutes.extendReceipt, async (call) => {
      const key = await findOwnOrder(ctx, call.caller.account_id, call.params.order_id);
      return answerOnce(ctx, keyedRequest(askRoutes.extendReceipt, call), async (tx) => {
        await extendReceipt(ctx, deps, tx, key);
        return seenByBuyer(tx, key);
      });
    }),
    handle(askRoutes.remarkOrder, async (call) => {
      const { account_id } = call.caller;
      await deps.shops.requireStaff(ctx.db.reader, call.params.shop_id, account_id, "orders");
      return ctx.db.transact(async (tx) => {
        await writeRemark(ctx, tx, call.params, { ...call.body, written_by: account_id });
        return present((await readOrders(ctx, deps, tx, [call.params], "shop"))[0], "an order that was found exists");
      });
    }),
    handle(orderRoutes.listShopOrders, async (call) => {
      await deps.shops.requireStaff(ctx.db.reader, call.params.shop_id, call.caller.account_id, "orders");
      return listShopOrders(ctx, deps, call.params.shop_id, call.query);
    }),
    handle(shopDeskRoutes.getShopOverview, async (call) => {
      await deps.shops.requireStaff(ctx.db.reader, call.params.shop_id, call.caller.account_id, "money");
      return readOverview(ctx, call.params.shop_id, call.query);
    }),
    handle(shopDeskRoutes.getShopToDo, async (call) => {
      await deps.shops.requireStaff(ctx.db.reader, call.params.shop_id, call.caller.account_id, "member");
      return readToDo(ctx, deps, call.params.shop_id);
    }),
    handle(orderRoutes.listAllOrders, (call) => listAllOrders(ctx, deps, call.query)),
  ];
}
