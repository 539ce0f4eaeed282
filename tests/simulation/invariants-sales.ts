import type { Invariant } from "./invariants.ts";
import type { FlashSaleSeen, Snapshot } from "./snapshot.ts";

const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0);
const money = (amounts: readonly bigint[]): bigint => amounts.reduce((total, one) => total + one, 0n);
const runs = (sale: FlashSaleSeen): boolean => ["announced", "open", "sold_out"].includes(sale.state);

/** Units of a sale are on the shelf, set aside, ordered or paid, and nobody has more than their share. */
const salesSellWhatWasAnnounced: Invariant = {
  name: "a flash sale sells what was announced, each buyer their share, and what is left is set aside",
  check(seen) {
    const broken: string[] = [];
    const orders = new Map(seen.orders.map((order) => [order.order_id, order]));
    for (const sale of seen.sales) {
      const say = (what: string) => broken.push(`${sale.flash_sale_id} (${sale.state}): ${what}`);
      const mine = seen.flash_orders.filter((one) => one.flash_sale_id === sale.flash_sale_id);
      const units = (state: string): number =>
        sum(mine.filter((one) => one.state === state).map((one) => one.quantity));
      const aside = sum(
        seen.set_aside.filter((one) => one.holder_id === sale.flash_sale_id).map((one) => one.quantity),
      );
      if (aside !== (runs(sale) ? sale.left_units : 0)) say(`${aside} set aside, ${sale.left_units} left`);
      if (runs(sale)) {
        if (sale.left_units + sale.unpaid_units + sale.paid_units !== sale.quantity)
          say(`${sale.left_units} left, ${sale.unpaid_units} unpaid, ${sale.paid_units} paid of ${sale.quantity}`);
        // Paid for and given back before the sale is over counts as paid there: it goes to the shelf.
        if (sale.unpaid_units !== units("unpaid"))
          say(`${sale.unpaid_units} unpaid, its orders say ${units("unpaid")}`);
      }
      if (units("unpaid") + units("paid") > sale.quantity)
        say(`${units("unpaid") + units("paid")} of ${sale.quantity} sold`);
      for (const [buyer, theirs] of Map.groupBy(mine, (one) => one.buyer_id)) {
        const has = sum(theirs.filter((one) => one.state !== "returned").map((one) => one.quantity));
        if (has > sale.per_buyer_max) say(`${buyer} has ${has}, each may have ${sale.per_buyer_max}`);
      }
    }
    for (const one of seen.flash_orders) {
      const order = orders.get(one.order_id);
      if (order?.flash_sale_id !== one.flash_sale_id) broken.push(`${one.order_id} is not in ${one.flash_sale_id}`);
      else if (order.state === "closed" && order.close_reason !== "refunded" && one.state !== "returned")
        broken.push(`${one.order_id} is closed and ${one.state} in ${one.flash_sale_id}`);
      else if (order.state === "unpaid" && one.state !== "unpaid")
        broken.push(`${one.order_id} is unpaid and ${one.state} in ${one.flash_sale_id}`);
    }
    return broken;
  },
};

/** Counts of coupons hold, each is used by one order, and what an order is reduced by is what its coupons say. */
const couponsAreUsedOnce: Invariant = {
  name: "a coupon is claimed no more often than it exists, used by one order, and saves what the order says",
  check(seen, model) {
    const broken: string[] = [];
    const orders = new Map(seen.orders.map((order) => [order.order_id, order]));
    for (const coupon of seen.coupons) {
      const mine = seen.held.filter((one) => one.coupon_id === coupon.coupon_id);
      if (mine.length !== coupon.claimed_count || coupon.claimed_count > coupon.total_count)
        broken.push(
          `${coupon.coupon_id}: ${mine.length} held, ${coupon.claimed_count} claimed of ${coupon.total_count}`,
        );
      for (const [person, theirs] of Map.groupBy(mine, (one) => one.account_id))
        if (theirs.length > coupon.per_person_max)
          broken.push(`${person} holds ${theirs.length} of ${coupon.coupon_id}`);
    }
    const held = new Set(seen.held.map((one) => one.held_coupon_id));
    for (const id of model.held.keys()) if (!held.has(id)) broken.push(`${id} was claimed and is gone`);
    const platform = new Set(seen.coupons.filter((one) => one.shop_id === null).map((one) => one.coupon_id));
    const used = Map.groupBy(
      seen.held.filter((one) => one.order_id !== null),
      (one) => one.order_id ?? "",
    );
    for (const order of orders.values()) {
      const mine = used.get(order.order_id) ?? [];
      const gone = order.state === "closed" && (order.close_reason !== "refunded" || mine.length === 0);
      if (gone) {
        if (mine.length > 0) broken.push(`${order.order_id} is ${order.close_reason} and keeps ${mine.length} coupons`);
        continue;
      }
      const saved = (ofPlatform: boolean): bigint =>
        money(mine.filter((one) => platform.has(one.coupon_id) === ofPlatform).map((one) => one.saved ?? 0n));
      if (saved(false) !== order.shop_discount || saved(true) !== order.subsidy)
        broken.push(
          `${order.order_id}: coupons save ${saved(false)} and ${saved(true)}, it is reduced by ${order.shop_discount} and ${order.subsidy}`,
        );
    }
    for (const order_id of used.keys())
      if (!orders.has(order_id)) broken.push(`a coupon is used by ${order_id}, which does not exist`);
    return broken;
  },
};

/** What is promised to a bank is pending exactly once, what it took has left, what it sent back is there again. */
const payoutsMoveOnce: Invariant = {
  name: "a payout moves its money once, and promises are what is under way",
  check(seen) {
    const broken: string[] = [];
    const under = ["requested", "approved", "sending"];
    for (const shop_id of new Set(seen.balances.map((one) => one.shop_id))) {
      const mine = seen.payouts.filter((one) => one.shop_id === shop_id);
      const total = (states: readonly string[]): bigint =>
        money(mine.filter((one) => states.includes(one.state)).map((one) => one.amount));
      const balance = seen.balances.find((one) => one.shop_id === shop_id && one.account === "payout");
      const [pending, sent] = [balance?.pending_in ?? 0n, balance?.amount ?? 0n];
      if (pending !== total(under)) broken.push(`${shop_id} promises ${pending}, ${total(under)} is under way`);
      if (sent !== total(["paid"])) broken.push(`${shop_id} paid out ${sent}, payouts say ${total(["paid"])}`);
    }
    return broken;
  },
};

export const saleInvariants: readonly Invariant[] = [salesSellWhatWasAnnounced, couponsAreUsedOnce, payoutsMoveOnce];

/** What must hold besides once everything is over. */
export function salesAtRest(seen: Snapshot): string[] {
  return [
    ...seen.sales.filter(runs).map((one) => `${one.flash_sale_id} is stuck: ${one.state}`),
    ...seen.flash_orders
      .filter((one) => one.state === "unpaid")
      .map((one) => `${one.order_id} is unpaid in ${one.flash_sale_id}`),
    ...seen.payouts
      .filter((one) => ["requested", "approved", "sending"].includes(one.state))
      .map((one) => `${one.id} is stuck: ${one.state}`),
    ...seen.balances
      .filter((one) => one.pending_in !== 0n || one.pending_out !== 0n)
      .map((one) => `${one.account} of ${one.shop_id} has ${one.pending_in} in and ${one.pending_out} out pending`),
  ];
}
