import type { Context } from "../../kernel/context.ts";
import type { ModulePart } from "../../kernel/module.ts";
import type { Orders } from "../orders/index.ts";
import type { Shops } from "../shops/index.ts";
import { bindFulfillmentRoutes } from "./routes.ts";

export { normalizeTracking, readShipments } from "./shipment.ts";

export interface FulfillmentDeps {
  readonly shops: Shops;
  readonly orders: Orders;
}
export interface Fulfillment {
  readonly part: ModulePart;
}

export function createFulfillment(ctx: Context, deps: FulfillmentDeps): Fulfillment {
  return { part: { routes: bindFulfillmentRoutes(ctx, deps) } };
}
