import { html } from "hono/html";
import type { Locale } from "../../../contract/errors.ts";
import type { PaymentRow } from "./tables.ts";

const texts = {
  en: {
    title: "Pay",
    sandbox: "Sandbox: no real money",
    sandboxNote: "This page stands in for a payment provider. Nothing is charged.",
    amount: "Amount",
    pay: "Pay",
    decline: "Decline",
    back: "Back to the shop",
    paid: "Already paid",
    paidNote: "Nothing was charged again.",
    expired: "The time to pay has run out",
    expiredNote: "Nothing was charged. Place the order again if you still want it.",
    missing: "There is no such payment",
    missingNote: "Open the payment again from your order.",
    other: "中文",
  },
  "zh-CN": {
    title: "付款",
    sandbox: "沙盒环境：不涉及真实资金",
    sandboxNote: "此页面模拟支付平台，不会产生扣款。",
    amount: "应付金额",
    pay: "支付",
    decline: "放弃支付",
    back: "返回店铺",
    paid: "已支付",
    paidNote: "没有重复扣款。",
    expired: "支付已超时",
    expiredNote: "没有扣款。如仍需要，请重新下单。",
    missing: "找不到这笔付款",
    missingNote: "请从订单中重新打开付款页面。",
    other: "English",
  },
} as const satisfies Record<Locale, Record<string, string>>;

type Html = ReturnType<typeof html>;

/** The page where the buyer decides. Plain forms; no script. */
export function payPage(payment: PaymentRow, locale: Locale): Html {
  const t = texts[locale];
  return frame(
    locale,
    html`<p class="payee">${payment.title}</p>
      <p class="label" id="amount">${t.amount}</p>
      <p class="amount" aria-labelledby="amount">${amount(payment, locale)}</p>
      <form method="post" action="/sandbox/pay/${payment.id}?locale=${locale}">
        <button class="pay" name="decision" value="pay">${t.pay} ${amount(payment, locale)}</button>
        <button class="decline" name="decision" value="decline">${t.decline}</button>
      </form>`,
    `?locale=${otherOf(locale)}`,
  );
}

/** The page for a payment that is done with: paid, or out of time. */
export function donePage(payment: PaymentRow, locale: Locale): Html {
  const t = texts[locale];
  const paid = payment.state === "paid";
  return frame(
    locale,
    html`<p class="payee">${payment.title}</p>
      <p class="amount">${amount(payment, locale)}</p>
      <h2 class="${paid ? "kept" : "late"}">${paid ? t.paid : t.expired}</h2>
      <p>${paid ? t.paidNote : t.expiredNote}</p>
      <a class="button" href="${payment.return_url}">${t.back}</a>`,
    `?locale=${otherOf(locale)}`,
  );
}

export function missingPage(locale: Locale): Html {
  const t = texts[locale];
  return frame(
    locale,
    html`<h2>${t.missing}</h2>
      <p>${t.missingNote}</p>`,
    null,
  );
}

const otherOf = (locale: Locale): Locale => (locale === "en" ? "zh-CN" : "en");

function frame(locale: Locale, content: Html, otherLanguage: string | null): Html {
  const t = texts[locale];
  const language =
    otherLanguage === null
      ? ""
      : html`<a class="language" href="${otherLanguage}" lang="${otherOf(locale)}">${t.other}</a>`;
  return html`<!doctype html>
    <html lang="${locale}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex" />
        <title>${t.title} · ${t.sandbox}</title>
        <link rel="stylesheet" href="/sandbox/style.css" />
      </head>
      <body>
        <header>
          <h1>${t.sandbox}</h1>
          ${language}
          <p>${t.sandboxNote}</p>
        </header>
        <main>${content}</main>
      </body>
    </html>`;
}

/** With the currency sign smaller than the number. All our currencies have two decimals. */
function amount(payment: PaymentRow, locale: Locale): Html {
  const parts = new Intl.NumberFormat(locale, {
    style: "currency",
    currency: payment.currency,
    currencyDisplay: "narrowSymbol",
  }).formatToParts(Number(payment.amount) / 100);
  return html`<span class="money"
    >${parts.map((part) => (part.type === "currency" ? html`<small>${part.value}</small>` : part.value))}</span
  >`;
}
