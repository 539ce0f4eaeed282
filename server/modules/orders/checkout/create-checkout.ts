import type { CheckoutFields } from "../../../../contract/checkout.ts";
import type { z } from "zod";
import { present } from "../../../kernel/assert.ts";
import type { Context } from "../../../kernel/context.ts";
import type { Tx } from "../../../kernel/db.ts";
import { newId } from "../../../kernel/ids.ts";
import { limits } from "../../../kernel/limits.ts";
import { Refusal, refuse } from "../../../kernel/refusal.ts";
import { fingerprintOf } from "../../../kernel/saved-answers.ts";
import { changeCart } from "../cart/change-cart.ts";
import { deleteCartLines } from "../cart/store.ts";
import type { CartLineRow } from "../cart/tables.ts";
import type { OrderDeps } from "../deps.ts";
import { quoteOrder } from "../quote-order.ts";
import { resumeSoon } from "./change-checkout.ts";
import { checkoutByKey, insertCheckout } from "./store.ts";
import type { CheckoutKey, CheckoutRow, PartRow } from "./tables.ts";
import { sealAddress, sealWish, type PartWish } from "./wish.ts";

type Fields = z.output<typeof CheckoutFields>;

/**
 * Writes down what is to be placed, in one transaction with taking it out of the cart: of two tabs that check out the same
 * lines one succeeds and the other is refused with `cart_changed`. The same key finds the same checkout again; other
 * content under it is refused.
 */
export async function createCheckout(
  ctx: Context,
  deps: OrderDeps,
  wish: { readonly account_id: string; readonly key: string; readonly fields: Fields },
): Promise<CheckoutKey> {
  const { account_id, key, fields } = wish;
  const fingerprint = fingerprintOf(fields);
  const known = (row: CheckoutRow): CheckoutKey =>
    row.fingerprint === fingerprint ? row : refuse("idempotency_key_reused");
  const first = await checkoutByKey(ctx.db.reader, account_id, key);
  if (first !== undefined) return known(first);
  const address =
    (await deps.accounts.addresses(ctx.db.reader, account_id, [fields.address_id])).get(fields.address_id) ??
    refuse("address_missing", { param: "address_id" });
  const unfit = await couponRefusal(ctx, deps, account_id, fields, address.region);
  if (unfit !== null) {
    // Used by this very checkout, which another request with its key has made meanwhile.
    const meanwhile = await checkoutByKey(ctx.db.reader, account_id, key);
    if (meanwhile !== undefined) return known(meanwhile);
    throw unfit;
  }
  const quotes = await deps.catalog.quote(
    ctx.db.reader,
    fields.parts.flatMap((part) => part.lines.map((line) => line.variant_id)),
  );
  return ctx.db.transact((tx) =>
    changeCart(ctx, tx, account_id, async (cart) => {
      // Another request with this key may have come first, and waited for nothing.
      const meanwhile = await checkoutByKey(tx, account_id, key);
      if (meanwhile !== undefined) return known(meanwhile);
      const parts = fields.parts.map((part, position): PartToWrite => ({
        part,
        position,
        lines: part.lines.map((line, index) => {
          const mine = cart.get(line.variant_id);
          if (mine === undefined || mine.shop_id !== part.shop_id || mine.quantity !== line.quantity)
            return refuse("cart_changed", { param: `parts.${position}.lines.${index}` });
          return { mine, quote: present(quotes.get(line.variant_id), "what is in a cart was on sale once") };
        }),
      }));
      const address_sealed = sealAddress(ctx.seal, address);
      const made = await write(ctx, tx, { account_id, key, fingerprint, address_sealed }, parts);
      await deleteCartLines(
        tx,
        account_id,
        parts.flatMap((part) => part.lines.map((line) => line.mine.variant_id)),
      );
      return made;
    }),
  );
}

/**
 * Why one of the coupons does not fit, if one does not: said before anything leaves the cart, so that the buyer looks at the price again
 * where they are. One that is used between this look and the order is told by the shop's refusal, as what is sold out then.
 */
async function couponRefusal(
  ctx: Context,
  deps: OrderDeps,
  buyer_id: string,
  { parts }: Fields,
  region: string,
): Promise<Refusal | null> {
  for (const [index, { lines, coupon_ids }] of parts.entries()) {
    if (coupon_ids.length === 0) continue;
    try {
      await quoteOrder(ctx, deps, lines, region, { buyer_id, flash_sale_id: null, coupon_ids });
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      if (error.param?.startsWith("coupon_ids.") === true)
        return new Refusal(error.code, { param: `parts.${index}.${error.param}`, details: error.details });
    }
  }
  return null;
}

interface PartToWrite {
  readonly part: PartWish;
  readonly position: number;
  readonly lines: readonly {
    readonly mine: CartLineRow;
    readonly quote: {
      readonly title: string;
      readonly variant_title: string;
      readonly unit: string;
      readonly picture: PartRow["lines"][number]["picture"];
      readonly price: bigint;
    };
  }[];
}

async function write(
  ctx: Context,
  tx: Tx,
  head: Pick<CheckoutRow, "account_id" | "fingerprint" | "address_sealed"> & { readonly key: string },
  given: readonly PartToWrite[],
): Promise<CheckoutKey> {
  const { account_id } = head;
  const checkout_id = newId(ctx, "chk");
  const at = ctx.clock.now();
  const row: CheckoutRow = {
    account_id,
    checkout_id,
    idempotency_key: head.key,
    fingerprint: head.fingerprint,
    state: "placing",
    close_reason: null,
    address_sealed: head.address_sealed,
    answer_sealed: null,
    created_at: at,
    place_by: new Date(at.getTime() + limits.checkout_placing_ms),
    choose_by: null,
    pay_by: null,
  };
  const parts = given.map(({ part, position, lines }): PartRow => {
    const goods = lines.reduce((sum, { mine, quote }) => sum + quote.price * BigInt(mine.quantity), 0n);
    return {
      account_id,
      checkout_id,
      shop_id: part.shop_id,
      position,
      state: "waiting",
      order_id: null,
      wish_sealed: sealWish(ctx.seal, part),
      lines: lines.map(({ mine, quote }) => ({
        variant_id: mine.variant_id,
        product_id: mine.product_id,
        title: quote.title,
        variant_title: quote.variant_title,
        unit: quote.unit,
        picture: quote.picture,
        quantity: mine.quantity,
        unit_price: String(quote.price),
        problem: null,
        available: null,
        price_seen: String(mine.price_seen),
        put_in_at: mine.put_in_at.toISOString(),
        moment: mine.moment,
      })),
      goods,
      shipping: 0n,
      total: goods,
      refusal: null,
    };
  });
  await insertCheckout(tx, row, parts);
  await resumeSoon(ctx, tx, row);
  return { account_id, checkout_id };
}
