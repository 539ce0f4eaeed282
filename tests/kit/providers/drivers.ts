import type { openProviders } from "./open-providers.ts";

/** What a provider posts to us. */
export interface Notice {
  readonly to: string;
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** One provider as a journey needs it, whatever its protocol. A reference is what it knows our payment by. */
export interface Driver {
  readonly name: "wechat" | "alipay" | "stripe";
  /** Whether a page is asked for at the provider; Alipay's is an address that we sign ourselves. */
  readonly asks_to_begin: boolean;
  /** The buyer comes to where they pay, as we were told it or as we tell it. */
  open(begun: { readonly id: string; readonly pay_url: string | null }): string;
  /** The buyer pays; what the provider then posts, or would have. Again: the same told anew, under another id. */
  pays(reference: string): Notice;
  /** Something older about the same payment, which comes after the news that it was paid. */
  overtaken(reference: string): Notice;
  /** The same notice, not as it was signed. */
  spoiled(notice: Notice): Notice;
  /** What it paid back of a payment, in minor units, in order. */
  refundsOf(reference: string): readonly number[];
  /** How many payments it was asked to take under this reference. */
  paymentsOf(reference: string): number;
}

/** All three, over the fakes of `openProviders`. `url`: of our server, where a notice does not say itself where it goes. */
export function driversOf(outside: Awaited<ReturnType<typeof openProviders>>, url: () => string): readonly Driver[] {
  const { wechat, alipay, stripe } = outside;
  const toStripe = (event: { body: string; headers: Record<string, string> }): Notice => ({
    to: `${url()}/webhooks/stripe`,
    ...event,
  });
  const form = { "content-type": "application/x-www-form-urlencoded" };
  return [
    {
      name: "wechat",
      asks_to_begin: true,
      open: ({ id }) => id,
      pays: (reference) => wechat.pay(reference),
      // WeChat Pay tells of nothing but success: what else it has is the same word once more, under a new id.
      overtaken: (reference) => wechat.pay(reference),
      spoiled: (notice) => ({ ...notice, body: `${notice.body} ` }),
      refundsOf: (reference) =>
        [...wechat.refunds.values()].filter((one) => one.out_trade_no === reference).map((one) => one.refund),
      paymentsOf: (reference) => (wechat.transactions.has(reference) ? 1 : 0),
    },
    {
      name: "alipay",
      asks_to_begin: false,
      open: ({ pay_url }) => alipay.open(pay_url ?? "").out_trade_no,
      pays: (reference) => ({ ...alipay.pay(reference), headers: form }),
      overtaken: (reference) => ({ ...alipay.pay(reference, { trade_status: "WAIT_BUYER_PAY" }), headers: form }),
      spoiled: (notice) => ({ ...notice, body: notice.body.replace("TRADE_SUCCESS", "TRADE_FINISHED") }),
      refundsOf: (reference) =>
        [...alipay.refunds.values()]
          .filter((one) => one.out_trade_no === reference)
          .map((one) => Math.round(Number(one.refund_amount) * 100)),
      paymentsOf: (reference) => (alipay.trades.has(reference) ? 1 : 0),
    },
    {
      name: "stripe",
      asks_to_begin: true,
      open: ({ id }) => id,
      pays: (reference) => toStripe(stripe.pay(reference)),
      overtaken: (reference) => toStripe(stripe.decline(reference, "insufficient_funds")),
      spoiled: (notice) => ({ ...notice, body: `${notice.body} ` }),
      refundsOf: (reference) => {
        const { payment_intent } = stripe.sessionOf(reference);
        return stripe.refunds.filter((one) => one.payment_intent === payment_intent).map((one) => one.amount);
      },
      paymentsOf: (reference) => stripe.sessionsOf(reference).length,
    },
  ];
}
