import type { OverviewSums, ShopOverview, ShopToDo } from "../../../../contract/shop-desk.ts";
import type { Context } from "../../../kernel/context.ts";
import { wireMoney } from "../../../kernel/money.ts";
import type { OrderDeps } from "../deps.ts";
import { periodOf } from "./overview.ts";
import { boundsOf, pointsOf, sumsOf, topProducts, waitingOf, type PointRow, type SumsRow } from "./store.ts";

const top_products_shown = 5;

/**
 * What a shop sold in a period, and in the one it is compared with. A period that is not over is compared with as much of the
 * other as has passed of it, so that a morning is not held against a whole day.
 */
export async function readOverview(
  ctx: Context,
  shop_id: string,
  asked: { from: string; to: string; compare_from?: string | undefined },
): Promise<ShopOverview> {
  const { reader } = ctx.db;
  const { currency, time_zone } = ctx.config;
  const now = ctx.clock.now();
  const period = periodOf(asked);
  const money = (amount: bigint) => wireMoney(amount, currency);
  const sums = (row: SumsRow): OverviewSums => ({
    gross: money(row.gross),
    refunded: money(row.refunded),
    net: money(row.gross - row.refunded),
    orders: Number(row.orders),
    refunds: Number(row.refunds),
    units: Number(row.units),
    buyers: Number(row.buyers),
  });
  const point = (row: PointRow) => ({
    at: row.at.toISOString(),
    gross: Number(row.gross),
    net: Number(row.gross - row.refunded),
    orders: Number(row.orders),
  });
  const { start, end } = await boundsOf(reader, period, time_zone);
  const until = new Date(Math.max(start.getTime(), Math.min(end.getTime(), now.getTime())));
  const before = period.before === null ? null : await boundsOf(reader, period.before, time_zone);
  const before_until =
    before === null
      ? null
      : new Date(Math.min(before.end.getTime(), before.start.getTime() + until.getTime() - start.getTime()));
  const span = { grain: period.grain, time_zone };
  return {
    object: "shop_overview",
    shop_id,
    from: period.from,
    to: period.to,
    time_zone,
    grain: period.grain,
    now: sums(await sumsOf(reader, shop_id, start, until)),
    points: (await pointsOf(reader, shop_id, { ...span, start, end: until })).map(point),
    before:
      before === null || before_until === null ? null : sums(await sumsOf(reader, shop_id, before.start, before_until)),
    before_points: before === null ? [] : (await pointsOf(reader, shop_id, { ...span, ...before })).map(point),
    top_products: (await topProducts(reader, shop_id, start, until, top_products_shown)).map((row) => ({
      product_id: row.product_id,
      title: row.title,
      picture: row.picture,
      units: Number(row.units),
      net: money(row.net),
    })),
    as_of: now.toISOString(),
  };
}

/** What waits for the shop now, and how far a new shop has come. */
export async function readToDo(ctx: Context, deps: OrderDeps, shop_id: string): Promise<ShopToDo> {
  const { reader } = ctx.db;
  const now = ctx.clock.now();
  const waiting = await waitingOf(reader, shop_id, now);
  const products = await deps.catalog.countsOf(reader, shop_id);
  const stock = await deps.inventory.lowOf(reader, products.variants_on_sale);
  return {
    object: "shop_to_do",
    shop_id,
    to_ship: Number(waiting.to_ship),
    late: Number(waiting.late),
    near: Number(waiting.near),
    next_ship_by: waiting.next_ship_by?.toISOString() ?? null,
    refunds_running: Number(waiting.refunds_running),
    low_stock: stock.low,
    sold_out: stock.sold_out,
    drafts: products.drafts,
    steps: {
      verified: (await deps.shops.verifiedSellers(reader, [shop_id], now)).has(shop_id),
      on_sale: products.on_sale > 0,
      // A product on sale carries a flat fee, and that is a shipping fee like any other.
      shipping:
        waiting.shipped || products.on_sale > 0 || (await deps.shops.haveTemplates(reader, [shop_id])).has(shop_id),
      session: (await deps.live.haveAired(reader, [shop_id])).has(shop_id),
      order: waiting.sold,
    },
  };
}
