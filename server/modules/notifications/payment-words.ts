import type { Locale } from "../../../contract/errors.ts";
import type { ItemParams } from "./item.ts";
import { failure, money, thing, type WordFacts, type Words } from "./word-parts.ts";

type PaymentKind = "payment_failed" | "order_refund_failed" | "shop_refund_failed" | "refund_failed";
type Write = (params: ItemParams, facts: WordFacts) => Words;

/** What is told of payments and refunds that did not work. */
export const paymentWords: Readonly<Record<Locale, Readonly<Record<PaymentKind, Write>>>> = {
  en: {
    payment_failed: (p) => ({
      title: "Your payment did not go through",
      body: `${thing(p, "Your order")}: ${failure("en", p.what)}. Nothing was charged; you can try again, or another way, until the order closes.`,
    }),
    order_refund_failed: (p, f) => ({
      title: "A refund could not be paid out",
      body: `${money("en", p.amount, f.currency)} for ${thing(p, "your order")}: ${failure("en", p.what)}. The money is still kept for you; the platform has been told and looks into it.`,
    }),
    shop_refund_failed: (p, f) => ({
      title: "A refund could not be paid out",
      body: `${money("en", p.amount, f.currency)} for ${thing(p, "an order")}: ${failure("en", p.what)}. It is not your fault; buyer and platform have been told.`,
    }),
    refund_failed: (p, f) => ({
      title: "A payment provider refused a refund",
      body: `${money("en", p.amount, f.currency)} for ${thing(p, "an order")}: ${failure("en", p.what)}. It is not tried again by itself; the amount can be refunded anew.`,
    }),
  },
  "zh-CN": {
    payment_failed: (p) => ({
      title: "付款未成功",
      body: `${thing(p, "你的订单")}：${failure("zh-CN", p.what)}。没有扣款，订单关闭前可以重试或换个方式付款。`,
    }),
    order_refund_failed: (p, f) => ({
      title: "退款未能退出",
      body: `${thing(p, "你的订单")}的 ${money("zh-CN", p.amount, f.currency)}：${failure("zh-CN", p.what)}。这笔钱仍为你保留，平台已收到通知，正在处理。`,
    }),
    shop_refund_failed: (p, f) => ({
      title: "退款未能退出",
      body: `${thing(p, "订单")}的 ${money("zh-CN", p.amount, f.currency)}：${failure("zh-CN", p.what)}。与店铺无关，买家和平台都已收到通知。`,
    }),
    refund_failed: (p, f) => ({
      title: "支付渠道拒绝了一笔退款",
      body: `${thing(p, "订单")}的 ${money("zh-CN", p.amount, f.currency)}：${failure("zh-CN", p.what)}。系统不会自动重试，可重新发起退款。`,
    }),
  },
};
