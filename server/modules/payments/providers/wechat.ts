import { createHash, type KeyObject } from "node:crypto";
import { z } from "zod";
import type { Context } from "../../../kernel/context.ts";
import { limits } from "../../../kernel/limits.ts";
import { randomText } from "../../../kernel/random.ts";
import { refuse } from "../../../kernel/refusal.ts";
import { fetchFromProvider, statementRead, type AnswerMax, type ProviderAnswer } from "../provider-http.ts";
import type { PaymentProvider, PaymentRequest, ProviderPayment, RefundRequest, Standing } from "../provider.ts";
import type { Report } from "../report.ts";
import { noStatement } from "../statement.ts";
import { parseWechatBill } from "./wechat-bill.ts";
import { authorization, openResource, verifyWechat } from "./wechat-crypto.ts";

export interface WechatConfig {
  readonly url: string;
  readonly app_id: string;
  readonly mch_id: string;
  /** Of the merchant's own API certificate. */
  readonly serial_no: string;
  readonly private_key: KeyObject;
  readonly api_v3_key: string;
  /** What WeChat Pay signs with, by `Wechatpay-Serial`: its public key (`PUB_KEY_ID_…`), platform certificates by serial number. */
  readonly keys: ReadonlyMap<string, KeyObject>;
}

const Transaction = z.object({
  mchid: z.string(),
  out_trade_no: z.string(),
  trade_state: z.enum(["SUCCESS", "REFUND", "NOTPAY", "CLOSED", "REVOKED", "USERPAYING", "PAYERROR"]),
  transaction_id: z.string().optional(),
  success_time: z.iso.datetime({ offset: true }).optional(),
  attach: z.string().optional(),
  amount: z.object({ total: z.int(), currency: z.string().default("CNY") }).optional(),
});
const Refund = z.object({
  out_refund_no: z.string(),
  out_trade_no: z.string(),
  transaction_id: z.string(),
  status: z.enum(["SUCCESS", "CLOSED", "PROCESSING", "ABNORMAL"]),
  success_time: z.iso.datetime({ offset: true }).optional(),
  amount: z.object({ refund: z.int(), currency: z.string().default("CNY") }),
});
const RefundNotice = z.object({
  mchid: z.string(),
  out_trade_no: z.string(),
  transaction_id: z.string(),
  out_refund_no: z.string(),
  refund_status: z.enum(["SUCCESS", "CLOSED", "ABNORMAL"]),
  success_time: z.iso.datetime({ offset: true }).optional(),
  amount: z.object({ total: z.int(), refund: z.int() }),
});
const Notice = z.object({
  id: z.string().min(1).max(100),
  event_type: z.string(),
  resource: z.object({
    algorithm: z.literal("AEAD_AES_256_GCM"),
    ciphertext: z.string(),
    nonce: z.string(),
    associated_data: z.string().nullish(),
  }),
});
const Wrong = z.object({ code: z.string() });
const Bill = z.object({ hash_type: z.literal("SHA1"), hash_value: z.string(), download_url: z.url() });

/** What WeChat Pay answers to a refund it will never pay. Whatever else it says (too often, no balance, away) is tried again. */
const refundNever = new Set(["PARAM_ERROR", "INVALID_REQUEST", "RESOURCE_NOT_EXISTS", "MCH_NOT_EXISTS", "NO_AUTH"]);

const pages = {
  qr: { path: "native", field: "code_url" },
  wap: { path: "h5", field: "h5_url" },
  jsapi: { path: "jsapi", field: "prepay_id" },
} as const;

