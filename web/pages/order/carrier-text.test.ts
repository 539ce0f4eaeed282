import { expect, test } from "vitest";
import { carrierNames } from "../shop/carriers.ts";
import { carrierText, parcelText } from "./carrier-text.ts";

test.each([
  ["YTO", "zh-CN", "圆通速递"],
  ["SF Express", "zh-CN", "顺丰速运"],
  ["圆通速递 YTO", "zh-CN", "圆通速递"],
  ["圆通速递 YTO", "en", "YTO Express"],
  ["顺丰", "en", "SF Express"],
  ["顺丰", "zh-CN", "顺丰速运"],
  ["邮政 EMS", "en", "China Post EMS"],
  ["YTO", "en", "YTO Express"],
  ["yunda", "en", "Yunda Express"],
  // Others stay as their sellers wrote them.
  ["中通快运", "en", "中通快运"],
  ["顺丰同城", "en", "顺丰同城"],
  ["Storks", "zh-CN", "Storks"],
  ["老王货运 SF", "en", "老王货运 SF"],
  ["", "zh-CN", ""],
] as const)("%s is read in %s as %s", (carrier, locale, text) => expect(carrierText(carrier, locale)).toBe(text));

test("each carrier that is offered is known in both languages, in none with the other's letters", () => {
  for (const name of Object.values(carrierNames)) {
    expect(carrierText(name, "en")).toMatch(/^[A-Za-z ]+$/);
    expect(carrierText(name, "zh-CN")).toMatch(/\p{Script=Han}/u);
  }
});

test("in a timeline the number stays as it is, and what is no parcel is left alone", () => {
  expect(parcelText("圆通速递 YTO YT8812345678901", "en")).toBe("YTO Express YT8812345678901");
  expect(parcelText("顺丰速运 SF Express SF1000000001", "zh-CN")).toBe("顺丰速运 SF1000000001");
  expect(parcelText("Please ring twice", "en")).toBe("Please ring twice");
});
