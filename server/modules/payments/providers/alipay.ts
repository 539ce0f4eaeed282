import type { KeyObject } from "node:crypto";
import { z } from "zod";
import type { Context } from "../../../kernel/context.ts";
import { limits } from "../../../kernel/limits.ts";
import { refuse } from "../../../kernel/refusal.ts";
import { fetchFromProvider, statementRead } from "../provider-http.ts";
import type { PaymentProvider, PaymentRequest, Standing } from "../provider.ts";
import type { Report } from "../report.ts";
import { noStatement } from "../statement.ts";
import { parseAlipayBill } from "./alipay-bill.ts";
import { signedPart, signParams, verifyNotice, type AlipayParams } from "./alipay-crypto.ts";
import { beijingTime, fromBeijingTime } from "./beijing-time.ts";
import { verifyRsa } from "./rsa.ts";
import { fromYuan, toYuan } from "./yuan.ts";
import { unzip } from "./zip.ts";

export interface AlipayConfig {
  /** The gateway, such as https://openapi.alipay.com/gateway.do. */
  readonly url: string;
  readonly app_id: string;
  readonly private_key: KeyObject;
  /** Alipay's, not the application's. */
  readonly alipay_public_key: KeyObject;
}

const Answer = z.object({ code: z.string(), sub_code: z.string().optional() }).loose();
type Answer = z.infer<typeof Answer>;
const Trade = z.object({
  out_trade_no: z.string(),
  trade_no: z.string(),
  trade_status: z.enum(["WAIT_BUYER_PAY", "TRADE_CLOSED", "TRADE_SUCCESS", "TRADE_FINISHED"]),
  total_amount: z.string(),
  send_pay_date: z.string().optional(),
});
const Refunded = z.object({ out_trade_no: z.string(), fund_change: z.enum(["Y", "N"]).optional() });
const RefundFound = z.object({
  out_request_no: z.string().optional(),
  refund_status: z.string().optional(),
  refund_amount: z.string().optional(),
  gmt_refund_pay: z.string().optional(),
});
const Notice = z.object({
  app_id: z.string(),
  notify_id: z.string().min(1).max(128),
  trade_status: z.string(),
  out_trade_no: z.string(),
  trade_no: z.string(),
  total_amount: z.string(),
  gmt_payment: z.string().optional(),
});

/** What Alipay answers to a refund it will never pay; whatever else it says (no balance, away) is tried again. */
const refundNever = new Set([
  "ACQ.INVALID_PARAMETER",
  "ACQ.TRADE_NOT_EXIST",
  "ACQ.TRADE_HAS_FINISHED",
  "ACQ.TRADE_STATUS_ERROR",
  "ACQ.REFUND_AMT_NOT_EQUAL_TOTAL",
  "ACQ.REASON_TRADE_REFUND_FEE_ERR",
  "ACQ.REFUND_CHARGE_ERROR",
  "ACQ.TRADE_NOT_ALLOW_REFUND",
  "ACQ.DISCORDANT_REPEAT_REQUEST",
]);

const pages = {
  page: { method: "alipay.trade.page.pay", product_code: "FAST_INSTANT_TRADE_PAY" },
  wap: { method: "alipay.trade.wap.pay", product_code: "QUICK_WAP_WAY" },
} as const;

