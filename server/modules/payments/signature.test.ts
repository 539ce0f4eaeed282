import fc from "fast-check";
import { expect, test } from "vitest";
import { signatureHeader, verifySignature } from "./signature.ts";

const secret = "whsec_test_secret";
const body = '{"id":"evt_test_webhook","object":"event"}';
const seconds = 1614265330;
/** Computed outside of this code: printf '%s' "$t.$body" | openssl dgst -sha256 -hmac "$secret", as Stripe's page on manual verification says. */
const vector = "3c5817089d739023dd6190f70a3757e04f7a2fd8b5dab12c2e000f51970dccff";
const at = new Date(seconds * 1000);
const tolerance = 300_000;
const verify = (header: string | null, when = at, what: string | Uint8Array = body) =>
  verifySignature(secret, header, what, when, tolerance);

test("signs as Stripe's published scheme does", () => {
  expect(signatureHeader(secret, at, body)).toBe(`t=${seconds},v1=${vector}`);
  expect(verify(`t=${seconds},v1=${vector}`)).toBe("valid");
});

test("one right v1 among several, and other schemes, are fine", () => {
  expect(
    verify(
      `t=${seconds},v1=${"0".repeat(64)},v1=${vector},v0=6ffbb59b2300aae63f272406069a9788598b792a944a07aba816edb039989a39`,
    ),
  ).toBe("valid");
  expect(verify(`t=${seconds},v0=${vector}`)).toBe("invalid");
});

test("too old, or from the future, is stale; only if it was rightly signed", () => {
  expect(verify(`t=${seconds},v1=${vector}`, new Date(at.getTime() + tolerance))).toBe("valid");
  expect(verify(`t=${seconds},v1=${vector}`, new Date(at.getTime() + tolerance + 1))).toBe("stale");
  expect(verify(`t=${seconds},v1=${vector}`, new Date(at.getTime() - tolerance - 1))).toBe("stale");
  expect(verify(`t=${seconds - 900},v1=${vector}`)).toBe("invalid");
});

test.each([
  null,
  "",
  "t=",
  "v1=",
  `v1=${vector}`,
  `t=${seconds}`,
  `t=${seconds},t=${seconds},v1=${vector}`,
  `t=-1,v1=${vector}`,
  `t=1e9,v1=${vector}`,
  `t=${seconds},v1=${vector.toUpperCase()}`,
  `t=${seconds},v1=${vector}0`,
  `t=${seconds},v1=zz`,
])("refuses the header %s", (header) => {
  expect(verify(header)).toBe("invalid");
});

test("property: what was signed verifies, and no changed byte, time or secret does", () => {
  fc.assert(
    fc.property(
      fc.uint8Array({ minLength: 1, maxLength: 200 }),
      fc.nat({ max: 4_000_000_000 }),
      fc.nat(),
      fc.integer({ min: 1, max: 255 }),
      (bytes, t, where, flip) => {
        const when = new Date(t * 1000);
        const header = signatureHeader(secret, when, bytes);
        expect(verify(header, when, bytes)).toBe("valid");
        const changed = Uint8Array.from(bytes);
        const index = where % bytes.length;
        changed[index] = (changed[index] ?? 0) ^ flip;
        expect(verify(header, when, changed)).toBe("invalid");
        expect(verify(header.replace(`t=${t}`, `t=${t + 1}`), when, bytes)).toBe("invalid");
        expect(verifySignature(`${secret}x`, header, bytes, when, tolerance)).toBe("invalid");
      },
    ),
  );
});
