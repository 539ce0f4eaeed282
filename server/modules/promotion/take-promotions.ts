import { assert, present } from "../../kernel/assert.ts";
import type { Reader, Tx } from "../../kernel/db.ts";
import { keyOf, type Ask, type Facts } from "./admission.ts";
import type { Voucher } from "./coupons/pricing.ts";
import * as coupons from "./coupons/store.ts";
import { ordered, paid, returned, stateAt } from "./flash/flash-sale.ts";
import * as flash from "./flash/store.ts";
import type { PromotionParts, Taken } from "./promotion.ts";
import type { FlashSaleRow, HeldCouponRow } from "./tables.ts";

/** See `Promotion.lock`. At most six statements, however many members; none where nobody names a promotion. */
export async function lockPromotions(
  parts: PromotionParts,
  tx: Tx,
  shop_id: string,
  asks: readonly Ask[],
  at: Date,
): Promise<Facts> {
  const sale_ids = [...new Set(asks.flatMap((ask) => (ask.flash_sale_id === null ? [] : [ask.flash_sale_id])))];
  const pairs = pairsOf(asks);
  const found = parts.teller.soldOut.look();
  const sales = sale_ids.length === 0 ? [] : await flash.lockSales(tx, shop_id, sale_ids);
  found(
    sales.filter((sale) => sale.left_units === 0 && stateAt(sale, at) === "open").map((sale) => sale.flash_sale_id),
  );
  const held = pairs.length === 0 ? [] : await coupons.lockHeld(tx, pairs);
  return factsOf(parts, tx, shop_id, asks, at, sales, held);
}

/** The same without locks, for a quote. */
export async function seePromotions(
  parts: PromotionParts,
  reader: Reader,
  shop_id: string,
  ask: Ask,
  held: readonly HeldCouponRow[],
  at: Date,
): Promise<Facts> {
  const found = ask.flash_sale_id === null ? [] : await flash.selectSales(reader, [ask.flash_sale_id]);
  return factsOf(
    parts,
    reader,
    shop_id,
    [ask],
    at,
    found.filter((sale) => sale.shop_id === shop_id),
    held,
  );
}

const pairsOf = (asks: readonly Ask[]): { account_id: string; held_coupon_id: string }[] =>
  asks.flatMap((ask) => ask.coupon_ids.map((held_coupon_id) => ({ account_id: ask.buyer_id, held_coupon_id })));

/** What else must be known of these sales and coupons. Whoever locked them knows that it stays so. */
async function factsOf(
  { fans }: PromotionParts,
  reader: Reader,
  shop_id: string,
  asks: readonly Ask[],
  at: Date,
  sales: readonly FlashSaleRow[],
  held: readonly HeldCouponRow[],
): Promise<Facts> {
  const buyers = [...new Set(asks.filter((ask) => ask.flash_sale_id !== null).map((ask) => ask.buyer_id))];
  const counted =
    sales.length === 0
      ? []
      : await flash.selectOrdered(
          reader,
          shop_id,
          sales.map((sale) => sale.flash_sale_id),
          buyers,
        );
  const closed = sales.flatMap((sale) =>
    sale.fans_only && sale.announced_at !== null ? [{ sale, before: sale.announced_at }] : [],
  );
  const followers =
    closed.length === 0
      ? []
      : await fans.followedBefore(
          reader,
          closed.map(({ sale, before }) => ({ host_id: sale.host_id, before })),
          buyers,
        );
  const terms = new Map(
    (held.length === 0 ? [] : await coupons.selectCoupons(reader, [...new Set(held.map((one) => one.coupon_id))])).map(
      (coupon) => [coupon.coupon_id, coupon],
    ),
  );
  return {
    shop_id,
    at,
    sales: new Map(sales.map((sale) => [sale.flash_sale_id, sale])),
    ordered: new Map(counted.map((row) => [keyOf(row.flash_sale_id, row.buyer_id), row.units])),
    fans: new Set(
      closed.flatMap(({ sale }, index) => [...(followers[index] ?? [])].map((id) => keyOf(sale.flash_sale_id, id))),
    ),
    vouchers: new Map(
      held.map((row): [string, Voucher] => [
        keyOf(row.account_id, row.held_coupon_id),
        { ...row, coupon: present(terms.get(row.coupon_id), "a coupon that is held has terms") },
      ]),
    ),
  };
}

