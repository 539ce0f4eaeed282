import { expect, test } from "vitest";
import { payTitle } from "./gist.ts";
import type { LineWithPage } from "./tables.ts";

const line = (title: string, product_id = title) => ({ product_id, page: { title } as LineWithPage["page"] });

test("a payment is for all that is paid with it: the first by name, the others by number, each product once", () => {
  expect(payTitle([], [line("水蜜桃")], "en")).toBe("水蜜桃");
  expect(payTitle([], [line("水蜜桃"), line("水蜜桃")], "zh-CN")).toBe("水蜜桃");
  expect(payTitle([], [line("水蜜桃"), line("绿茶"), line("水蜜桃"), line("盖碗")], "zh-CN")).toBe("水蜜桃等 3 种商品");
  expect(payTitle([], [line("Peaches"), line("Tea"), line("Bowl")], "en")).toBe("Peaches and 2 more");
  // Two shops sell their own peaches.
  expect(payTitle([], [line("水蜜桃", "one"), line("水蜜桃", "another")], "zh-CN")).toBe("水蜜桃等 2 种商品");
  expect(payTitle([], [], "en")).toBe("");
});

test("it says whose shop is paid", () => {
  expect(payTitle(["桃源果园"], [line("水蜜桃")], "zh-CN")).toBe("桃源果园 · 水蜜桃");
  expect(payTitle(["桃源果园", "云雾茶坊"], [line("水蜜桃"), line("绿茶")], "zh-CN")).toBe(
    "桃源果园等 2 家店 · 水蜜桃等 2 种商品",
  );
  expect(payTitle(["Orchard", "Tea House"], [line("Peaches"), line("Tea")], "en")).toBe(
    "Orchard and 1 more · Peaches and 1 more",
  );
});

test("how many others there are is not cut off by a provider that takes 127 bytes", () => {
  for (const letter of ["桃", "🍑", "p"]) {
    const goods = [line(letter.repeat(60)), ...Array.from({ length: 11 }, (_, index) => line(`${index}`))];
    const title = payTitle([letter.repeat(40), "a", "b"], goods, "zh-CN");
    expect(Buffer.byteLength(title)).toBeLessThanOrEqual(127);
    expect(title).toMatch(/^\S+…等 3 家店 · .*等 12 种商品$/u);
    expect(Buffer.byteLength(payTitle([letter.repeat(40), "a"], goods, "en"))).toBeLessThanOrEqual(127);
  }
});
