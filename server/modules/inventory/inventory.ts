import type { Context } from "../../kernel/context.ts";
import type { Reader, Tx } from "../../kernel/db.ts";
import { limits } from "../../kernel/limits.ts";
import type { ModulePart } from "../../kernel/module.ts";
import type { Accounts } from "../accounts/index.ts";
import type { Catalog } from "../catalog/index.ts";
import type { Shops } from "../shops/index.ts";
import {
  consume,
  consumeUnits,
  release,
  reserve,
  takeWritten,
  writeReservations,
  type ReservationLine,
  type ReservedPart,
} from "./move-stock.ts";
import { adjustStock, type Adjustment } from "./adjust-stock.ts";
import { inventoryRoutes } from "./routes.ts";
import { reserveAside, returnAside, setAside, type AsideLine, type Aside } from "./set-aside.ts";
import { releaseUnits, type ReleasedPart } from "./release-units.ts";
import { SoldOut } from "./sold-out.ts";
import type { StockContext } from "./stock-context.ts";
import { createStockPort } from "./stock-port.ts";
import { unitsOf, type Units } from "./stock.ts";
import * as store from "./store.ts";
import type { KeptUnits, TakenVariant } from "./tables.ts";

export interface InventoryDeps {
  readonly accounts: Pick<Accounts, "publicAccounts">;
  readonly shops: Pick<Shops, "requireStaff">;
  readonly catalog: Pick<Catalog, "requireVariantOfStaff" | "quote">;
}

export interface Inventory {
  /** Locks stock in a fixed order (by variant id) until `tx` ends, and says what is there. Misses what does not exist. */
  lock(tx: Tx, shop_id: string, variant_ids: readonly string[]): Promise<Map<string, Units>>;
  /** After `lock` and decide: one reservation per order line. More than is available is a bug of the caller (CHECK). */
  reserve(tx: Tx, shop_id: string, lines: readonly ReservationLine[]): Promise<void>;
  /**
   * The first half of `reserve`, before anything is locked: one reservation per order line is written. `takeWritten` in the same
   * transaction is the other half.
   */
  writeReservations(tx: Tx, shop_id: string, lines: readonly ReservationLine[]): Promise<void>;
  /** Takes the units of what is written, all or nothing: false where a variant has too few, and `tx` must then roll back. */
  takeWritten(tx: Tx, shop_id: string, lines: readonly ReservationLine[]): Promise<boolean>;
  /** Reserved units of these orders become available again. Idempotent; does nothing to what was consumed. */
  release(tx: Tx, shop_id: string, order_ids: readonly string[]): Promise<void>;
  /** Shipped: reserved units of these orders leave the units on hand. Idempotent; does nothing to what was released. */
  consume(tx: Tx, shop_id: string, order_ids: readonly string[]): Promise<void>;
  /**
   * Sets available units aside for a holder (a flash sale), or gives them back where `change` is below zero. Locks the
   * stock; refuses `sold_out` where less is available. Giving back more than is set aside is a bug of the caller (CHECK).
   */
  setAside(tx: Tx, shop_id: string, asides: readonly Aside[]): Promise<void>;
  /** Reserves out of what is set aside: what everybody else can buy does not change. The caller holds the holder's lock. */
  reserveAside(tx: Tx, shop_id: string, lines: readonly AsideLine[]): Promise<void>;
  /** Units that these orders still hold go back to the holder, not on the shelf. Idempotent. */
  returnAside(tx: Tx, shop_id: string, orders: readonly { order_id: string; holder_id: string }[]): Promise<void>;
  /** Some of the reserved units of these lines have left; the rest stays reserved. More than is reserved is a bug of the caller. */
  consumeUnits(tx: Tx, shop_id: string, parts: readonly ReservedPart[]): Promise<void>;
  /** Units of an order that have not left, by line id. */
  reservedUnits(reader: Reader, shop_id: string, order_id: string): Promise<Map<string, number>>;
  /**
   * Units that these orders took of these variants and did not give back before they left: what is held back, and what has left, also where
   * it was refunded. Pairs of which everything was given back are left out.
   */
  keptUnits(reader: Reader, asked: readonly TakenVariant[]): Promise<readonly KeptUnits[]>;
  /** Some of what these lines hold back goes on sale again; the rest stays reserved. More than is reserved is a bug of the caller. */
  releaseUnits(tx: Tx, shop_id: string, parts: readonly ReleasedPart[]): Promise<void>;
  /** Units that came back are sold again, or (below zero) units leave beside an order; kept with who and why. Refuses as `adjustStock` does. */
  restock(tx: Tx, shop_id: string, moves: readonly Omit<Adjustment, "shop_id">[]): Promise<void>;
  /**
   * True where nothing of the variant was left a moment ago (`limits.sold_out_known_ms` at most), in whichever process it ran out; false
   * where that is not known. What returns is known as soon as it has.
   */
  soldOut(variant_id: string): boolean;
  /** Units that can be bought now, by variant. */
  available(reader: Reader, variant_ids: readonly string[]): Promise<Map<string, number>>;
  /** Of these variants: how many are sold out, and how many more are low. */
  lowOf(reader: Reader, variant_ids: readonly string[]): Promise<{ low: number; sold_out: number }>;
  readonly part: ModulePart;
}

