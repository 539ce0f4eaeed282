import type { Money } from "../../../contract/money.ts";

/** What coupons take off: by how much the parts of a sum are more than the sum. */
export function savedOf(sums: { readonly goods: Money; readonly shipping: Money; readonly total: Money }): Money {
  return { ...sums.total, amount: sums.goods.amount + sums.shipping.amount - sums.total.amount };
}
