import type { Locale } from "../../../contract/errors.ts";

/** The usual couriers as Chinese readers know them, by the letters they go by. */
const chinese: Readonly<Record<string, string>> = {
  SF: "顺丰速运",
  ZTO: "中通快递",
  YTO: "圆通速递",
  YUNDA: "韵达快递",
  STO: "申通快递",
  JD: "京东物流",
  EMS: "邮政 EMS",
};

/** A carrier's name as the seller gave it; for Chinese readers a known one in Chinese. A name that has its own Chinese stays. */
export function carrierText(carrier: string, locale: Locale): string {
  if (locale !== "zh-CN" || /\p{Script=Han}/u.test(carrier)) return carrier;
  const [letters = ""] = carrier
    .trim()
    .toUpperCase()
    .split(/[^A-Z]+/);
  return chinese[letters] ?? carrier;
}