/** The adapter to WeChat Pay, API v3 (pay.weixin.qq.com/doc/v3): Native, H5 and JSAPI. It takes CNY only. */
export function createWechatAdapter(ctx: Context, config: WechatConfig): PaymentProvider {
  const { clock } = ctx;
  const notifyUrl = (owner: string) => `${ctx.public_url}/webhooks/wechat/${owner}`;

  const send = (method: "GET" | "POST", url: URL, content: object | null, max?: AnswerMax): Promise<ProviderAnswer> => {
    const body = content === null ? "" : JSON.stringify(content);
    const call = {
      method,
      path: `${url.pathname}${url.search}`,
      timestamp: String(Math.floor(clock.nowMs() / 1000)),
      nonce: randomText(ctx.random, 32),
      body,
    };
    const serials = [...config.keys.keys()];
    const headers: Record<string, string> = {
      accept: "application/json",
      "content-type": "application/json",
      "user-agent": "laotie",
      authorization: authorization(config, call),
    };
    const byKey = serials.find((serial) => serial.startsWith("PUB_KEY_ID_"));
    if (byKey !== undefined) headers["wechatpay-serial"] = byKey;
    return fetchFromProvider(clock, { method, url: url.href, headers, body: method === "GET" ? null : body }, max);
  };

  /** An answer is believed only with WeChat Pay's own signature on its bytes; one of another merchant's could be sent to us. */
  const call = async (
    method: "GET" | "POST",
    path: string,
    content: object | null,
  ): Promise<{ readonly status: number; readonly json: unknown; readonly code: string | null }> => {
    const answer = await send(method, new URL(`${config.url}${path}`), content);
    if (answer.status >= 500 || answer.status === 429)
      refuse("payment_unavailable", { details: { provider_status: answer.status } });
    if (verifyWechat(config.keys, answer.headers, answer.bytes) !== "valid")
      refuse("payment_unavailable", { details: { reason: "unsigned", provider_status: answer.status } });
    const json = answer.bytes.length === 0 ? null : parseJson(answer.bytes);
    const wrong = Wrong.safeParse(json);
    return { status: answer.status, json, code: answer.status >= 400 && wrong.success ? wrong.data.code : null };
  };
  const wrongly = (answer: { status: number; code: string | null }): never =>
    refuse("payment_unavailable", {
      details: { provider_status: answer.status, ...(answer.code === null ? {} : { reason: answer.code }) },
    });

  const paidOf = (transaction: z.infer<typeof Transaction>, owner: string, event_id: string | null): Report => ({
    type: "paid",
    provider: "wechat",
    event_id,
    owner,
    reference: transaction.out_trade_no,
    payment_id: transaction.transaction_id ?? null,
    refund_id: null,
    amount: BigInt(transaction.amount?.total ?? -1),
    currency: transaction.amount?.currency ?? "",
    happened_at: timeOf(transaction.success_time),
    failure: null,
  });

  return {
    name: "wechat",
    methods: ["qr", "wap", "jsapi"],
    async createPayment(request: PaymentRequest) {
      const page = request.method === "page" ? pages.qr : pages[request.method];
      const answer = await call("POST", `/v3/pay/transactions/${page.path}`, {
        appid: config.app_id,
        mchid: config.mch_id,
        description: shorten(request.title, 127),
        out_trade_no: request.reference,
        time_expire: request.expires_at.toISOString().replace(/\.\d+Z$/, "+00:00"),
        attach: request.owner,
        notify_url: notifyUrl(request.owner),
        amount: { total: Number(request.amount), currency: request.currency },
        ...(page === pages.wap ? { scene_info: { payer_client_ip: request.address, h5_info: { type: "Wap" } } } : {}),
        ...(page === pages.jsapi ? { payer: { openid: request.open_id ?? "" } } : {}),
      });
      if (answer.code !== null) wrongly(answer);
      const given = z.record(z.string(), z.unknown()).catch({}).parse(answer.json)[page.field];
      if (typeof given !== "string" || given.length > 2000)
        return refuse("payment_unavailable", { details: { reason: "unreadable" } });
      // The phone comes back to us when WeChat is done, paid or not.
      const back = page === pages.wap ? `&redirect_url=${encodeURIComponent(request.return_url)}` : "";
      if (page === pages.wap && !/^https?:\/\//.test(given))
        refuse("payment_unavailable", { details: { reason: "unreadable" } });
      return { payment_id: null, page_id: null, pay_url: page === pages.jsapi ? `prepay_id=${given}` : given + back };
    },
    async status(payment): Promise<Standing> {
      const path = `/v3/pay/transactions/out-trade-no/${payment.reference}?mchid=${config.mch_id}`;
      const answer = await call("GET", path, null);
      if (answer.code === "ORDER_NOT_EXIST" || answer.code === "ORDERNOTEXIST") return { paid: null, final: true };
      if (answer.code !== null) wrongly(answer);
      const transaction = Transaction.safeParse(answer.json);
      if (!transaction.success || !isOurs(transaction.data.mchid, transaction.data.out_trade_no, payment))
        return refuse("payment_unavailable", { details: { reason: "another payment" } });
      const { trade_state } = transaction.data;
      if (trade_state === "SUCCESS" || trade_state === "REFUND")
        return { paid: paidOf(transaction.data, payment.owner, null) };
      return { paid: null, final: trade_state === "CLOSED" || trade_state === "REVOKED" };
    },
    async close({ reference }) {
      const answer = await call("POST", `/v3/pay/transactions/out-trade-no/${reference}/close`, {
        mchid: config.mch_id,
      });
      if (answer.code !== null && answer.code !== "ORDER_CLOSED" && answer.code !== "ORDER_PAID") wrongly(answer);
    },
    async refund(request: RefundRequest) {
      const answer = await call("POST", "/v3/refund/domestic/refunds", {
        transaction_id: request.payment_id,
        out_refund_no: request.refund_id,
        notify_url: notifyUrl(request.shop_id),
        amount: {
          refund: Number(request.amount),
          total: Number(request.payment_amount),
          currency: request.currency,
        },
      });
      const about = {
        provider: "wechat" as const,
        event_id: null,
        owner: request.shop_id,
        reference: request.reference,
        payment_id: request.payment_id,
        refund_id: request.refund_id,
        amount: request.amount,
        currency: request.currency,
      };
      if (answer.code !== null && refundNever.has(answer.code))
        return { ...about, type: "refund_failed", happened_at: null, failure: "provider_refused" };
      if (answer.code !== null) wrongly(answer);
      const refund = Refund.safeParse(answer.json);
      if (
        !refund.success ||
        refund.data.out_refund_no !== request.refund_id ||
        BigInt(refund.data.amount.refund) !== request.amount
      )
        return refuse("payment_unavailable", { details: { reason: "another refund" } });
      const { status, success_time } = refund.data;
      if (status === "SUCCESS") return { ...about, type: "refunded", happened_at: timeOf(success_time), failure: null };
      // Abnormal: the buyer's card is gone; the merchant sends it elsewhere by hand, then WeChat Pay says SUCCESS.
      return status === "CLOSED"
        ? { ...about, type: "refund_failed", happened_at: null, failure: "method_unusable" }
        : null;
    },
    parseWebhook(headers, bytes, at, owner) {
      const verdict = verifyWechat(config.keys, headers, bytes);
      if (verdict !== "valid") refuse("webhook_signature");
      const age_ms = Math.abs(at.getTime() - Number(headers.get("wechatpay-timestamp")) * 1000);
      if (!(age_ms <= limits.webhook_age_ms_max)) refuse("webhook_replayed");
      const notice = Notice.safeParse(parseJson(bytes));
      if (!notice.success) return refuse("webhook_unknown");
      const opened = openResource(config.api_v3_key, notice.data.resource);
      if (opened === null) return refuse("webhook_signature");
      const { event_type, id } = notice.data;
      if (event_type === "TRANSACTION.SUCCESS") {
        const transaction = Transaction.safeParse(parseJson(Buffer.from(opened)));
        if (!transaction.success || transaction.data.mchid !== config.mch_id) return refuse("webhook_unknown");
        return paidOf(transaction.data, owner ?? transaction.data.attach ?? "", id);
      }
      if (!event_type.startsWith("REFUND.")) return null;
      const refund = RefundNotice.safeParse(parseJson(Buffer.from(opened)));
      if (!refund.success || refund.data.mchid !== config.mch_id) return refuse("webhook_unknown");
      if (refund.data.refund_status === "ABNORMAL") return null;
      const done = refund.data.refund_status === "SUCCESS";
      return {
        type: done ? "refunded" : "refund_failed",
        provider: "wechat",
        event_id: id,
        owner: owner ?? "",
        reference: refund.data.out_trade_no,
        payment_id: refund.data.transaction_id,
        refund_id: refund.data.out_refund_no,
        amount: BigInt(refund.data.amount.refund),
        currency: "CNY",
        happened_at: timeOf(refund.data.success_time),
        failure: done ? null : "method_unusable",
      };
    },
    statement_zone: "Asia/Shanghai",
    // At ten in the morning (pay.weixin.qq.com/doc/v3/merchant/4012791928).
    statement_ready_ms: 10 * 3600_000,
    statement_so_far: false,
    async statement({ day }) {
      const answer = await call("GET", `/v3/bill/tradebill?bill_date=${day}&bill_type=ALL`, null);
      if (answer.code === "NO_STATEMENT_EXIST") return noStatement;
      if (answer.code !== null) wrongly(answer);
      const bill = Bill.safeParse(answer.json);
      if (!bill.success) return refuse("payment_unavailable", { details: { reason: "unreadable" } });
      const file = await send("GET", new URL(bill.data.download_url), null, statementRead);
      // The file carries no signature of its own: its hash stands in the signed answer.
      const hash = createHash("sha1").update(file.bytes).digest("hex");
      if (file.status !== 200 || hash !== bill.data.hash_value.toLowerCase())
        refuse("payment_unavailable", { details: { reason: "damaged bill" } });
      return { exists: true, ...parseWechatBill(new TextDecoder().decode(file.bytes)) };
    },
  };

  function isOurs(mch_id: string, reference: string, payment: ProviderPayment): boolean {
    return mch_id === config.mch_id && reference === payment.reference;
  }
}

const timeOf = (text: string | undefined): Date | null => (text === undefined ? null : new Date(text));

/** At most so many bytes of UTF-8, ended where a character ends. */
function shorten(text: string, bytes_max: number): string {
  let kept = text;
  while (Buffer.byteLength(kept) > bytes_max) kept = [...kept].slice(0, -1).join("");
  return kept;
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    return null;
  }
}
