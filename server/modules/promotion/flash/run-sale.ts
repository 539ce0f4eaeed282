import type { z } from "zod";
import type { FlashSaleEnd, FlashSaleFields, OpeningFields } from "../../../../contract/flash-sales.ts";
import { present } from "../../../kernel/assert.ts";
import { errorCodeOf, type Tx } from "../../../kernel/db.ts";
import { newId } from "../../../kernel/ids.ts";
import { limits } from "../../../kernel/limits.ts";
import { wireMoney } from "../../../kernel/money.ts";
import { refuse } from "../../../kernel/refusal.ts";
import type { Heard } from "../../../kernel/outbox.ts";
import type { Timer, TimerHandler } from "../../../kernel/timers.ts";
import type { PromotionParts, SaleSession } from "../promotion.ts";
import type { FlashSaleRow } from "../tables.ts";
import { announced, ended, isRunning, opened, paid, stateAt, transitions } from "./flash-sale.ts";
import * as store from "./store.ts";

const openTimer = "promotion.flash_open";
const endTimer = "promotion.flash_end";

type Fields = z.output<typeof FlashSaleFields> & { opening: OpeningFields | null };

/** The host's own session, held until the transaction ends, so that it does not end while a sale begins in it. */
async function holdSession(parts: PromotionParts, tx: Tx, host_id: string, session_id: string): Promise<SaleSession> {
  return (await present(parts.sessions.own, "the app filled the port")(tx, host_id, session_id)) ?? refuse("not_found");
}

/**
 * Prepares a sale for a broadcast, or announces it at once. Refuses `not_found`, `session_state` (over),
 * `product_not_in_bag`, `flash_sale_limit`, and what announcing refuses.
 */
export async function createSale(
  parts: PromotionParts,
  tx: Tx,
  host_id: string,
  session_id: string,
  fields: Fields,
): Promise<FlashSaleRow> {
  const { ctx, catalog } = parts;
  const at = ctx.clock.now();
  const session = await holdSession(parts, tx, host_id, session_id);
  if (["ended", "cancelled", "lapsed"].includes(session.state))
    refuse("session_state", { details: { state: session.state } });
  const known = await store.selectSalesOfSession(tx, session_id);
  if (known.length >= limits.flash_sales_per_session_max)
    refuse("flash_sale_limit", { details: { max: limits.flash_sales_per_session_max } });
  const quote = (await catalog.quote(tx, [fields.variant_id])).get(fields.variant_id);
  if (quote === undefined || quote.shop_id !== session.shop_id || quote.retired)
    return refuse("not_found", { param: "variant_id" });
  if (!session.bag.includes(quote.product_id)) refuse("product_not_in_bag", { param: "variant_id" });
  const row: FlashSaleRow = {
    shop_id: session.shop_id,
    flash_sale_id: newId(ctx, "flash"),
    room_id: session.room_id,
    session_id,
    host_id,
    product_id: quote.product_id,
    variant_id: quote.variant_id,
    title: quote.title,
    variant_title: quote.variant_title,
    picture: quote.picture,
    state: "prepared",
    end_reason: null,
    price: BigInt(fields.price),
    normal_price: quote.price,
    quantity: fields.quantity,
    left_units: fields.quantity,
    unpaid_units: 0,
    paid_units: 0,
    per_buyer_max: fields.per_buyer_max,
    fans_only: fields.fans_only,
    duration_s: fields.duration_s,
    created_at: at,
    announced_at: null,
    opens_at: null,
    ends_at: null,
    ended_at: null,
  };
  if (row.price >= quote.price)
    refuse("flash_sale_price", { param: "price", details: { price: wordsOf(parts, quote.price) } });
  await store.insertSale(tx, row);
  return fields.opening === null ? row : announce(parts, tx, session, row, fields.opening, at);
}

