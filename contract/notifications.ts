import { z } from "zod";
import type { Role } from "./http.ts";
import { route } from "./http.ts";
import { idOf } from "./ids.ts";
import { Instant, listOf, Page } from "./lists.ts";

export const notificationChannels = ["in_app", "push", "mail"] as const;
export type NotificationChannel = (typeof notificationChannels)[number];
export const notificationGroups = ["orders", "hosts", "shop", "account"] as const;

interface Kind {
  readonly group: (typeof notificationGroups)[number];
  /** Whom it concerns; the switches are shown to accounts that hold this role. */
  readonly role: Role;
  /** What is on until somebody chooses otherwise. */
  readonly on: Readonly<Record<NotificationChannel, boolean>>;
  /** Channels that cannot be switched off: what protects the account. */
  readonly locked: readonly NotificationChannel[];
}
const kind = (
  group: Kind["group"],
  role: Role,
  on: readonly NotificationChannel[],
  locked: readonly NotificationChannel[] = [],
): Kind => ({
  group,
  role,
  on: { in_app: on.includes("in_app"), push: on.includes("push"), mail: on.includes("mail") },
  locked,
});

/** Everything people are told of, how by default, and to whom. */
export const notificationKinds = {
  order_paid: kind("orders", "viewer", ["in_app", "mail"]),
  order_shipped: kind("orders", "viewer", ["in_app", "push", "mail"]),
  order_received: kind("orders", "viewer", ["in_app"]),
  order_closed: kind("orders", "viewer", ["in_app", "push"]),
  order_refunded: kind("orders", "viewer", ["in_app", "push", "mail"]),
  payment_failed: kind("orders", "viewer", ["in_app", "push"]),
  order_refund_failed: kind("orders", "viewer", ["in_app", "push", "mail"]),
  parcel_moved: kind("orders", "viewer", ["in_app", "push"]),
  order_partly_shipped: kind("orders", "viewer", ["in_app", "push"]),
  order_receipt_soon: kind("orders", "viewer", ["in_app", "push"]),
  order_address_answered: kind("orders", "viewer", ["in_app", "push"]),
  order_delay_asked: kind("orders", "viewer", ["in_app", "push", "mail"]),
  invoice_issued: kind("orders", "viewer", ["in_app", "mail"]),
  order_compensated: kind("orders", "viewer", ["in_app", "push"]),
  coupon_expiring: kind("orders", "viewer", ["in_app", "push"]),
  aftersale_changed: kind("orders", "viewer", ["in_app", "push"]),
  aftersale_due: kind("orders", "viewer", ["in_app", "push"]),
  host_live: kind("hosts", "viewer", ["in_app", "push"]),
  host_soon: kind("hosts", "viewer", ["in_app", "push"]),
  host_rescheduled: kind("hosts", "viewer", ["in_app", "push"]),
  host_cancelled: kind("hosts", "viewer", ["in_app", "push"]),
  host_followed: kind("shop", "host", ["in_app"]),
  shop_order_placed: kind("shop", "merchant", []),
  shop_order_paid: kind("shop", "merchant", ["in_app", "push"]),
  shop_order_refunded: kind("shop", "merchant", ["in_app"]),
  shop_refund_failed: kind("shop", "merchant", ["in_app"]),
  review_replied: kind("orders", "viewer", ["in_app"]),
  message_received: kind("orders", "viewer", ["in_app", "push"]),
  shop_review_written: kind("shop", "merchant", ["in_app"]),
  shop_message_received: kind("shop", "merchant", ["in_app", "push"]),
  payout_paid: kind("shop", "merchant", ["in_app", "push"]),
  payout_failed: kind("shop", "merchant", ["in_app", "push", "mail"]),
  payouts_held: kind("shop", "merchant", ["in_app", "push", "mail"]),
  settlement_held: kind("shop", "merchant", ["in_app"]),
  deposit_low: kind("shop", "merchant", ["in_app", "push", "mail"]),
  receivable_opened: kind("shop", "merchant", ["in_app", "push", "mail"]),
  ledger_wrong: kind("account", "operator", ["in_app", "push", "mail"], ["in_app"]),
  refund_failed: kind("account", "operator", ["in_app", "push", "mail"], ["in_app"]),
  statement_differs: kind("account", "operator", ["in_app", "push", "mail"], ["in_app"]),
  statement_missing: kind("account", "operator", ["in_app", "push", "mail"], ["in_app"]),
  shop_ship_near: kind("shop", "merchant", ["in_app", "push"]),
  shop_ship_late: kind("shop", "merchant", ["in_app", "push", "mail"]),
  shop_address_asked: kind("shop", "merchant", ["in_app", "push"]),
  shop_ask_ended: kind("shop", "merchant", ["in_app"]),
  shop_reminded: kind("shop", "merchant", ["in_app", "push"]),
  shop_invoice_requested: kind("shop", "merchant", ["in_app"]),
  shop_compensated: kind("shop", "merchant", ["in_app"]),
  shop_aftersale_changed: kind("shop", "merchant", ["in_app", "push"]),
  shop_aftersale_due: kind("shop", "merchant", ["in_app", "push"]),
  dispute_opened: kind("account", "operator", ["in_app", "push"]),
  dispute_due: kind("account", "operator", ["in_app", "push", "mail"]),
  verification_decided: kind("account", "viewer", ["in_app", "push", "mail"]),
  security_sign_in: kind("account", "viewer", ["in_app", "push", "mail"], ["in_app", "mail"]),
  security_password: kind("account", "viewer", ["in_app", "push", "mail"], ["in_app", "mail"]),
  account_export: kind("account", "viewer", ["in_app", "mail"], ["in_app", "mail"]),
  account_deletion: kind("account", "viewer", ["in_app", "mail"], ["in_app", "mail"]),
} as const satisfies Readonly<Record<string, Kind>>;
export type NotificationKind = keyof typeof notificationKinds;
const kindNames = Object.keys(notificationKinds) as [NotificationKind, ...NotificationKind[]];

