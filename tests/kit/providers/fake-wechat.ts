import { createCipheriv, createHash, createSign, createVerify, randomBytes, type KeyObject } from "node:crypto";

interface Transaction {
  out_trade_no: string;
  total: number;
  state: "NOTPAY" | "SUCCESS" | "CLOSED";
  transaction_id: string;
  attach: string;
  notify_url: string;
}
interface Refund {
  out_refund_no: string;
  transaction_id: string;
  out_trade_no: string;
  refund: number;
  total: number;
  notify_url: string;
}
export interface FakeRequest {
  readonly method: string;
  /** With its query, as the provider has it. */
  readonly path: string;
  /** As it was asked for: here below a folder, which the signature covers too. */
  readonly signed_path: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}
export interface FakeAnswer {
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly body: string | Buffer;
}

/**
 * WeChat Pay as a merchant sees it, API v3: it demands a rightly signed request, signs what it answers, seals what it reports. Written
 * against the documents with node:crypto alone; nothing of the adapter's is used. `passesVectors` in the test comes first.
 */
export function createFakeWechat(keys: {
  readonly platform: KeyObject;
  readonly merchant: KeyObject;
  readonly api_v3_key: string;
  readonly serial: string;
  readonly mch_id: string;
  readonly now: () => Date;
}) {
  const transactions = new Map<string, Transaction>();
  const refunds = new Map<string, Refund>();
  const refusals: string[] = [];
  /** Trade bills by day; without one there is none. */
  const bills = new Map<string, string>();
  const say = { refund: "SUCCESS" as "SUCCESS" | "PROCESSING" | "CLOSED" | "NOT_ENOUGH" | "PARAM_ERROR" };

  const sign = (message: string) => createSign("RSA-SHA256").update(message).sign(keys.platform, "base64");
  const signedHeaders = (body: string): Record<string, string> => {
    const timestamp = String(Math.floor(keys.now().getTime() / 1000));
    const nonce = randomBytes(16).toString("hex");
    return {
      "wechatpay-timestamp": timestamp,
      "wechatpay-nonce": nonce,
      "wechatpay-serial": keys.serial,
      "wechatpay-signature": sign(`${timestamp}\n${nonce}\n${body}\n`),
    };
  };
  const answer = (status: number, content: object | null): FakeAnswer => {
    const body = content === null ? "" : JSON.stringify(content);
    return { status, headers: { "content-type": "application/json", ...signedHeaders(body) }, body };
  };
  /** Whether a request carries the merchant's signature over method, path, time, nonce and body. */
  const isSigned = ({ method, signed_path, headers, body }: FakeRequest): boolean => {
    const given = String(headers["authorization"] ?? "");
    const field = (name: string) => new RegExp(`${name}="([^"]*)"`).exec(given)?.[1] ?? "";
    const message = `${method}\n${signed_path}\n${field("timestamp")}\n${field("nonce_str")}\n${body}\n`;
    const verifier = createVerify("RSA-SHA256").update(message);
    return (
      given.startsWith("WECHATPAY2-SHA256-RSA2048 ") &&
      field("mchid") === keys.mch_id &&
      verifier.verify(keys.merchant, field("signature"), "base64")
    );
  };
  const shown = (one: Transaction) => ({
    appid: "wx1",
    mchid: keys.mch_id,
    out_trade_no: one.out_trade_no,
    trade_state: one.state,
    attach: one.attach,
    ...(one.state === "SUCCESS"
      ? { transaction_id: one.transaction_id, success_time: "2026-11-22T12:00:30+08:00" }
      : {}),
    amount: { total: one.total, currency: "CNY" },
  });

  function handle(request: FakeRequest): FakeAnswer {
    if (!isSigned(request)) {
      refusals.push(request.path);
      return answer(401, { code: "SIGN_ERROR", message: "签名错误" });
    }
    const path = request.path.split("?")[0] ?? "";
    const body = request.body === "" ? {} : (JSON.parse(request.body) as Record<string, never>);
    const begin = /^\/v3\/pay\/transactions\/(native|h5|jsapi)$/.exec(path);
    if (begin !== null) return create(begin[1] ?? "", body);
    const named = /^\/v3\/pay\/transactions\/out-trade-no\/([\w-]+?)(\/close)?$/.exec(path);
    const found = transactions.get(named?.[1] ?? "");
    if (named !== null && found === undefined) return answer(404, { code: "ORDER_NOT_EXIST", message: "订单不存在" });
    if (named?.[2] !== undefined && found !== undefined) {
      if (found.state === "SUCCESS") return answer(400, { code: "ORDER_PAID", message: "订单已支付" });
      found.state = "CLOSED";
      return answer(204, null);
    }
    if (found !== undefined) return answer(200, shown(found));
    if (path === "/v3/refund/domestic/refunds") return refund(body);
    const query = new URLSearchParams(request.path.split("?")[1] ?? "");
    const bill = bills.get(query.get("bill_date") ?? query.get("token") ?? "");
    if (path === "/v3/bill/tradebill" && bill === undefined)
      return answer(400, { code: "NO_STATEMENT_EXIST", message: "账单文件不存在" });
    if (path === "/v3/bill/tradebill" && bill !== undefined) {
      const folder = request.signed_path.slice(0, -request.path.length);
      return answer(200, {
        hash_type: "SHA1",
        hash_value: createHash("sha1").update(bill).digest("hex"),
        download_url: `http://${String(request.headers["host"])}${folder}/v3/billdownload/file?token=${query.get("bill_date") ?? ""}`,
      });
    }
    // The file itself is not signed.
    if (path === "/v3/billdownload/file" && bill !== undefined) return { status: 200, headers: {}, body: bill };
    return answer(404, { code: "RESOURCE_NOT_EXISTS", message: path });
  }

  function create(kind: string, body: Record<string, never>): FakeAnswer {
    const asked = body as unknown as {
      out_trade_no: string;
      amount: { total: number; currency: string };
      attach: string;
      notify_url: string;
    };
    if (asked.amount.currency !== "CNY") return answer(400, { code: "PARAM_ERROR", message: "币种" });
    const before = transactions.get(asked.out_trade_no);
    transactions.set(
      asked.out_trade_no,
      before ?? {
        out_trade_no: asked.out_trade_no,
        total: asked.amount.total,
        state: "NOTPAY",
        transaction_id: `42000${String(transactions.size).padStart(23, "0")}`,
        attach: asked.attach,
        notify_url: asked.notify_url,
      },
    );
    if (kind === "native") return answer(200, { code_url: `weixin://wxpay/bizpayurl?pr=${asked.out_trade_no}` });
    if (kind === "h5")
      return answer(200, { h5_url: `https://wx.tenpay.com/checkmweb?prepay_id=${asked.out_trade_no}` });
    return answer(200, { prepay_id: `wx${asked.out_trade_no}` });
  }

  function refund(body: Record<string, never>): FakeAnswer {
    const asked = body as unknown as {
      transaction_id: string;
      out_refund_no: string;
      notify_url: string;
      amount: { refund: number; total: number };
    };
    if (say.refund === "NOT_ENOUGH" || say.refund === "PARAM_ERROR")
      return answer(say.refund === "NOT_ENOUGH" ? 403 : 400, { code: say.refund, message: "退款失败" });
    const paid = [...transactions.values()].find((one) => one.transaction_id === asked.transaction_id);
    if (paid?.state !== "SUCCESS") return answer(404, { code: "RESOURCE_NOT_EXISTS", message: "订单不存在" });
    const back = [...refunds.values()].filter((one) => one.transaction_id === asked.transaction_id);
    const known = refunds.get(asked.out_refund_no);
    const sum = back.reduce((total, one) => total + one.refund, 0);
    if (known === undefined && sum + asked.amount.refund > paid.total)
      return answer(400, { code: "INVALID_REQUEST", message: "退款金额大于支付金额" });
    const kept = known ?? {
      out_refund_no: asked.out_refund_no,
      transaction_id: asked.transaction_id,
      out_trade_no: paid.out_trade_no,
      refund: asked.amount.refund,
      total: asked.amount.total,
      notify_url: asked.notify_url,
    };
    refunds.set(asked.out_refund_no, kept);
    return answer(200, {
      refund_id: `50${asked.out_refund_no}`,
      out_refund_no: kept.out_refund_no,
      out_trade_no: kept.out_trade_no,
      transaction_id: kept.transaction_id,
      status: say.refund,
      ...(say.refund === "SUCCESS" ? { success_time: "2026-11-22T12:05:00+08:00" } : {}),
      amount: { refund: kept.refund, total: kept.total, currency: "CNY" },
    });
  }

  let notices = 0;
  /** A notification as it is sent: sealed for the merchant, signed by the platform. */
  function notice(event_type: string, content: object): { body: string; headers: Record<string, string> } {
    const nonce = randomBytes(6).toString("hex");
    const cipher = createCipheriv("aes-256-gcm", Buffer.from(keys.api_v3_key), Buffer.from(nonce));
    cipher.setAAD(Buffer.from("transaction"));
    const sealed = Buffer.concat([cipher.update(JSON.stringify(content)), cipher.final(), cipher.getAuthTag()]);
    notices += 1;
    const body = JSON.stringify({
      id: `notice-${notices}`,
      create_time: "2026-11-22T12:00:31+08:00",
      resource_type: "encrypt-resource",
      event_type,
      resource: {
        algorithm: "AEAD_AES_256_GCM",
        ciphertext: sealed.toString("base64"),
        nonce,
        associated_data: "transaction",
      },
    });
    return { body, headers: signedHeaders(body) };
  }
  return {
    handle,
    refusals,
    transactions,
    refunds,
    bills,
    say,
    sign,
    /** The buyer pays; what WeChat Pay then reports. */
    pay(out_trade_no: string, change: Partial<Transaction> = {}) {
      const one = transactions.get(out_trade_no);
      if (one === undefined) throw new Error(`${out_trade_no} was not begun`);
      Object.assign(one, { state: "SUCCESS" }, change);
      return { to: one.notify_url, ...notice("TRANSACTION.SUCCESS", shown(one)) };
    },
    tellRefund(out_refund_no: string, refund_status: "SUCCESS" | "CLOSED" = "SUCCESS") {
      const one = refunds.get(out_refund_no);
      if (one === undefined) throw new Error(`${out_refund_no} was not asked for`);
      const content = {
        mchid: keys.mch_id,
        out_trade_no: one.out_trade_no,
        transaction_id: one.transaction_id,
        out_refund_no,
        refund_id: `50${out_refund_no}`,
        refund_status,
        success_time: "2026-11-22T12:05:00+08:00",
        amount: { total: one.total, refund: one.refund, payer_total: one.total, payer_refund: one.refund },
      };
      return { to: one.notify_url, ...notice(`REFUND.${refund_status}`, content) };
    },
  };
}
