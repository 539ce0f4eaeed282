import type { z } from "zod";
import type { SessionFields } from "../../../contract/live.ts";
import type { Reader, Tx } from "../../kernel/db.ts";
import { newId } from "../../kernel/ids.ts";
import { refuse } from "../../kernel/refusal.ts";
import { keyOfSession, lockOwnSession, newestOffsetMs, passStudio, tellChange, type LiveParts } from "./live-parts.ts";
import { refuseBusy } from "./refuse-busy.ts";
import { isOpen, isWatched } from "./session.ts";
import { addPin, bags, changeSession, ensureRoom, insertSession, openSession, replaceBag } from "./store.ts";
import { tellRoom } from "./tell-room.ts";
import type { SessionRow } from "./tables.ts";

export type Fields = z.output<typeof SessionFields>;

/**
 * Prepares a session in the host's room. Refuses: `verification_required` (the host), `not_found`/`not_yours` (the shop,
 * the cover), `shop_closed`, `product_not_on_sale`, `room_busy` while another session is open.
 */
export async function createSession(live: LiveParts, hostId: string, fields: Fields): Promise<SessionRow> {
  const { ctx } = live;
  const at = ctx.clock.now();
  try {
    return await ctx.db.transact(async (tx) => {
      const productIds = await requireFields(live, tx, hostId, fields, at);
      const room_id = await ensureRoom(tx, hostId, newId(ctx, "room"), at);
      if ((await openSession(tx, room_id)) !== undefined) refuse("room_busy");
      const row = newSession({ room_id, session_id: newId(ctx, "sess"), host_id: hostId, fields, at });
      await insertSession(tx, row);
      await replaceBag(tx, row, productIds);
      await tellChange(live, tx, row);
      return row;
    });
  } catch (error) {
    return refuseBusy(error);
  }
}

/** What every new session must meet; answers its products, each once. */
export async function requireFields(
  live: LiveParts,
  tx: Tx,
  hostId: string,
  fields: Fields,
  at: Date,
): Promise<string[]> {
  await requireVerified(live, tx, "host", hostId, at);
  await requireShop(live, tx, hostId, fields);
  await requireCover(live, tx, hostId, fields.cover_picture_id);
  const productIds = [...new Set(fields.product_ids)];
  await requireOnSale(live, tx, fields.shop_id, productIds);
  return productIds;
}

export function newSession(of: {
  room_id: string;
  session_id: string;
  host_id: string;
  fields: Fields;
  at: Date;
  planned_at?: Date;
}): SessionRow {
  return {
    room_id: of.room_id,
    session_id: of.session_id,
    host_id: of.host_id,
    shop_id: of.fields.shop_id,
    title: of.fields.title,
    cover_picture_id: of.fields.cover_picture_id,
    broadcast: of.fields.broadcast,
    state: of.planned_at === undefined ? "draft" : "scheduled",
    end_reason: null,
    stop_reason: null,
    stop_reason_sealed: null,
    planned_at: of.planned_at ?? null,
    teaser: of.fields.teaser === "" ? null : of.fields.teaser,
    created_at: of.at,
    started_at: null,
    ended_at: null,
    resume_by: null,
    base_offset_ms: null,
    newest_offset_ms: 0n,
    offset_saved_at: null,
    pinned_product_id: null,
    likes: 0n,
    chat_lines: 0n,
    viewers_peak: 0,
  };
}

/**
 * Changes title, cover or bag, also on air; shop and kind of broadcast only while it is a draft (`session_state`). A
 * product that stays may be off sale by now, one that is added may not. A pinned product that leaves is unpinned.
 */
