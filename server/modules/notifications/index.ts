import type { Context } from "../../kernel/context.ts";
import type { Tx } from "../../kernel/db.ts";
import { limits } from "../../kernel/limits.ts";
import type { ModulePart } from "../../kernel/module.ts";
import type { NewItem } from "./item.ts";
import { notificationJobs } from "./jobs.ts";
import { notificationListeners } from "./listeners.ts";
import type { NotificationParts, NotificationPorts } from "./parts.ts";
import { httpsTransport, type PushTransport } from "./push-transport.ts";
import { notificationRoutes } from "./routes.ts";
import { eraseAll, exportItems, settingsOf, subscriptionsOf } from "./store.ts";
import { writeItems } from "./write-items.ts";

export type { NewItem } from "./item.ts";
export type { NotificationPorts } from "./parts.ts";
export type { PushTransport } from "./push-transport.ts";

/** Inbox, web push and mail: README.md. */
export interface Notifications {
  /** Tells people in the caller's transaction; the same cause tells the same account once. */
  notify(tx: Tx, items: readonly NewItem[]): Promise<void>;
  readonly part: ModulePart;
}

/** `ports` may be filled in later: the modules that answer them sit above. */
export function createNotifications(
  ctx: Context,
  deps: Pick<NotificationParts, "accounts"> & { readonly push?: PushTransport },
  ports: NotificationPorts,
): Notifications {
  const parts: NotificationParts = {
    ctx,
    ports,
    accounts: deps.accounts,
    push: deps.push ?? httpsTransport(ctx.clock),
  };
  return {
    notify: (tx, items) => writeItems(parts, tx, items),
    part: {
      routes: notificationRoutes(parts),
      listeners: notificationListeners(parts),
      jobs: notificationJobs(parts),
      personal: {
        name: "notifications",
        async exportOf(reader, account_id) {
          return {
            items: await exportItems(reader, account_id, limits.export_rows_per_list_max),
            settings: (await settingsOf(reader, [account_id])).map(({ kind, in_app, push, mail }) => ({
              kind,
              in_app,
              push,
              mail,
            })),
            browsers: (await subscriptionsOf(reader, [account_id])).map(({ device, created_at }) => ({
              device,
              created_at,
            })),
          };
        },
        erase: (tx, account_id) => eraseAll(tx, account_id),
      },
    },
  };
}
