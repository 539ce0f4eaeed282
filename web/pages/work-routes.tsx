import { createRoute, redirect } from "@tanstack/react-router";
import { lazyRouteComponent } from "../frame/lazy-route-component.ts";
import { rootRoute } from "../root-route.tsx";
import { withWords } from "../text/words.ts";
import { desk, deskRoutes } from "./desk-routes.tsx";

const studio = { getParentRoute: () => rootRoute };
const sell = createRoute({
  getParentRoute: () => rootRoute,
  path: "/sell",
  component: lazyRouteComponent(
    withWords("work", () => import("./shop/sell.tsx")),
    "SellPage",
  ),
});
const inSell = { getParentRoute: () => sell };

/** Pages of those who work here: sellers (/sell…), hosts (/studio…), operators (/desk…). Each is downloaded when it is first visited. */
export const workRoutes = [
  createRoute({
    ...studio,
    path: "/studio",
    component: lazyRouteComponent(
      withWords("work", () => import("./studio/studio.tsx")),
      "StudioPage",
    ),
  }),
  createRoute({
    ...studio,
    path: "/studio/plan",
    component: lazyRouteComponent(
      withWords("work", () => import("./studio/plan-page.tsx")),
      "PlanPage",
    ),
  }),
  createRoute({
    ...studio,
    path: "/studio/sessions/$sessionId",
    component: lazyRouteComponent(
      withWords("work", () => import("./studio/session-page.tsx")),
      "SessionPage",
    ),
  }),
  createRoute({
    ...studio,
    path: "/studio/sessions/$sessionId/recap",
    component: lazyRouteComponent(
      withWords("work", () => import("./studio/recap.tsx")),
      "RecapPage",
    ),
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
      component: lazyRouteComponent(
        withWords("work", () => import("./shop/overview.tsx")),
        "OverviewPage",
      ),
    }),
    createRoute({
      ...inSell,
      path: "/products",
      component: lazyRouteComponent(
        withWords("work", () => import("./shop/products.tsx")),
        "ProductsPage",
      ),
    }),
    createRoute({
      ...inSell,
      path: "/orders/slips",
      component: lazyRouteComponent(
        withWords("work", () => import("./shop/packing-slips.tsx")),
        "PackingSlipsPage",
      ),
    }),
    createRoute({
      ...inSell,
      path: "/stock",
      component: lazyRouteComponent(
        withWords("work", () => import("./shop/stock.tsx")),
        "StockPage",
      ),
    }),
    createRoute({
      ...inSell,
      path: "/coupons",
      component: lazyRouteComponent(
        withWords("work", () => import("./shop/coupons.tsx")),
        "ShopCouponsPage",
      ),
    }),
    createRoute({
      ...inSell,
      path: "/invoices",
      component: lazyRouteComponent(
        withWords("work", () => import("./shop/invoices.tsx")),
        "ShopInvoicesPage",
      ),
    }),
    createRoute({
      ...inSell,
      path: "/shipping",
      component: lazyRouteComponent(
        withWords("work", () => import("./shop/shipping.tsx")),
        "ShippingPage",
      ),
    }),
    createRoute({
      ...inSell,
      path: "/staff",
      component: lazyRouteComponent(
        withWords("work", () => import("./shop/staff.tsx")),
        "StaffPage",
      ),
    }),
    createRoute({
      ...inSell,
      path: "/shop",
      component: lazyRouteComponent(
        withWords("work", () => import("./shop/look.tsx")),
        "LookPage",
      ),
    }),
    createRoute({
      ...inSell,
      path: "/sessions",
      component: lazyRouteComponent(
        withWords("work", () => import("./shop/sessions.tsx")),
        "SellSessionsPage",
      ),
    }),

    createRoute({
      ...inSell,
      path: "/products/new",
      component: lazyRouteComponent(
        withWords("work", () => import("./shop/edit-product.tsx")),
        "NewProductPage",
      ),
    }),
    createRoute({
      ...inSell,
      path: "/products/$productId",
      component: lazyRouteComponent(
        withWords("work", () => import("./shop/edit-product.tsx")),
        "EditProductPage",
      ),
    }),
    createRoute({
      ...inSell,
      path: "/orders",
      component: lazyRouteComponent(
        withWords("work", () => import("./shop/orders.tsx")),
        "ShopOrdersPage",
      ),
    }),
    createRoute({
      ...inSell,
      path: "/orders/$orderId",
      component: lazyRouteComponent(
        withWords("work", () => import("./shop/order.tsx")),
        "ShopOrderPage",
      ),
    }),
    createRoute({
      ...inSell,
      path: "/aftersales",
      component: lazyRouteComponent(
        withWords(
          "work",
          withWords("aftersale", () => import("./aftersale/shop-aftersales.tsx")),
        ),
        "ShopAftersalesPage",
      ),
    }),
    createRoute({
      ...inSell,
      path: "/aftersales/$aftersaleId",
      component: lazyRouteComponent(
        withWords(
          "work",
          withWords("aftersale", () => import("./aftersale/shop-aftersale.tsx")),
        ),
        "ShopAftersalePage",
      ),
    }),
    createRoute({
      ...inSell,
      path: "/reviews",
      component: lazyRouteComponent(
        withWords(
          "work",
          withWords("care", () => import("./shop/reviews.tsx")),
        ),
        "ShopReviewsPage",
      ),
    }),
    createRoute({
      ...inSell,
      path: "/messages",
      component: lazyRouteComponent(
        withWords(
          "work",
          withWords("care", () => import("./shop/messages.tsx")),
        ),
        "ShopMessagesPage",
      ),
    }),
    createRoute({
      ...inSell,
      path: "/messages/$conversationId",
      component: lazyRouteComponent(
        withWords(
          "work",
          withWords("care", () => import("./shop/messages.tsx")),
        ),
        "ShopConversationPage",
      ),
    }),
    createRoute({
      ...inSell,
      path: "/money",
      component: lazyRouteComponent(
        withWords(
          "own",
          withWords("work", () => import("./shop/money.tsx")),
        ),
        "ShopMoneyPage",
      ),
    }),
    createRoute({
      ...inSell,
      path: "/seller",
      component: lazyRouteComponent(
        withWords("work", () => import("./shop/seller.tsx")),
        "ShopSellerPage",
      ),
    }),
    createRoute({
      ...inSell,
      path: "/webhooks",
      component: lazyRouteComponent(
        withWords("work", () => import("./webhooks/webhooks.tsx")),
        "WebhooksPage",
      ),
    }),
  ]),
  desk.addChildren(deskRoutes),
] as const;
