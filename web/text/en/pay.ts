export const pay = {
  title: "Payment",
  guestTitle: "Sign in to pay",
  guestText: "An order is paid by the account that placed it.",
  scan: "Scan with {app} to pay",
  scanPhone: "On this phone: take a screenshot, open {app}, tap Scan and choose the picture.",
  waits: "This page goes on by itself once the payment has arrived.",
  left: "{time} left to pay",
  toPage: "Go to {provider}",
  others: "Other ways to pay",
  ways: { qr: "{provider}: scan a code", page: "{provider}", wap: "{provider}: open the app" },
  providers: { sandbox: "Test payment", wechat: "WeChat Pay", alipay: "Alipay", stripe: "Card (Stripe)" },
  /** The app that scans. */
  apps: { sandbox: "your phone", wechat: "WeChat", alipay: "Alipay", stripe: "your phone" },
  overTitle: "Nothing to pay here",
  overText: "It was paid, or it was let go.",
  toOrder: "See the order",
} as const;
