import type { Context } from "../../kernel/context.ts";
import type { Reader } from "../../kernel/db.ts";
import type { Accounts } from "../accounts/index.ts";
import type { PushTransport } from "./push-transport.ts";

/** What notifications asks of modules above; the app fills it in. What is missing has nobody to tell. */
export interface NotificationPorts {
  /** Account ids of a host's followers beyond `after`, in order. */
  followersPage?: (reader: Reader, host_id: string, after: string | null, limit: number) => Promise<readonly string[]>;
  /** Account ids that asked to be reminded of a session, beyond `after`, in order. */
  remindedPage?: (
    reader: Reader,
    session: { readonly room_id: string; readonly session_id: string },
    after: string | null,
    limit: number,
  ) => Promise<readonly string[]>;
  /** Account ids by shop of those who handle its orders, the owner's included. */
  staffOf?: (reader: Reader, shop_ids: readonly string[]) => Promise<ReadonlyMap<string, ReadonlySet<string>>>;
  /** What stands on the first line of these orders, by their ids. */
  orderTitles?: (
    reader: Reader,
    orders: readonly { readonly shop_id: string; readonly order_id: string }[],
  ) => Promise<ReadonlyMap<string, string>>;
  /** Of these orders those that need no word of their parcels' arrival any more: received, or over. */
  ordersArrived?: (
    reader: Reader,
    orders: readonly { readonly shop_id: string; readonly order_id: string }[],
  ) => Promise<ReadonlySet<string>>;
  /** By session id. */
  sessionTitles?: (reader: Reader, session_ids: readonly string[]) => Promise<ReadonlyMap<string, string>>;
}

/** What the parts of this module share. */
export interface NotificationParts {
  readonly ctx: Context;
  readonly accounts: Pick<Accounts, "publicAccounts" | "contacts" | "liveSessions" | "mail" | "operators">;
  readonly ports: NotificationPorts;
  readonly push: PushTransport;
}