/** Every change emits `stock.changed` with what is available once it commits. */
export function createInventory(given: Context, deps: InventoryDeps): Inventory {
  const soldOut = new SoldOut(given);
  const ctx: StockContext = { ...given, soldOut };
  const stock = createStockPort(ctx);
  return {
    async lock(tx, shop_id, variant_ids) {
      if (variant_ids.length === 0) return new Map();
      const found = soldOut.look();
      const rows = await store.lockStocks(tx, shop_id, variant_ids);
      const stocks = new Map(rows.map((row) => [row.variant_id, unitsOf(row)]));
      found([...stocks].filter(([, units]) => units.available === 0).map(([variant_id]) => variant_id));
      return stocks;
    },
    reserve: (tx, shop_id, lines) => reserve(ctx, tx, shop_id, lines),
    writeReservations: (tx, shop_id, lines) => writeReservations(ctx, tx, shop_id, lines),
    takeWritten: (tx, shop_id, lines) => takeWritten(ctx, tx, shop_id, lines),
    release: (tx, shop_id, order_ids) => release(ctx, tx, shop_id, order_ids),
    consume: (tx, shop_id, order_ids) => consume(ctx, tx, shop_id, order_ids),
    setAside: (tx, shop_id, asides) => setAside(ctx, tx, shop_id, asides),
    reserveAside: (tx, shop_id, lines) => reserveAside(ctx, tx, shop_id, lines),
    returnAside: (tx, shop_id, orders) => returnAside(ctx, tx, shop_id, orders),
    consumeUnits: (tx, shop_id, parts) => consumeUnits(ctx, tx, shop_id, parts),
    reservedUnits: (reader, shop_id, order_id) => store.selectReservedUnits(reader, shop_id, order_id),
    keptUnits: (reader, asked) => store.sumKept(reader, asked),
    releaseUnits: (tx, shop_id, parts) => releaseUnits(ctx, tx, shop_id, parts),
    async restock(tx, shop_id, moves) {
      for (const one of moves.toSorted((a, b) => (a.variant_id < b.variant_id ? -1 : 1)))
        await adjustStock(ctx, tx, { ...one, shop_id });
    },
    soldOut: (variant_id) => soldOut.has(variant_id),
    available: (reader, variant_ids) => stock.available(reader, variant_ids),
    lowOf: (reader, variant_ids) => store.lowOf(reader, variant_ids, limits.low_stock_units_default),
    part: { routes: inventoryRoutes(ctx, deps) },
  };
}
