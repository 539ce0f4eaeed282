import { createRoute, lazyRouteComponent, redirect } from "@tanstack/react-router";
import { rootRoute } from "../root-route.tsx";

const studio = { getParentRoute: () => rootRoute };
const sell = createRoute({
  getParentRoute: () => rootRoute,
  path: "/sell",
  component: lazyRouteComponent(() => import("./shop/sell.tsx"), "SellPage"),
});
const desk = createRoute({
  getParentRoute: () => rootRoute,
  path: "/desk",
  component: lazyRouteComponent(() => import("./desk/desk.tsx"), "DeskPage"),
});
const inSell = { getParentRoute: () => sell };
const inDesk = { getParentRoute: () => desk };

/** Pages of those who work here: sellers (/sell…), hosts (/studio…), operators (/desk…). Each is downloaded when it is first visited. */
export const workRoutes = [
  createRoute({
    ...studio,
    path: "/studio",
    component: lazyRouteComponent(() => import("./studio/studio.tsx"), "StudioPage"),
  }),
  createRoute({
    ...studio,
    path: "/studio/plan",
    component: lazyRouteComponent(() => import("./studio/plan-page.tsx"), "PlanPage"),
  }),
  createRoute({
    ...studio,
    path: "/studio/sessions/$sessionId",
    component: lazyRouteComponent(() => import("./studio/session-page.tsx"), "SessionPage"),
  }),
  createRoute({
    ...studio,
    path: "/studio/sessions/$sessionId/recap",
    component: lazyRouteComponent(() => import("./studio/recap.tsx"), "RecapPage"),
  }),
  createRoute({
    getParentRoute: () => rootRoute,
    path: "/shop",
    beforeLoad: () => {
      redirect({ to: "/sell", replace: true, throw: true });
    },
  }),
  sell.addChildren([
    createRoute({
      ...inSell,
      path: "/",
      component: lazyRouteComponent(() => import("./shop/products.tsx"), "ProductsPage"),
    }),
    createRoute({
      ...inSell,
      path: "/products/new",
      component: lazyRouteComponent(() => import("./shop/edit-product.tsx"), "NewProductPage"),
    }),
    createRoute({
      ...inSell,
      path: "/products/$productId",
      component: lazyRouteComponent(() => import("./shop/edit-product.tsx"), "EditProductPage"),
    }),
    createRoute({
      ...inSell,
      path: "/orders",
      component: lazyRouteComponent(() => import("./shop/orders.tsx"), "ShopOrdersPage"),
    }),
    createRoute({
      ...inSell,
      path: "/orders/$orderId",
      component: lazyRouteComponent(() => import("./shop/order.tsx"), "ShopOrderPage"),
    }),
    createRoute({
      ...inSell,
      path: "/money",
      component: lazyRouteComponent(() => import("./shop/money.tsx"), "ShopMoneyPage"),
    }),
    createRoute({
      ...inSell,
      path: "/seller",
      component: lazyRouteComponent(() => import("./shop/seller.tsx"), "ShopSellerPage"),
    }),
    createRoute({
      ...inSell,
      path: "/webhooks",
      component: lazyRouteComponent(() => import("./webhooks/webhooks.tsx"), "WebhooksPage"),
    }),
  ]),
  desk.addChildren([
    createRoute({
      ...inDesk,
      path: "/",
      component: lazyRouteComponent(() => import("./desk/verifications.tsx"), "VerificationsPage"),
    }),
    createRoute({
      ...inDesk,
      path: "/rooms",
      component: lazyRouteComponent(() => import("./desk/rooms.tsx"), "RoomsPage"),
    }),
    createRoute({
      ...inDesk,
      path: "/orders",
      component: lazyRouteComponent(() => import("./desk/orders.tsx"), "AllOrdersPage"),
    }),
    createRoute({
      ...inDesk,
      path: "/money",
      component: lazyRouteComponent(() => import("./desk/money.tsx"), "LedgerPage"),
    }),
  ]),
] as const;