/** The adapter to Alipay (opendocs.alipay.com, gateway protocol, RSA2): pages for desktops and phones. It takes CNY only. */
export function createAlipayAdapter(ctx: Context, config: AlipayConfig): PaymentProvider {
  const { clock } = ctx;

  const signed = (method: string, content: object, more: AlipayParams = {}): Record<string, string> => {
    const params = {
      app_id: config.app_id,
      method,
      format: "JSON",
      charset: "utf-8",
      sign_type: "RSA2",
      timestamp: beijingTime(clock.now()),
      version: "1.0",
      ...more,
      biz_content: JSON.stringify(content),
    };
    return { ...params, sign: signParams(config.private_key, params) };
  };

  const call = async (method: string, content: object): Promise<Answer> => {
    const answer = await fetchFromProvider(clock, {
      method: "POST",
      url: config.url,
      headers: { "content-type": "application/x-www-form-urlencoded;charset=utf-8" },
      body: new URLSearchParams(signed(method, content)).toString(),
    });
    if (answer.status !== 200) refuse("payment_unavailable", { details: { provider_status: answer.status } });
    const text = new TextDecoder().decode(answer.bytes);
    const part = signedPart(text, `${method.replaceAll(".", "_")}_response`);
    const whole = z.object({ sign: z.string() }).safeParse(parseJson(text));
    if (part === null || !whole.success || !verifyRsa(config.alipay_public_key, part, whole.data.sign))
      return refuse("payment_unavailable", { details: { reason: "unsigned" } });
    const parsed = Answer.safeParse(parseJson(part));
    return parsed.success ? parsed.data : refuse("payment_unavailable", { details: { reason: "unreadable" } });
  };
  /** Refuses what Alipay did not do and `known` does not name. */
  const done = (answer: Answer, known: (sub_code: string) => boolean = () => false): boolean => {
    if (answer.code === "10000") return true;
    if (answer.code === "40004" && known(answer.sub_code ?? "")) return false;
    return refuse("payment_unavailable", { details: { reason: answer.sub_code ?? answer.code } });
  };

  const paidOf = (
    trade: Pick<z.infer<typeof Trade>, "out_trade_no" | "trade_no" | "total_amount">,
    owner: string,
    event_id: string | null,
    paid: string | undefined,
  ): Report => ({
    type: "paid",
    provider: "alipay",
    event_id,
    owner,
    reference: trade.out_trade_no,
    payment_id: trade.trade_no,
    refund_id: null,
    amount: fromYuan(trade.total_amount) ?? -1n,
    currency: "CNY",
    happened_at: paid === undefined ? null : fromBeijingTime(paid),
    failure: null,
  });

  return {
    name: "alipay",
    methods: ["page", "wap"],
    // Nothing is asked of Alipay yet: the address carries the order, signed, and the trade begins when the buyer opens it.
    createPayment(request: PaymentRequest) {
      const page = request.method === "wap" ? pages.wap : pages.page;
      const params = signed(
        page.method,
        {
          out_trade_no: request.reference,
          product_code: page.product_code,
          subject: request.title.replaceAll(/[/=&]/g, " ").slice(0, 120),
          total_amount: toYuan(request.amount),
          time_expire: beijingTime(request.expires_at),
          ...(page === pages.wap ? { quit_url: request.return_url } : {}),
        },
        { return_url: request.return_url, notify_url: `${ctx.public_url}/webhooks/alipay/${request.owner}` },
      );
      const pay_url = `${config.url}?${new URLSearchParams(params).toString()}`;
      return Promise.resolve({ payment_id: null, page_id: null, pay_url });
    },
    async status(payment): Promise<Standing> {
      const answer = await call("alipay.trade.query", { out_trade_no: payment.reference });
      // The buyer has not opened it; until its time is over they still may.
      if (!done(answer, (code) => code === "ACQ.TRADE_NOT_EXIST")) return { paid: null, final: false };
      const trade = Trade.safeParse(answer);
      if (!trade.success || trade.data.out_trade_no !== payment.reference)
        return refuse("payment_unavailable", { details: { reason: "another payment" } });
      const { trade_status, send_pay_date } = trade.data;
      if (trade_status === "TRADE_SUCCESS" || trade_status === "TRADE_FINISHED")
        return { paid: paidOf(trade.data, payment.owner, null, send_pay_date) };
      return { paid: null, final: trade_status === "TRADE_CLOSED" };
    },
    async close({ reference }) {
      const answer = await call("alipay.trade.close", { out_trade_no: reference });
      done(answer, (code) => code === "ACQ.TRADE_NOT_EXIST" || code === "ACQ.TRADE_STATUS_ERROR");
    },
    async refund(request) {
      const { reference, refund_id, amount } = request;
      const about = {
        provider: "alipay" as const,
        event_id: null,
        owner: request.shop_id,
        reference,
        payment_id: request.payment_id,
        refund_id,
        amount,
        currency: request.currency,
      };
      const answer = await call("alipay.trade.refund", {
        out_trade_no: reference,
        out_request_no: refund_id,
        refund_amount: toYuan(amount),
      });
      if (!done(answer, (code) => refundNever.has(code)))
        return { ...about, type: "refund_failed", happened_at: null, failure: "provider_refused" };
      const refunded = Refunded.safeParse(answer);
      if (!refunded.success || refunded.data.out_trade_no !== reference)
        return refuse("payment_unavailable", { details: { reason: "another refund" } });
      // "N" is said of a refund asked for again as well as of one that is not paid yet: only the question tells.
      const found = await call("alipay.trade.fastpay.refund.query", {
        out_trade_no: reference,
        out_request_no: refund_id,
        query_options: ["gmt_refund_pay"],
      });
      if (!done(found, (code) => code === "TRADE_NOT_EXIST")) return null;
      const state = RefundFound.parse(found);
      if (state.refund_status !== "REFUND_SUCCESS") return null;
      if (state.out_request_no !== refund_id || fromYuan(state.refund_amount ?? "") !== amount)
        return refuse("payment_unavailable", { details: { reason: "another refund" } });
      const paid = state.gmt_refund_pay;
      return {
        ...about,
        type: "refunded",
        happened_at: paid === undefined ? null : fromBeijingTime(paid),
        failure: null,
      };
    },
    parseWebhook(_headers, bytes, _at, owner) {
      const params = Object.fromEntries(new URLSearchParams(new TextDecoder().decode(bytes)));
      if (!verifyNotice(config.alipay_public_key, params)) return refuse("webhook_signature");
      const notice = Notice.safeParse(params);
      if (!notice.success || notice.data.app_id !== config.app_id) return refuse("webhook_unknown");
      const { trade_status, notify_id, gmt_payment } = notice.data;
      // Of refunds and closings Alipay tells the answer to our own call; this one is about money that came in.
      if (trade_status !== "TRADE_SUCCESS" && trade_status !== "TRADE_FINISHED") return null;
      return paidOf(notice.data, owner ?? "", notify_id, gmt_payment);
    },
    statement_zone: "Asia/Shanghai",
    // At nine in the morning (opendocs.alipay.com/open/02fkbl).
    statement_ready_ms: 9 * 3600_000,
    statement_so_far: false,
    async statement({ day: bill_date }) {
      const answer = await call("alipay.data.dataservice.bill.downloadurl.query", { bill_type: "trade", bill_date });
      if (!done(answer, (code) => code === "isp.bill_not_exist" || code === "BILL_NOT_EXIST")) return noStatement;
      const told = z.object({ bill_download_url: z.url({ protocol: /^https?$/ }) }).safeParse(answer);
      if (!told.success) return refuse("payment_unavailable", { details: { reason: "unreadable" } });
      const asked = { method: "GET", url: told.data.bill_download_url, headers: {}, body: null } as const;
      const file = await fetchFromProvider(clock, asked, statementRead);
      const files = file.status === 200 ? unzip(file.bytes, limits.payment_statement_bytes_max) : null;
      const gbk = new TextDecoder("gbk");
      // Beside the details lies a file of sums by shop, 汇总, which says nothing the details do not.
      const details = files?.filter(({ name }) => !gbk.decode(name).includes("汇总")) ?? [];
      if (details.length === 0) return refuse("payment_unavailable", { details: { reason: "damaged bill" } });
      const bills = details.map(({ content }) => parseAlipayBill(gbk.decode(content)));
      return {
        exists: true,
        lines: bills.flatMap((bill) => bill.lines),
        unreadable: bills.flatMap((bill) => bill.unreadable),
        sums: bills.flatMap((bill) => bill.sums),
      };
    },
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
