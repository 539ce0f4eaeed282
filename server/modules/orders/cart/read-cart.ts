import type { Cart, CartLine } from "../../../../contract/cart.ts";
import { present } from "../../../kernel/assert.ts";
import type { Context } from "../../../kernel/context.ts";
import type { Reader } from "../../../kernel/db.ts";
import { wireMoney } from "../../../kernel/money.ts";
import type { VariantQuote } from "../../catalog/index.ts";
import type { OrderDeps } from "../deps.ts";
import { orderedOf } from "../limits/product-limit.ts";
import { byShop, canCheckOut, isUnavailable, limitsLeft, lineState, type LineNow } from "./cart.ts";
import { cartLines } from "./store.ts";
import type { CartLineRow } from "./tables.ts";

export interface StandingNow extends LineNow {
  readonly quote: VariantQuote;
}

/** How these variants stand now: on sale by a verified seller, how many, at what price. Misses what never existed. */
export async function standingOf(
  ctx: Context,
  deps: OrderDeps,
  reader: Reader,
  variant_ids: readonly string[],
): Promise<Map<string, StandingNow>> {
  const ids = [...new Set(variant_ids)];
  if (ids.length === 0) return new Map();
  const quotes = await deps.catalog.quote(reader, ids);
  const shop_ids = [...new Set([...quotes.values()].map((quote) => quote.shop_id))];
  const verified = await deps.shops.verifiedSellers(reader, shop_ids, ctx.clock.now());
  const available = await deps.inventory.available(reader, ids);
  return new Map(
    [...quotes].map(([variant_id, quote]) => [
      variant_id,
      {
        quote,
        on_sale: !quote.retired && quote.state === "on_sale" && verified.has(quote.shop_id),
        available: available.get(variant_id) ?? 0,
      },
    ]),
  );
}

/** These lines as they stand now, by shop. What never existed is left out. */
export async function viewCart(
  ctx: Context,
  deps: OrderDeps,
  reader: Reader,
  rows: readonly CartLineRow[],
  /** Whose cart it is; null: a guest's. */
  account_id: string | null,
): Promise<Cart> {
  const standing = await standingOf(
    ctx,
    deps,
    reader,
    rows.map((row) => row.variant_id),
  );
  const cards = await deps.shops.cards(reader, [...new Set([...standing.values()].map((now) => now.quote.shop_id))]);
  const money = (amount: bigint) => wireMoney(amount, ctx.config.currency);
  const known = rows.flatMap((row) => {
    const now = standing.get(row.variant_id);
    if (now === undefined) return [];
    const { shop_id, product_id, limit_per_buyer } = now.quote;
    return [{ ...row, shop_id, product_id, limit_per_buyer, now }];
  });
  const sorted = [...byShop(known)].flatMap(([, lines]) => lines);
  const left = new Map(
    limitsLeft(sorted, await orderedOf(deps, reader, account_id, sorted)).map((units, index) => [sorted[index], units]),
  );
  const wire = (line: (typeof known)[number]): CartLine => {
    const { now, ...row } = line;
    const limit_left = left.get(line) ?? null;
    return {
      object: "cart_line",
      variant_id: row.variant_id,
      product_id: now.quote.product_id,
      shop: present(cards.get(row.shop_id), "a variant's shop exists"),
      title: now.quote.title,
      variant_title: now.quote.variant_title,
      unit: now.quote.unit,
      picture: now.quote.picture,
      quantity: row.quantity,
      selected: row.selected,
      state: lineState(row.quantity, now, limit_left),
      available: now.available,
      limit_per_buyer: row.limit_per_buyer,
      limit_left,
      price: money(now.quote.price),
      price_seen: money(row.price_seen),
      put_in_at: row.put_in_at.toISOString(),
      moment: row.moment,
    };
  };
  const groups = [...byShop(known)].map(([shop_id, lines]) => ({
    shop: present(cards.get(shop_id), "a variant's shop exists"),
    lines: lines.map(wire),
  }));
  const selected = groups.flatMap((group) => group.lines).filter((line) => line.selected && canCheckOut(line.state));
  return {
    object: "cart",
    groups: groups.flatMap(({ shop, lines }) => {
      const here = lines.filter((line) => !isUnavailable(line.state));
      return here.length === 0 ? [] : [{ object: "cart_group" as const, shop, lines: here }];
    }),
    unavailable: groups.flatMap((group) => group.lines.filter((line) => isUnavailable(line.state))),
    lines_count: known.length,
    selected: {
      lines: selected.length,
      units: selected.reduce((sum, line) => sum + line.quantity, 0),
      goods: money(selected.reduce((sum, line) => sum + BigInt(line.price.amount) * BigInt(line.quantity), 0n)),
    },
  };
}

export async function readCart(ctx: Context, deps: OrderDeps, account_id: string): Promise<Cart> {
  return viewCart(ctx, deps, ctx.db.reader, await cartLines(ctx.db.reader, account_id), account_id);
}
