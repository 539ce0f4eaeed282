import type { GuestCartLine } from "../../../../contract/cart.ts";
import type { ChannelItem } from "../../../../contract/socket.ts";
import type { MomentFields } from "../../../../contract/orders.ts";
import type { z } from "zod";
import { present } from "../../../kernel/assert.ts";
import { accountChannel } from "../../../kernel/channel.ts";
import type { Context } from "../../../kernel/context.ts";
import type { Reader, Tx } from "../../../kernel/db.ts";
import { limits } from "../../../kernel/limits.ts";
import { refuse } from "../../../kernel/refusal.ts";
import type { OrderDeps } from "../deps.ts";
import { orderedOf } from "../limits/product-limit.ts";
import type { MomentOf } from "../tables.ts";
import { mergedLines } from "./cart.ts";
import { standingOf, type StandingNow } from "./read-cart.ts";
import { cartLines, countCartLines, deleteCartLines, saveCartLines, takeCart } from "./store.ts";
import type { CartLineRow } from "./tables.ts";

type GuestLine = z.output<typeof GuestCartLine>;
type WantedMoment = z.output<typeof MomentFields>;

/**
 * Changes a cart in the caller's transaction: one change of a cart at a time, and every device of the account hears that
 * there was one.
 */
export async function changeCart<T>(
  ctx: Context,
  tx: Tx,
  account_id: string,
  act: (lines: ReadonlyMap<string, CartLineRow>) => Promise<T>,
): Promise<T> {
  await takeCart(tx, account_id);
  const done = await act(new Map((await cartLines(tx, account_id)).map((line) => [line.variant_id, line])));
  const lines = await countCartLines(tx, account_id);
  ctx.db.afterCommit(tx, () =>
    ctx.channel.publish(accountChannel(account_id), { t: "cart", lines } satisfies ChannelItem, "cart"),
  );
  return done;
}

/** Moments as orders keep them; null where there was none, or the broadcast does not know it (any more). */
async function momentsOf(
  ctx: Context,
  deps: OrderDeps,
  reader: Reader,
  asked: readonly { readonly shop_id: string; readonly moment: WantedMoment | null }[],
): Promise<(MomentOf | null)[]> {
  const wanted = asked.flatMap(({ shop_id, moment }) => (moment === null ? [] : [{ shop_id, ...moment }]));
  const answers = wanted.length === 0 ? [] : await deps.live.moments(reader, wanted, ctx.clock.now());
  let next = 0;
  return asked.map(({ moment }) => {
    if (moment === null) return null;
    const answer = present(answers[next], "every moment is answered");
    next += 1;
    return answer.ok ? answer.moment : null;
  });
}

/** Refuses limit_with_cart where the cart would hold more of a product than its buyer may still have. */
async function requireWithinLimit(
  deps: OrderDeps,
  tx: Tx,
  account_id: string,
  { quote }: StandingNow,
  lines: ReadonlyMap<string, CartLineRow>,
  quantity: number,
): Promise<void> {
  const { limit_per_buyer: max, product_id, variant_id } = quote;
  if (max === null) return;
  const ordered = (await orderedOf(deps, tx, account_id, [{ ...quote, quantity }])).get(product_id) ?? 0;
  const others = [...lines.values()].filter((line) => line.product_id === product_id && line.variant_id !== variant_id);
  const beside = others.reduce((sum, line) => sum + line.quantity, 0);
  const in_cart = beside + (lines.get(variant_id)?.quantity ?? 0);
  if (ordered + beside + quantity > max)
    refuse("limit_with_cart", { param: "quantity", details: { max, ordered, in_cart } });
}

/**
 * Refuses not_found, product_not_on_sale, own_shop, sold_out (more than there are, with those in the cart), limit_with_cart (more than
 * each may have), cart_full.
 */
export async function putInCart(
  ctx: Context,
  deps: OrderDeps,
  tx: Tx,
  account_id: string,
  wish: { readonly variant_id: string; readonly quantity: number; readonly moment: WantedMoment | null },
): Promise<void> {
  const now =
    (await standingOf(ctx, deps, tx, [wish.variant_id])).get(wish.variant_id) ??
    refuse("not_found", { param: "variant_id" });
  if (!now.on_sale) refuse("product_not_on_sale", { param: "variant_id" });
  const { shop_id, product_id, price } = now.quote;
  if ((await deps.shops.staffOf(tx, [shop_id])).get(shop_id)?.has(account_id) === true) refuse("own_shop");
  const [moment = null] = await momentsOf(ctx, deps, tx, [{ shop_id, moment: wish.moment }]);
  await changeCart(ctx, tx, account_id, async (lines) => {
    const known = lines.get(wish.variant_id);
    const quantity = (known?.quantity ?? 0) + wish.quantity;
    if (quantity > Math.min(now.available, limits.quantity_per_line_max))
      refuse("sold_out", { param: "quantity", details: { available: now.available } });
    await requireWithinLimit(deps, tx, account_id, now, lines, quantity);
    if (known === undefined && lines.size >= limits.cart_lines_max)
      refuse("cart_full", { details: { max: limits.cart_lines_max } });
    await saveCartLines(tx, [
      {
        account_id,
        variant_id: wish.variant_id,
        product_id,
        shop_id,
        quantity,
        selected: true,
        price_seen: price,
        put_in_at: ctx.clock.now(),
        // Who comes back without a broadcast keeps the one that brought it here.
        moment: moment ?? known?.moment ?? null,
      },
    ]);
  });
}

