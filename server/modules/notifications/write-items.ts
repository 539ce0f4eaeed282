import { accountChannel } from "../../kernel/channel.ts";
import type { Tx } from "../../kernel/db.ts";
import { newId } from "../../kernel/ids.ts";
import { channelsOf, type NewItem } from "./item.ts";
import type { NotificationParts } from "./parts.ts";
import { countUnread, insertDeliveries, insertItems, settingsOf, subscriptionsOf, type NewRow } from "./store.ts";

export const deliverJob = "notifications.deliver";

/**
 * Writes items into the inboxes of those who want them, and puts pushes and mails on their way, all in the caller's
 * transaction. The same cause for the same account writes nothing the second time. Whoever was deleted is left out.
 */
export async function writeItems(parts: NotificationParts, tx: Tx, items: readonly NewItem[]): Promise<void> {
  if (items.length === 0) return;
  const { ctx } = parts;
  const people = [...new Set(items.map((item) => item.account_id))];
  const contacts = await parts.accounts.contacts(tx, people);
  const chosen = new Map((await settingsOf(tx, people)).map((row) => [`${row.account_id} ${row.kind}`, row]));
  const wanted = items
    .filter((item) => contacts.has(item.account_id))
    .map((item) => ({ item, channels: channelsOf(item.kind, chosen.get(`${item.account_id} ${item.kind}`)) }))
    .filter(({ channels }) => channels.in_app || channels.push || channels.mail);
  const rows = new Map<string, { row: NewRow; push: boolean; mail: boolean }>();
  for (const { item, channels } of wanted) {
    const row: NewRow = { ...item, id: newId(ctx, "ntf"), in_app: channels.in_app };
    rows.set(row.id, {
      row,
      push: channels.push,
      mail: channels.mail && (contacts.get(item.account_id)?.email ?? null) !== null,
    });
  }
  const written = (
    await insertItems(
      tx,
      [...rows.values()].map((one) => one.row),
    )
  ).flatMap(({ id }) => rows.get(id) ?? []);
  await putOnTheWay(parts, tx, written);
  await tellUnread(parts, tx, [...new Set(written.filter(({ row }) => row.in_app).map(({ row }) => row.account_id))]);
}

async function putOnTheWay(
  { ctx }: NotificationParts,
  tx: Tx,
  written: readonly { row: NewRow; push: boolean; mail: boolean }[],
): Promise<void> {
  const pushed = [...new Set(written.filter((one) => one.push).map(({ row }) => row.account_id))];
  const browsers = Map.groupBy(await subscriptionsOf(tx, pushed), (one) => one.account_id);
  const deliveries = written.flatMap(({ row, push, mail }) => {
    const key = { account_id: row.account_id, item_id: row.id };
    return [
      ...(push ? (browsers.get(row.account_id) ?? []).map(({ id }) => ({ ...key, target: id })) : []),
      ...(mail ? [{ ...key, target: "mail" }] : []),
    ];
  });
  if (deliveries.length === 0) return;
  await insertDeliveries(tx, deliveries, ctx.clock.now());
  await ctx.jobs.add(tx, deliverJob, {});
}

/** The count beside the bell, on every device that is looking; whoever comes later asks for it. */
export async function tellUnread({ ctx }: NotificationParts, tx: Tx, account_ids: readonly string[]): Promise<void> {
  if (account_ids.length === 0) return;
  const unread = await countUnread(tx, account_ids);
  ctx.db.afterCommit(tx, () => {
    for (const [account_id, count] of unread)
      ctx.channel.publish(accountChannel(account_id), { t: "inbox", unread: count }, "inbox");
  });
}
