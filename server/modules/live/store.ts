import { sql, type Updateable } from "kysely";
import { present } from "../../kernel/assert.ts";
import type { Reader, Tx } from "../../kernel/db.ts";
import { openStates, watchedStates } from "./session.ts";
import type { LiveTables, SessionRow } from "./tables.ts";

export interface SessionKey {
  readonly room_id: string;
  readonly session_id: string;
}

const on = (reader: Reader) => reader.$extendTables<LiveTables>();

/** The host's room, made on first need. */
export async function ensureRoom(tx: Tx, hostId: string, newRoomId: string, at: Date): Promise<string> {
  const known = (await roomsOfHosts(tx, [hostId])).get(hostId);
  if (known !== undefined) return known;
  await on(tx)
    .insertInto("live.host_room")
    .values({ account_id: hostId, room_id: newRoomId })
    .onConflict((oc) => oc.doNothing())
    .execute();
  const roomId = present((await roomsOfHosts(tx, [hostId])).get(hostId), "a host has a room by now");
  await on(tx)
    .insertInto("live.room")
    .values({ room_id: roomId, host_id: hostId, created_at: at })
    .onConflict((oc) => oc.doNothing())
    .execute();
  return roomId;
}

export async function roomsOfHosts(reader: Reader, hostIds: readonly string[]): Promise<Map<string, string>> {
  if (hostIds.length === 0) return new Map();
  const rows = await on(reader)
    .selectFrom("live.host_room")
    .select(["account_id", "room_id"])
    .where("account_id", "=", sql<string>`any(${hostIds})`)
    .execute();
  return new Map(rows.map((row) => [row.account_id, row.room_id]));
}

/** Room id → host id. */
export async function hostsOfRooms(reader: Reader, roomIds: readonly string[]): Promise<Map<string, string>> {
  if (roomIds.length === 0) return new Map();
  const rows = await on(reader)
    .selectFrom("live.room")
    .select(["room_id", "host_id"])
    .where("room_id", "=", sql<string>`any(${roomIds})`)
    .execute();
  return new Map(rows.map((row) => [row.room_id, row.host_id]));
}

export async function sessionsById(reader: Reader, sessionIds: readonly string[]): Promise<Map<string, SessionRow>> {
  if (sessionIds.length === 0) return new Map();
  const rows = await on(reader)
    .selectFrom("live.session")
    .selectAll()
    .where("session_id", "=", sql<string>`any(${sessionIds})`)
    .execute();
  return new Map(rows.map((row) => [row.session_id, row]));
}

/** Held until the transaction ends: whoever changes a session goes through here. */
export async function lockSession(tx: Tx, key: SessionKey): Promise<SessionRow | undefined> {
  return on(tx)
    .selectFrom("live.session")
    .selectAll()
    .where("room_id", "=", key.room_id)
    .where("session_id", "=", key.session_id)
    .forUpdate()
    .executeTakeFirst();
}

export async function lockOpenSession(tx: Tx, roomId: string): Promise<SessionRow | undefined> {
  return on(tx)
    .selectFrom("live.session")
    .selectAll()
    .where("room_id", "=", roomId)
    .where("state", "in", openStates)
    .forUpdate()
    .executeTakeFirst();
}

export async function openSession(reader: Reader, roomId: string): Promise<SessionRow | undefined> {
  return on(reader)
    .selectFrom("live.session")
    .selectAll()
    .where("room_id", "=", roomId)
    .where("state", "in", openStates)
    .executeTakeFirst();
}

/** Room → the shop of the session that is open there. */
export async function openShopsOf(reader: Reader, roomIds: readonly string[]): Promise<Map<string, string>> {
  const rows = await on(reader)
    .selectFrom("live.session")
    .select(["room_id", "shop_id"])
    .where("room_id", "=", sql<string>`any(${roomIds})`)
    .where("state", "in", openStates)
    .execute();
  return new Map(rows.map((row) => [row.room_id, row.shop_id]));
}

/** Every session people watch now, in all rooms. */
export async function watchedSessions(reader: Reader): Promise<SessionRow[]> {
  return on(reader).selectFrom("live.session").selectAll().where("state", "in", watchedStates).execute();
}

/** What a visitor of each room sees: the session on air, or else the last that ended. */
export async function shownSessions(reader: Reader, roomIds: readonly string[]): Promise<Map<string, SessionRow>> {
  if (roomIds.length === 0) return new Map();
  const rows = await on(reader)
    .selectFrom("live.session")
    .selectAll()
    .distinctOn("room_id")
    .where("room_id", "=", sql<string>`any(${roomIds})`)
    .where("state", "in", [...watchedStates, "ended"])
    .orderBy("room_id")
    .orderBy("started_at", "desc")
    .execute();
  return new Map(rows.map((row) => [row.room_id, row]));
}