/** One thing to know. Title and body are written in the reader's language; `link` is a path of the web app. */
export const Notification = z
  .object({
    id: idOf("ntf"),
    object: z.literal("notification"),
    kind: z.enum(kindNames),
    group: z.enum(notificationGroups),
    title: z.string(),
    body: z.string(),
    link: z.string(),
    read: z.boolean(),
    at: Instant,
  })
  .meta({ id: "Notification" });
export type Notification = z.infer<typeof Notification>;

export const UnreadCount = z.object({ object: z.literal("unread_count"), unread: z.int() }).meta({ id: "UnreadCount" });

export const NotificationSetting = z.object({
  kind: z.enum(kindNames),
  group: z.enum(notificationGroups),
  in_app: z.boolean(),
  push: z.boolean(),
  mail: z.boolean(),
  locked: z.array(z.enum(notificationChannels)),
});
export type NotificationSetting = z.infer<typeof NotificationSetting>;
export const NotificationSettings = z
  .object({
    object: z.literal("notification_settings"),
    data: z.array(NotificationSetting),
    /** False: the account has no e-mail address, so nothing is mailed. */
    mail_possible: z.boolean(),
  })
  .meta({ id: "NotificationSettings" });
export type NotificationSettings = z.infer<typeof NotificationSettings>;

export const PushSubscription = z
  .object({
    id: idOf("push"),
    object: z.literal("push_subscription"),
    device: z.string(),
    /** Made with the sign-in that asks. */
    current: z.boolean(),
    created_at: Instant,
  })
  .meta({ id: "PushSubscription" });

const base64url = (max: number) =>
  z
    .string()
    .max(max)
    .regex(/^[0-9A-Za-z_-]+=*$/, "is not base64url");

export const notificationRoutes = {
  listNotifications: route({
    id: "listNotifications",
    method: "GET",
    path: "/v1/notifications",
    summary: "The caller's inbox, newest first",
    access: "viewer",
    query: Page.extend({ unread: z.enum(["1"]).optional() }),
    response: listOf(Notification),
  }),
  countUnread: route({
    id: "countUnread",
    method: "GET",
    path: "/v1/notifications/unread_count",
    summary: "How many are unread",
    access: "viewer",
    response: UnreadCount,
  }),
  readNotification: route({
    id: "readNotification",
    method: "POST",
    path: "/v1/notifications/:id/read",
    summary: "Mark one as read",
    access: "viewer",
    params: z.object({ id: idOf("ntf") }),
    response: UnreadCount,
    errors: ["not_found"],
  }),
  readAllNotifications: route({
    id: "readAllNotifications",
    method: "POST",
    path: "/v1/notifications/read",
    summary: "Mark all as read",
    access: "viewer",
    response: UnreadCount,
  }),
  getNotificationSettings: route({
    id: "getNotificationSettings",
    method: "GET",
    path: "/v1/notification_settings",
    summary: "What the caller is told of, and how",
    access: "viewer",
    response: NotificationSettings,
  }),
  putNotificationSetting: route({
    id: "putNotificationSetting",
    method: "PUT",
    path: "/v1/notification_settings",
    summary: "Switch one channel of one kind",
    access: "viewer",
    body: z.strictObject({
      kind: z.enum(kindNames),
      channel: z.enum(notificationChannels),
      on: z.boolean(),
    }),
    response: NotificationSettings,
    errors: ["setting_locked"],
  }),
  unsubscribeMail: route({
    id: "unsubscribeMail",
    method: "POST",
    path: "/v1/notifications/unsubscribe",
    summary: "No more mails of one kind; the link in a mail (RFC 8058)",
    access: "guest",
    query: z.object({ token: z.string().max(300) }),
    response: z.object({ object: z.literal("unsubscribed"), kind: z.enum(kindNames) }),
    errors: ["unsubscribe_invalid"],
  }),
  getPushKey: route({
    id: "getPushKey",
    method: "GET",
    path: "/v1/push_key",
    summary: "The public key a browser subscribes to pushes with (VAPID)",
    access: "guest",
    response: z.object({ object: z.literal("push_key"), public_key: z.string() }),
  }),
  listPushSubscriptions: route({
    id: "listPushSubscriptions",
    method: "GET",
    path: "/v1/push_subscriptions",
    summary: "Browsers that take pushes for the caller",
    access: "viewer",
    response: listOf(PushSubscription),
  }),
  createPushSubscription: route({
    id: "createPushSubscription",
    method: "POST",
    path: "/v1/push_subscriptions",
    summary: "Push to this browser from now on; the same one again is the same subscription",
    access: "viewer",
    status: 201,
    body: z.strictObject({
      endpoint: z.string().max(1000),
      keys: z.strictObject({ p256dh: base64url(120), auth: base64url(40) }),
    }),
    response: PushSubscription,
    errors: ["push_endpoint_invalid"],
  }),
  deletePushSubscription: route({
    id: "deletePushSubscription",
    method: "DELETE",
    path: "/v1/push_subscriptions/:id",
    summary: "No more pushes to that browser",
    access: "viewer",
    params: z.object({ id: idOf("push") }),
    response: z.object({ object: z.literal("deleted"), id: z.string() }),
    errors: ["not_found"],
  }),
} as const;