/** Refuses not_found; sold_out and limit_with_cart where more is asked for than there is, or than each may have. */
export async function changeCartLine(
  ctx: Context,
  deps: OrderDeps,
  tx: Tx,
  account_id: string,
  variant_id: string,
  change: { readonly quantity?: number | undefined; readonly selected?: boolean | undefined },
): Promise<void> {
  await changeCart(ctx, tx, account_id, async (lines) => {
    const line = lines.get(variant_id) ?? refuse("not_found");
    const quantity = change.quantity ?? line.quantity;
    if (quantity > line.quantity) {
      const now = present((await standingOf(ctx, deps, tx, [variant_id])).get(variant_id), "what is in a cart exists");
      if (quantity > now.available) refuse("sold_out", { param: "quantity", details: { available: now.available } });
      await requireWithinLimit(deps, tx, account_id, now, lines, quantity);
    }
    await saveCartLines(tx, [{ ...line, quantity, selected: change.selected ?? line.selected }]);
  });
}

export async function selectInCart(
  ctx: Context,
  tx: Tx,
  account_id: string,
  variant_ids: readonly string[],
  selected: boolean,
): Promise<void> {
  await changeCart(ctx, tx, account_id, async (lines) => {
    const named = new Set(variant_ids);
    await saveCartLines(
      tx,
      [...lines.values()]
        .filter((line) => named.has(line.variant_id) && line.selected !== selected)
        .map((line) => ({ ...line, selected })),
    );
  });
}

export async function takeOutOfCart(
  ctx: Context,
  tx: Tx,
  account_id: string,
  variant_ids: readonly string[],
): Promise<void> {
  await changeCart(ctx, tx, account_id, () => deleteCartLines(tx, account_id, variant_ids));
}

/** A guest's lines as rows; what never existed, and what an account cannot buy because it works for the shop, is left out. */
export async function rowsOfGuest(
  ctx: Context,
  deps: OrderDeps,
  reader: Reader,
  account_id: string,
  given: readonly GuestLine[],
): Promise<CartLineRow[]> {
  const once = [...new Map(given.map((line) => [line.variant_id, line])).values()];
  const quotes = await deps.catalog.quote(
    reader,
    once.map((line) => line.variant_id),
  );
  const known = once.flatMap((line) => {
    const quote = quotes.get(line.variant_id);
    return quote === undefined ? [] : [{ line, shop_id: quote.shop_id, product_id: quote.product_id }];
  });
  const moments = await momentsOf(
    ctx,
    deps,
    reader,
    known.map(({ line, shop_id }) => ({ shop_id, moment: line.moment })),
  );
  const staff = await deps.shops.staffOf(reader, [...new Set(known.map((one) => one.shop_id))]);
  const now = ctx.clock.now();
  return known.flatMap(({ line, shop_id, product_id }, index) => {
    if (staff.get(shop_id)?.has(account_id) === true) return [];
    const put_in_at = new Date(line.put_in_at);
    return [
      {
        account_id,
        variant_id: line.variant_id,
        product_id,
        shop_id,
        quantity: line.quantity,
        selected: line.selected,
        price_seen: BigInt(line.price_seen),
        // A browser whose clock runs ahead puts nothing in tomorrow.
        put_in_at: put_in_at > now ? now : put_in_at,
        moment: moments[index] ?? null,
      },
    ];
  });
}

export async function mergeCart(
  ctx: Context,
  deps: OrderDeps,
  tx: Tx,
  account_id: string,
  given: readonly GuestLine[],
): Promise<void> {
  const brought = await rowsOfGuest(ctx, deps, tx, account_id, given);
  if (brought.length === 0) return;
  await changeCart(ctx, tx, account_id, async (lines) => {
    await saveCartLines(tx, mergedLines([...lines.values()], brought, limits.cart_lines_max));
  });
}
