import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { maskNumber, wireSeller } from "./seller.ts";

const identity = {
  legal_name: "Old Friend Orchards Ltd",
  document_number: "91310000MA1K35XX7Q",
  address: "1 Orchard Road, Yantai",
  contact_phone: "+86 138 0013 8000",
  verified_at: new Date("2026-10-01T00:00:00Z"),
  valid_until: new Date("2027-04-01T00:00:00Z"),
};

describe("the seller", () => {
  it("shows a company's licence whole and a person's number masked", () => {
    const shop_id = "shop_01kas0000000000000000000zz";
    expect(wireSeller(shop_id, { ...identity, document_kind: "business_license" })).toMatchObject({
      verified: true,
      document_number: identity.document_number,
    });
    expect(
      wireSeller(shop_id, { ...identity, document_kind: "identity_number", document_number: "110105199001011234" }),
    ).toMatchObject({ document_number: "110*************34" });
  });

  it("shows nothing where nobody is verified", () => {
    const { object: _, shop_id: __, verified, ...rest } = wireSeller("shop_01kas0000000000000000000zz", undefined);
    expect(verified).toBe(false);
    expect(new Set(Object.values(rest))).toEqual(new Set([null]));
  });
});

it("a masked number keeps its length and at most 5 of its characters", () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[0-9A-Za-z]{6,32}$/), (number) => {
      const masked = maskNumber(number);
      expect(masked).toHaveLength(number.length);
      expect([...masked].filter((char) => char !== "*").length).toBeLessThanOrEqual(number.length >= 12 ? 5 : 2);
    }),
  );
});
