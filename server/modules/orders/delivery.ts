import type { Address } from "../../../contract/accounts.ts";
import type { Seal } from "../../kernel/seal.ts";

/** Where an order goes and what the buyer wrote to the shop. Personal, so it is kept as ciphertext (DESIGN §9). */
export interface Delivery {
  readonly name: string;
  readonly phone: string;
  readonly region: string;
  readonly city: string;
  readonly district: string;
  readonly street: string;
  readonly postal_code: string;
  readonly remark: string;
}

const purpose = "orders.delivery";

export function deliveryOf(address: Address, remark: string): Delivery {
  const { name, phone, region, city, district, street, postal_code } = address;
  return { name, phone, region, city, district, street, postal_code, remark };
}
export const sealDelivery = (seal: Seal, delivery: Delivery): string => seal.seal(JSON.stringify(delivery), purpose);
export const openDelivery = (seal: Seal, sealed: string): Delivery =>
  JSON.parse(seal.open(sealed, purpose)) as Delivery;

/** Where an order goes: as it was placed, or where buyer and shop agreed since. */
export const deliveryNow = (
  seal: Seal,
  order: { readonly delivery_sealed: string; readonly delivery_changed_sealed: string | null },
): Delivery => openDelivery(seal, order.delivery_changed_sealed ?? order.delivery_sealed);

/** "小明" → "小***": the first character people see, however many code points it has. */
export function maskName(name: string): string {
  const first = [...new Intl.Segmenter().segment(name.trim())][0]?.segment ?? "";
  return `${first}***`;
}

/** "+86 138 0013 8000" → "****8000". */
export function maskPhone(phone: string): string {
  return `****${phone.replaceAll(/\D/g, "").slice(-4)}`;
}

/** The address on one line, whole. */
export function addressText(delivery: Delivery): string {
  return [delivery.region, delivery.city, delivery.district, delivery.street, delivery.postal_code]
    .filter((part) => part !== "")
    .join(" ");
}
/** Region and city, which a shop needs to plan; nothing that leads to a door. */
export function addressTextMasked(delivery: Delivery): string {
  return [delivery.region, delivery.city, "***"].join(" ");
}
