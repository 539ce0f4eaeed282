import fc from "fast-check";
import { expect, test } from "vitest";
import { regionCodes, regions } from "../../../contract/regions.ts";
import { Refusal } from "../../kernel/refusal.ts";
import type { ShippingRates } from "../shops/index.ts";
import { freightOf, type FreightLine } from "./shipping.ts";

const rates = (more: Partial<ShippingRates> = {}): ShippingRates => ({
  id: "tpl_1",
  name: "全国",
  base_fee: 800n,
  item_fee: 200n,
  free_from: null,
  rules: [
    { regions: ["CN-XJ", "CN-XZ"], delivers: true, base_fee: 2500, item_fee: 1000 },
    { regions: ["CN-HK", "CN-TW"], delivers: false, base_fee: 0, item_fee: 0 },
  ],
  ...more,
});
const line = (more: Partial<FreightLine> = {}): FreightLine => ({
  unit_price: 1000n,
  quantity: 1,
  shipping_fee: 600n,
  shipping_rates: null,
  ...more,
});
const feeFor = (lines: FreightLine[], region: string | null) => {
  const freight = freightOf(lines, region);
  return freight instanceof Refusal ? freight.code : Number(freight.shipping);
};

test("a template asks by province: the first unit, each further one, and what no rule names", () => {
  const three = [line({ quantity: 3, shipping_rates: rates() })];
  expect(feeFor(three, "陕西省")).toBe(1200);
  expect(feeFor(three, "Xinjiang")).toBe(4500);
  expect(feeFor(three, null)).toBe(1200);
});

test("lines of one template count together, and one parcel pays the dearest once", () => {
  expect(feeFor([line({ shipping_rates: rates() }), line({ shipping_rates: rates(), quantity: 2 })], "北京")).toBe(
    1200,
  );
  expect(feeFor([line({ shipping_fee: 5000n }), line({ shipping_rates: rates() })], "北京")).toBe(5000);
});

test("goods worth enough travel free, but never where nobody delivers", () => {
  const free = rates({ free_from: 3000n });
  expect(feeFor([line({ quantity: 3, shipping_rates: free })], "新疆")).toBe(0);
  expect(feeFor([line({ quantity: 2, shipping_rates: free })], "新疆")).toBe(3500);
  expect(feeFor([line({ quantity: 3, shipping_rates: free })], "台湾")).toBe("region_not_served");
});

test("an address without a known province is refused only where the province decides", () => {
  expect(feeFor([line({ shipping_rates: rates() })], "Bayern")).toBe("region_unknown");
  expect(feeFor([line()], "Bayern")).toBe(600);
});

const money = fc.integer({ min: 0, max: 10_000_000 });
const anyRates = fc.record({
  id: fc.constantFrom("tpl_1", "tpl_2"),
  name: fc.string(),
  base_fee: money.map(BigInt),
  item_fee: money.map(BigInt),
  free_from: fc.option(fc.integer({ min: 1, max: 10_000_000 }).map(BigInt)),
  rules: fc
    .uniqueArray(fc.constantFrom(...regionCodes), { maxLength: 34 })
    .chain((named) =>
      fc.tuple(
        ...named.map((code) =>
          fc.record({ regions: fc.constant([code]), delivers: fc.boolean(), base_fee: money, item_fee: money }),
        ),
      ),
    ),
});
const anyLines = fc.tuple(anyRates, anyRates).chain(([one, two]) =>
  fc.array(
    fc.record({
      unit_price: money.map(BigInt),
      quantity: fc.integer({ min: 1, max: 999 }),
      shipping_fee: money.map(BigInt),
      shipping_rates: fc.constantFrom(null, { ...one, id: "tpl_1" }, { ...two, id: "tpl_2" }),
    }),
    { minLength: 1, maxLength: 12 },
  ),
);
const anyRegion = fc.option(fc.constantFrom(...regions.map(({ zh }) => zh)));

test("a fee is never negative, is one of its parts, and does not depend on the order of the lines", () => {
  fc.assert(
    fc.property(anyLines, anyRegion, (lines, region) => {
      const freight = freightOf(lines, region);
      const turned = freightOf(lines.toReversed(), region);
      if (freight instanceof Refusal) {
        expect(turned).toBeInstanceOf(Refusal);
        expect(freight.code).toBe("region_not_served");
        return;
      }
      expect(turned instanceof Refusal ? null : turned.shipping).toBe(freight.shipping);
      expect(freight.shipping >= 0n).toBe(true);
      expect(freight.basis.parts.some((part) => BigInt(part.fee) === freight.shipping)).toBe(true);
      expect(freight.basis.parts.reduce((sum, part) => sum + part.units, 0)).toBe(
        lines.reduce((sum, one) => sum + one.quantity, 0),
      );
    }),
  );
});
