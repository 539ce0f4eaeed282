import { askRoutes } from "../../../contract/asks.ts";
import { fulfillmentRoutes } from "../../../contract/fulfillment.ts";
import type { Route } from "../../../contract/http.ts";
import { orderRoutes, type Order } from "../../../contract/orders.ts";
import { shopDeskRoutes } from "../../../contract/shop-desk.ts";
import { present } from "../../kernel/assert.ts";
import type { Context } from "../../kernel/context.ts";
import { errorMessage } from "../../../contract/errors.ts";
import type { Tx } from "../../kernel/db.ts";
import { newId } from "../../kernel/ids.ts";
import { refuse } from "../../kernel/refusal.ts";
import { handle, keyOf, type BoundRoute } from "../../kernel/routing.ts";
import { once } from "../../kernel/saved-answers.ts";
import { keyedRequest, type OrderKey } from "../orders/index.ts";
import { endAsk } from "./answer-ask.ts";
import type { CarrierFeed } from "./carrier-feed.ts";
import { correctParcel } from "./correct-parcel.ts";
import type { FulfillmentDeps } from "./index.ts";
import { revealAddress } from "./reveal-address.ts";
import { askAddress, askDelay } from "./make-ask.ts";
import { isEnd, normalizeTracking } from "./parcel.ts";
import { remindShop } from "./remind-shop.ts";
import { shipOrders } from "./ship-orders.ts";
import { findParcel } from "./store.ts";
import { takeEvents } from "./take-events.ts";

