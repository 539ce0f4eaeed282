import type { Seller } from "../../../contract/shops.ts";
import type { SellerIdentity } from "../accounts/index.ts";

/**
 * Who really sells (DOMAIN §5 rule 5). A company's licence number is public record and stands whole; of a person's
 * identity number only as much as tells two people of one name apart.
 */
export function wireSeller(shop_id: string, identity: SellerIdentity | undefined): Seller {
  if (identity === undefined) {
    return {
      object: "seller",
      shop_id,
      verified: false,
      legal_name: null,
      document_kind: null,
      document_number: null,
      address: null,
      contact_phone: null,
      verified_at: null,
      valid_until: null,
    };
  }
  return {
    object: "seller",
    shop_id,
    verified: true,
    legal_name: identity.legal_name,
    document_kind: identity.document_kind,
    document_number:
      identity.document_kind === "business_license" ? identity.document_number : maskNumber(identity.document_number),
    address: identity.address,
    contact_phone: identity.contact_phone,
    verified_at: identity.verified_at.toISOString(),
    valid_until: identity.valid_until.toISOString(),
  };
}

/** The first 3 and the last 2 characters of a long number, the first and the last of a short one; stars between. */
export function maskNumber(number: string): string {
  const [head, tail] = number.length >= 12 ? [3, 2] : [1, 1];
  return (
    number.slice(0, head) + "*".repeat(Math.max(0, number.length - head - tail)) + number.slice(number.length - tail)
  );
}
