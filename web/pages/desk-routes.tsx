import { createRoute } from "@tanstack/react-router";
import { lazyRouteComponent } from "../frame/lazy-route-component.ts";
import { rootRoute } from "../root-route.tsx";
import { withWords } from "../text/words.ts";
import { deskSearchOf } from "./desk/desk-search.ts";

/** The operator's desk (/desk…). */
export const desk = createRoute({
  getParentRoute: () => rootRoute,
  path: "/desk",
  component: lazyRouteComponent(
    withWords("desk", () => import("./desk/desk.tsx")),
    "DeskPage",
  ),
});
const inDesk = { getParentRoute: () => desk, validateSearch: deskSearchOf };

/** Its pages; filters stand in the address. */
export const deskRoutes = [
  createRoute({
    ...inDesk,
    path: "/",
    component: lazyRouteComponent(
      withWords("desk", () => import("./desk/overview.tsx")),
      "OverviewPage",
    ),
  }),
  createRoute({
    ...inDesk,
    path: "/verifications",
    component: lazyRouteComponent(
      withWords("desk", () => import("./desk/verifications.tsx")),
      "VerificationsPage",
    ),
  }),
  createRoute({
    ...inDesk,
    path: "/statements",
    component: lazyRouteComponent(
      withWords("desk", () => import("./desk/statements.tsx")),
      "StatementsPage",
    ),
  }),
  createRoute({
    ...inDesk,
    path: "/statements/$provider/$day",
    component: lazyRouteComponent(
      withWords("desk", () => import("./desk/statement-day.tsx")),
      "StatementDayPage",
    ),
  }),
  createRoute({
    ...inDesk,
    path: "/coupons",
    component: lazyRouteComponent(
      withWords("desk", () => import("./desk/coupons.tsx")),
      "DeskCouponsPage",
    ),
  }),
  createRoute({
    ...inDesk,
    path: "/rooms",
    component: lazyRouteComponent(
      withWords("desk", () => import("./desk/rooms.tsx")),
      "RoomsPage",
    ),
  }),
  createRoute({
    ...inDesk,
    path: "/reviews",
    component: lazyRouteComponent(
      withWords(
        "desk",
        withWords("care", () => import("./desk/reviews.tsx")),
      ),
      "DeskReviewsPage",
    ),
  }),
  createRoute({
    ...inDesk,
    path: "/accounts",
    component: lazyRouteComponent(
      withWords("desk", () => import("./desk/accounts.tsx")),
      "AccountsPage",
    ),
  }),
  createRoute({
    ...inDesk,
    path: "/accounts/$accountId",
    component: lazyRouteComponent(
      withWords("desk", () => import("./desk/account.tsx")),
      "AccountPage",
    ),
  }),
  createRoute({
    ...inDesk,
    path: "/shops",
    component: lazyRouteComponent(
      withWords("desk", () => import("./desk/shops.tsx")),
      "DeskShopsPage",
    ),
  }),
  createRoute({
    ...inDesk,
    path: "/shops/$shopId",
    component: lazyRouteComponent(
      withWords("desk", () => import("./desk/shop.tsx")),
      "DeskShopPage",
    ),
  }),
  createRoute({
    ...inDesk,
    path: "/products",
    component: lazyRouteComponent(
      withWords("desk", () => import("./desk/products.tsx")),
      "DeskProductsPage",
    ),
  }),
  createRoute({
    ...inDesk,
    path: "/orders",
    component: lazyRouteComponent(
      withWords("desk", () => import("./desk/orders.tsx")),
      "AllOrdersPage",
    ),
  }),
  createRoute({
    ...inDesk,
    path: "/aftersales",
    component: lazyRouteComponent(
      withWords(
        "desk",
        withWords("aftersale", () => import("./aftersale/desk-aftersales.tsx")),
      ),
      "DeskAftersalesPage",
    ),
  }),
  createRoute({
    ...inDesk,
    path: "/aftersales/$aftersaleId",
    component: lazyRouteComponent(
      withWords(
        "desk",
        withWords("aftersale", () => import("./aftersale/desk-aftersale.tsx")),
      ),
      "DeskAftersalePage",
    ),
  }),
  createRoute({
    ...inDesk,
    path: "/money",
    component: lazyRouteComponent(
      withWords(
        "work",
        withWords("desk", () => import("./desk/money.tsx")),
      ),
      "LedgerPage",
    ),
  }),
  createRoute({
    ...inDesk,
    path: "/payments",
    component: lazyRouteComponent(
      withWords("desk", () => import("./desk/payments.tsx")),
      "PaymentsPage",
    ),
  }),
  createRoute({
    ...inDesk,
    path: "/payouts",
    component: lazyRouteComponent(
      withWords(
        "work",
        withWords("desk", () => import("./desk/payouts.tsx")),
      ),
      "PayoutsPage",
    ),
  }),
  createRoute({
    ...inDesk,
    path: "/settings",
    component: lazyRouteComponent(
      withWords("desk", () => import("./desk/settings.tsx")),
      "SettingsPage",
    ),
  }),
  createRoute({
    ...inDesk,
    path: "/audit",
    component: lazyRouteComponent(
      withWords("desk", () => import("./desk/audit.tsx")),
      "AuditPage",
    ),
  }),
  createRoute({
    ...inDesk,
    path: "/health",
    component: lazyRouteComponent(
      withWords("desk", () => import("./desk/health.tsx")),
      "HealthPage",
    ),
  }),
] as const;
