import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { limits } from "../../contract/limits.ts";
import { parsePrice, priceParts, priceText, readPrice, typedPrice } from "./money.ts";

const cny = (amount: number) => ({ amount, currency: "CNY" as const });

describe("prices on screen", () => {
  it("show the sign, grouped units and two decimals", () => {
    expect(priceText(cny(3990), "zh-CN")).toBe("¥39.90");
    expect(priceText(cny(1843200), "en")).toBe("¥18,432.00");
    expect(priceText(cny(5), "en")).toBe("¥0.05");
    expect(priceText(cny(-500), "en")).toBe("−¥5.00");
    expect(priceText({ amount: 100, currency: "USD" }, "en")).toBe("$1.00");
  });

  it("never lose a cent", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: limits.price_minor_max * 1000 }), (amount) => {
        const { whole, cents } = priceParts(cny(amount), "en");
        expect(BigInt(whole.replaceAll(",", "") + cents)).toBe(BigInt(amount));
      }),
    );
  });

  it("read back what they write", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 99_999_999_999 }), (amount) => parsePrice(typedPrice(amount)) === amount),
    );
  });

  it.each([
    "",
    "-1",
    "1.234",
    "1e3",
    "12.",
    "abc",
    "0x10",
    "1 2",
    "NaN",
    "9999999999",
    "39,90",
    "1,2,3",
    ",5",
    "1,2345",
    "12,34.00",
    "-0.01",
    "¥5",
    "０.５",
  ])("refuse to read %j", (typed) => {
    expect(parsePrice(typed)).toBeNull();
  });

  it.each([
    ["39.9", 3990],
    ["1,200", 120000],
    [" 0.05 ", 5],
    ["７", null],
  ])("read %j as %j", (typed, amount) => {
    expect(parsePrice(typed)).toBe(amount);
  });

  it("keep to their bounds", () => {
    const bounds = { min: 1, max: limits.price_minor_max };
    expect(readPrice("  ", bounds)).toEqual({ problem: "empty" });
    expect(readPrice("0.00", bounds)).toEqual({ problem: "small" });
    expect(readPrice("0.001", bounds)).toEqual({ problem: "format" });
    expect(readPrice("100,000,000.01", bounds)).toEqual({ problem: "large" });
    expect(readPrice("100000000", bounds)).toEqual({ amount: limits.price_minor_max });
  });

  it("read what is shown, thousands grouped, to the cent", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 99_999_999_999 }), (amount) => {
        const { whole, cents } = priceParts(cny(amount), "en");
        expect(parsePrice(`${whole}.${cents}`)).toBe(amount);
        expect(parsePrice(typedPrice(amount))).toBe(amount);
      }),
    );
  });
});
