import {
  notificationKinds,
  type NotificationChannel,
  type NotificationKind,
  type NotificationSettings,
} from "../../../contract/notifications.ts";
import type { Role } from "../../../contract/http.ts";
import type { Tx } from "../../kernel/db.ts";
import { refuse } from "../../kernel/refusal.ts";
import { channelsOf } from "./item.ts";
import type { NotificationParts } from "./parts.ts";
import { lockSettings, putSetting, settingsOf } from "./store.ts";

/** Everything this account can be told of, with its switches. */
export async function readSettings(
  { ctx, accounts }: NotificationParts,
  account_id: string,
  roles: ReadonlySet<Role>,
): Promise<NotificationSettings> {
  const { reader } = ctx.db;
  const chosen = new Map((await settingsOf(reader, [account_id])).map((row) => [row.kind, row]));
  const contact = (await accounts.contacts(reader, [account_id])).get(account_id);
  return {
    object: "notification_settings",
    data: (Object.keys(notificationKinds) as NotificationKind[])
      .filter((kind) => notificationKinds[kind].role === "viewer" || roles.has(notificationKinds[kind].role))
      .map((kind) => {
        const { group, locked } = notificationKinds[kind];
        return { kind, group, ...channelsOf(kind, chosen.get(kind)), locked: [...locked] };
      }),
    mail_possible: (contact?.email ?? null) !== null,
  };
}

/** Switches one channel of one kind; the others stay. Refuses `setting_locked`. */
export async function changeSetting(
  { ctx }: NotificationParts,
  tx: Tx,
  account_id: string,
  change: { kind: NotificationKind; channel: NotificationChannel; on: boolean },
): Promise<void> {
  const { kind, channel, on } = change;
  const locked: readonly NotificationChannel[] = notificationKinds[kind].locked;
  if (locked.includes(channel)) refuse("setting_locked", { param: "channel" });
  await lockSettings(tx, account_id);
  const before = (await settingsOf(tx, [account_id])).find((row) => row.kind === kind);
  const { in_app, push, mail } = channelsOf(kind, before);
  await putSetting(tx, account_id, kind, { in_app, push, mail, [channel]: on }, ctx.clock.now());
}