/** See `Promotion.write`. At most four statements and a word for each sale. */
export async function writePromotions(
  { teller }: PromotionParts,
  tx: Tx,
  shop_id: string,
  taken: readonly Taken[],
  at: Date,
): Promise<void> {
  const shares = taken.flatMap(({ order_id, ask, flash: share }) =>
    share === null ? [] : [{ order_id, buyer_id: ask.buyer_id, ...share }],
  );
  if (shares.length > 0) {
    const before = await flash.lockSales(tx, shop_id, [...new Set(shares.map((share) => share.flash_sale_id))]);
    const after = before.map((sale) =>
      ordered(
        sale,
        shares
          .filter((share) => share.flash_sale_id === sale.flash_sale_id)
          .reduce((sum, share) => sum + share.quantity, 0),
      ),
    );
    await flash.saveSales(tx, shop_id, after);
    await flash.insertFlashOrders(
      tx,
      shares.map(({ order_id, buyer_id, flash_sale_id, quantity }) => ({
        shop_id,
        order_id,
        flash_sale_id,
        buyer_id,
        quantity,
        state: "unpaid" as const,
        ordered_at: at,
      })),
    );
    await teller.say(tx, after);
  }
  const uses = taken.flatMap(({ order_id, ask, reduction }) =>
    [...reduction.saved].map(([held_coupon_id, saved]) => ({
      account_id: ask.buyer_id,
      held_coupon_id,
      order_id,
      saved,
    })),
  );
  if (uses.length > 0)
    assert((await coupons.useHeld(tx, shop_id, uses, at)) === uses.length, "a coupon is used by one order");
}

/** See `Promotion.giveBack`. Sales before coupons, as everybody locks them. */
export async function giveBack(
  { ctx, inventory, teller }: PromotionParts,
  tx: Tx,
  shop_id: string,
  orders: readonly { readonly order_id: string; readonly paid: boolean }[],
): Promise<void> {
  if (orders.length === 0) return;
  const order_ids = orders.map((order) => order.order_id);
  const wasPaid = new Set(orders.filter((order) => order.paid).map((order) => order.order_id));
  const asked = await flash.selectFlashOrders(tx, shop_id, order_ids);
  if (asked.length > 0) {
    const sale_ids = [...new Set(asked.map((order) => order.flash_sale_id))];
    const before = await flash.lockSales(tx, shop_id, sale_ids);
    const sales = new Map(before.map((sale) => [sale.flash_sale_id, sale]));
    const back: { order_id: string; holder_id: string }[] = [];
    const gone: string[] = [];
    // Read again under the lock: what a payment or another return did meanwhile is seen.
    for (const order of await flash.selectFlashOrders(tx, shop_id, order_ids)) {
      if (order.state === "returned") continue;
      gone.push(order.order_id);
      if (order.state === "paid") continue;
      const sale = present(sales.get(order.flash_sale_id), "an order stands in a sale");
      if (wasPaid.has(order.order_id)) {
        // Paid and given back before anybody heard that it was paid.
        sales.set(sale.flash_sale_id, paid(sale, order.quantity, ctx.clock.now()));
        continue;
      }
      const after = returned(sale, order.quantity);
      sales.set(sale.flash_sale_id, after.row);
      if (after.back) back.push({ order_id: order.order_id, holder_id: sale.flash_sale_id });
    }
    await inventory.returnAside(tx, shop_id, back);
    await flash.saveSales(tx, shop_id, [...sales.values()]);
    await flash.setFlashOrders(tx, shop_id, gone, "returned");
    await teller.say(tx, [...sales.values()]);
  }
  await coupons.freeHeld(tx, shop_id, order_ids);
}
