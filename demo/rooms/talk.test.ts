import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { shops } from "../art/shops.ts";
import { createChance } from "../chance.ts";
import { scriptOf } from "../script.ts";
import { Talk } from "./talk.ts";

const scripts = shops.map(scriptOf);

describe("talk in a room", () => {
  it("does not repeat a line while it could still be on somebody's screen", () => {
    fc.assert(
      fc.property(fc.integer(), fc.constantFrom(...scripts), (seed, script) => {
        const chance = createChance(seed);
        const talk = new Talk(script, chance);
        const said: string[] = [];
        for (let count = 0; count < 200; count += 1) {
          const pinned = chance.pick(script.products).title;
          const line = talk.next(pinned);
          if (line === null) continue;
          expect(line.locale).toBe(script.locale);
          expect(said.slice(-20)).not.toContain(line.text);
          said.push(line.text);
        }
        expect(said.length).toBeGreaterThan(150);
      }),
      { numRuns: 40 },
    );
  });

  it("has enough to say in every room", () => {
    for (const script of scripts) {
      const talk = new Talk(script, createChance(7));
      const heard = new Set(Array.from({ length: 20 }, () => talk.next(null)?.text));
      expect(heard.size).toBeGreaterThan(15);
    }
  });

  it("every line fits the room, and no text is missing a word", () => {
    for (const script of scripts) {
      const talk = new Talk(script, createChance(1));
      for (let count = 0; count < 120; count += 1) {
        const line = talk.next(script.products[count % 5]?.title ?? null);
        for (const text of [line?.text ?? "-", line?.reply ?? "-"]) {
          expect([...text].length).toBeLessThan(150);
          expect(text).not.toMatch(/undefined|null|NaN/);
        }
      }
    }
  });

  it("answers a visitor's question with what is known, and nothing where nothing fits", () => {
    const [orchard] = scripts;
    if (orchard === undefined) throw new Error("the orchard is the first shop");
    const talk = new Talk(orchard, createChance(1));
    expect(talk.answer("请问蜂蜜结晶了还是真的吗")).toContain("结晶");
    expect(talk.answer("Is the honey heated at all?")).toContain("filtered");
    expect(talk.answer("hello")).toBeNull();
    expect(talk.answer("")).toBeNull();
  });
});
