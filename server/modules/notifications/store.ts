import { sql } from "kysely";
import type { NotificationKind } from "../../../contract/notifications.ts";
import type { Reader, Tx } from "../../kernel/db.ts";
import type { Channels, ItemParams } from "./item.ts";
import type { DeliveryRow, FanOutRow, ItemRow, SettingRow, SubscriptionRow } from "./tables.ts";

// --- items -----------------------------------------------------------------------------------------------------------

export type NewRow = Omit<ItemRow, "read_at">;

/** Those that were not there yet: a cause tells an account once. */
export async function insertItems(tx: Tx, rows: readonly NewRow[]): Promise<{ account_id: string; id: string }[]> {
  if (rows.length === 0) return [];
  return (
    await sql<{ account_id: string; id: string }>`
      insert into notifications.item (account_id, id, kind, cause, params, in_app, at)
      select a, i, k, c, p::jsonb, n, t from unnest(${rows.map((row) => row.account_id)}::text[], ${rows.map((row) => row.id)}::text[],
        ${rows.map((row) => row.kind)}::text[], ${rows.map((row) => row.cause)}::text[], ${rows.map((row) => JSON.stringify(row.params))}::text[],
        ${rows.map((row) => row.in_app)}::boolean[], ${rows.map((row) => row.at)}::timestamptz[]) as u(a, i, k, c, p, n, t)
      on conflict (account_id, cause) do nothing returning account_id, id`.execute(tx)
  ).rows;
}

/** The day's one item for a cause that grows: it is told again, and unread again. */
export async function putGrowingItem(tx: Tx, row: NewRow): Promise<void> {
  await sql`insert into notifications.item (account_id, id, kind, cause, params, in_app, at)
    values (${row.account_id}, ${row.id}, ${row.kind}, ${row.cause}, ${JSON.stringify(row.params)}::jsonb, ${row.in_app}, ${row.at})
    on conflict (account_id, cause) do update set params = excluded.params, at = excluded.at, read_at = null`.execute(
    tx,
  );
}

export async function listItems(
  db: Reader,
  account_id: string,
  query: { before: string | null; unread: boolean; limit: number },
): Promise<ItemRow[]> {
  const before = query.before === null ? sql`true` : sql`id < ${query.before}`;
  const unread = query.unread ? sql`read_at is null` : sql`true`;
  return (
    await sql<ItemRow>`select account_id, id, kind, cause, params, in_app, at, read_at from notifications.item
      where account_id = ${account_id} and in_app and ${before} and ${unread} order by id desc limit ${query.limit}`.execute(
      db,
    )
  ).rows;
}

export async function itemsByKey(
  db: Reader,
  keys: readonly { account_id: string; item_id: string }[],
): Promise<ItemRow[]> {
  if (keys.length === 0) return [];
  return (
    await sql<ItemRow>`select i.account_id, i.id, i.kind, i.cause, i.params, i.in_app, i.at, i.read_at from notifications.item i
      join unnest(${keys.map((key) => key.account_id)}::text[], ${keys.map((key) => key.item_id)}::text[]) as k(a, i)
      on i.account_id = k.a and i.id = k.i`.execute(db)
  ).rows;
}

export async function countUnread(db: Reader, account_ids: readonly string[]): Promise<Map<string, number>> {
  if (account_ids.length === 0) return new Map();
  const { rows } = await sql<{
    account_id: string;
    unread: bigint;
  }>`select account_id, count(*) as unread from notifications.item
    where account_id = any(${account_ids}) and read_at is null and in_app group by account_id`.execute(db);
  const found = new Map(rows.map((row) => [row.account_id, Number(row.unread)]));
  return new Map(account_ids.map((id) => [id, found.get(id) ?? 0]));
}

/** False where there is no such item of this account. */
export async function markRead(tx: Tx, account_id: string, id: string, at: Date): Promise<boolean> {
  const result =
    await sql`update notifications.item set read_at = coalesce(read_at, ${at}) where account_id = ${account_id} and id = ${id} and in_app`.execute(
      tx,
    );
  return result.numAffectedRows === 1n;
}

export async function markAllRead(tx: Tx, account_id: string, at: Date): Promise<void> {
  await sql`update notifications.item set read_at = ${at} where account_id = ${account_id} and read_at is null`.execute(
    tx,
  );
}

/** Which of these followers the host was not yet told of on that day; they count from now on. */
export async function tallyFollowers(
  tx: Tx,
  host_id: string,
  day: string,
  follower_ids: readonly string[],
): Promise<number> {
  await sql`insert into notifications.follow_tally (account_id, day, follower_id)
    select ${host_id}, ${day}, f from unnest(${follower_ids}::text[]) as u(f) on conflict do nothing`.execute(tx);
  const { rows } = await sql<{ count: bigint }>`select count(*) as count from notifications.follow_tally
    where account_id = ${host_id} and day = ${day}`.execute(tx);
  return Number(rows[0]?.count ?? 0n);
}