export async function updateSession(
  live: LiveParts,
  hostId: string,
  sessionId: string,
  fields: Fields,
): Promise<SessionRow> {
  const { ctx } = live;
  const at = ctx.clock.now();
  return ctx.db.transact(async (tx) => {
    const row = await lockOwnSession(tx, hostId, sessionId);
    const moved = fields.shop_id !== row.shop_id || fields.broadcast !== row.broadcast;
    if ((!isOpen(row.state) && row.state !== "scheduled") || (moved && row.state !== "draft"))
      refuse("session_state", { details: { state: row.state } });
    await requireShop(live, tx, hostId, fields);
    if (fields.cover_picture_id !== row.cover_picture_id) await requireCover(live, tx, hostId, fields.cover_picture_id);
    const productIds = [...new Set(fields.product_ids)];
    const kept = new Set(moved ? [] : (await bags(tx, [row])).get(row.session_id));
    await requireOnSale(
      live,
      tx,
      fields.shop_id,
      productIds.filter((id) => !kept.has(id)),
    );
    await replaceBag(tx, keyOfSession(row), productIds);
    const unpinned = row.pinned_product_id !== null && !productIds.includes(row.pinned_product_id);
    if (unpinned) await addPin(tx, keyOfSession(row), { product_id: null, offset_ms: newestOffsetMs(live, row), at });
    const after = await changeSession(tx, keyOfSession(row), {
      title: fields.title,
      teaser: fields.teaser === "" ? null : fields.teaser,
      cover_picture_id: fields.cover_picture_id,
      shop_id: fields.shop_id,
      broadcast: fields.broadcast,
      ...(unpinned ? { pinned_product_id: null } : {}),
    });
    await tellChange(live, tx, after);
    await live.ctx.outbox.emit(tx, [{ type: "session.changed", room_id: after.room_id, session_id: after.session_id }]);
    if (moved) await passStudio(live, tx, after);
    if (isWatched(after.state))
      tellRoom(live, tx, after.room_id, unpinned ? [{ t: "bag" }, { t: "pin", product_id: null }] : [{ t: "bag" }]);
    return after;
  });
}

/** Where the room's stream stands, given that an encoder feeds it with pictures. Refuses `encoder_missing`. */
export function requireFed(live: LiveParts, roomId: string): number {
  const stream = live.hub.get(roomId);
  if (stream === null || !live.fed.has(roomId) || !stream.hasKeyframe()) refuse("encoder_missing");
  return stream.offsetMs();
}

/** Refuses unless the account is verified now, as a host or as a seller. */
export async function requireVerified(
  live: LiveParts,
  reader: Reader,
  kind: "host" | "seller",
  accountId: string,
  at: Date,
): Promise<void> {
  const verified = await live.accounts.verified(reader, kind, [accountId], at);
  if (!verified.has(accountId)) refuse("verification_required", { details: { kind } });
}

/** In person means the owner; on behalf of a shop, anybody who works there. */
export async function requireShop(
  live: LiveParts,
  reader: Reader,
  hostId: string,
  session: { shop_id: string; broadcast: "self" | "shop" },
): Promise<{ owner_id: string }> {
  const part = await live.shops.requireStaff(reader, session.shop_id, hostId, "live");
  if (session.broadcast === "self" && part !== "owner") refuse("not_yours", { param: "broadcast" });
  const shop =
    (await live.shops.shops(reader, [session.shop_id])).get(session.shop_id) ??
    refuse("not_found", { param: "shop_id" });
  if (shop.state === "closed") refuse("shop_closed");
  return shop;
}

async function requireCover(live: LiveParts, tx: Tx, hostId: string, pictureId: string | null): Promise<void> {
  if (pictureId === null) return;
  const own = await live.media.ownPictures(tx, hostId, [pictureId]);
  if (!own.has(pictureId)) refuse("not_found", { param: "cover_picture_id" });
}

export async function requireOnSale(
  live: LiveParts,
  tx: Tx,
  shopId: string,
  productIds: readonly string[],
): Promise<void> {
  if (productIds.length === 0) return;
  const products = await live.catalog.products(tx, productIds);
  for (const [index, id] of productIds.entries()) {
    const product = products.get(id);
    if (product === undefined || product.shop.id !== shopId || product.state !== "on_sale")
      refuse("product_not_on_sale", { param: `product_ids.${index}`, details: { product_id: id } });
  }
}
