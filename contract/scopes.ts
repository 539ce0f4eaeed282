import type { RouteId } from "./routes.ts";

/**
 * What an API key may do. A key acts as its account, and never does more than the account may; operators' routes and
 * what `closedToKeys` names are closed to keys altogether.
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

/**
 * The routes each scope opens; `socket` is the live socket, which is no route. A guest's route stands here where it shows
 * its owner more (drafts, follows, reminders): to a key without the scope it shows what a guest sees.
 */
export const scopeRoutes: Readonly<Record<Scope, readonly RouteId[]>> = {
  "account:read": [
    "getAccount",
    "listAddresses",
    "listMyVerifications",
    "listFollows",
    "getHost",
    "search",
    "listUpcomingSessions",
    "getUpcomingSession",
    "listNotifications",
    "countUnread",
    "getNotificationSettings",
    "listHistory",
    "getHistorySettings",
  ],
  "account:write": [
    "updateAccount",
    "createAddress",
    "updateAddress",
    "deleteAddress",
    "followHost",
    "unfollowHost",
    "setReminder",
    "removeReminder",
    "readNotification",
    "readAllNotifications",
    "putNotificationSetting",
    "rememberSeen",
    "forgetSeen",
    "clearHistory",
    "updateHistorySettings",
  ],
  "catalog:read": [
    "listShopProducts",
    "getProduct",
    "getStock",
    "listStock",
    "listStockHistory",
    "listMyShops",
    "getShop",
    "listShippingTemplates",
    "getFeeQuote",
  ],
  "catalog:write": [
    "createProduct",
    "updateProduct",
    "setProductState",
    "changeProducts",
    "importProducts",
    "duplicateProduct",
    "adjustStock",
    "countStock",
    "setLowStock",
    "createPicture",
    "updateShop",
    "setShopLook",
    "setFeatured",
    "createShippingTemplate",
    "updateShippingTemplate",
    "deleteShippingTemplate",
  ],
  buy: ["quoteOrder", "placeOrder", "payOrder", "cancelOrder", "receiveOrder", "listMyOrders", "getOrder"],
  "orders:read": ["listShopOrders", "getShopOverview", "getShopToDo"],
  "orders:write": ["shipOrder", "shipOrders", "revealAddress"],
  "live:read": [
    "getStudio",
    "getStudioSession",
    "listPlannedSessions",
    "getChecklist",
    "listOpenQuestions",
    "getRecap",
    "getHostProfile",
  ],
  "live:write": [
    "createSession",
    "updateSession",
    "planSession",
    "rescheduleSession",
    "updateRunDown",
    "startRehearsal",
    "endRehearsal",
    "startSession",
    "endSession",
    "pinProduct",
    "sayToTeam",
    "updateHostProfile",
  ],
  "money:read": ["getShopBalance", "listShopEntries", "getShopStatement", "getShopMoney", "listPayouts"],
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

/**
 * What only the person does, signed in, and no program for them: signing in and out, the password, papers and consents,
 * keys of every kind, who works for a shop, export and deletion, the pushes of a browser. Operators' routes are closed too.
 * Every route that is not a guest's is either here or in one scope (tests/journeys/api-keys.test.ts).
 */
export const closedToKeys: readonly RouteId[] = [
  "signOut",
  "listAuthSessions",
  "revokeAuthSession",
  "setPassword",
  "sendProofCode",
  "proveSelf",
  "createVerification",
  "listConsents",
  "giveConsent",
  "acknowledgeTraining",
  "createAccountExport",
  "listAccountExports",
  "getAccountExportContent",
  "getAccountDeletion",
  "requestAccountDeletion",
  "cancelAccountDeletion",
  "getStreamKey",
  "rotateStreamKey",
  "revokeStreamKey",
  "createShop",
  // Where money goes, and that it goes, a person says.
  "putBankAccount",
  "setPayoutRhythm",
  "createPayout",
  "cancelPayout",
  "moveToDeposit",
  "payDeposit",
  "listStaff",
  "addStaff",
  "removeStaff",
  "setStaffPermissions",
  "listPushSubscriptions",
  "createPushSubscription",
  "deletePushSubscription",
  "listApiKeys",
  "createApiKey",
  "revokeApiKey",
];

const scopeByRoute = new Map<string, Scope>(
  scopes.flatMap((scope) => scopeRoutes[scope].map((id): [string, Scope] => [id, scope])),
);

/** The scope that opens a route to a key; undefined where none does. */
export function scopeOf(routeId: string): Scope | undefined {
  return scopeByRoute.get(routeId);
}
