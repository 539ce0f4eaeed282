import type { AftersaleState } from "../../../contract/aftersale-words.ts";
import type { Locale } from "../../../contract/errors.ts";
import type { ItemParams } from "./item.ts";
import { money, thing, time, type WordFacts, type Words } from "./word-parts.ts";

type News = Readonly<Record<AftersaleState | "evidence", { readonly title: string; readonly body: string }>>;

/** What each state, and evidence of the other side, means to the buyer; `{thing}`, `{amount}` and `{when}` are filled in. */
export const buyerNews: { readonly en: News; readonly zh: News } = {
  en: {
    applied: { title: "Back with the seller", body: "{thing}: the seller answers until {when}." },
    proposed: { title: "The seller offers other terms", body: "{thing}: look at the offer until {when}." },
    seller_refused: {
      title: "The seller said no",
      body: "{thing}: see why, and call the platform until {when} if you disagree.",
    },
    dispute: { title: "The platform is looking at it", body: "{thing}: show what you have; the platform decides." },
    evidence: { title: "The seller gave evidence", body: "{thing}: see it, and show what you have." },
    platform_confirmed: {
      title: "The platform decided for you",
      body: "{thing}: {amount}. It is carried out by {when}.",
    },
    await_return: { title: "Agreed: send it back", body: "{thing}: send it until {when}; the address is on the page." },
    returned: { title: "On its way back", body: "{thing}: the seller checks it until {when}." },
    exchange_sent: { title: "Your exchange is on its way", body: "{thing}: confirm it once it is there." },
    paying: { title: "Agreed: your money is on its way", body: "{amount} for {thing} goes back the way you paid." },
    success: { title: "Exchange completed", body: "{thing}: done." },
    closed: { title: "After-sale closed", body: "{thing}: see how it ended." },
  },
  zh: {
    applied: { title: "等待商家处理", body: "「{thing}」：商家会在 {when} 前答复。" },
    proposed: { title: "商家提出了新方案", body: "「{thing}」：请在 {when} 前查看并答复。" },
    seller_refused: { title: "商家拒绝了售后", body: "「{thing}」：查看原因，如不认可可在 {when} 前申请平台介入。" },
    dispute: { title: "平台已介入", body: "「{thing}」：请提交凭证，平台将作出裁决。" },
    evidence: { title: "商家提交了凭证", body: "「{thing}」：点击查看，也可以补充你的凭证。" },
    platform_confirmed: { title: "平台支持了你的售后", body: "「{thing}」：{amount}，最迟 {when} 执行。" },
    await_return: { title: "商家同意了，请寄回商品", body: "「{thing}」：请在 {when} 前寄回，地址见售后页。" },
    returned: { title: "退货运输中", body: "「{thing}」：商家会在 {when} 前验收。" },
    exchange_sent: { title: "换货已寄出", body: "「{thing}」：收到后请确认。" },
    paying: { title: "已同意，退款处理中", body: "「{thing}」的 {amount} 将原路退回。" },
    success: { title: "换货完成", body: "「{thing}」的换货已完成。" },
    closed: { title: "售后已关闭", body: "「{thing}」：点击查看结果。" },
  },
};

/** And to the seller. */
export const shopNews: { readonly en: News; readonly zh: News } = {
  en: {
    applied: { title: "After-sale to answer", body: "{thing}, {amount}: answer until {when}, or it counts as agreed." },
    proposed: { title: "Your offer was sent", body: "{thing}: the buyer answers until {when}." },
    seller_refused: { title: "Refusal sent", body: "{thing}: the buyer may call the platform until {when}." },
    dispute: { title: "The buyer called the platform", body: "{thing}: show your side; the platform decides." },
    evidence: { title: "The buyer gave evidence", body: "{thing}: see it, and show your side." },
    platform_confirmed: {
      title: "The platform decided for the buyer",
      body: "{thing}: {amount}, carried out by {when}.",
    },
    await_return: { title: "The buyer sends it back", body: "{thing}: until {when}." },
    returned: { title: "A return is on its way", body: "{thing}: check it until {when}, or it counts as received." },
    exchange_sent: { title: "Exchange sent", body: "{thing}: the buyer confirms it." },
    paying: { title: "A refund is being paid", body: "{thing}: {amount} goes back to the buyer." },
    success: { title: "Exchange completed", body: "{thing}: the buyer has it." },
    closed: { title: "After-sale closed", body: "{thing}: nothing to do any more." },
  },
  zh: {
    applied: { title: "有新的售后待处理", body: "「{thing}」，{amount}：请在 {when} 前处理，超时视为同意。" },
    proposed: { title: "方案已发送", body: "「{thing}」：买家会在 {when} 前答复。" },
    seller_refused: { title: "已拒绝", body: "「{thing}」：买家可在 {when} 前申请平台介入。" },
    dispute: { title: "买家申请平台介入", body: "「{thing}」：请提交凭证，平台将作出裁决。" },
    evidence: { title: "买家提交了凭证", body: "「{thing}」：点击查看，也可以补充你的凭证。" },
    platform_confirmed: { title: "平台裁决支持买家", body: "「{thing}」：{amount}，最迟 {when} 执行。" },
    await_return: { title: "等待买家寄回", body: "「{thing}」：截止 {when}。" },
    returned: { title: "买家已寄回商品", body: "「{thing}」：请在 {when} 前验收，超时视为已收货。" },
    exchange_sent: { title: "换货已寄出", body: "「{thing}」：等待买家确认。" },
    paying: { title: "退款处理中", body: "「{thing}」：{amount} 退回买家。" },
    success: { title: "换货完成", body: "「{thing}」：买家已收到。" },
    closed: { title: "售后已关闭", body: "「{thing}」：无需处理。" },
  },
};

export function aftersaleWords(locale: Locale, news: News, params: ItemParams, facts: WordFacts): Words {
  const { title, body } = news[params.what as keyof News];
  const values: Readonly<Record<string, string>> = {
    thing: thing(params, locale === "en" ? "Your order" : "订单"),
    amount: money(locale, params.amount, facts.currency),
    when: time(locale, params.when, facts.time_zone),
  };
  return { title, body: body.replaceAll(/\{(\w+)\}/g, (_, name: string) => values[name] ?? "") };
}
