import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { prefetch } from "../api/hooks.ts";
import { rootRoute } from "../root-route.tsx";

const getParentRoute = () => rootRoute;

/** Pages of anyone who watches and buys. Each is downloaded when it is first visited. */
export const viewerRoutes = [
  createRoute({
    getParentRoute,
    path: "/",
    component: lazyRouteComponent(() => import("./home/home.tsx"), "HomePage"),
  }),
  createRoute({
    getParentRoute,
    path: "/rooms/$room_id",
    loader: ({ params }) => prefetch("getRoom", { params }),
    component: lazyRouteComponent(() => import("./room/room.tsx"), "RoomPage"),
  }),
  createRoute({
    getParentRoute,
    path: "/products/$product_id",
    loader: ({ params }) => prefetch("getProduct", { params }),
    component: lazyRouteComponent(() => import("./product/product.tsx"), "ProductPage"),
  }),
  createRoute({
    getParentRoute,
    path: "/shops/$shop_id",
    component: lazyRouteComponent(() => import("./shop/shop.tsx"), "ShopPage"),
  }),
  createRoute({
    getParentRoute,
    path: "/orders",
    component: lazyRouteComponent(() => import("./orders/orders.tsx"), "OrdersPage"),
  }),
  createRoute({
    getParentRoute,
    path: "/orders/$order_id",
    component: lazyRouteComponent(() => import("./order/order.tsx"), "OrderPage"),
  }),
  createRoute({ getParentRoute, path: "/me", component: lazyRouteComponent(() => import("./me/me.tsx"), "MePage") }),
  createRoute({
    getParentRoute,
    path: "/dev/inbox",
    validateSearch: (search): { to?: string } => (typeof search["to"] === "string" ? { to: search["to"] } : {}),
    component: lazyRouteComponent(() => import("./inbox/inbox.tsx"), "InboxPage"),
  }),
] as const;
