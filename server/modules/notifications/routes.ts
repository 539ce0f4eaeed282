import type { z } from "zod";
import type { Locale } from "../../../contract/errors.ts";
import { idOf } from "../../../contract/ids.ts";
import {
  notificationKinds,
  notificationRoutes as routes,
  type Notification,
  type PushSubscription,
} from "../../../contract/notifications.ts";
import { newId } from "../../kernel/ids.ts";
import { limits } from "../../kernel/limits.ts";
import { refuse } from "../../kernel/refusal.ts";
import { handle, type BoundRoute, type Caller } from "../../kernel/routing.ts";
import { deviceOf } from "../accounts/index.ts";
import { changeSetting, readSettings } from "./change-setting.ts";
import { linkOf } from "./item.ts";
import type { NotificationParts } from "./parts.ts";
import { hasUsableKeys, sealSubscription, vapidKeys } from "./push-message.ts";
import { isPushEndpoint } from "./push-transport.ts";
import {
  countUnread,
  deleteSubscriptions,
  listItems,
  markAllRead,
  markRead,
  putSubscription,
  subscriptionsOf,
} from "./store.ts";
import type { ItemRow, SubscriptionRow } from "./tables.ts";
import { readUnsubscribeToken } from "./unsubscribe.ts";
import { wordsOf } from "./words.ts";
import { tellUnread } from "./write-items.ts";

export function notificationRoutes(parts: NotificationParts): BoundRoute[] {
  return [...inboxRoutes(parts), ...settingRoutes(parts), ...pushRoutes(parts)];
}

const itemId = idOf("ntf");

function inboxRoutes(parts: NotificationParts): BoundRoute[] {
  const { ctx } = parts;
  const unreadOf = async ({ account_id }: Caller) => ({
    object: "unread_count" as const,
    unread: (await countUnread(ctx.db.reader, [account_id])).get(account_id) ?? 0,
  });
  return [
    handle(routes.listNotifications, async ({ caller, query, request }) => {
      if (query.cursor !== undefined && !itemId.safeParse(query.cursor).success)
        refuse("invalid_param", { param: "cursor", details: { detail: "cursor" } });
      const rows = await listItems(ctx.db.reader, caller.account_id, {
        before: query.cursor ?? null,
        unread: query.unread === "1",
        limit: query.limit + 1,
      });
      const page = rows.slice(0, query.limit);
      const has_more = rows.length > query.limit;
      return {
        object: "list" as const,
        data: await wireItems(parts, page, request.locale),
        has_more,
        next_cursor: has_more ? (page.at(-1)?.id ?? null) : null,
      };
    }),
    handle(routes.countUnread, ({ caller }) => unreadOf(caller)),
    handle(routes.readNotification, async ({ caller, params }) => {
      await ctx.db.transact(async (tx) => {
        if (!(await markRead(tx, caller.account_id, params.id, ctx.clock.now()))) refuse("not_found");
        await tellUnread(parts, tx, [caller.account_id]);
      });
      return unreadOf(caller);
    }),
    handle(routes.readAllNotifications, async ({ caller }) => {
      await ctx.db.transact(async (tx) => {
        await markAllRead(tx, caller.account_id, ctx.clock.now());
        await tellUnread(parts, tx, [caller.account_id]);
      });
      return unreadOf(caller);
    }),
  ];
}

async function wireItems(
  { ctx, accounts }: NotificationParts,
  rows: readonly ItemRow[],
  locale: Locale,
): Promise<Notification[]> {
  const hosts = await accounts.publicAccounts(ctx.db.reader, [
    ...new Set(rows.flatMap((row) => row.params.host_id ?? [])),
  ]);
  return rows.map((row) => ({
    id: row.id,
    object: "notification",
    kind: row.kind,
    group: notificationKinds[row.kind].group,
    ...wordsOf(locale, row.kind, row.params, {
      host_name: hosts.get(row.params.host_id ?? "")?.name ?? "",
      currency: ctx.config.currency,
      time_zone: ctx.config.time_zone,
    }),
    link: linkOf(row.kind, row.params),
    read: row.read_at !== null,
    at: row.at.toISOString(),
  }));
}

function settingRoutes(parts: NotificationParts): BoundRoute[] {
  const { ctx } = parts;
  return [
    handle(routes.getNotificationSettings, ({ caller }) => readSettings(parts, caller.account_id, caller.roles)),
    handle(routes.putNotificationSetting, async ({ caller, body }) => {
      await ctx.db.transact((tx) => changeSetting(parts, tx, caller.account_id, body));
      return readSettings(parts, caller.account_id, caller.roles);
    }),
    handle(routes.unsubscribeMail, async ({ query }) => {
      const { account_id, kind } =
        readUnsubscribeToken(ctx.seal, query.token) ?? refuse("unsubscribe_invalid", { param: "token" });
      await ctx.db.transact((tx) => changeSetting(parts, tx, account_id, { kind, channel: "mail", on: false }));
      return { object: "unsubscribed" as const, kind };
    }),
  ];
}

function pushRoutes({ ctx }: NotificationParts): BoundRoute[] {
  const { public_key } = vapidKeys(ctx.seal);
  return [
    handle(routes.getPushKey, () => Promise.resolve({ object: "push_key" as const, public_key })),
    handle(routes.listPushSubscriptions, async ({ caller }) => ({
      object: "list" as const,
      data: (await subscriptionsOf(ctx.db.reader, [caller.account_id])).map((row) => wireSubscription(row, caller)),
      has_more: false,
      next_cursor: null,
    })),
    handle(routes.createPushSubscription, async ({ caller, body, request }) => {
      if (!isPushEndpoint(body.endpoint) || !hasUsableKeys(body))
        refuse("push_endpoint_invalid", { param: "endpoint" });
      const { account_id, auth_session_id } = caller;
      const row: SubscriptionRow = {
        account_id,
        id: newId(ctx, "push"),
        auth_session_id,
        ...sealSubscription(ctx.seal, account_id, body),
        device: deviceOf(request.user_agent),
        created_at: ctx.clock.now(),
      };
      const kept = await ctx.db.transact((tx) => putSubscription(tx, row, limits.push_subscriptions_per_account_max));
      return wireSubscription(kept, caller);
    }),
    handle(routes.deletePushSubscription, async ({ caller, params }) => {
      const gone = await ctx.db.transact((tx) => deleteSubscriptions(tx, caller.account_id, [params.id]));
      if (gone === 0) refuse("not_found");
      return { object: "deleted" as const, id: params.id };
    }),
  ];
}

function wireSubscription(row: SubscriptionRow, caller: Caller): z.infer<typeof PushSubscription> {
  return {
    id: row.id,
    object: "push_subscription",
    device: row.device,
    current: row.auth_session_id === caller.auth_session_id,
    created_at: row.created_at.toISOString(),
  };
}