/** Announces a prepared sale. Refuses `not_found`, `flash_sale_state` and what announcing refuses. */
export async function announceSale(
  parts: PromotionParts,
  tx: Tx,
  host_id: string,
  flash_sale_id: string,
  opening: OpeningFields,
): Promise<FlashSaleRow> {
  const key = await ownSale(tx, host_id, flash_sale_id);
  // The session before the sale, as everybody locks them.
  const session = await holdSession(parts, tx, host_id, key.session_id);
  const row = present((await store.lockSales(tx, key.shop_id, [flash_sale_id]))[0], "a sale that was found exists");
  if (!transitions[row.state].includes("announced")) refuse("flash_sale_state", { details: { state: row.state } });
  return announce(parts, tx, session, row, opening, parts.ctx.clock.now());
}

async function announce(
  parts: PromotionParts,
  tx: Tx,
  session: SaleSession,
  row: FlashSaleRow,
  opening: OpeningFields,
  at: Date,
): Promise<FlashSaleRow> {
  const { ctx, catalog, inventory, teller } = parts;
  if (session.state !== "on_air" && session.state !== "interrupted")
    refuse("session_state", { details: { state: session.state } });
  const opens_at = openingOf(opening, at);
  // What ran out of time is over, though its deadline may not have been handled yet.
  const running = (await store.selectSalesOfSession(tx, row.session_id)).filter((sale) => isRunning(sale.state));
  if (running.some((sale) => stateAt(sale, at) !== "ended")) refuse("flash_sale_running");
  for (const sale of running) await endLocked(parts, tx, sale.shop_id, sale.flash_sale_id, "time", at);
  const quote = (await catalog.quote(tx, [row.variant_id])).get(row.variant_id);
  if (quote === undefined || quote.retired || quote.state !== "on_sale")
    return refuse("product_not_on_sale", { param: "variant_id" });
  if (row.price >= quote.price)
    refuse("flash_sale_price", { param: "price", details: { price: wordsOf(parts, quote.price) } });
  const after = announced(row, at, opens_at, quote.price);
  try {
    await store.saveSales(tx, row.shop_id, [after]);
  } catch (error) {
    if (errorCodeOf(error) === "23505") refuse("flash_sale_running");
    throw error;
  }
  await inventory.setAside(tx, row.shop_id, [
    { holder_id: row.flash_sale_id, variant_id: row.variant_id, change: row.quantity },
  ]);
  await ctx.timers.set(tx, [
    timerOf(after, openTimer, opens_at),
    ...(after.ends_at === null ? [] : [timerOf(after, endTimer, after.ends_at)]),
  ]);
  await teller.say(tx, [after]);
  return after;
}

const timerOf = (row: FlashSaleRow, name: string, due_at: Date): Timer => ({
  kind: "shop",
  key: row.shop_id,
  name,
  subject_id: row.flash_sale_id,
  due_at,
});

/** When it opens, on this server's clock; never in the past, never so far that nobody remembers. */
function openingOf(opening: OpeningFields, at: Date): Date {
  if ("opens_in_s" in opening) return new Date(at.getTime() + opening.opens_in_s * 1000);
  const opens_at = new Date(opening.opens_at);
  const ahead_s = (opens_at.getTime() - at.getTime()) / 1000;
  if (ahead_s < limits.flash_ahead_s_min || ahead_s > limits.flash_ahead_s_max)
    refuse("invalid_param", {
      param: "opens_at",
      details: { detail: `${limits.flash_ahead_s_min}–${limits.flash_ahead_s_max} s` },
    });
  return opens_at;
}

const wordsOf = ({ ctx }: PromotionParts, amount: bigint): string =>
  (wireMoney(amount, ctx.config.currency).amount / 100).toFixed(2);

/** By hand: ends what runs, cancels what has not opened. What is over stays as it is. Refuses `not_found`. */
export async function endSale(
  parts: PromotionParts,
  tx: Tx,
  host_id: string,
  flash_sale_id: string,
): Promise<FlashSaleRow> {
  const { shop_id } = await ownSale(tx, host_id, flash_sale_id);
  return endLocked(parts, tx, shop_id, flash_sale_id, "host", parts.ctx.clock.now());
}

async function ownSale(tx: Tx, host_id: string, flash_sale_id: string): Promise<FlashSaleRow> {
  const row = await store.keyOfSale(tx, flash_sale_id);
  return row === undefined || row.host_id !== host_id ? refuse("not_found") : row;
}

