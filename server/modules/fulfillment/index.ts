import type { Context } from "../../kernel/context.ts";
import type { ModulePart } from "../../kernel/module.ts";
import type { SettingValues } from "../../../contract/settings.ts";
import type { Accounts } from "../accounts/index.ts";
import type { Inventory } from "../inventory/index.ts";
import type { Orders } from "../orders/index.ts";
import type { Payments } from "../payments/index.ts";
import type { Shops } from "../shops/index.ts";
import { createCarrierFeed } from "./carrier-feed.ts";
import { fulfillmentJobs, fulfillmentTimers } from "./jobs.ts";
import { fulfillmentListeners } from "./listeners.ts";
import { bindFulfillmentRoutes } from "./routes.ts";

export { carrierSignatureHeader, sandboxCarrierSecrets } from "./carrier-feed.ts";
export { lifeReader, ordersUnderWay } from "./read-life.ts";
export { normalizeTracking } from "./parcel.ts";

export interface FulfillmentDeps {
  readonly accounts: Pick<Accounts, "addresses">;
  readonly inventory: Pick<Inventory, "reservedUnits">;
  readonly shops: Shops;
  readonly orders: Orders;
  /** The rules of the market as they are now. */
  readonly rules: () => Pick<
    SettingValues,
    "late_dispatch_permille" | "late_dispatch_min_minor" | "late_dispatch_max_minor"
  >;
  readonly payments: Pick<Payments, "left" | "refund">;
}
export interface Fulfillment {
  readonly part: ModulePart;
}

export function createFulfillment(ctx: Context, deps: FulfillmentDeps): Fulfillment {
  const feed = createCarrierFeed(ctx);
  return {
    part: {
      routes: bindFulfillmentRoutes(ctx, deps, feed),
      listeners: fulfillmentListeners(ctx, deps, feed),
      timers: fulfillmentTimers(ctx, deps),
      jobs: fulfillmentJobs(ctx, feed),
    },
  };
}
