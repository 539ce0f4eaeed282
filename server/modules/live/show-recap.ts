import type { Recap } from "../../../contract/live.ts";
import { limits } from "../../kernel/limits.ts";
import { wireMoney } from "../../kernel/money.ts";
import { refuse } from "../../kernel/refusal.ts";
import { newestOffsetMs, ownRoom, type LiveParts } from "./live-parts.ts";
import { saveCounts } from "./save-counts.ts";
import { pinnedBy, shownTimes } from "./run-down/shown.ts";
import { minutesOf, pinsOf } from "./run-down/store.ts";
import { salesByMinute, sumProducts, sumSales } from "./sales/store.ts";
import { showSession } from "./show-sessions.ts";
import { pastSessions, sessionsById, watchersTotal } from "./store.ts";
import type { SessionRow } from "./tables.ts";

/** What the host's own broadcast came to, up to this moment. Refuses `not_found` for a draft and for anybody else's. */
export async function showRecap(live: LiveParts, hostId: string, sessionId: string): Promise<Recap> {
  const { ctx } = live;
  await saveCounts(live);
  const roomId = await ownRoom(ctx.db.reader, hostId);
  const row = (await sessionsById(ctx.db.reader, [sessionId])).get(sessionId);
  if (row === undefined || row.room_id !== roomId || row.started_at === null) refuse("not_found");
  const sales = await sumSales(ctx.db.reader, row);
  const money = (amount: bigint) => wireMoney(amount, ctx.config.currency);
  return {
    object: "recap",
    session: await showSession(live, ctx.db.reader, row, { asHost: true }),
    duration_ms: endOf(live, row).getTime() - row.started_at.getTime(),
    viewers_total: await watchersTotal(ctx.db.reader, row),
    viewers_peak: row.viewers_peak,
    chat_lines: Number(row.chat_lines),
    likes: Number(row.likes),
    followers_new: (await live.followersGained?.(ctx.db.reader, hostId, row.started_at, endOf(live, row))) ?? 0,
    orders_placed: sales.orders_placed,
    orders_paid: sales.orders_paid,
    units_paid: sales.units_paid,
    buyers_paid: sales.buyers_paid,
    gmv_net: money(sales.gross - sales.refunded),
    gmv_gross: money(sales.gross),
    products: await showProducts(live, row),
    minutes: await showMinutes(live, row, row.started_at),
    previous: await showPrevious(live, row, row.started_at),
  };
}

const endOf = (live: LiveParts, row: SessionRow): Date => row.ended_at ?? live.ctx.clock.now();

/** Products shown or sold, most net sales first. */
async function showProducts(live: LiveParts, row: SessionRow): Promise<Recap["products"]> {
  const { reader } = live.ctx.db;
  const [sold, pins] = await Promise.all([sumProducts(reader, row), pinsOf(reader, row)]);
  const shown = shownTimes(pins, newestOffsetMs(live, row));
  const soldIds = new Set(sold.map((one) => one.product_id));
  const unsoldIds = [...shown.keys()].filter((id) => !soldIds.has(id));
  const unsold = await live.catalog.products(reader, unsoldIds);
  const money = (amount: bigint) => wireMoney(amount, live.ctx.config.currency);
  return [
    ...sold.map((one) => ({
      product_id: one.product_id,
      title: one.title,
      units_paid: one.units,
      gmv_gross: money(one.gross),
      gmv_net: money(one.net),
      shown_ms: shown.get(one.product_id) ?? 0,
    })),
    ...unsoldIds.flatMap((id) => {
      const product = unsold.get(id);
      if (product === undefined) return [];
      const nothing = { units_paid: 0, gmv_gross: money(0n), gmv_net: money(0n) };
      return [{ product_id: id, title: product.title, ...nothing, shown_ms: shown.get(id) ?? 0 }];
    }),
  ];
}

/** The broadcast minute by minute; one that went on for longer shows its last hours. */
async function showMinutes(live: LiveParts, row: SessionRow, startedAt: Date): Promise<Recap["minutes"]> {
  const { reader } = live.ctx.db;
  const [viewers, sales, pins] = await Promise.all([
    minutesOf(reader, row),
    salesByMinute(reader, row, startedAt),
    pinsOf(reader, row),
  ]);
  const ranMs = (row.ended_at ?? live.ctx.clock.now()).getTime() - startedAt.getTime();
  const last = Math.max(0, Math.ceil(ranMs / 60_000) - 1);
  const first = Math.max(0, last + 1 - limits.minutes_shown_max);
  return Array.from({ length: last + 1 - first }, (_, at) => {
    const minute = first + at;
    const sold = sales.get(minute);
    return {
      minute,
      viewers: viewers.get(minute) ?? 0,
      orders_paid: sold?.orders ?? 0,
      gmv_gross: wireMoney(sold?.gross ?? 0n, live.ctx.config.currency),
      pinned_product_id: pinnedBy(pins, (minute + 1) * 60_000),
    };
  });
}

/** The broadcast before this one, in the same room. */
async function showPrevious(live: LiveParts, row: SessionRow, startedAt: Date): Promise<Recap["previous"]> {
  const { reader } = live.ctx.db;
  const [before] = await pastSessions(reader, row.room_id, 1, startedAt);
  if (before === undefined || before.started_at === null || before.ended_at === null) return null;
  const [sales, viewers_total] = await Promise.all([sumSales(reader, before), watchersTotal(reader, before)]);
  return {
    session_id: before.session_id,
    title: before.title,
    started_at: before.started_at.toISOString(),
    duration_ms: before.ended_at.getTime() - before.started_at.getTime(),
    viewers_total,
    orders_paid: sales.orders_paid,
    gmv_net: wireMoney(sales.gross - sales.refunded, live.ctx.config.currency),
  };
}
