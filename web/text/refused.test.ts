import { describe, expect, test } from "vitest";
import { AddressFields, VerificationFields } from "../../contract/accounts.ts";
import { missingOf, refused } from "./refused.ts";

const address = {
  name: "李",
  phone: "13800138000",
  region: "陕西",
  city: "西安",
  district: "",
  street: "1",
  postal_code: "",
};

/** The refusal of a body, put together as the server does. */
function of(schema: typeof AddressFields | typeof VerificationFields, body: object) {
  const issue = schema.safeParse(body).error?.issues[0];
  const param = issue?.path.join(".") ?? "";
  return refused({ param, details: { detail: `${param}: ${issue?.message ?? ""}` } });
}

describe("refused", () => {
  test.each([
    [{ phone: "abc" }, { key: "phone" }],
    [{ name: "  " }, { key: "required" }],
    [{ name: "x".repeat(200) }, { key: "long" }],
    [{ city: "y".repeat(41) }, { key: "longer", count: 40 }],
    [{ street: "a\u0007b" }, { key: "signs" }],
    [{ postal_code: "1\n2" }, { key: "signs" }],
    [{ is_default: "maybe" }, { key: "plain" }],
  ])("an address with %j", (change, expected) => {
    expect(of(AddressFields, { ...address, ...change })).toMatchObject(expected);
  });

  test.each([
    [{ document_number: "??" }, "documentNumber"],
    [{ birth_date: "1999-13-40" }, "date"],
    [{ contact_phone: "x" }, "phone"],
  ])("a verification with %j", (change, key) => {
    const fields = {
      kind: "host",
      legal_name: "李四",
      document_kind: "identity_number",
      document_number: "610113199001011234",
      birth_date: "1990-01-01",
      address: "西安",
      contact_phone: "13800138000",
    };
    expect(of(VerificationFields, { ...fields, ...change })).toEqual({ key });
  });

  test("what a page lacks, in one order", () => {
    expect(missingOf({ details: { missing: "variant, picture" } })).toEqual(["picture", "variant"]);
    expect(missingOf({ details: { missing: "something_new" } })).toEqual([]);
  });
});
