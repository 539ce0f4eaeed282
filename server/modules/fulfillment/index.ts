import type { Context } from "../../kernel/context.ts";
import type { ModulePart } from "../../kernel/module.ts";
import type { Orders } from "../orders/index.ts";
import type { Shops } from "../shops/index.ts";
import { createCarrierFeed } from "./carrier-feed.ts";
import { fulfillmentJobs } from "./jobs.ts";
import { fulfillmentListeners } from "./listeners.ts";
import { bindFulfillmentRoutes } from "./routes.ts";

export { carrierSignatureHeader, sandboxCarrierSecrets } from "./carrier-feed.ts";
export { lifeReader, ordersUnderWay } from "./read-life.ts";

export interface FulfillmentDeps {
  readonly shops: Shops;
  readonly orders: Orders;
}
export interface Fulfillment {
  readonly part: ModulePart;
}

export function createFulfillment(ctx: Context, deps: FulfillmentDeps): Fulfillment {
  const feed = createCarrierFeed(ctx);
  return {
    part: {
      routes: bindFulfillmentRoutes(ctx, deps, feed),
      listeners: fulfillmentListeners(ctx, feed),
      jobs: fulfillmentJobs(ctx, feed),
    },
  };
}
