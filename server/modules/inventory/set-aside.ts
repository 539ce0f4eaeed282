import { assert, present } from "../../kernel/assert.ts";
import type { StockContext } from "./stock-context.ts";
import type { Tx } from "../../kernel/db.ts";
import { refuse } from "../../kernel/refusal.ts";
import * as aside from "./asides/store.ts";
import { change, type ReservationLine } from "./move-stock.ts";
import { statesBefore, unitsOf } from "./stock.ts";
import * as store from "./store.ts";

/** Units of a variant that `holder_id` sets aside; below zero: gives back. */
export interface Aside {
  readonly holder_id: string;
  readonly variant_id: string;
  readonly change: number;
}
/** An order line whose units come out of what `holder_id` has set aside. */
export interface AsideLine extends ReservationLine {
  readonly holder_id: string;
}

/** See `Inventory.setAside`. */
export async function setAside(ctx: StockContext, tx: Tx, shop_id: string, asides: readonly Aside[]): Promise<void> {
  const real = asides.filter((one) => one.change !== 0);
  if (real.length === 0) return;
  assert(
    new Set(real.map((one) => one.variant_id)).size === real.length,
    "one change of a variant at a time, so that what is available is known",
  );
  const stock = new Map(
    (
      await store.lockStocks(
        tx,
        shop_id,
        real.map((one) => one.variant_id),
      )
    ).map((row) => [row.variant_id, row]),
  );
  for (const one of real) {
    const { available } = unitsOf(present(stock.get(one.variant_id), "a variant has stock"));
    if (one.change > available) refuse("sold_out", { param: "quantity", details: { available } });
  }
  const at = ctx.clock.now();
  await aside.changeAsides(tx, shop_id, real, at);
  await change(
    ctx,
    tx,
    shop_id,
    real.map((one) => ({ variant_id: one.variant_id, on_hand: 0, reserved: one.change })),
    at,
  );
}

/** See `Inventory.reserveAside`. The stock's row is not touched: what is reserved changes its owner, not its number. */
export async function reserveAside(
  ctx: StockContext,
  tx: Tx,
  shop_id: string,
  lines: readonly AsideLine[],
): Promise<void> {
  if (lines.length === 0) return;
  const at = ctx.clock.now();
  await aside.changeAsides(tx, shop_id, perHolder(lines, -1), at);
  await store.insertReservations(
    tx,
    lines.map(({ order_id, line_id, variant_id, quantity }) => ({
      shop_id,
      order_id,
      line_id,
      variant_id,
      quantity,
      state: "reserved" as const,
    })),
    at,
  );
}

/** See `Inventory.returnAside`. */
export async function returnAside(
  ctx: StockContext,
  tx: Tx,
  shop_id: string,
  orders: readonly { readonly order_id: string; readonly holder_id: string }[],
): Promise<void> {
  if (orders.length === 0) return;
  const at = ctx.clock.now();
  const holders = new Map(orders.map((one) => [one.order_id, one.holder_id]));
  const ended = await aside.endReservationsOf(tx, shop_id, [...holders.keys()], statesBefore("released"), at);
  await aside.changeAsides(
    tx,
    shop_id,
    perHolder(
      ended.map((row) => ({
        holder_id: present(holders.get(row.order_id), "every order that was asked for has its holder"),
        variant_id: row.variant_id,
        quantity: row.quantity,
      })),
      1,
    ),
    at,
  );
}

function perHolder(
  lines: readonly { readonly holder_id: string; readonly variant_id: string; readonly quantity: number }[],
  sign: 1 | -1,
): Aside[] {
  const sums = new Map<string, Aside>();
  for (const { holder_id, variant_id, quantity } of lines)
    sums.set(holder_id, {
      holder_id,
      variant_id,
      change: (sums.get(holder_id)?.change ?? 0) + sign * quantity,
    });
  return [...sums.values()].toSorted((a, b) => (a.holder_id < b.holder_id ? -1 : 1));
}
