import fc from "fast-check";
import { pinyin } from "pinyin-pro";
import { describe, expect, it } from "vitest";
import { beginningsOf, questionOf, termsOfText } from "./terms.ts";

/** What the database does: every piece in one of its ways, every term of a way there. */
function finds(question: string, text: string): boolean {
  const asked = questionOf(question);
  const terms = [...termsOfText(text)];
  const has = (term: { text: string; prefix: boolean }): boolean =>
    terms.some((one) => (term.prefix ? one.startsWith(term.text) : one === term.text));
  return asked !== null && asked.all.every(({ ways }) => ways.some((way) => way.every(has)));
}

const han = fc.constantFrom(...Array.from("眉县猕猴桃徐香五斤装山泉绿茶手作青瓷茶杯户外帐篷重庆长安小面乐清行银女旅"));
const chinese = fc.array(han, { minLength: 1, maxLength: 12 }).map((chars) => chars.join(""));
const latin = fc.constantFrom("iPhone", "15", "Café", "Kiwi", "5kg", "wool");
const titles = fc.array(fc.oneof(chinese, latin), { minLength: 1, maxLength: 4 }).map((parts) => parts.join(" "));

describe("what holds a phrase", () => {
  it("is found by it", () =>
    fc.assert(
      fc.property(chinese, chinese, titles, (before, phrase, rest) => {
        expect(finds(phrase, `${rest} ${before}${phrase}${before}`)).toBe(true);
        expect(finds(rest, `${before} ${rest}`)).toBe(true);
      }),
    ));
  it("is found by its pinyin, with and without spaces, however its characters may be read", () =>
    fc.assert(
      fc.property(chinese, chinese, (before, phrase) => {
        const read = pinyin(phrase, { toneType: "none", type: "array", v: true });
        const text = `${before}${phrase}${before}`;
        expect(finds(read.join(" "), text)).toBe(true);
        // Every "an" or "ng" between syllables doubles the ways to read them; five are as many as people type without a space.
        expect(read.length > 5 || finds(read.join(""), text)).toBe(true);
      }),
      { numRuns: 300 },
    ));
  it("is found by its initials", () =>
    fc.assert(
      fc.property(chinese, chinese, (before, phrase) => {
        const read = pinyin(phrase, { toneType: "none", type: "array", v: true });
        expect(finds(read.map((one) => one.charAt(0)).join(""), `${before}${phrase}`)).toBe(true);
      }),
    ));
  it("is found while its pinyin is being typed", () => {
    for (const typed of ["m", "mi", "mih", "miho", "mihou", "mihout", "mihoutao"])
      expect(finds(typed, "眉县徐香猕猴桃 5 斤")).toBe(true);
    for (const typed of ["kiw", "Ｋｉｗｉ", "KIWI", "cafe", "lvcha", "lücha", "xian", "zqxm"])
      expect(finds(typed, "Kiwi Café 绿茶 西安 重庆小面")).toBe(true);
  });
});

describe("what does not hold it", () => {
  it("is not found", () => {
    expect(finds("苹果", "眉县猕猴桃")).toBe(false);
    expect(finds("pingguo", "眉县猕猴桃")).toBe(false);
    expect(finds("猕猴桃 苹果", "眉县猕猴桃")).toBe(false);
    expect(finds("桃猴", "猕猴桃")).toBe(false);
  });
  it("is not found by letters that only begin some of its characters", () => {
    expect(finds("zz", "种子礼盒")).toBe(true);
    expect(finds("zzzz", "种子礼盒，手作竹制茶盏，植物种子")).toBe(false);
    expect(finds("zzz", "种子 种子 种子")).toBe(false);
    expect(finds("mhtsj", "眉县猕猴桃 手机")).toBe(false);
  });
});

describe("hostile questions", () => {
  it("ask for nothing or for terms of letters, and stay small", () => {
    const term = /^[cwpiz][\p{L}\p{M}\p{N}\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}.]+$/u;
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 120 }), (text) => {
        const asked = questionOf(text);
        const terms = asked === null ? [] : asked.all.flatMap(({ ways }) => ways.flat());
        expect(terms.length).toBeLessThan(1500);
        expect(terms.filter((one) => !term.test(one.text))).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });
  it("made to have many ways to be read have few", () => {
    for (const text of ["xianguo".repeat(17), "a".repeat(120), "an".repeat(60)])
      for (const { ways } of questionOf(text)?.all ?? []) expect(ways.length).toBeLessThanOrEqual(34);
    expect(questionOf(Array.from({ length: 60 }, () => "an").join(" "))?.all.length).toBeLessThanOrEqual(12);
  });
  it("of signs alone are no questions", () => {
    for (const text of ["", "  ", "'); drop table", "🍎", "%_%", "&|!:*()<->"].filter((one) => !/[a-z]/.test(one)))
      expect(questionOf(text)).toBeNull();
  });
});

describe("the beginnings of a term", () => {
  it("hold every way it can be asked for while typing", () => {
    expect(beginningsOf("wkiwi")).toEqual(["wk", "wki", "wkiw", "wkiwi"]);
    expect(beginningsOf("pmi.hou")).toEqual(["pmi.h", "pmi.ho", "pmi.hou"]);
    expect(beginningsOf("pmi")).toEqual(["pm", "pmi"]);
    expect(beginningsOf("c桃")).toEqual(["c桃"]);
  });
});