/** What ended in a room, newest first; with `before`, what began earlier than that. */
export async function pastSessions(
  reader: Reader,
  roomId: string,
  count: number,
  before?: Date,
): Promise<SessionRow[]> {
  let query = on(reader)
    .selectFrom("live.session")
    .selectAll()
    .where("room_id", "=", roomId)
    .where("state", "=", "ended");
  if (before !== undefined) query = query.where("started_at", "<", before);
  return query.orderBy("started_at", "desc").limit(count).execute();
}

/** Broadcasts that ended since `since`, the newest first, behind `before`. Session ids sort by time, and are the index. */
export async function endedSessions(
  reader: Reader,
  wanted: {
    readonly host_id?: string;
    readonly shop_id?: string;
    readonly since: Date;
    readonly before: string | null;
    readonly limit: number;
  },
): Promise<SessionRow[]> {
  let query = on(reader)
    .selectFrom("live.session")
    .selectAll()
    .where("state", "=", "ended")
    .where("ended_at", ">=", wanted.since)
    .orderBy("session_id", "desc")
    .limit(wanted.limit);
  if (wanted.host_id !== undefined) query = query.where("host_id", "=", wanted.host_id);
  if (wanted.shop_id !== undefined) query = query.where("shop_id", "=", wanted.shop_id);
  if (wanted.before !== null) query = query.where("session_id", "<", wanted.before);
  return query.execute();
}

export async function insertSession(tx: Tx, row: SessionRow): Promise<void> {
  await on(tx).insertInto("live.session").values(row).execute();
}

/** The row as it is afterwards. */
export async function changeSession(
  tx: Tx,
  key: SessionKey,
  change: Updateable<Omit<SessionRow, "room_id" | "session_id">>,
): Promise<SessionRow> {
  return on(tx)
    .updateTable("live.session")
    .set(change)
    .where("room_id", "=", key.room_id)
    .where("session_id", "=", key.session_id)
    .returningAll()
    .executeTakeFirstOrThrow();
}

/** Product ids of each session's bag, in the host's order. */
export async function bags(reader: Reader, keys: readonly SessionKey[]): Promise<Map<string, string[]>> {
  const found = new Map<string, string[]>(keys.map((key) => [key.session_id, []]));
  if (keys.length === 0) return found;
  const rows = await on(reader)
    .selectFrom("live.bag_product")
    .select(["session_id", "product_id"])
    .where("room_id", "=", sql<string>`any(${keys.map((key) => key.room_id)})`)
    .where("session_id", "=", sql<string>`any(${keys.map((key) => key.session_id)})`)
    .orderBy("session_id")
    .orderBy("position")
    .execute();
  for (const row of rows) found.get(row.session_id)?.push(row.product_id);
  return found;
}

/** The bag anew, in this order; what the team wrote about a product that stays is kept. */
export async function replaceBag(tx: Tx, key: SessionKey, productIds: readonly string[]): Promise<void> {
  const notes = new Map((await bagNotes(tx, key)).map((row) => [row.product_id, row]));
  await on(tx)
    .deleteFrom("live.bag_product")
    .where("room_id", "=", key.room_id)
    .where("session_id", "=", key.session_id)
    .execute();
  if (productIds.length === 0) return;
  await on(tx)
    .insertInto("live.bag_product")
    .values(
      productIds.map((product_id, position) => ({
        room_id: key.room_id,
        session_id: key.session_id,
        product_id,
        position,
        talking_points: notes.get(product_id)?.talking_points ?? null,
        planned_minutes: notes.get(product_id)?.planned_minutes ?? null,
      })),
    )
    .execute();
}

/** The bag with what the team wrote, in the host's order. */
export async function bagNotes(
  reader: Reader,
  key: SessionKey,
): Promise<{ product_id: string; talking_points: string | null; planned_minutes: number | null }[]> {
  return on(reader)
    .selectFrom("live.bag_product")
    .select(["product_id", "talking_points", "planned_minutes"])
    .where("room_id", "=", key.room_id)
    .where("session_id", "=", key.session_id)
    .orderBy("position")
    .execute();
}

/** Rooms that people watch and whose bag holds one of these products. */
export async function roomsSelling(
  reader: Reader,
  productIds: readonly string[],
): Promise<{ room_id: string; product_id: string }[]> {
  return on(reader)
    .selectFrom("live.bag_product as b")
    .innerJoin("live.session as s", (join) =>
      join.onRef("s.room_id", "=", "b.room_id").onRef("s.session_id", "=", "b.session_id"),
    )
    .select(["b.room_id", "b.product_id"])
    .where("b.product_id", "=", sql<string>`any(${productIds})`)
    .where("s.state", "in", watchedStates)
    .execute();
}

