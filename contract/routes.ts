import { accountRoutes } from "./accounts.ts";
import { aftersaleRoutes } from "./aftersale-routes.ts";
import { apiKeyRoutes } from "./api-keys.ts";
import { askRoutes } from "./asks.ts";
import { catalogRoutes } from "./catalog.ts";
import { chatRoutes } from "./chat.ts";
import { fulfillmentRoutes } from "./fulfillment.ts";
import { cartRoutes } from "./cart.ts";
import { checkoutRoutes } from "./checkout.ts";
import { healthRoutes } from "./health.ts";
import { fanRoutes } from "./fans.ts";
import { hostRoutes } from "./hosts.ts";
import { invoiceRoutes } from "./invoices.ts";
import { ledgerRoutes } from "./ledger.ts";
import { lifeRoutes } from "./life.ts";
import { liveRoutes } from "./live.ts";
import { mediaRoutes } from "./media.ts";
import { notificationRoutes } from "./notifications.ts";
import { operatorGoodsRoutes } from "./operator-goods.ts";
import { operatorRoutes } from "./operator.ts";
import { promotionRoutes } from "./promotion.ts";
import { orderRoutes } from "./orders.ts";
import { paymentSearchRoutes } from "./payment-search.ts";
import { paymentRoutes } from "./payments.ts";
import { payoutRoutes } from "./payouts.ts";
import { shopDeskRoutes } from "./shop-desk.ts";
import { productDeskRoutes } from "./product-desk.ts";
import { reconciliationRoutes } from "./reconciliation.ts";
import { reviewRoutes } from "./reviews.ts";
import { stockRoutes } from "./stock.ts";
import { settingRoutes } from "./settings.ts";
import { searchRoutes } from "./search.ts";
import { planningRoutes } from "./planning.ts";
import { shopRoutes } from "./shops.ts";
import { supportRoutes } from "./support.ts";
import { systemRoutes } from "./system.ts";
import { visitRoutes } from "./visits.ts";
import { webhookRoutes } from "./webhooks.ts";

/** Every route of the API, by its id. */
export const routes = {
  ...systemRoutes,
  ...accountRoutes,
  ...fanRoutes,
  ...hostRoutes,
  ...lifeRoutes,
  ...mediaRoutes,
  ...shopRoutes,
  ...catalogRoutes,
  ...productDeskRoutes,
  ...stockRoutes,
  ...liveRoutes,
  ...planningRoutes,
  ...chatRoutes,
  ...orderRoutes,
  ...fulfillmentRoutes,
  ...askRoutes,
  ...invoiceRoutes,
  ...cartRoutes,
  ...checkoutRoutes,
  ...shopDeskRoutes,
  ...reconciliationRoutes,
  ...reviewRoutes,
  ...supportRoutes,
  ...aftersaleRoutes,
  ...paymentRoutes,
  ...paymentSearchRoutes,
  ...ledgerRoutes,
  ...payoutRoutes,
  ...notificationRoutes,
  ...searchRoutes,
  ...apiKeyRoutes,
  ...webhookRoutes,
  ...settingRoutes,
  ...operatorRoutes,
  ...operatorGoodsRoutes,
  ...healthRoutes,
  ...promotionRoutes,
  ...visitRoutes,
} as const;
export type Routes = typeof routes;
export type RouteId = keyof Routes;
