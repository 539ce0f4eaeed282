import { expect, test } from "vitest";
import { carrierText } from "./carrier-text.ts";

test.each([
  ["YTO", "zh-CN", "圆通速递"],
  ["SF Express", "zh-CN", "顺丰速运"],
  ["圆通速递 YTO", "zh-CN", "圆通速递 YTO"],
  ["Storks", "zh-CN", "Storks"],
  ["", "zh-CN", ""],
  ["YTO", "en", "YTO"],
] as const)("%s is read in %s as %s", (carrier, locale, text) => expect(carrierText(carrier, locale)).toBe(text));
