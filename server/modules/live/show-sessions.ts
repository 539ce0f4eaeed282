import type { Product } from "../../../contract/catalog.ts";
import type { LiveSession, Room, SessionState } from "../../../contract/live.ts";
import { present } from "../../kernel/assert.ts";
import type { Reader } from "../../kernel/db.ts";
import type { LiveParts } from "./live-parts.ts";
import { stopReasonOf } from "./seal-reason.ts";
import { afterRehearsal, isWatched } from "./session.ts";
import { bags } from "./store.ts";
import type { SessionRow } from "./tables.ts";

/** Where the room's picture is, for viewers and for the host's preview. */
export const flvUrl = (roomId: string): string => `/live/${roomId}.flv`;

/** Sessions as the contract shows them, in the given order. `asHost`: with what only the host and operators may read. */
export async function showSessions(
  live: LiveParts,
  reader: Reader,
  rows: readonly SessionRow[],
  options: { asHost?: boolean } = {},
): Promise<LiveSession[]> {
  if (rows.length === 0) return [];
  const [hosts, shops, covers, bagOf] = await Promise.all([
    live.accounts.publicAccounts(reader, [...new Set(rows.map((row) => row.host_id))]),
    live.shops.cards(reader, [...new Set(rows.map((row) => row.shop_id))]),
    live.media.pictures(
      reader,
      rows.flatMap((row) => row.cover_picture_id ?? []),
    ),
    bags(reader, rows),
  ]);
  return rows.map((row) => ({
    id: row.session_id,
    object: "live_session",
    room_id: row.room_id,
    host: present(hosts.get(row.host_id), "a session has a host"),
    shop: present(shops.get(row.shop_id), "a session has a shop"),
    title: row.title,
    teaser: row.teaser ?? "",
    cover: row.cover_picture_id === null ? null : (covers.get(row.cover_picture_id) ?? null),
    broadcast: row.broadcast,
    state: options.asHost === true ? row.state : publicState(row),
    end_reason: row.end_reason,
    stop_reason: options.asHost === true ? stopReasonOf(live, row) : null,
    planned_at: row.planned_at?.toISOString() ?? null,
    started_at: row.started_at?.toISOString() ?? null,
    ended_at: row.ended_at?.toISOString() ?? null,
    viewers: isWatched(row.state) ? live.audience.viewers(row.room_id) : 0,
    likes: live.audience.likes(row.session_id) ?? Number(row.likes),
    // What a rehearsal pins is as private as the rehearsal.
    pinned_product_id: options.asHost === true || isWatched(row.state) ? row.pinned_product_id : null,
    product_count: bagOf.get(row.session_id)?.length ?? 0,
    flv_url: isWatched(row.state) ? flvUrl(row.room_id) : null,
    flv_base_ms: row.base_offset_ms === null ? null : Number(row.base_offset_ms),
  }));
}

/** A rehearsal is nobody's business: to strangers the session is what it was before. */
const publicState = (row: SessionRow): SessionState =>
  row.state === "rehearsing" ? afterRehearsal(row.planned_at) : row.state;

export async function showSession(
  live: LiveParts,
  reader: Reader,
  row: SessionRow,
  options: { asHost?: boolean } = {},
): Promise<LiveSession> {
  return present((await showSessions(live, reader, [row], options))[0], "one session in, one out");
}

/** Bags in the host's order. Viewers see what is on sale; the host sees everything that still exists. */
export async function showBags(
  live: LiveParts,
  reader: Reader,
  rows: readonly SessionRow[],
  options: { asHost?: boolean } = {},
): Promise<Map<string, Product[]>> {
  const bagOf = await bags(reader, rows);
  const products = await live.catalog.products(reader, [...new Set([...bagOf.values()].flat())]);
  return new Map(
    [...bagOf].map(([sessionId, ids]) => [
      sessionId,
      ids
        .flatMap((id) => products.get(id) ?? [])
        .filter((product) => options.asHost === true || product.state === "on_sale"),
    ]),
  );
}

/** Rooms with their sessions and bags, for visitors. */
export async function showRooms(
  live: LiveParts,
  reader: Reader,
  rooms: readonly { room_id: string; host_id: string; session: SessionRow | null }[],
): Promise<Room[]> {
  const rows = rooms.flatMap((room) => room.session ?? []);
  const [sessions, bagOf, hosts] = await Promise.all([
    showSessions(live, reader, rows),
    showBags(live, reader, rows),
    live.accounts.publicAccounts(reader, [...new Set(rooms.map((room) => room.host_id))]),
  ]);
  const shown = new Map(sessions.map((session) => [session.id, session]));
  return rooms.map((room) => ({
    id: room.room_id,
    object: "room",
    host: present(hosts.get(room.host_id), "a room has a host"),
    session: room.session === null ? null : present(shown.get(room.session.session_id), "its session is shown"),
    bag: room.session === null ? [] : (bagOf.get(room.session.session_id) ?? []),
  }));
}
