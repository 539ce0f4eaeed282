/** Of each shop the held coupons (`held_…`) the buyer chose for its order; where they chose none, what saves most. */
export type NamedCoupons = Readonly<Record<string, readonly string[]>>;

/** The buyer's choice for a shop. What it takes from another shop's choice is not named there any more: one coupon, one order. */
export function withChoice(named: NamedCoupons, shop_id: string, ids: readonly string[]): NamedCoupons {
  const others = Object.entries(named).map(([id, theirs]) => [id, theirs.filter((one) => !ids.includes(one))] as const);
  return { ...Object.fromEntries(others), [shop_id]: ids };
}
