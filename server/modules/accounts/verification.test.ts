import { readFileSync } from "node:fs";
import fc from "fast-check";
import { expect, test } from "vitest";
import { statesPicture } from "../../../tests/kit/states.ts";
import { ageAt, maskDocument, stateAt, validUntil, verificationTransitions } from "./verification.ts";

test("the README's picture is the table", () => {
  const picture = statesPicture(verificationTransitions);
  expect(readFileSync(new URL("README.md", import.meta.url), "utf8")).toContain(picture);
});

test("sixteen begins on the birthday, by the market's calendar", () => {
  // Midnight of the 23rd in Shanghai is 16:00 UTC of the 22nd.
  const before = new Date("2026-11-22T15:59:59Z");
  const after = new Date("2026-11-22T16:00:00Z");
  expect(ageAt("2010-11-23", before, "Asia/Shanghai")).toBe(15);
  expect(ageAt("2010-11-23", after, "Asia/Shanghai")).toBe(16);
  expect(ageAt("2010-11-23", after, "UTC")).toBe(15);
  expect(ageAt("2027-01-01", after, "UTC")).toBeLessThan(0);
});

test("an approval lasts six calendar months", () => {
  expect(validUntil(new Date("2026-11-22T04:00:00.000Z")).toISOString()).toBe("2027-05-22T04:00:00.000Z");
  expect(validUntil(new Date("2026-08-31T23:59:59.999Z")).toISOString()).toBe("2027-02-28T23:59:59.999Z");
  fc.assert(
    fc.property(fc.date({ min: new Date("2020-01-01"), max: new Date("2100-01-01"), noInvalidDate: true }), (at) => {
      const days = (validUntil(at).getTime() - at.getTime()) / 86_400_000;
      expect(days).toBeGreaterThanOrEqual(181 - 3);
      expect(days).toBeLessThanOrEqual(184);
    }),
  );
});

test("an approval ends by itself, at its instant", () => {
  const valid_until = new Date(1000);
  expect(stateAt({ state: "approved", valid_until }, new Date(999))).toBe("approved");
  expect(stateAt({ state: "approved", valid_until }, new Date(1000))).toBe("expired");
  expect(stateAt({ state: "pending", valid_until: null }, new Date(5000))).toBe("pending");
});

test("a masked document keeps its length and shows less than it hides", () => {
  expect(maskDocument("53010219950520123X")).toBe("530************23X");
  fc.assert(
    fc.property(fc.stringMatching(/^[0-9A-Za-z-]{6,32}$/), (number) => {
      const masked = maskDocument(number);
      expect(masked).toHaveLength(number.length);
      expect(masked.split("*").length - 1).toBeGreaterThanOrEqual(Math.min(4, number.length - 2));
      expect(masked).not.toBe(number);
    }),
  );
});
