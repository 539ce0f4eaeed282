import type { Locale } from "../../../contract/errors.ts";
import type { ItemParams } from "./item.ts";
import { failure, money, thing, type WordFacts, type Words } from "./word-parts.ts";

type PaymentKind = "payment_failed" | "order_refund_failed" | "shop_refund_failed" | "refund_failed";
type Write = (params: ItemParams, facts: WordFacts) => Words;

/** What a refund that begins by itself gives back, and of which order; undefined for those that somebody asked for. */
function unasked(locale: Locale, p: ItemParams): string | undefined {
  const en: Record<string, string> = {
    late_dispatch: `the compensation for the late dispatch of ${thing(p, "an order")}`,
    late_payment: `the payment for ${thing(p, "an order")} that came in after the order had closed`,
    double_payment: `the second payment for ${thing(p, "an order")}`,
  };
  const zh: Record<string, string> = {
    late_dispatch: `${thing(p, "订单")}的延迟发货补偿`,
    late_payment: `${thing(p, "订单")}关闭后才到账的付款`,
    double_payment: `${thing(p, "订单")}的重复付款`,
  };
  return (locale === "en" ? en : zh)[p.refund_cause ?? ""];
}

/** What is told of payments and refunds that did not work. */
export const paymentWords: Readonly<Record<Locale, Readonly<Record<PaymentKind, Write>>>> = {
  en: {
    payment_failed: (p) => ({
      title: "Your payment did not go through",
      body: `${thing(p, "Your order")}: ${failure("en", p.what)}. Nothing was charged; you can try again, or another way, until the order closes.`,
    }),
    order_refund_failed: (p, f) => ({
      title: "A refund could not be paid out",
      body:
        unasked("en", p) !== undefined
          ? `${money("en", p.amount, f.currency)}, ${unasked("en", p)}: ${failure("en", p.what)}. We try again by ourselves over the next days; if it still does not work, the platform takes it up. The money is kept for you.`
          : `${money("en", p.amount, f.currency)} for ${thing(p, "your order")}: ${failure("en", p.what)}. The money is still kept for you; the platform has been told and looks into it.`,
    }),
    shop_refund_failed: (p, f) => ({
      title: "A refund could not be paid out",
      body:
        unasked("en", p) !== undefined
          ? `${money("en", p.amount, f.currency)}, ${unasked("en", p)}: ${failure("en", p.what)}. It is tried again by itself over the next days; you need do nothing.`
          : `${money("en", p.amount, f.currency)} for ${thing(p, "an order")}: ${failure("en", p.what)}. It is not your fault; buyer and platform have been told.`,
    }),
    refund_failed: (p, f) => ({
      title: "A payment provider refused a refund",
      body:
        unasked("en", p) !== undefined
          ? `${money("en", p.amount, f.currency)}, ${unasked("en", p)}: ${failure("en", p.what)}. The tries over several days are used up; if the order is closed, it can be paid back again on its page.`
          : `${money("en", p.amount, f.currency)} for ${thing(p, "an order")}: ${failure("en", p.what)}. It is not tried again by itself; the amount can be refunded anew.`,
    }),
  },
  "zh-CN": {
    payment_failed: (p) => ({
      title: "付款未成功",
      body: `${thing(p, "你的订单")}：${failure("zh-CN", p.what)}。没有扣款，订单关闭前可以重试或换个方式付款。`,
    }),
    order_refund_failed: (p, f) => ({
      title: "退款未能退出",
      body:
        unasked("zh-CN", p) !== undefined
          ? `${unasked("zh-CN", p)} ${money("zh-CN", p.amount, f.currency)} 未能退还：${failure("zh-CN", p.what)}。未来几天系统会自动重试，仍不成功将由平台处理。这笔钱一直为你保留。`
          : `${thing(p, "你的订单")}的 ${money("zh-CN", p.amount, f.currency)}：${failure("zh-CN", p.what)}。这笔钱仍为你保留，平台已收到通知，正在处理。`,
    }),
    shop_refund_failed: (p, f) => ({
      title: "退款未能退出",
      body:
        unasked("zh-CN", p) !== undefined
          ? `${unasked("zh-CN", p)} ${money("zh-CN", p.amount, f.currency)} 未能付给买家：${failure("zh-CN", p.what)}。未来几天系统会自动重试，店铺无需操作。`
          : `${thing(p, "订单")}的 ${money("zh-CN", p.amount, f.currency)}：${failure("zh-CN", p.what)}。与店铺无关，买家和平台都已收到通知。`,
    }),
    refund_failed: (p, f) => ({
      title: "支付渠道拒绝了一笔退款",
      body:
        unasked("zh-CN", p) !== undefined
          ? `${unasked("zh-CN", p)} ${money("zh-CN", p.amount, f.currency)} 未能退还：${failure("zh-CN", p.what)}。几天来的自动重试已全部用完；订单已关闭的，可在订单页再次退还。`
          : `${thing(p, "订单")}的 ${money("zh-CN", p.amount, f.currency)}：${failure("zh-CN", p.what)}。系统不会自动重试，可重新发起退款。`,
    }),
  },
};
