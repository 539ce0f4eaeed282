import type { RouteId } from "./routes.ts";

/**
 * What an API key may do. A key acts as its account, and never does more than the account may; operators' routes,
 * sign-in, passwords, staff and keys themselves are closed to keys altogether.
 */
export const scopes = [
  "account:read",
  "account:write",
  "catalog:read",
  "catalog:write",
  "buy",
  "orders:read",
  "orders:write",
  "live:read",
  "live:write",
  "money:read",
  "webhooks",
  "socket",
] as const;
export type Scope = (typeof scopes)[number];

/** The routes each scope opens. A route in no scope is closed to keys; `socket` is the live socket, which is no route. */
export const scopeRoutes: Readonly<Record<Scope, readonly RouteId[]>> = {
  "account:read": ["getAccount", "listAddresses", "listMyVerifications"],
  "account:write": ["updateAccount", "createAddress", "updateAddress", "deleteAddress"],
  "catalog:read": ["listShopProducts", "getProduct", "getStock", "listMyShops", "getShop", "getFeeQuote"],
  "catalog:write": ["createProduct", "updateProduct", "setProductState", "adjustStock", "createPicture", "updateShop"],
  buy: ["quoteOrder", "placeOrder", "payOrder", "cancelOrder", "receiveOrder", "listMyOrders", "getOrder"],
  "orders:read": ["listShopOrders"],
  "orders:write": ["shipOrder", "revealAddress"],
  "live:read": ["getStudio", "getRecap"],
  "live:write": ["createSession", "updateSession", "startSession", "endSession", "pinProduct"],
  "money:read": ["getShopBalance", "listShopEntries"],
  webhooks: [
    "listWebhookEndpoints",
    "createWebhookEndpoint",
    "updateWebhookEndpoint",
    "deleteWebhookEndpoint",
    "rotateWebhookSecret",
    "testWebhookEndpoint",
    "listWebhookDeliveries",
    "getWebhookDelivery",
    "replayWebhookDelivery",
    "replayWebhookEndpoint",
  ],
  socket: [],
};

const scopeByRoute = new Map<string, Scope>(
  scopes.flatMap((scope) => scopeRoutes[scope].map((id): [string, Scope] => [id, scope])),
);

/** The scope that opens a route to a key; undefined where none does. */
export function scopeOf(routeId: string): Scope | undefined {
  return scopeByRoute.get(routeId);
}
