import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { rootRoute } from "../root-route.tsx";
import { deskSearchOf } from "./desk/desk-search.ts";

/** The operator's desk (/desk…). */
export const desk = createRoute({
  getParentRoute: () => rootRoute,
  path: "/desk",
  component: lazyRouteComponent(() => import("./desk/desk.tsx"), "DeskPage"),
});
const inDesk = { getParentRoute: () => desk, validateSearch: deskSearchOf };

/** Its pages; filters stand in the address. */
export const deskRoutes = [
  createRoute({
    ...inDesk,
    path: "/",
    component: lazyRouteComponent(() => import("./desk/overview.tsx"), "OverviewPage"),
  }),
  createRoute({
    ...inDesk,
    path: "/verifications",
    component: lazyRouteComponent(() => import("./desk/verifications.tsx"), "VerificationsPage"),
  }),
  createRoute({
    ...inDesk,
    path: "/rooms",
    component: lazyRouteComponent(() => import("./desk/rooms.tsx"), "RoomsPage"),
  }),
  createRoute({
    ...inDesk,
    path: "/accounts",
    component: lazyRouteComponent(() => import("./desk/accounts.tsx"), "AccountsPage"),
  }),
  createRoute({
    ...inDesk,
    path: "/accounts/$accountId",
    component: lazyRouteComponent(() => import("./desk/account.tsx"), "AccountPage"),
  }),
  createRoute({
    ...inDesk,
    path: "/shops",
    component: lazyRouteComponent(() => import("./desk/shops.tsx"), "DeskShopsPage"),
  }),
  createRoute({
    ...inDesk,
    path: "/shops/$shopId",
    component: lazyRouteComponent(() => import("./desk/shop.tsx"), "DeskShopPage"),
  }),
  createRoute({
    ...inDesk,
    path: "/products",
    component: lazyRouteComponent(() => import("./desk/products.tsx"), "DeskProductsPage"),
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
  createRoute({
    ...inDesk,
    path: "/settings",
    component: lazyRouteComponent(() => import("./desk/settings.tsx"), "SettingsPage"),
  }),
  createRoute({
    ...inDesk,
    path: "/audit",
    component: lazyRouteComponent(() => import("./desk/audit.tsx"), "AuditPage"),
  }),
  createRoute({
    ...inDesk,
    path: "/health",
    component: lazyRouteComponent(() => import("./desk/health.tsx"), "HealthPage"),
  }),
] as const;
