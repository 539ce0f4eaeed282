import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Product, ProductFields } from "../../../contract/catalog.ts";
import { limits } from "../../../contract/limits.ts";
import {
  bodyOf,
  draftOf,
  emptyDraft,
  emptyVariant,
  missingOf,
  nextBase,
  readWhole,
  type ProductDraft,
} from "./product-draft.ts";

const id = (prefix: string, n: number) => `${prefix}_${String(n).padStart(26, "0")}`;
const priceArb = fc.integer({ min: 1, max: limits.price_minor_max });
const words = fc
  .string({ minLength: 2, maxLength: 15, unit: fc.constantFrom("a", "果", "5", " ", "Z") })
  .filter((text) => text.trim().length >= 2);

const variantArb = fc.record({
  title: words,
  price: priceArb,
  compares: fc.boolean(),
  over: fc.integer({ min: 1, max: 100 }),
  basis: words,
});
const productArb = fc
  .record({
    title: words,
    unit: words,
    fee: fc.integer({ min: 0, max: limits.price_minor_max }),
    variants: fc.array(variantArb, { minLength: 1, maxLength: 4 }),
  })
  .map(({ title, unit, fee, variants }) =>
    Product.parse({
      id: id("prod", 1),
      object: "product",
      shop: { id: id("shop", 1), object: "shop_card", name: "果园", logo: null },
      state: "draft",
      title,
      description: "",
      unit,
      pictures: [],
      shipping_fee: { amount: fee, currency: "CNY" },
      shipping_template_id: null,
      category: "other",
      limit_per_buyer: fee % 3 === 0 ? null : 1 + (fee % 7),
      return_policy: "seven_days",
      dispatch_hours: 48,
      variants: variants.map((variant, at) => ({
        id: id("var", at),
        object: "variant",
        title: variant.title,
        sku_code: null,
        price: { amount: variant.price, currency: "CNY" },
        compare_at_price:
          variant.compares && variant.price + variant.over <= limits.price_minor_max
            ? { amount: variant.price + variant.over, currency: "CNY" }
            : null,
        compare_at_basis:
          variant.compares && variant.price + variant.over <= limits.price_minor_max ? variant.basis : null,
        available: 3,
      })),
      version: 1,
      created_at: "2026-11-01T00:00:00Z",
      updated_at: "2026-11-01T00:00:00Z",
    }),
  );

describe("a product on its way through the form", () => {
  it("that comes in again replaces nothing that was typed", () => {
    fc.assert(
      fc.property(productArb, (base) => {
        const onSale: Product = { ...base, state: "on_sale", version: base.version + 1 };
        const renamed: Product = { ...base, title: `${base.title}!`, version: base.version + 1 };
        for (const typed of [true, false]) {
          expect(nextBase(base, base, typed)).toBe("none");
          // Our own save is known before the page is read again.
          expect(nextBase(renamed, base, typed)).toBe("none");
        }
        expect(nextBase(base, onSale, true)).toBe("adopt");
        expect(nextBase(base, renamed, true)).toBe("conflict");
        expect(nextBase(base, renamed, false)).toBe("replace");
      }),
    );
  });

  it("comes out as it went in, to the cent, and as the contract wants it", () => {
    fc.assert(
      fc.property(productArb, (product) => {
        const read = bodyOf(draftOf(product));
        if (!("body" in read)) throw new Error(JSON.stringify(read.problems));
        const body = ProductFields.parse(read.body);
        expect(body.shipping_fee).toBe(product.shipping_fee.amount);
        expect(body.title).toBe(product.title.trim());
        expect(
          body.variants.map(({ id: variant_id, price, compare_at_price }) => [variant_id, price, compare_at_price]),
        ).toEqual(
          product.variants.map((variant) => [
            variant.id,
            variant.price.amount,
            variant.compare_at_price?.amount ?? null,
          ]),
        );
      }),
    );
  });
});

const good: ProductDraft = {
  ...emptyDraft("k"),
  title: "猕猴桃",
  unit: "5 斤/箱",
  return_policy: "seven_days",
  category: "fruit",
  variants: [{ ...emptyVariant("k"), title: "5 斤", price: "39.90", initial_stock: "600" }],
};
const problemsOf = (draft: ProductDraft) => {
  const read = bodyOf(draft);
  return "problems" in read ? read.problems : {};
};
const withVariant = (change: Partial<ProductDraft["variants"][number]>) => ({
  ...good,
  variants: good.variants.map((variant) => ({ ...variant, ...change })),
});

describe("what is wrong with a draft", () => {
  it("is nothing when all is there", () => {
    expect(bodyOf(good)).toMatchObject({
      body: { shipping_fee: 0, variants: [{ price: 3990, initial_stock: 600, compare_at_price: null }] },
    });
  });

  it("names each field", () => {
    expect(problemsOf(emptyDraft("k"))).toEqual({
      title: "required",
      unit: "required",
      return_policy: "required",
      category: "required",
      "variants.0.title": "required",
      "variants.0.price": "price_empty",
    });
    expect(problemsOf({ ...good, title: "x".repeat(61), shipping_fee: "-1" })).toEqual({
      title: "long",
      shipping_fee: "price_format",
    });
  });

  it.each([
    [{ price: "0" }, { "variants.0.price": "price_small" }],
    [{ price: "39,90" }, { "variants.0.price": "price_format" }],
    [{ price: "100000000.01" }, { "variants.0.price": "price_large" }],
    [{ compare_at_price: "49.90" }, { "variants.0.compare_at_basis": "compare_needs_basis" }],
    [{ compare_at_basis: "上月成交价" }, { "variants.0.compare_at_price": "basis_needs_compare" }],
    [
      { compare_at_price: "39.90", compare_at_basis: "上月成交价" },
      { "variants.0.compare_at_price": "compare_higher" },
    ],
    [{ initial_stock: "1.5" }, { "variants.0.initial_stock": "stock" }],
    [{ initial_stock: "-1" }, { "variants.0.initial_stock": "stock" }],
  ] as const)("%j → %j", (change, problems) => {
    expect(problemsOf(withVariant(change))).toEqual(problems);
  });
});

describe("whole numbers", () => {
  it.each([
    ["3", 3],
    ["-3", -3],
    ["+3", 3],
    [" 7 ", 7],
    ["-0", 0],
    ["1.0", null],
    ["1e3", null],
    ["", null],
    ["11", null],
    ["-11", null],
    ["９", null],
  ])("%j → %j", (typed, value) => {
    expect(readWhole(typed, -10, 10)).toBe(value);
  });
});

describe("before it goes on sale", () => {
  it("needs a picture and a verified seller", () => {
    expect(missingOf({ pictures: [] }, false)).toEqual(["pictures", "verified"]);
    expect(
      missingOf(
        {
          pictures: [
            { id: id("pic", 1), object: "picture", width: 1, height: 1, urls: { small: "", medium: "", large: "" } },
          ],
        },
        true,
      ),
    ).toEqual([]);
  });
});
