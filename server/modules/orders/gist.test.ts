import { expect, test } from "vitest";
import { payTitle } from "./gist.ts";
import type { LineWithPage } from "./tables.ts";

const line = (title: string, product_id = title) => ({ product_id, page: { title } as LineWithPage["page"] });

test("a payment is for all that is paid with it: the first by name, the others by number, each product once", () => {
  expect(payTitle([line("水蜜桃")], "en")).toBe("水蜜桃");
  expect(payTitle([line("水蜜桃"), line("水蜜桃")], "zh-CN")).toBe("水蜜桃");
  expect(payTitle([line("水蜜桃"), line("绿茶"), line("水蜜桃"), line("盖碗")], "zh-CN")).toBe("水蜜桃等 3 种商品");
  expect(payTitle([line("Peaches"), line("Tea"), line("Bowl")], "en")).toBe("Peaches and 2 more");
  // Two shops sell their own peaches.
  expect(payTitle([line("水蜜桃", "one"), line("水蜜桃", "another")], "zh-CN")).toBe("水蜜桃等 2 种商品");
  expect(payTitle([], "en")).toBe("");
});

test("how many others there are is not cut off by a provider that takes 127 bytes", () => {
  const title = payTitle([line("桃".repeat(60)), line("绿茶")], "zh-CN");
  expect(Buffer.byteLength(title)).toBeLessThanOrEqual(127);
  expect(title).toMatch(/…等 2 种商品$/);
  expect([...payTitle([line("🍑".repeat(60)), line("Tea")], "en")].join("")).toMatch(/^(🍑){29}… and 1 more$/);
});