export function bindFulfillmentRoutes(ctx: Context, deps: FulfillmentDeps, feed: CarrierFeed | null): BoundRoute[] {
  const { orders, shops } = deps;
  /** Does something to an order of a shop once per key, and answers with the order as the shop sees it. */
  const byShop = async (
    route: Route,
    call: Parameters<typeof keyedRequest>[1] & { readonly params: OrderKey },
    act: (tx: Tx, key: OrderKey) => Promise<void>,
  ): Promise<Order> => {
    const key = { shop_id: call.params.shop_id, order_id: call.params.order_id };
    await shops.requireStaff(ctx.db.reader, key.shop_id, call.caller.account_id, "orders");
    return orders.answerOnce(keyedRequest(route, call), async (tx) => {
      await act(tx, key);
      return present((await orders.orders(tx, [key], "shop"))[0] ?? null, "an order that was acted on exists");
    });
  };
  /** The same for the buyer of an order. */
  const byBuyer = async (
    route: Route,
    call: Parameters<typeof keyedRequest>[1] & { readonly params: { readonly order_id: string } },
    act: (tx: Tx, key: OrderKey) => Promise<void>,
  ): Promise<Order> => {
    const { key, view } = await orders.find(call.caller, call.params.order_id);
    if (view !== "buyer") refuse("not_found");
    return orders.answerOnce(keyedRequest(route, call), async (tx) => {
      await act(tx, key);
      return present((await orders.orders(tx, [key], "buyer"))[0] ?? null, "an order that was acted on exists");
    });
  };
  return [
    handle(orderRoutes.revealAddress, async (call) => {
      await shops.requireStaff(ctx.db.reader, call.params.shop_id, call.caller.account_id, "orders");
      const address = await ctx.db.transact((tx) =>
        revealAddress(ctx, orders, tx, call.params, call.caller.account_id),
      );
      return { object: "delivery_address" as const, ...address };
    }),
    handle(askRoutes.askAddress, (call) =>
      byBuyer(askRoutes.askAddress, call, async (tx, key) => {
        const { account_id } = call.caller;
        const { address_id, reason } = call.body;
        const address =
          (await deps.accounts.addresses(tx, account_id, [address_id])).get(address_id) ??
          refuse("address_missing", { param: "address_id" });
        await askAddress(ctx, deps, tx, key, { address, reason, by: account_id });
      }),
    ),
    handle(askRoutes.withdrawAsk, (call) =>
      byBuyer(askRoutes.withdrawAsk, call, (tx, key) =>
        endAsk(
          ctx,
          deps,
          tx,
          { ...key, ask_id: call.params.ask_id },
          { kind: "address", state: "withdrawn", reason: "" },
        ),
      ),
    ),
    handle(askRoutes.answerDelay, (call) =>
      byBuyer(askRoutes.answerDelay, call, (tx, key) =>
        endAsk(
          ctx,
          deps,
          tx,
          { ...key, ask_id: call.params.ask_id },
          { kind: "delay", state: call.body.accept ? "accepted" : "refused", reason: "" },
        ),
      ),
    ),
    handle(askRoutes.remindShop, (call) =>
      byBuyer(askRoutes.remindShop, call, (tx, key) => remindShop(ctx, deps, tx, key)),
    ),
    handle(askRoutes.askDelay, (call) =>
      byShop(askRoutes.askDelay, call, (tx, key) =>
        askDelay(ctx, deps, tx, key, {
          ship_by: new Date(call.body.ship_by),
          reason: call.body.reason,
          by: call.caller.account_id,
        }),
      ),
    ),
    handle(askRoutes.answerAddress, (call) =>
      byShop(askRoutes.answerAddress, call, (tx) =>
        endAsk(ctx, deps, tx, call.params, {
          kind: "address",
          state: call.body.accept ? "accepted" : "refused",
          reason: call.body.reason,
        }),
      ),
    ),
    handle(orderRoutes.shipOrder, (call) =>
      byShop(orderRoutes.shipOrder, call, async (tx, { shop_id, order_id }) => {
        const [outcome] = await shipOrders(ctx, deps, tx, shop_id, [{ order_id, ...call.body }], {
          shipped_by: call.caller.account_id,
        });
        if (outcome?.outcome === "refused") throw outcome.refusal;
        if (outcome?.outcome === "same") refuse("order_state", { details: { state: "shipped" } });
      }),
    ),
    handle(fulfillmentRoutes.correctParcel, (call) =>
      byShop(fulfillmentRoutes.correctParcel, call, (tx) =>
        correctParcel(ctx, deps, tx, call.params, { ...call.body, by: call.caller.account_id }),
      ),
    ),
    handle(fulfillmentRoutes.addTrackingEvent, (call) =>
      byShop(fulfillmentRoutes.addTrackingEvent, call, async (tx, { shop_id, order_id }) => {
        const { parcel_id } = call.params;
        const parcel = await findParcel(tx, call.params);
        if (parcel === undefined || parcel.order_id !== order_id) refuse("not_found");
        if (isEnd(parcel.state)) refuse("parcel_state");
        const { code, text } = call.body;
        await takeEvents(ctx, deps, tx, {
          shop_id,
          parcel_id,
          tracking_number: null,
          source: "shop",
          events: [{ event_id: newId(ctx, "evt"), code, text, place: "", at: ctx.clock.now() }],
        });
      }),
    ),
    handle(fulfillmentRoutes.receiveCarrierReport, async ({ params, body, request }) => {
      if (feed === null || params.feed !== feed.name) refuse("webhook_unknown");
      const report = feed.read(request.headers, body, ctx.clock.now());
      const [shop_id = "", parcel_id = ""] = report.reference.split("/");
      const taken = await ctx.db.transact((tx) =>
        takeEvents(ctx, deps, tx, {
          shop_id,
          parcel_id,
          tracking_number: normalizeTracking(report.tracking_number) ?? "",
          source: "carrier",
          events: report.events.map(({ id, at, ...event }) => ({ event_id: id, at: new Date(at), ...event })),
        }),
      );
      return { object: "carrier_report_received" as const, taken: taken ?? refuse("webhook_unknown") };
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
          const outcomes = await shipOrders(ctx, deps, tx, shop_id, rows, { shipped_by: account_id, dry_run });
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
