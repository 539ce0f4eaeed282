import type { Recap } from "../../../contract/live.ts";
import { wireMoney } from "../../kernel/money.ts";
import { refuse } from "../../kernel/refusal.ts";
import { ownRoom, type LiveParts } from "./live-parts.ts";
import { saveCounts } from "./save-counts.ts";
import { sumProducts, sumSales } from "./sales/store.ts";
import { showSession } from "./show-sessions.ts";
import { sessionsById, watchersTotal } from "./store.ts";

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
    duration_ms: (row.ended_at ?? ctx.clock.now()).getTime() - row.started_at.getTime(),
    viewers_total: await watchersTotal(ctx.db.reader, row),
    viewers_peak: row.viewers_peak,
    chat_lines: Number(row.chat_lines),
    likes: Number(row.likes),
    orders_placed: sales.orders_placed,
    orders_paid: sales.orders_paid,
    units_paid: sales.units_paid,
    buyers_paid: sales.buyers_paid,
    gmv_net: money(sales.gross - sales.refunded),
    gmv_gross: money(sales.gross),
    products: (await sumProducts(ctx.db.reader, row)).map((one) => ({
      product_id: one.product_id,
      title: one.title,
      units_paid: one.units,
      gmv_gross: money(one.gross),
    })),
  };
}
