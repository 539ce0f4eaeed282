import fc from "fast-check";
import { expect, test } from "vitest";
import { regionOf, regions } from "./regions.ts";

test("every province is known by its code, its short and its full name, in both languages", () => {
  for (const { code, short, zh, en } of regions)
    for (const typed of [
      code,
      code.slice(3),
      code.toLowerCase(),
      short,
      zh,
      en,
      ` ${en} `,
      en.toUpperCase(),
      `${en} Province`,
    ])
      expect(regionOf(typed), typed).toBe(code);
  expect(new Set(regions.map((one) => one.code)).size).toBe(34);
});

test("Shanxi and Shaanxi, Henan and Hainan stay apart", () => {
  expect([regionOf("Shanxi"), regionOf("Shaanxi"), regionOf("Henan"), regionOf("Hainan"), regionOf("湖南")]).toEqual([
    "CN-SX",
    "CN-SN",
    "CN-HA",
    "CN-HI",
    "CN-HN",
  ]);
});

test("what is no province is none, whatever was typed", () => {
  for (const typed of ["", " ", "省", "Bayern", "西安市", "constructor", "__proto__"])
    expect(regionOf(typed)).toBeNull();
  fc.assert(fc.property(fc.string(), (typed) => void regionOf(typed)));
});
