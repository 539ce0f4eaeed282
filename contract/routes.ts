import { accountRoutes } from "./accounts.ts";
import { catalogRoutes } from "./catalog.ts";
import { chatRoutes } from "./chat.ts";
import { ledgerRoutes } from "./ledger.ts";
import { liveRoutes } from "./live.ts";
import { mediaRoutes } from "./media.ts";
import { orderRoutes } from "./orders.ts";
import { paymentRoutes } from "./payments.ts";
import { shopDeskRoutes } from "./shop-desk.ts";
import { productDeskRoutes } from "./product-desk.ts";
import { stockRoutes } from "./stock.ts";
import { shopRoutes } from "./shops.ts";
import { systemRoutes } from "./system.ts";

/** Every route of the API, by its id. */
export const routes = {
  ...systemRoutes,
  ...accountRoutes,
  ...mediaRoutes,
  ...shopRoutes,
  ...catalogRoutes,
  ...productDeskRoutes,
  ...stockRoutes,
  ...liveRoutes,
  ...chatRoutes,
  ...orderRoutes,
  ...shopDeskRoutes,
  ...paymentRoutes,
  ...ledgerRoutes,
} as const;
export type Routes = typeof routes;
export type RouteId = keyof Routes;
