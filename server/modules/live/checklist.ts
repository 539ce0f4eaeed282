import type { Product } from "../../../contract/catalog.ts";
import type { CheckItem, Checklist } from "../../../contract/planning.ts";
import { refuse } from "../../kernel/refusal.ts";
import { ownRoom, type LiveParts } from "./live-parts.ts";
import { bags, openSession, sessionsById } from "./store.ts";
import { encoderOf } from "./tell-counts.ts";

/** What the judgement is made of. */
export interface CheckFacts {
  readonly host_verified: boolean;
  readonly seller_verified: boolean;
  readonly of_age: boolean;
  readonly trained: boolean;
  readonly shop_open: boolean;
  readonly works_for_shop: boolean;
  readonly products: readonly Pick<Product, "state" | "variants">[];
  readonly title: string;
  readonly has_cover: boolean;
  /** No other session takes the room. */
  readonly room_free: boolean;
  readonly encoder: {
    readonly connected: boolean;
    readonly width: number | null;
    readonly height: number | null;
    readonly fps: number | null;
    readonly bitrate_kbps: number | null;
    readonly keyframe_interval_ms: number | null;
    readonly sound: boolean;
  };
}

/** Between what the picture looks good and reaches phones. Advice only: an encoder may know better. */
export const sane = {
  bitrate_kbps_min: 800,
  bitrate_kbps_max: 8_000,
  keyframe_interval_ms_max: 4_000,
  fps_min: 20,
  fps_max: 62,
  short_side_px_min: 480,
  short_side_px_max: 1_440,
} as const;

const item = (id: CheckItem["id"], state: CheckItem["state"], value: number | null = null): CheckItem => ({
  object: "check",
  id,
  state,
  value,
});
const hard = (id: CheckItem["id"], holds: boolean, value: number | null = null) =>
  item(id, holds ? "ok" : "blocked", value);

/** Everything to look at before going on air, most binding first. `blocked` is exactly what `startSession` refuses. Pure. */
export function judgeChecks(facts: CheckFacts): CheckItem[] {
  const onSale = facts.products.filter((product) => product.state === "on_sale");
  const inStock = onSale.filter((product) => product.variants.some((variant) => variant.available > 0));
  return [
    hard("verification", facts.host_verified && facts.of_age),
    hard("training", facts.trained),
    hard("shop_open", facts.shop_open && facts.works_for_shop),
    hard("seller", facts.seller_verified),
    hard("products", onSale.length > 0, onSale.length),
    onSale.length === 0
      ? item("stock", "waiting")
      : item("stock", inStock.length === 0 ? "advice" : "ok", inStock.length),
    item("title", facts.title.length < 2 ? "advice" : "ok"),
    item("cover", facts.has_cover ? "ok" : "advice"),
    ...(facts.room_free ? [] : [item("room_free", "blocked")]),
    ...encoderChecks(facts.encoder),
  ];
}

function encoderChecks(encoder: CheckFacts["encoder"]): CheckItem[] {
  const judge = (id: CheckItem["id"], value: number | null, min: number, max: number): CheckItem =>
    !encoder.connected || value === null || value === 0
      ? item(id, "waiting")
      : item(id, value >= min && value <= max ? "ok" : "advice", Math.round(value));
  const shortSide = encoder.width === null || encoder.height === null ? null : Math.min(encoder.width, encoder.height);
  return [
    hard("encoder", encoder.connected),
    judge("bitrate", encoder.bitrate_kbps, sane.bitrate_kbps_min, sane.bitrate_kbps_max),
    judge("keyframes", encoder.keyframe_interval_ms, 0, sane.keyframe_interval_ms_max),
    judge("fps", encoder.fps, sane.fps_min, sane.fps_max),
    judge("resolution", shortSide, sane.short_side_px_min, sane.short_side_px_max),
    item("sound", encoder.connected ? (encoder.sound ? "ok" : "advice") : "waiting"),
  ];
}

/** What is still missing. Refuses `not_found` for anybody but the host, and once it is over. */
export async function showChecklist(live: LiveParts, hostId: string, sessionId: string): Promise<Checklist> {
  const { reader } = live.ctx.db;
  const at = live.ctx.clock.now();
  const roomId = await ownRoom(reader, hostId);
  const row = (await sessionsById(reader, [sessionId])).get(sessionId);
  if (row === undefined || row.room_id !== roomId) refuse("not_found");
  const [hosts, shops, staff, bag, open, standings] = await Promise.all([
    live.accounts.verified(reader, "host", [hostId], at),
    live.shops.shops(reader, [row.shop_id]),
    live.shops.staffOf(reader, [row.shop_id], "live"),
    bags(reader, [row]),
    openSession(reader, roomId),
    live.accounts.hostStanding(reader, [hostId], at),
  ]);
  const shop = shops.get(row.shop_id);
  const sellers = await live.accounts.verified(reader, "seller", shop === undefined ? [] : [shop.owner_id], at);
  const products = await live.catalog.products(reader, bag.get(row.session_id) ?? []);
  const works = row.broadcast === "self" ? shop?.owner_id === hostId : staff.get(row.shop_id)?.has(hostId) === true;
  const items = judgeChecks({
    host_verified: hosts.has(hostId),
    seller_verified: shop !== undefined && sellers.has(shop.owner_id),
    of_age: standings.get(hostId)?.of_age === true,
    trained: standings.get(hostId)?.trained === true,
    shop_open: shop?.state === "open",
    works_for_shop: works,
    products: [...products.values()],
    title: row.title,
    has_cover: row.cover_picture_id !== null,
    room_free: open === undefined || open.session_id === row.session_id,
    encoder: encoderOf(live, roomId),
  });
  return {
    object: "checklist",
    session_id: row.session_id,
    items,
    ready: items.every((one) => one.state !== "blocked"),
  };
}
