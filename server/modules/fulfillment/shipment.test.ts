import fc from "fast-check";
import { expect, test } from "vitest";
import { normalizeTracking } from "./shipment.ts";

test("a tracking number loses blanks and hyphens and gets capitals", () => {
  expect(normalizeTracking(" sf 1234-5678 ")).toBe("SF12345678");
  expect(normalizeTracking("ＳＦ１２３４５")).toBe("SF12345");
});

test("what cannot be one is refused", () => {
  for (const typed of ["", "1234", "a".repeat(41), "SF12345;drop", "顺丰12345", "SF12345\0"])
    expect(normalizeTracking(typed)).toBeNull();
});

test("what is normal stays as it is", () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 60 }), (typed) => {
      const once = normalizeTracking(typed);
      expect(once === null ? null : normalizeTracking(once)).toBe(once);
    }),
  );
});
