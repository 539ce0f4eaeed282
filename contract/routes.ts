import { accountRoutes } from "./accounts.ts";
import { catalogRoutes } from "./catalog.ts";
import { chatRoutes } from "./chat.ts";
import { healthRoutes } from "./health.ts";
import { ledgerRoutes } from "./ledger.ts";
import { liveRoutes } from "./live.ts";
import { mediaRoutes } from "./media.ts";
import { operatorGoodsRoutes } from "./operator-goods.ts";
import { operatorRoutes } from "./operator.ts";
import { orderRoutes } from "./orders.ts";
import { paymentRoutes } from "./payments.ts";
import { settingRoutes } from "./settings.ts";
import { shopRoutes } from "./shops.ts";
import { systemRoutes } from "./system.ts";

/** Every route of the API, by its id. */
export const routes = {
  ...systemRoutes,
  ...accountRoutes,
  ...mediaRoutes,
  ...shopRoutes,
  ...catalogRoutes,
  ...liveRoutes,
  ...chatRoutes,
  ...orderRoutes,
  ...paymentRoutes,
  ...ledgerRoutes,
  ...settingRoutes,
  ...operatorRoutes,
  ...operatorGoodsRoutes,
  ...healthRoutes,
} as const;
export type Routes = typeof routes;
export type RouteId = keyof Routes;
