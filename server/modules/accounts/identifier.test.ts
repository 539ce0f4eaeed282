import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { maskIdentifier, parseIdentifier } from "./identifier.ts";

describe("what people sign in with", () => {
  test.each([
    ["Lan@Example.COM", { channel: "email", value: "lan@example.com" }],
    ["  lan+shop@mail.example.org ", { channel: "email", value: "lan+shop@mail.example.org" }],
    ["13800138000", { channel: "sms", value: "+8613800138000" }],
    ["138 0013-8000", { channel: "sms", value: "+8613800138000" }],
    ["+86 138 0013 8000", { channel: "sms", value: "+8613800138000" }],
    ["0086 13800138000", { channel: "sms", value: "+8613800138000" }],
    ["１３８００１３８０００", { channel: "sms", value: "+8613800138000" }],
    ["+1 (415) 555-2671", { channel: "sms", value: "+14155552671" }],
  ])("%s", (typed, expected) => {
    expect(parseIdentifier(typed)).toEqual(expected);
  });

  test.each([
    "",
    "lan",
    "lan@",
    "@example.com",
    "a b@example.com",
    "lan@example.com\nbcc:x@y.zz",
    "12345",
    "23800138000",
    "+86 12345",
    "+86 23800138000",
    "+0 123456789",
    "+1234567890123456",
    "13800138000 ext 5",
    "+",
  ])("%j is neither", (typed) => {
    expect(parseIdentifier(typed)).toBeUndefined();
  });

  test("the normal form is a fixed point, and the mask shows at most its ends", () => {
    const phones = fc.stringMatching(/^1[3-9]\d{9}$/);
    const emails = fc.emailAddress({ size: "small" });
    fc.assert(
      fc.property(fc.oneof(phones, emails), (typed) => {
        const once = parseIdentifier(typed);
        fc.pre(once !== undefined);
        expect(parseIdentifier(once.value)).toEqual(once);
        expect(parseIdentifier(` ${typed.toUpperCase()} `)).toEqual(once);
        const mask = maskIdentifier(once);
        expect(mask).not.toContain(once.value);
        expect(once.channel === "sms" ? mask : mask.slice(0, mask.indexOf("@"))).toMatch(
          once.channel === "sms" ? /^\+86\d{3}\*{4}\d{4}$/ : /^.?\*\*\*$/,
        );
      }),
    );
  });
});
