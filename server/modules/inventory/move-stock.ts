import { assert } from "../../kernel/assert.ts";
import type { Context } from "../../kernel/context.ts";
import type { Tx } from "../../kernel/db.ts";
import type { StockContext } from "./stock-context.ts";
import { statesBefore, unitsOf } from "./stock.ts";
import * as store from "./store.ts";
import type { StockRow } from "./tables.ts";

/** One order line that takes units off the shelf. */
export interface ReservationLine {
  readonly order_id: string;
  readonly line_id: string;
  readonly variant_id: string;
  readonly product_id: string;
  readonly quantity: number;
}

/** Holds units back for order lines. The caller has locked and decided: too few here is a bug, and nothing is written. */
export async function reserve(
  ctx: StockContext,
  tx: Tx,
  shop_id: string,
  lines: readonly ReservationLine[],
): Promise<void> {
  if (lines.length === 0) return;
  await writeReservations(ctx, tx, shop_id, lines);
  await change(ctx, tx, shop_id, wantedBy(lines), ctx.clock.now());
}

/** The first half of `reserve`, for a caller who does not hold the stock yet: `takeWritten` in the same transaction is the other. */
export async function writeReservations(
  ctx: StockContext,
  tx: Tx,
  shop_id: string,
  lines: readonly ReservationLine[],
): Promise<void> {
  assert(
    lines.every((line) => Number.isSafeInteger(line.quantity) && line.quantity > 0),
    "a line asks for a whole number of units",
  );
  await store.insertReservations(
    tx,
    lines.map((line) => ({ shop_id, state: "reserved" as const, ...line })),
    ctx.clock.now(),
  );
}

/** Takes the units of lines that are written down. False where a variant has too few: the transaction must then roll back. */
export async function takeWritten(
  ctx: StockContext,
  tx: Tx,
  shop_id: string,
  lines: readonly ReservationLine[],
): Promise<boolean> {
  const changes = wantedBy(lines);
  const rows = await store.takeStocks(tx, shop_id, changes, ctx.clock.now());
  if (rows.length < changes.length) return false;
  await sayChanged(ctx, tx, changes, rows);
  return true;
}

const wantedBy = (lines: readonly ReservationLine[]): store.StockChange[] =>
  perVariant(lines).map(([variant_id, quantity]) => ({ variant_id, on_hand: 0, reserved: quantity }));

/** Gives back what these orders still hold. What was released or consumed before is left alone. */
export async function release(ctx: StockContext, tx: Tx, shop_id: string, order_ids: readonly string[]): Promise<void> {
  await end(ctx, tx, shop_id, order_ids, "released");
}

/** What these orders still hold has left the house. What was released or consumed before is left alone. */
export async function consume(ctx: StockContext, tx: Tx, shop_id: string, order_ids: readonly string[]): Promise<void> {
  await end(ctx, tx, shop_id, order_ids, "consumed");
}

/** Some units of a line that leave by themselves; `part_id` names what they leave in. */
export interface ReservedPart {
  readonly order_id: string;
  readonly line_id: string;
  readonly part_id: string;
  readonly quantity: number;
}

/**
 * Some of what these lines hold has left the house. A reservation is split: the part that left is a consumed one of its own, so that
 * what is told of stock stays true to the unit.
 */
export async function consumeUnits(
  ctx: StockContext,
  tx: Tx,
  shop_id: string,
  parts: readonly ReservedPart[],
): Promise<void> {
  if (parts.length === 0) return;
  const at = ctx.clock.now();
  await store.lockStocks(
    tx,
    shop_id,
    await store.selectReservedVariants(tx, shop_id, [...new Set(parts.map((part) => part.order_id))]),
  );
  const left = await store.consumeParts(tx, shop_id, parts, at);
  assert(left.length === parts.length, "only what is reserved leaves");
  await change(
    ctx,
    tx,
    shop_id,
    perVariant(left).map(([variant_id, quantity]) => ({ variant_id, on_hand: -quantity, reserved: -quantity })),
    at,
  );
}

async function end(
  ctx: StockContext,
  tx: Tx,
  shop_id: string,
  order_ids: readonly string[],
  state: "released" | "consumed",
): Promise<void> {
  if (order_ids.length === 0) return;
  const at = ctx.clock.now();
  // Stock before reservations, in its fixed order, as everybody locks it; who comes second then finds nothing to end.
  await store.lockStocks(tx, shop_id, await store.selectReservedVariants(tx, shop_id, order_ids));
  const ended = await store.endReservations(tx, shop_id, order_ids, statesBefore(state), state, at);
  const changes = perVariant(ended).map(([variant_id, quantity]) => ({
    variant_id,
    on_hand: state === "consumed" ? -quantity : 0,
    reserved: -quantity,
  }));
  await change(ctx, tx, shop_id, changes, at);
}

/** Changes stock and says so. */
export async function change(
  ctx: StockContext,
  tx: Tx,
  shop_id: string,
  changes: readonly store.StockChange[],
  at: Date,
): Promise<readonly StockRow[]> {
  if (changes.length === 0) return [];
  const rows = await store.changeStocks(tx, shop_id, changes, at);
  assert(rows.length === changes.length, "only stock that exists is changed");
  await sayChanged(ctx, tx, changes, rows);
  return rows;
}

async function sayChanged(
  ctx: StockContext,
  tx: Tx,
  changes: readonly store.StockChange[],
  rows: readonly StockRow[],
): Promise<void> {
  await ctx.soldOut.tell(tx, changes, rows);
  await tell(ctx, tx, rows);
}

/** The row stays locked until commit, so what is said here is what will be true. */
export async function tell(ctx: Context, tx: Tx, rows: readonly StockRow[]): Promise<void> {
  const events = rows.map((row) => ({
    type: "stock.changed" as const,
    shop_id: row.shop_id,
    product_id: row.product_id,
    variant_id: row.variant_id,
    available: unitsOf(row).available,
  }));
  await ctx.outbox.emit(tx, events);
}

/** Units by variant, in the order of variant ids. */
export function perVariant(
  lines: readonly { readonly variant_id: string; readonly quantity: number }[],
): [string, number][] {
  const sums = new Map<string, number>();
  for (const { variant_id, quantity } of lines) sums.set(variant_id, (sums.get(variant_id) ?? 0) + quantity);
  return [...sums].toSorted(([a], [b]) => (a < b ? -1 : 1));
}
