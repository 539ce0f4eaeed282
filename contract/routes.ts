import { accountRoutes } from "./accounts.ts";
import { catalogRoutes } from "./catalog.ts";
import { chatRoutes } from "./chat.ts";
import { ledgerRoutes } from "./ledger.ts";
import { lifeRoutes } from "./life.ts";
import { liveRoutes } from "./live.ts";
import { mediaRoutes } from "./media.ts";
import { notificationRoutes } from "./notifications.ts";
import { orderRoutes } from "./orders.ts";
import { paymentRoutes } from "./payments.ts";
import { shopRoutes } from "./shops.ts";
import { systemRoutes } from "./system.ts";

/** Every route of the API, by its id. */
export const routes = {
  ...systemRoutes,
  ...accountRoutes,
  ...lifeRoutes,
  ...mediaRoutes,
  ...shopRoutes,
  ...catalogRoutes,
  ...liveRoutes,
  ...chatRoutes,
  ...orderRoutes,
  ...paymentRoutes,
  ...ledgerRoutes,
  ...notificationRoutes,
} as const;
export type Routes = typeof routes;
export type RouteId = keyof Routes;