/** Locks a sale and ends it, if it is not over; what is left of it returns to normal sale. */
async function endLocked(
  parts: PromotionParts,
  tx: Tx,
  shop_id: string,
  flash_sale_id: string,
  reason: FlashSaleEnd,
  at: Date,
): Promise<FlashSaleRow> {
  const row = present((await store.lockSales(tx, shop_id, [flash_sale_id]))[0], "a sale that was found exists");
  if (transitions[row.state].length === 0) return row;
  // Its own time was first, whoever comes to write that down.
  const byTime = row.ends_at !== null && row.ends_at <= at;
  const after = ended(row, byTime ? "time" : reason, at);
  await putBack(parts, tx, row, after);
  return after;
}

/** Writes an end: units that were set aside go on the shelf, deadlines are gone, the room hears of it. */
async function putBack(parts: PromotionParts, tx: Tx, row: FlashSaleRow, after: FlashSaleRow): Promise<void> {
  await store.saveSales(tx, row.shop_id, [after]);
  if (isRunning(row.state)) {
    await parts.inventory.setAside(tx, row.shop_id, [
      { holder_id: row.flash_sale_id, variant_id: row.variant_id, change: -after.left_units },
    ]);
    await parts.ctx.timers.cancel(tx, [
      timerOf(after, openTimer, after.created_at),
      timerOf(after, endTimer, after.created_at),
    ]);
  }
  await parts.teller.say(tx, [after]);
}

/** Orders were paid: what cannot come back any more. */
export async function hearPaid(parts: PromotionParts, tx: Tx, events: readonly Heard<"order.paid">[]): Promise<void> {
  const at = parts.ctx.clock.now();
  for (const [shop_id, words] of Map.groupBy(events, (event) => event.shop_id)) {
    const order_ids = words.map((word) => word.order_id);
    const sale_ids = (await store.selectFlashOrders(tx, shop_id, order_ids)).map((order) => order.flash_sale_id);
    if (sale_ids.length === 0) continue;
    const sales = await store.lockSales(tx, shop_id, [...new Set(sale_ids)]);
    const unpaid = (await store.selectFlashOrders(tx, shop_id, order_ids)).filter((order) => order.state === "unpaid");
    for (const sale of sales) {
      const mine = unpaid.filter((order) => order.flash_sale_id === sale.flash_sale_id);
      if (mine.length === 0) continue;
      const after = paid(
        sale,
        mine.reduce((sum, order) => sum + order.quantity, 0),
        at,
      );
      await store.setFlashOrders(
        tx,
        shop_id,
        mine.map((order) => order.order_id),
        "paid",
      );
      if (isRunning(sale.state) && !isRunning(after.state)) await putBack(parts, tx, sale, after);
      else {
        await store.saveSales(tx, shop_id, [after]);
        await parts.teller.say(tx, [after]);
      }
    }
  }
}

/** A broadcast that is over sells nothing: what runs in it ends, what was prepared is cancelled. */
export async function hearSessionsOver(
  parts: PromotionParts,
  tx: Tx,
  events: readonly { readonly session_id: string }[],
): Promise<void> {
  const at = parts.ctx.clock.now();
  const open = await store.openSalesOf(
    tx,
    events.map((event) => event.session_id),
  );
  for (const sale of open) await endLocked(parts, tx, sale.shop_id, sale.flash_sale_id, "session", at);
}

/** The deadlines of sales. Buyers do not wait for them: `stateAt` reads the clock. */
export function saleTimers(parts: PromotionParts): TimerHandler[] {
  return [
    {
      name: openTimer,
      async fall(tx, timers) {
        for (const { key, subject_id } of timers) {
          const row = (await store.lockSales(tx, key, [subject_id]))[0];
          if (row === undefined || row.state !== "announced") continue;
          const after = opened(row);
          await store.saveSales(tx, key, [after]);
          await parts.teller.say(tx, [after]);
        }
      },
    },
    {
      name: endTimer,
      async fall(tx, timers) {
        for (const { key, subject_id, due_at } of timers) await endLocked(parts, tx, key, subject_id, "time", due_at);
      },
    },
  ];
}
