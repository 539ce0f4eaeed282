import type { Locale } from "../../../contract/errors.ts";

type Names = Readonly<Record<Locale, string>>;

/** The usual couriers as their readers know them, by the letters and by the Chinese name they go by. */
const couriers: readonly { readonly letters: string; readonly han: string; readonly names: Names }[] = [
  { letters: "SF", han: "顺丰", names: { "zh-CN": "顺丰速运", en: "SF Express" } },
  { letters: "ZTO", han: "中通", names: { "zh-CN": "中通快递", en: "ZTO Express" } },
  { letters: "YTO", han: "圆通", names: { "zh-CN": "圆通速递", en: "YTO Express" } },
  { letters: "YUNDA", han: "韵达", names: { "zh-CN": "韵达快递", en: "Yunda Express" } },
  { letters: "STO", han: "申通", names: { "zh-CN": "申通快递", en: "STO Express" } },
  { letters: "JD", han: "京东", names: { "zh-CN": "京东物流", en: "JD Logistics" } },
  { letters: "EMS", han: "邮政", names: { "zh-CN": "邮政 EMS", en: "China Post EMS" } },
];

/** A carrier's name as the reader knows it: a usual one in their language, any other as the seller gave it. */
export function carrierText(carrier: string, locale: Locale): string {
  const [letters = ""] = carrier.toUpperCase().match(/[A-Z]+/) ?? [];
  // What is more than the name and its kind is another carrier: 中通快运 is not 中通快递.
  const han = carrier.replaceAll(/[^\p{Script=Han}]/gu, "").replace(/(速运|速递|快递|物流)$/, "");
  const known = couriers.find((one) => (han === "" ? one.letters === letters : one.han === han));
  return known?.names[locale] ?? carrier;
}

/** What stands beside "shipped" in a timeline: the carrier's name and a number. */
export function parcelText(note: string, locale: Locale): string {
  const [, carrier, number] = /^(.+) ([0-9A-Z]{5,40})$/.exec(note) ?? [];
  return carrier === undefined || number === undefined ? note : `${carrierText(carrier, locale)} ${number}`;
}
