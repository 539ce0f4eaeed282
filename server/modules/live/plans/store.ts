import { sql } from "kysely";
import type { Reader, Tx } from "../../../kernel/db.ts";
import type { SessionKey } from "../store.ts";
import type { LiveTables, SessionRow } from "../tables.ts";

const on = (reader: Reader) => reader.$extendTables<LiveTables>();
const announced = ["scheduled", "rehearsing"] as const;

/** Held until the transaction ends: whoever plans in a room goes through here. */
export async function lockRoom(tx: Tx, roomId: string): Promise<void> {
  await on(tx).selectFrom("live.room").select("room_id").where("room_id", "=", roomId).forUpdate().execute();
}

/** What is announced in a room, soonest first. */
export async function plannedOfRoom(reader: Reader, roomId: string): Promise<SessionRow[]> {
  return on(reader)
    .selectFrom("live.session")
    .selectAll()
    .where("room_id", "=", roomId)
    .where("state", "in", announced)
    .where("planned_at", "is not", null)
    .orderBy("planned_at")
    .orderBy("session_id")
    .execute();
}

export interface UpcomingWanted {
  readonly host_id?: string | undefined;
  readonly shop_id?: string | undefined;
  readonly after?: { readonly planned_at: Date; readonly session_id: string } | undefined;
}

/** What is announced anywhere, soonest first. */
export async function upcomingRows(reader: Reader, wanted: UpcomingWanted, count: number): Promise<SessionRow[]> {
  let query = on(reader)
    .selectFrom("live.session")
    .selectAll()
    .where("state", "in", announced)
    .where("planned_at", "is not", null);
  if (wanted.host_id !== undefined) query = query.where("host_id", "=", wanted.host_id);
  if (wanted.shop_id !== undefined) query = query.where("shop_id", "=", wanted.shop_id);
  if (wanted.after !== undefined) {
    const { planned_at, session_id } = wanted.after;
    query = query.where(sql<boolean>`(planned_at, session_id) > (${planned_at}::timestamptz, ${session_id})`);
  }
  return query.orderBy("planned_at").orderBy("session_id").limit(count).execute();
}

/** Open or announced sessions of a shop that this account hosts. */
export async function sessionsOfStaff(reader: Reader, shopId: string, hostId: string): Promise<SessionRow[]> {
  return on(reader)
    .selectFrom("live.session")
    .selectAll()
    .where("shop_id", "=", shopId)
    .where("host_id", "=", hostId)
    .where("state", "in", ["draft", "scheduled", "rehearsing", "on_air", "interrupted"])
    .execute();
}

export async function addReminder(tx: Tx, key: SessionKey, accountId: string, at: Date): Promise<void> {
  await on(tx)
    .insertInto("live.reminder")
    .values({ room_id: key.room_id, session_id: key.session_id, account_id: accountId, asked_at: at })
    .onConflict((oc) => oc.doNothing())
    .execute();
}

export async function removeReminder(tx: Tx, key: SessionKey, accountId: string): Promise<void> {
  await on(tx)
    .deleteFrom("live.reminder")
    .where("room_id", "=", key.room_id)
    .where("session_id", "=", key.session_id)
    .where("account_id", "=", accountId)
    .execute();
}

export async function forgetReminders(tx: Tx, accountId: string): Promise<void> {
  await on(tx).deleteFrom("live.reminder").where("account_id", "=", accountId).execute();
}

/** How many asked, by session; those nobody asked for are not there. */
export async function reminderCounts(reader: Reader, keys: readonly SessionKey[]): Promise<Map<string, number>> {
  if (keys.length === 0) return new Map();
  const rows = await on(reader)
    .selectFrom("live.reminder")
    .select(["session_id", (eb) => eb.fn.countAll<bigint>().as("total")])
    .where("room_id", "=", sql<string>`any(${keys.map((key) => key.room_id)})`)
    .where("session_id", "=", sql<string>`any(${keys.map((key) => key.session_id)})`)
    .groupBy("session_id")
    .execute();
  return new Map(rows.map((row) => [row.session_id, Number(row.total)]));
}

/** Which of these sessions this account asked to be reminded of. */
export async function remindedOf(reader: Reader, accountId: string, keys: readonly SessionKey[]): Promise<Set<string>> {
  if (keys.length === 0) return new Set();
  const rows = await on(reader)
    .selectFrom("live.reminder")
    .select("session_id")
    .where("account_id", "=", accountId)
    .where("session_id", "=", sql<string>`any(${keys.map((key) => key.session_id)})`)
    .execute();
  return new Set(rows.map((row) => row.session_id));
}

/** Accounts that asked, in the order of their ids, after `after`. */
export async function remindersAfter(
  reader: Reader,
  key: SessionKey,
  after: string | null,
  count: number,
): Promise<string[]> {
  let query = on(reader)
    .selectFrom("live.reminder")
    .select("account_id")
    .where("room_id", "=", key.room_id)
    .where("session_id", "=", key.session_id);
  if (after !== null) query = query.where("account_id", ">", after);
  const rows = await query.orderBy("account_id").limit(count).execute();
  return rows.map((row) => row.account_id);
}