export async function forgetOld(tx: Tx, before: Date): Promise<void> {
  await sql`delete from notifications.delivery d using notifications.item i where i.account_id = d.account_id and i.id = d.item_id and i.at < ${before}`.execute(
    tx,
  );
  await sql`delete from notifications.item where at < ${before}`.execute(tx);
  await sql`delete from notifications.fan_out where at < ${before}`.execute(tx);
  await sql`delete from notifications.follow_tally where day < ${before.toISOString().slice(0, 10)}`.execute(tx);
}

// --- settings --------------------------------------------------------------------------------------------------------

export async function settingsOf(db: Reader, account_ids: readonly string[]): Promise<SettingRow[]> {
  if (account_ids.length === 0) return [];
  return (
    await sql<SettingRow>`select account_id, kind, in_app, push, mail from notifications.setting where account_id = any(${account_ids})`.execute(
      db,
    )
  ).rows;
}

/** One change of settings of one account at a time. */
export async function lockSettings(tx: Tx, account_id: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`notifications.setting ${account_id}`}, 0))`.execute(tx);
}

export async function putSetting(
  tx: Tx,
  account_id: string,
  kind: NotificationKind,
  channels: Channels,
  at: Date,
): Promise<void> {
  await sql`insert into notifications.setting (account_id, kind, in_app, push, mail, updated_at)
    values (${account_id}, ${kind}, ${channels.in_app}, ${channels.push}, ${channels.mail}, ${at})
    on conflict (account_id, kind) do update set in_app = excluded.in_app, push = excluded.push, mail = excluded.mail, updated_at = excluded.updated_at`.execute(
    tx,
  );
}

// --- push subscriptions ----------------------------------------------------------------------------------------------

const subscriptionColumns = sql`account_id, id, auth_session_id, endpoint_index, content_sealed, device, created_at`;

/** A browser is one person's at a time: whoever had it before does not any more. Returns the row that is kept. */
export async function putSubscription(tx: Tx, row: SubscriptionRow, keep_max: number): Promise<SubscriptionRow> {
  await sql`delete from notifications.push_subscription where endpoint_index = ${row.endpoint_index} and account_id <> ${row.account_id}`.execute(
    tx,
  );
  const { rows } = await sql<SubscriptionRow>`insert into notifications.push_subscription (${subscriptionColumns})
    values (${row.account_id}, ${row.id}, ${row.auth_session_id}, ${row.endpoint_index}, ${row.content_sealed}, ${row.device}, ${row.created_at})
    on conflict (account_id, endpoint_index) do update set auth_session_id = excluded.auth_session_id, content_sealed = excluded.content_sealed, device = excluded.device
    returning ${subscriptionColumns}`.execute(tx);
  await sql`delete from notifications.push_subscription where account_id = ${row.account_id} and id in (
    select id from notifications.push_subscription where account_id = ${row.account_id} order by id desc offset ${keep_max})`.execute(
    tx,
  );
  return rows[0] ?? row;
}

export async function subscriptionsOf(db: Reader, account_ids: readonly string[]): Promise<SubscriptionRow[]> {
  if (account_ids.length === 0) return [];
  return (
    await sql<SubscriptionRow>`select ${subscriptionColumns} from notifications.push_subscription where account_id = any(${account_ids}) order by id desc`.execute(
      db,
    )
  ).rows;
}

export async function deleteSubscriptions(tx: Tx, account_id: string, ids: readonly string[]): Promise<number> {
  return Number(
    (
      await sql`delete from notifications.push_subscription where account_id = ${account_id} and id = any(${ids})`.execute(
        tx,
      )
    ).numAffectedRows ?? 0n,
  );
}

// --- deliveries ------------------------------------------------------------------------------------------------------

export async function insertDeliveries(
  tx: Tx,
  rows: readonly Pick<DeliveryRow, "account_id" | "item_id" | "target">[],
  at: Date,
): Promise<void> {
  if (rows.length === 0) return;
  await sql`insert into notifications.delivery (account_id, item_id, target, state, attempts, next_at)
    select a, i, t, 'waiting', 0, ${at} from unnest(${rows.map((row) => row.account_id)}::text[], ${rows.map((row) => row.item_id)}::text[],
      ${rows.map((row) => row.target)}::text[]) as u(a, i, t) on conflict do nothing`.execute(tx);
}

/**
 * Takes what is due, so that nobody else sends it meanwhile; `next_at` then says when the taker is given up. A push whose
 * sender died is taken again (the browser shows it once), a mail only if it was not handed over yet: until `handOver` it is
 * `waiting`. What was taken `attempts_max` times is given up, also where it kills whoever takes it.
 */
export async function claimDeliveries(
  tx: Tx,
  claim: { readonly at: Date; readonly stuck_at: Date; readonly limit: number; readonly attempts_max: number },
): Promise<DeliveryRow[]> {
  const { at, stuck_at, limit, attempts_max } = claim;
  await sql`update notifications.delivery set state = 'unknown' where state = 'sending' and target = 'mail' and next_at <= ${at}`.execute(
    tx,
  );
  await sql`update notifications.delivery set state = 'dropped'
    where state in ('waiting', 'sending') and next_at <= ${at} and attempts >= ${attempts_max}`.execute(tx);
  return (
    await sql<DeliveryRow>`
      update notifications.delivery d set state = case when d.target = 'mail' then 'waiting' else 'sending' end, attempts = d.attempts + 1, next_at = ${stuck_at}
      from (select account_id, item_id, target from notifications.delivery where state in ('waiting', 'sending') and next_at <= ${at}
        order by next_at limit ${limit} for update skip locked) due
      where d.account_id = due.account_id and d.item_id = due.item_id and d.target = due.target
      returning d.account_id, d.item_id, d.target, d.state, d.attempts, d.next_at`.execute(tx)
  ).rows;
}

/** From here on nobody knows whether the mail goes out until it is settled. False where another has taken it meanwhile. */
export async function handOver(tx: Tx, row: DeliveryRow): Promise<boolean> {
  const result = await sql`update notifications.delivery set state = 'sending'
    where account_id = ${row.account_id} and item_id = ${row.item_id} and target = ${row.target} and state = 'waiting' and attempts = ${row.attempts}`.execute(
    tx,
  );
  return result.numAffectedRows === 1n;
}

/** Nothing where another has taken it meanwhile: each taking raises `attempts`. */
export async function settleDelivery(tx: Tx, row: DeliveryRow): Promise<void> {
  await sql`update notifications.delivery set state = ${row.state}, next_at = ${row.next_at}
    where account_id = ${row.account_id} and item_id = ${row.item_id} and target = ${row.target} and state in ('waiting', 'sending') and attempts = ${row.attempts}`.execute(
    tx,
  );
}

// --- fan-out ---------------------------------------------------------------------------------------------------------

/** How often a host's people were told of this kind on this day of the market so far. */
export async function countFanOuts(
  tx: Tx,
  host_id: string,
  kind: FanOutRow["kind"],
  today: { readonly now: Date; readonly time_zone: string },
): Promise<number> {
  const { rows } = await sql<{ count: bigint }>`select count(*) as count from notifications.fan_out
    where account_id = ${host_id} and kind = ${kind}
      and at >= date_trunc('day', ${today.now}::timestamptz, ${today.time_zone}::text)`.execute(tx);
  return Number(rows[0]?.count ?? 0n);
}

/** False where this cause was told already. */
export async function insertFanOut(tx: Tx, row: Omit<FanOutRow, "cursor_id">): Promise<boolean> {
  const result = await sql`insert into notifications.fan_out (account_id, id, kind, cause, params, at, stage)
    values (${row.account_id}, ${row.id}, ${row.kind}, ${row.cause}, ${JSON.stringify(row.params)}::jsonb, ${row.at}, ${row.stage})
    on conflict (account_id, cause) do nothing`.execute(tx);
  return result.numAffectedRows === 1n;
}

export async function lockFanOut(tx: Tx, account_id: string, id: string): Promise<FanOutRow | undefined> {
  return (
    await sql<FanOutRow>`select account_id, id, kind, cause, params, at, stage, cursor_id from notifications.fan_out
      where account_id = ${account_id} and id = ${id} for update`.execute(tx)
  ).rows[0];
}

export async function saveFanOut(
  tx: Tx,
  row: Pick<FanOutRow, "account_id" | "id" | "stage" | "cursor_id">,
): Promise<void> {
  await sql`update notifications.fan_out set stage = ${row.stage}, cursor_id = ${row.cursor_id} where account_id = ${row.account_id} and id = ${row.id}`.execute(
    tx,
  );
}

export async function openFanOuts(db: Reader, limit: number): Promise<{ account_id: string; id: string }[]> {
  return (
    await sql<{
      account_id: string;
      id: string;
    }>`select account_id, id from notifications.fan_out where stage <> 'done' order by at limit ${limit}`.execute(db)
  ).rows;
}

// --- everything of one account ---------------------------------------------------------------------------------------

export async function exportItems(
  db: Reader,
  account_id: string,
  limit: number,
): Promise<{ kind: string; params: ItemParams; at: Date; read_at: Date | null }[]> {
  return (
    await sql<{
      kind: string;
      params: ItemParams;
      at: Date;
      read_at: Date | null;
    }>`select kind, params, at, read_at from notifications.item where account_id = ${account_id} order by id desc limit ${limit}`.execute(
      db,
    )
  ).rows;
}

export async function eraseAll(tx: Tx, account_id: string): Promise<void> {
  await sql`delete from notifications.delivery where account_id = ${account_id}`.execute(tx);
  await sql`delete from notifications.item where account_id = ${account_id}`.execute(tx);
  await sql`delete from notifications.setting where account_id = ${account_id}`.execute(tx);
  await sql`delete from notifications.push_subscription where account_id = ${account_id}`.execute(tx);
  await sql`delete from notifications.fan_out where account_id = ${account_id}`.execute(tx);
  await sql`delete from notifications.follow_tally where account_id = ${account_id} or follower_id = ${account_id}`.execute(
    tx,
  );
}
