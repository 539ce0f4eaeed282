import type { Locale } from "../../../contract/errors.ts";
import type { Currency } from "../../../contract/money.ts";
import type { ItemParams } from "./item.ts";

/** What the words need besides the item: names as they are now, and how this market writes money and time. */
export interface WordFacts {
  readonly host_name: string;
  readonly currency: Currency;
  readonly time_zone: string;
}
export interface Words {
  readonly title: string;
  readonly body: string;
}

export function money(locale: Locale, amount: string | undefined, currency: Currency): string {
  return new Intl.NumberFormat(locale, { style: "currency", currency }).format(Number(amount ?? "0") / 100);
}

export function time(locale: Locale, when: string | undefined, time_zone: string): string {
  if (when === undefined) return "";
  return new Intl.DateTimeFormat(locale, {
    timeZone: time_zone,
    month: "short",
    day: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  }).format(new Date(when));
}

const providerNames: Readonly<Record<Locale, Readonly<Record<string, string>>>> = {
  en: { sandbox: "Test payment", wechat: "WeChat Pay", alipay: "Alipay", stripe: "Stripe" },
  "zh-CN": { sandbox: "测试付款", wechat: "微信支付", alipay: "支付宝", stripe: "Stripe" },
};
/** Who takes buyers' money. */
export const providerName = (locale: Locale, name = ""): string => providerNames[locale][name] ?? name;

export const thing = (params: ItemParams, fallback: string): string =>
  params.title === undefined || params.title === "" ? fallback : params.title;
