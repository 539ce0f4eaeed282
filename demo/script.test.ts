import { describe, expect, it } from "vitest";
import { shops } from "./art/shops.ts";
import { createChance } from "./chance.ts";
import { Talk } from "./rooms/talk.ts";
import { scriptOf, type ShopScript } from "./script.ts";

const scripts = shops.map(scriptOf);
const han = /\p{Script=Han}/u;
/** Two words of English in a row; a single one is a measure, a grade or a name. */
const english = /[a-z]{3,} [a-z]{3,}/;

/** All that stands on the shop's pages and that is said in its room without being asked from outside. */
function wordsOf(script: ShopScript): string[] {
  const talk = new Talk(script, createChance(3));
  const said = Array.from({ length: 40 }, () => talk.next(script.products[0]?.title ?? null));
  return [
    script.name,
    script.intro,
    script.session_title,
    script.host.name,
    script.host.headline,
    script.host.bio,
    script.host.region,
    ...script.products.flatMap((product) => [
      product.title,
      product.description,
      product.unit,
      ...product.talking_points,
      ...product.variants.flatMap(({ title, compare_at_basis }) => [title, compare_at_basis ?? ""]),
    ]),
    ...said.flatMap((line) => [line?.text ?? "", line?.reply ?? ""]),
  ];
}

describe("a shop of the demo", () => {
  it.each(scripts.filter(({ locale }) => locale === "en"))("$slug is English throughout", (script) => {
    expect(wordsOf(script).filter((words) => han.test(words))).toEqual([]);
  });
  it.each(scripts.filter(({ locale }) => locale === "zh-CN"))("$slug is Chinese throughout", (script) => {
    expect(wordsOf(script).filter((words) => english.test(words))).toEqual([]);
  });
  it("stands beside others of the other language, on air too", () => {
    for (const wanted of ["en", "zh-CN"])
      expect(scripts.filter(({ locale, on_air }) => on_air && locale === wanted).length).toBeGreaterThan(1);
  });
  it("compares a price with nothing that was before the shop", () => {
    const bases = scripts.flatMap(({ products }) =>
      products.flatMap(({ variants }) => variants.flatMap((variant) => variant.compare_at_basis ?? [])),
    );
    expect(bases.length).toBeGreaterThan(5);
    for (const basis of bases) expect(basis).not.toMatch(/20\d\d|月|October|本店|our own/);
  });
});
