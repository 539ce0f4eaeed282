import type { Address } from "../../../../contract/accounts.ts";
import type { CheckoutPartFields } from "../../../../contract/checkout.ts";
import type { z } from "zod";
import type { Seal } from "../../../kernel/seal.ts";
import type { MomentOf } from "../tables.ts";
import type { KeptLine } from "./tables.ts";

/** What one shop is asked for. Holds what the buyer wrote to it, so it is kept as ciphertext, as the address is. */
export type PartWish = z.output<typeof CheckoutPartFields>;

const wish_purpose = "orders.checkout_wish";
const address_purpose = "orders.checkout_address";

export const sealWish = (seal: Seal, wish: PartWish): string => seal.seal(JSON.stringify(wish), wish_purpose);
/** A wish that was kept before there were coupons names none. */
export const openWish = (seal: Seal, sealed: string): PartWish => ({
  coupon_ids: [],
  ...(JSON.parse(seal.open(sealed, wish_purpose)) as Omit<PartWish, "coupon_ids"> &
    Partial<Pick<PartWish, "coupon_ids">>),
});
export const sealAddress = (seal: Seal, address: Address): string =>
  seal.seal(JSON.stringify(address), address_purpose);
export const openAddress = (seal: Seal, sealed: string): Address =>
  JSON.parse(seal.open(sealed, address_purpose)) as Address;

/** The moment an order keeps of its lines': that of the line last put in which has one. */
export function momentOf(lines: readonly Pick<KeptLine, "put_in_at" | "moment">[]): MomentOf | null {
  const latest = lines
    .filter((line) => line.moment !== null)
    .toSorted((a, b) => (a.put_in_at < b.put_in_at ? 1 : -1))[0];
  return latest?.moment ?? null;
}