export async function addPin(
  tx: Tx,
  key: SessionKey,
  pin: { product_id: string | null; offset_ms: number; at: Date },
): Promise<void> {
  await sql`insert into live.pin (room_id, session_id, seq, product_id, offset_ms, at)
    select ${key.room_id}, ${key.session_id}, coalesce(max(seq), 0) + 1, ${pin.product_id}::text, ${pin.offset_ms}::bigint, ${pin.at}::timestamptz
    from live.pin where room_id = ${key.room_id} and session_id = ${key.session_id}`.execute(tx);
}

/** What was pinned at each moment, in order; null: nothing. */
export async function pinnedAt(
  reader: Reader,
  moments: readonly (SessionKey & { offset_ms: number })[],
): Promise<(string | null)[]> {
  if (moments.length === 0) return [];
  const { rows } = await sql<{ product_id: string | null }>`
    select p.product_id from unnest(${moments.map((one) => one.room_id)}::text[], ${moments.map((one) => one.session_id)}::text[], ${moments.map((one) => one.offset_ms)}::bigint[])
      with ordinality as w(room_id, session_id, offset_ms, n)
    left join lateral (select product_id from live.pin where pin.room_id = w.room_id and pin.session_id = w.session_id and pin.offset_ms <= w.offset_ms order by seq desc limit 1) p on true
    order by n`.execute(reader);
  return rows.map((row) => row.product_id);
}

export interface SessionCounts extends SessionKey {
  readonly likes: number;
  readonly chat_lines: number;
  readonly viewers_peak: number;
  /** How far the session has come, or null where nobody knows. */
  readonly newest_offset_ms: number | null;
}

/** Adds what was counted since the last time, for all rooms at once. */
export async function addCounts(tx: Tx, counts: readonly SessionCounts[], at: Date): Promise<void> {
  if (counts.length === 0) return;
  await sql`update live.session s set likes = s.likes + c.likes, chat_lines = s.chat_lines + c.chat_lines, viewers_peak = greatest(s.viewers_peak, c.peak),
      newest_offset_ms = greatest(s.newest_offset_ms, c.newest), offset_saved_at = case when c.newest is null then s.offset_saved_at else ${at}::timestamptz end
    from unnest(${counts.map((one) => one.room_id)}::text[], ${counts.map((one) => one.session_id)}::text[], ${counts.map((one) => one.likes)}::bigint[], ${counts.map((one) => one.chat_lines)}::bigint[],
      ${counts.map((one) => one.viewers_peak)}::integer[], ${counts.map((one) => one.newest_offset_ms)}::bigint[]) as c(room_id, session_id, likes, chat_lines, peak, newest)
    where s.room_id = c.room_id and s.session_id = c.session_id`.execute(tx);
}

export async function addWatchers(
  tx: Tx,
  watchers: readonly (SessionKey & { person: string })[],
  at: Date,
): Promise<void> {
  if (watchers.length === 0) return;
  await sql`insert into live.watcher (room_id, session_id, person, first_at)
    select r, s, p, ${at}::timestamptz from unnest(${watchers.map((one) => one.room_id)}::text[], ${watchers.map((one) => one.session_id)}::text[], ${watchers.map((one) => one.person)}::text[]) as w(r, s, p)
    on conflict do nothing`.execute(tx);
}

export async function watchersTotal(reader: Reader, key: SessionKey): Promise<number> {
  const row = await on(reader)
    .selectFrom("live.watcher")
    .select((eb) => eb.fn.countAll<bigint>().as("total"))
    .where("room_id", "=", key.room_id)
    .where("session_id", "=", key.session_id)
    .executeTakeFirstOrThrow();
  return Number(row.total);
}

/** Reasons from before they were sealed, some at a time. */
export async function openReasons(reader: Reader): Promise<(SessionKey & { stop_reason: string })[]> {
  return on(reader)
    .selectFrom("live.session")
    .select(["room_id", "session_id", "stop_reason"])
    .where("stop_reason", "is not", null)
    .limit(200)
    .$narrowType<{ stop_reason: string }>()
    .execute();
}

export async function replaceOpenReason(tx: Tx, key: SessionKey, sealed: string): Promise<void> {
  await changeSession(tx, key, { stop_reason: null, stop_reason_sealed: sealed });
}

export async function openSessionsOfShop(reader: Reader, shopId: string): Promise<SessionRow[]> {
  return on(reader)
    .selectFrom("live.session")
    .selectAll()
    .where("shop_id", "=", shopId)
    .where("state", "in", openStates)
    .execute();
}

/** Which of these shops have been on air at least once. */
export async function shopsAired(reader: Reader, shopIds: readonly string[]): Promise<Set<string>> {
  const found = await sql<{
    shop_id: string;
  }>`select distinct shop_id from live.session where shop_id = any(${[...shopIds]}::text[]) and started_at is not null`.execute(
    reader,
  );
  return new Set(found.rows.map((row) => row.shop_id));
}
