import type { HostFlashSale, SeenFlashSale } from "../../../../contract/flash-sales.ts";
import type { Reader, Tx } from "../../../kernel/db.ts";
import { limits } from "../../../kernel/limits.ts";
import { refuse } from "../../../kernel/refusal.ts";
import type { PromotionParts } from "../promotion.ts";
import type { FlashSaleRow } from "../tables.ts";
import * as store from "./store.ts";
import { wireSale } from "./view.ts";

/** What a room shows of flash sales, with what this caller may do in them. */
export async function roomSales(
  parts: PromotionParts,
  room_id: string,
  account_id: string | null,
): Promise<SeenFlashSale[]> {
  const { ctx, fans, shops } = parts;
  const { reader } = ctx.db;
  const at = ctx.clock.now();
  const rows = await store.selectSalesOfRoom(reader, room_id, new Date(at.getTime() - limits.flash_shown_after_end_ms));
  if (account_id === null) return rows.map((row) => ({ ...wireSale(row, ctx.config.currency, at), yours: null }));
  const shop_ids = [...new Set(rows.map((row) => row.shop_id))];
  const staff = await shops.staffOf(reader, shop_ids);
  const closed = rows.filter((row) => row.fans_only);
  const followers = await fans.followedBefore(
    reader,
    closed.map((row) => ({ host_id: row.host_id, before: row.announced_at ?? at })),
    [account_id],
  );
  const barredFans = new Set(closed.filter((_, index) => followers[index]?.has(account_id) !== true));
  const ordered = new Map<string, number>();
  for (const shop_id of shop_ids) {
    const ids = rows.filter((row) => row.shop_id === shop_id).map((row) => row.flash_sale_id);
    for (const one of await store.selectOrdered(reader, shop_id, ids, [account_id]))
      ordered.set(one.flash_sale_id, one.units);
  }
  return rows.map((row): SeenFlashSale => {
    const units = ordered.get(row.flash_sale_id) ?? 0;
    const barred =
      staff.get(row.shop_id)?.has(account_id) === true
        ? "own_shop"
        : barredFans.has(row)
          ? "fans_only"
          : units >= row.per_buyer_max
            ? "limit_per_buyer"
            : null;
    return { ...wireSale(row, ctx.config.currency, at), yours: { ordered: units, barred } };
  });
}

/** A broadcast's sales for its host. Refuses `not_found` for anybody else's. */
export async function sessionSales(
  parts: PromotionParts,
  tx: Tx,
  host_id: string,
  session_id: string,
): Promise<HostFlashSale[]> {
  if ((await parts.sessions.own?.(tx, host_id, session_id)) === undefined) refuse("not_found");
  return hostSales(parts, tx, await store.selectSalesOfSession(tx, session_id));
}

export async function hostSales(
  { ctx, inventory }: PromotionParts,
  reader: Reader,
  rows: readonly FlashSaleRow[],
): Promise<HostFlashSale[]> {
  const available = await inventory.available(reader, [...new Set(rows.map((row) => row.variant_id))]);
  const at = ctx.clock.now();
  return rows.map((row) => ({
    ...wireSale(row, ctx.config.currency, at),
    duration_s: row.duration_s,
    available: available.get(row.variant_id) ?? 0,
  }));
}
