import type { Locale } from "../../../contract/errors.ts";
import type { Currency } from "../../../contract/money.ts";
import { paymentFailures, type PaymentFailure } from "../../../contract/payments.ts";
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

const failures: Readonly<Record<Locale, Readonly<Record<PaymentFailure, string>>>> = {
  en: {
    insufficient_funds: "there is not enough money on the card or account",
    declined: "the bank declined it",
    limit_exceeded: "a limit of the card or account is reached",
    authentication_failed: "the identity check did not succeed",
    method_unusable: "the card or account can no longer be used",
    timed_out: "the time for it ran out",
    provider_refused: "the payment provider refused it",
  },
  "zh-CN": {
    insufficient_funds: "账户余额不足",
    declined: "银行未予通过",
    limit_exceeded: "超出卡或账户的限额",
    authentication_failed: "身份验证未通过",
    method_unusable: "原支付账户或银行卡已无法使用",
    timed_out: "超时未完成",
    provider_refused: "支付渠道未予受理",
  },
};
/** Why a payment, or a refund, did not work. */
export const failure = (locale: Locale, what: string | undefined): string =>
  failures[locale][paymentFailures.find((one) => one === what) ?? "provider_refused"];

export const thing = (params: ItemParams, fallback: string): string =>
  params.title === undefined || params.title === "" ? fallback : params.title;
