import { IntlMessageFormat } from "intl-messageformat";
import { describe, expect, it } from "vitest";
import { en } from "./en.ts";
import { zhCN } from "./zh-cn.ts";

type Tree = { readonly [key: string]: string | Tree };

function flat(tree: Tree, path = ""): [path: string, text: string][] {
  return Object.entries(tree).flatMap(([key, value]) => (typeof value === "string" ? [[`${path}${key}`, value] as [string, string]] : flat(value, `${path}${key}.`)));
}

/** The names a message must be given, whatever their format: "count", "name". */
function argumentsOf(text: string): string[] {
  const names = new Set<string>();
  const walk = (elements: unknown) => {
    for (const element of elements as { type: number; value?: string; options?: Record<string, { value: unknown }> }[]) {
      // 0 is literal text and 7 the # of a plural; everything else names an argument.
      if (element.type !== 0 && element.type !== 7 && element.value !== undefined) names.add(element.value);
      for (const option of Object.values(element.options ?? {})) walk(option.value);
    }
  };
  walk(new IntlMessageFormat(text, "en").getAst());
  return [...names].sort();
}

const english = new Map(flat(en));
const chinese = new Map(flat(zhCN));

describe("the texts of both languages", () => {
  it("have the same keys", () => {
    expect([...chinese.keys()].sort()).toEqual([...english.keys()].sort());
    expect(english.size).toBeGreaterThan(100);
  });

  it.each([...english])("%s takes the same arguments", (key, text) => {
    expect(argumentsOf(chinese.get(key) ?? "")).toEqual(argumentsOf(text));
  });

  it("never shout", () => {
    for (const [key, text] of [...english, ...chinese]) expect(text, key).not.toMatch(/[!！]/);
  });

  it("see an argument that is missing", () => {
    expect(argumentsOf("{a, plural, one {# of {b}} other {none}}")).toEqual(["a", "b"]);
  });
});
