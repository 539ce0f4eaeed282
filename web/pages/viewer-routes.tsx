import { createRoute } from "@tanstack/react-router";
import { limits } from "../../contract/limits.ts";
import { searchKinds, type SearchKind } from "../../contract/search.ts";
import { prefetch } from "../api/hooks.ts";
import { lazyRouteComponent } from "../frame/lazy-route-component.ts";
import { rootRoute } from "../root-route.tsx";
import { withWords } from "../text/words.ts";

const getParentRoute = () => rootRoute;
const category_slug = /^[a-z_]{2,20}$/;

/** Pages of anyone who watches and buys. Each is downloaded when it is first visited. */
export const viewerRoutes = [
  createRoute({
    getParentRoute,
    path: "/",
    validateSearch: (search): { category?: string } =>
      typeof search["category"] === "string" && category_slug.test(search["category"])
        ? { category: search["category"] }
        : {},
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
    path: "/search",
    validateSearch: (search): { q?: string; kind?: SearchKind; category?: string } => {
      const { q, kind, category } = search;
      const known = searchKinds.find((one) => one === kind);
      return {
        // A question of digits alone comes back from the address as a number.
        ...(typeof q === "string" || typeof q === "number" ? { q: String(q).slice(0, limits.search_chars_max) } : {}),
        ...(known === undefined ? {} : { kind: known }),
        ...(typeof category === "string" && category_slug.test(category) ? { category } : {}),
      };
    },
    component: lazyRouteComponent(() => import("./search/search.tsx"), "SearchPage"),
  }),
  createRoute({
    getParentRoute,
    path: "/following",
    component: lazyRouteComponent(() => import("./follow/following.tsx"), "FollowingPage"),
  }),
  createRoute({
    getParentRoute,
    path: "/hosts/$host_id",
    loader: ({ params }) => prefetch("getHost", { params }),
    component: lazyRouteComponent(() => import("./host/host.tsx"), "HostPage"),
  }),
  createRoute({
    getParentRoute,
    path: "/help",
    component: lazyRouteComponent(() => import("./help/help.tsx"), "HelpPage"),
  }),
  createRoute({
    getParentRoute,
    path: "/me/history",
    component: lazyRouteComponent(() => import("./history/history.tsx"), "HistoryPage"),
  }),
  createRoute({
    getParentRoute,
    path: "/me/coupons",
    component: lazyRouteComponent(() => import("./coupons/wallet.tsx"), "WalletPage"),
  }),
  createRoute({
    getParentRoute,
    path: "/me/settings",
    component: lazyRouteComponent(
      withWords("own", () => import("./me/settings.tsx")),
      "SettingsPage",
    ),
  }),
  createRoute({
    getParentRoute,
    path: "/me/persona",
    component: lazyRouteComponent(
      withWords("own", () => import("./me/persona.tsx")),
      "PersonaPage",
    ),
  }),
  createRoute({
    getParentRoute,
    path: "/shops/$shop_id",
    component: lazyRouteComponent(() => import("./shop/shop.tsx"), "ShopPage"),
  }),
  createRoute({
    getParentRoute,
    path: "/cart",
    component: lazyRouteComponent(
      withWords("own", () => import("./cart/cart.tsx")),
      "CartPage",
    ),
  }),
  createRoute({
    getParentRoute,
    path: "/checkout",
    component: lazyRouteComponent(
      withWords("own", () => import("./checkout/checkout.tsx")),
      "CheckoutPage",
    ),
  }),
  createRoute({
    getParentRoute,
    path: "/checkouts/$checkout_id",
    component: lazyRouteComponent(
      withWords("own", () => import("./checkouts/one-checkout.tsx")),
      "CheckoutStatePage",
    ),
  }),
  createRoute({
    getParentRoute,
    path: "/pay/$id",
    // A deposit's payment is its shop's.
    validateSearch: (search): { shop?: string } => (typeof search["shop"] === "string" ? { shop: search["shop"] } : {}),
    component: lazyRouteComponent(
      withWords("own", () => import("./pay/pay.tsx")),
      "PayPage",
    ),
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
  createRoute({
    getParentRoute,
    path: "/orders/$order_id/aftersale",
    component: lazyRouteComponent(
      withWords("aftersale", () => import("./aftersale/apply.tsx")),
      "ApplyPage",
    ),
  }),
  createRoute({
    getParentRoute,
    path: "/aftersales",
    component: lazyRouteComponent(
      withWords("aftersale", () => import("./aftersale/my-aftersales.tsx")),
      "MyAftersalesPage",
    ),
  }),
  createRoute({
    getParentRoute,
    path: "/aftersales/$aftersale_id",
    component: lazyRouteComponent(
      withWords("aftersale", () => import("./aftersale/aftersale.tsx")),
      "AftersalePage",
    ),
  }),
  createRoute({
    getParentRoute,
    path: "/me/reviews",
    component: lazyRouteComponent(
      withWords("care", () => import("./reviews/my-reviews.tsx")),
      "MyReviewsPage",
    ),
  }),
  createRoute({
    getParentRoute,
    path: "/messages",
    component: lazyRouteComponent(
      withWords("care", () => import("./talk/my-messages.tsx")),
      "MyMessagesPage",
    ),
  }),
  createRoute({
    getParentRoute,
    path: "/messages/$shop_id",
    validateSearch: (search): { order?: string; product?: string } => ({
      ...(typeof search["order"] === "string" ? { order: search["order"] } : {}),
      ...(typeof search["product"] === "string" ? { product: search["product"] } : {}),
    }),
    component: lazyRouteComponent(
      withWords("care", () => import("./talk/talk.tsx")),
      "TalkPage",
    ),
  }),
  createRoute({
    getParentRoute,
    path: "/me",
    component: lazyRouteComponent(
      withWords("own", () => import("./me/me.tsx")),
      "MePage",
    ),
  }),
  createRoute({
    getParentRoute,
    path: "/dev/inbox",
    validateSearch: (search): { to?: string } => (typeof search["to"] === "string" ? { to: search["to"] } : {}),
    component: lazyRouteComponent(
      withWords("own", () => import("./inbox/inbox.tsx")),
      "InboxPage",
    ),
  }),
] as const;
