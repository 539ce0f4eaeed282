import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Product, Variant } from "../../../contract/catalog.ts";
import { limits } from "../../../contract/limits.ts";
import { atFlash, bentQuantity, firstChoice, priceFrom, quantityMax, totalAvailable, withStock } from "./buying.ts";

const variant = (id: string, amount: number, available: number): Variant => ({
  id,
  object: "variant",
  title: id,
  sku_code: null,
  price: { amount, currency: "CNY" },
  compare_at_price: null,
  compare_at_basis: null,
  available,
});
const product = (...variants: Variant[]) => ({ variants }) as unknown as Product;

describe("choosing what to buy", () => {
  it("starts with something that can be bought", () => {
    expect(firstChoice(product(variant("a", 1, 0), variant("b", 2, 3)))?.id).toBe("b");
    expect(firstChoice(product(variant("a", 1, 0)))?.id).toBe("a");
    expect(firstChoice(product())).toBeUndefined();
  });

  it("never asks for more than is left or allowed, and shows at least one", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -5, max: 2000 }),
        fc.integer({ min: 0, max: 2000 }),
        fc.option(fc.integer({ min: 1, max: 999 })),
        (wanted, available, each_max) => {
          const quantity = bentQuantity(wanted, variant("a", 1, available), each_max);
          const most = Math.min(available, limits.quantity_per_line_max, each_max ?? Infinity);
          return quantity >= 1 && quantity <= Math.max(1, most);
        },
      ),
    );
    expect(quantityMax(undefined, null)).toBe(0);
  });

  it("takes stock heard in the room over stock read before", () => {
    const read = product(variant("a", 1, 5), variant("b", 1, 5));
    expect(totalAvailable(withStock(read, new Map([["a", 0]])))).toBe(5);
    expect(withStock(read, new Map([["x", 1]]))).toBe(read);
  });

  it("shows what is left of a flash sale, and beside it what one buyer may have", () => {
    const goods = { ...product(variant("a", 9, 50), variant("b", 5, 1)), limit_per_buyer: null };
    const sale = {
      variant_id: "a",
      price: { amount: 4, currency: "CNY" as const },
      normal_price: { amount: 9, currency: "CNY" as const },
      left: 12,
      per_buyer_max: 2,
      yours: null,
    };
    const seen = atFlash(goods, sale, "otherwise");
    expect(seen).toMatchObject({ limit_per_buyer: 2, variants: [{ id: "a", price: { amount: 4 }, available: 12 }] });
    // One struck-through price for one sale, and what it is, whatever the product compares itself with otherwise.
    expect(seen.variants[0]).toMatchObject({ compare_at_price: { amount: 9 }, compare_at_basis: "otherwise" });
    expect(quantityMax(seen.variants[0], seen.limit_per_buyer)).toBe(2);
    expect(atFlash({ ...goods, limit_per_buyer: 1 }, sale, "").limit_per_buyer).toBe(1);
    const had = { ordered: 2 } as unknown as Parameters<typeof atFlash>[1]["yours"];
    expect(atFlash(goods, { ...sale, yours: had }, "").variants).toMatchObject([{ available: 0 }]);
  });

  it("names the lowest price", () => {
    expect(priceFrom(product(variant("a", 9, 1), variant("b", 5, 1)))).toMatchObject({
      variant: { id: "b" },
      several: true,
    });
    expect(priceFrom(product(variant("a", 9, 1)))).toMatchObject({ several: false });
  });
});
