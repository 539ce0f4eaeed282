import type { Context } from "../../../kernel/context.ts";
import type { Reader } from "../../../kernel/db.ts";
import { madeAtMs } from "../../../kernel/ids.ts";
import { limits } from "../../../kernel/limits.ts";
import { ordersThere } from "../store.ts";
import type { BuyerOrderRow } from "../tables.ts";
import { claimsOf, dropClaims, fileKeys, takeOverClaims } from "./store.ts";

const keyOf = (row: Pick<BuyerOrderRow, "account_id" | "idempotency_key">): string =>
  `${row.account_id} ${row.idempotency_key}`;

/** How a key stands once it was claimed. */
export interface Claim {
  /**
   * fresh: ours alone, nothing was ever placed under it. known: claimed before at this shop, perhaps an order stands under it.
   * elsewhere: an order of another shop stands under it, or is being placed.
   */
  readonly state: "fresh" | "known" | "elsewhere";
  /** The order that is filed under it. */
  readonly order_id: string;
}

/** Files new orders under their keys; what others have under them. Where nothing comes back for a key it is the caller's alone. */
async function claimKeys(db: Reader, rows: readonly BuyerOrderRow[]): Promise<BuyerOrderRow[]> {
  let mine = 0;
  let wanted = rows;
  for (;;) {
    mine += await fileKeys(db, wanted);
    if (mine === rows.length) return [];
    const others = await claimsOf(db, rows);
    if (mine + others.length >= rows.length) return others;
    // Somebody let go of a key between the two questions: it is nobody's, and is asked for again.
    const taken = new Set(others.map(keyOf));
    wanted = rows.filter((row) => !taken.has(keyOf(row)));
  }
}

/**
 * Claims the keys of orders that are about to be placed, each for its buyer, in one statement of the account's kind that does not
 * wait for the disk (an order on disk has its claim before it): a key buys once, at whatever shop and in whichever process. A
 * claim whose order never came to be (its process died) is taken over once it is old enough that nobody can still be placing
 * under it. In the order of the rows.
 */
export async function claim(ctx: Context, rows: readonly BuyerOrderRow[]): Promise<Claim[]> {
  const others = await claimKeys(ctx.db.loose, rows);
  const fresh = (row: BuyerOrderRow): Claim => ({ state: "fresh", order_id: row.order_id });
  if (others.length === 0) return rows.map(fresh);
  const wanted = new Map(rows.map((row) => [keyOf(row), row]));
  const foreign = others.filter((other) => other.shop_id !== wanted.get(keyOf(other))?.shop_id);
  const there = await ordersThere(ctx.db.reader, foreign);
  const gone = foreign.filter(
    (other) => !there.has(other.order_id) && ctx.clock.nowMs() - madeAtMs(other.order_id) > limits.order_claim_ms,
  );
  const taken =
    gone.length === 0
      ? new Set<string>()
      : await ctx.db.transact((tx) =>
          takeOverClaims(
            tx,
            gone.flatMap((other) => {
              const now = wanted.get(keyOf(other));
              return now === undefined ? [] : [{ was: other.order_id, now }];
            }),
          ),
        );
  const found = new Map(others.map((other) => [keyOf(other), other]));
  return rows.map((row) => {
    const other = found.get(keyOf(row));
    if (other === undefined || taken.has(row.order_id)) return fresh(row);
    return { state: other.shop_id === row.shop_id ? "known" : "elsewhere", order_id: other.order_id };
  });
}

/** After the orders: claims of what was refused are let go, and where another order is filed than the one that stands, that one is. */
export async function settleClaims(
  ctx: Context,
  refused: readonly BuyerOrderRow[],
  refiled: readonly BuyerOrderRow[],
): Promise<void> {
  if (refused.length > 0) await dropClaims(ctx.db.loose, refused);
  if (refiled.length === 0) return;
  await ctx.db.transact(async (tx) => {
    const was = await claimsOf(tx, refiled);
    const now = new Map(refiled.map((row) => [keyOf(row), row]));
    await takeOverClaims(
      tx,
      was.flatMap((row) => {
        const mine = now.get(keyOf(row));
        return mine === undefined ? [] : [{ was: row.order_id, now: mine }];
      }),
    );
    await fileKeys(tx, refiled);
  });
}
