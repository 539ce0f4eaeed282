import { createTranslator } from "use-intl/core";
import { describe, expect, it } from "vitest";
import { en } from "./en.ts";
import { zhCN } from "./zh-cn.ts";

type Tree = { readonly [key: string]: string | Tree };

function flat(tree: Tree, path = ""): [path: string, text: string][] {
  return Object.entries(tree).flatMap(([key, value]) =>
    typeof value === "string" ? [[`${path}${key}`, value] as [string, string]] : flat(value, `${path}${key}.`),
  );
}

/** The names a message must be given, whatever their format: "count", "name". Skips the branches of a plural, not what is in them. */
function argumentsOf(text: string): string[] {
  const names = new Set<string>();
  // A "{" opens an argument where text stands, and a branch where an argument stands; so the depth tells them apart.
  let depth = 0;
  for (let at = 0; at < text.length; at += 1) {
    if (text[at] === "}") depth -= 1;
    if (text[at] !== "{") continue;
    if (depth % 2 === 0) names.add(/^\w+/.exec(text.slice(at + 1))?.[0] ?? "");
    depth += 1;
  }
  return [...names].toSorted();
}

/** What stands around text and is drawn by the page: `<price></price>`. */
const tag = /<\/?\w+>/g;

/** The message with every argument filled; throws what the library would only report. */
function filled(locale: "en" | "zh-CN", text: string): string {
  const t = createTranslator({
    locale,
    messages: { message: text.replaceAll(tag, "") },
    onError: (error) => {
      throw error;
    },
  }) as unknown as (key: string, values: Record<string, number>) => string;
  return t("message", Object.fromEntries(argumentsOf(text).map((name) => [name, 2])));
}

const english = new Map(flat(en));
const chinese = new Map(flat(zhCN));

describe("the texts of both languages", () => {
  it("have the same keys", () => {
    expect([...chinese.keys()].toSorted()).toEqual([...english.keys()].toSorted());
    expect(english.size).toBeGreaterThan(100);
  });

  it.each([...english])("%s takes the same arguments", (key, text) => {
    expect(argumentsOf(chinese.get(key) ?? "")).toEqual(argumentsOf(text));
    expect((chinese.get(key) ?? "").match(tag)).toEqual(text.match(tag));
    expect(filled("en", text)).not.toMatch(/[{}]/);
    expect(filled("zh-CN", chinese.get(key) ?? "")).not.toMatch(/[{}]/);
  });

  it("never shout", () => {
    for (const [key, text] of [...english, ...chinese]) expect(text, key).not.toMatch(/[!！]/);
  });

  it("see an argument that is missing", () => {
    expect(argumentsOf("{a, plural, one {# of {b}} other {none}} {c}")).toEqual(["a", "b", "c"]);
    expect(() => filled("en", "{a, plural, one {#}}")).toThrow(/other/i);
  });
});
