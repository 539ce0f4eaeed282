import sharp from "sharp";
import { describe, expect, test } from "vitest";
import { VariantFields } from "../../contract/catalog.ts";
import { limits } from "../../contract/limits.ts";
import { artIds, drawPicture } from "./index.ts";
import { chatOf, shopCategories, shops } from "./shops.ts";

const pictureBytesMax = 250_000;

describe.each(shops)("the pictures of $slug", (shop) => {
  const wanted = [
    [shop.host.avatar, 640, 640],
    [shop.logo, 640, 640],
    [shop.banner, 1600, 600],
    ...shop.products.flatMap((product) => product.pictures.map((id) => [id, 1080, 1080] as const)),
  ] as const;
  test.each(wanted)("%s is drawn, %i × %i", { timeout: 20_000 }, async (id, width, height) => {
    const bytes = await drawPicture(id);
    expect(bytes.length).toBeLessThan(pictureBytesMax);
    const image = sharp(bytes);
    const { format, width: drawnWidth, height: drawnHeight } = await image.metadata();
    expect([format, drawnWidth, drawnHeight]).toEqual(["jpeg", width, height]);
    const { channels } = await image.stats();
    // An empty sheet has hardly any contrast, which is what a misspelt paint leaves behind.
    expect(Math.max(...channels.map((channel) => channel.stdev))).toBeGreaterThan(12);
  });
});

test("no two pictures share a name, and an unknown name is refused", async () => {
  expect(new Set(artIds).size).toBe(artIds.length);
  await expect(drawPicture("kiwi/behind")).rejects.toThrow("no picture is called kiwi/behind");
});

test("the shops are a market: twelve trades, rooms on air with a film each, words in both languages", () => {
  expect(shops.map((shop) => shop.category).toSorted()).toEqual([...shopCategories].toSorted());
  const onAir = shops.filter((shop) => shop.on_air);
  expect(onAir.length).toBeGreaterThanOrEqual(6);
  expect(new Set(onAir.map((shop) => shop.loop)).size).toBe(onAir.length);
  for (const shop of onAir) {
    expect(shop.loop).not.toBeNull();
    const lines = chatOf(shop);
    expect(lines.length).toBeGreaterThanOrEqual(25);
    expect(lines.filter((line) => line.language === "en").length).toBeGreaterThanOrEqual(5);
  }
});

test("what the shops say fits the contract's fields, and no word of 广告法 article 9 is used", () => {
  const banned = /国家级|最高级|最佳|最好|第一品牌|顶级|极品|全网最低|永久|100%有效|根治|疗效显著/;
  for (const shop of shops) {
    expect(shop.name.zh.length).toBeLessThanOrEqual(limits.name_chars_max);
    expect(shop.host.name.zh.length).toBeLessThanOrEqual(limits.name_chars_max);
    expect(shop.session_title.zh.length).toBeLessThanOrEqual(limits.title_chars_max);
    const slugs = new Set(shop.products.map((product) => product.slug));
    for (const line of chatOf(shop)) {
      expect(line.text.length).toBeLessThanOrEqual(limits.chat_line_chars_max);
      expect(line.reply?.length ?? 0).toBeLessThanOrEqual(limits.chat_line_chars_max);
      expect(line.product === null || slugs.has(line.product), line.text).toBe(true);
    }
    for (const product of shop.products) {
      expect(product.title.zh.length).toBeLessThanOrEqual(limits.title_chars_max);
      for (const unit of [product.unit.zh, product.unit.en]) expect(unit.length).toBeLessThanOrEqual(20);
      for (const variant of product.variants) {
        for (const language of ["zh", "en"] as const)
          VariantFields.parse({
            ...variant,
            title: variant.title[language],
            compare_at_basis: variant.compare_at_basis?.[language] ?? null,
          });
        expect(variant.compare_at_price ?? variant.price + 1).toBeGreaterThan(variant.price);
        expect(variant.compare_at_price === null).toBe(variant.compare_at_basis === null);
      }
    }
    expect(JSON.stringify(shop)).not.toMatch(banned);
  }
});
