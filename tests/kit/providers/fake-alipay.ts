import { createSign, createVerify, type KeyObject } from "node:crypto";
import { alipayBill, toGbk, zipOf } from "./bills.ts";
import type { FakeAnswer, FakeRequest } from "./fake-wechat.ts";

interface Trade {
  out_trade_no: string;
  trade_no: string;
  total_amount: string;
  state: "WAIT_BUYER_PAY" | "TRADE_SUCCESS" | "TRADE_CLOSED";
  notify_url: string;
}

/** What a signature covers, by the documents: sorted, joined, without what is named. */
const content = (params: Record<string, string>, without: readonly string[]): string =>
  Object.entries(params)
    .filter(([name, value]) => value !== "" && !without.includes(name))
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => `${name}=${value}`)
    .join("&");

/** Alipay's gateway as an application sees it; written against the documents with node:crypto alone. */
export function createFakeAlipay(keys: {
  readonly alipay: KeyObject;
  readonly app: KeyObject;
  readonly app_id: string;
}) {
  const trades = new Map<string, Trade>();
  const refunds = new Map<string, { out_trade_no: string; refund_amount: string }>();
  const refusals: string[] = [];
  /** Bills by day, as text; without one there is none. */
  const bills = new Map<string, string>();
  const say = { refund: "" };

  const sign = (text: string) => createSign("RSA-SHA256").update(text, "utf8").sign(keys.alipay, "base64");
  const isSigned = (params: Record<string, string>): boolean =>
    params["app_id"] === keys.app_id &&
    createVerify("RSA-SHA256")
      .update(content(params, ["sign"]), "utf8")
      .verify(keys.app, params["sign"] ?? "", "base64");
  const answer = (method: string, part: object): FakeAnswer => {
    const text = JSON.stringify(part);
    return {
      status: 200,
      headers: { "content-type": "application/json" },
      body: `{"${method.replaceAll(".", "_")}_response":${text},"sign":"${sign(text)}"}`,
    };
  };
  const wrong = (method: string, sub_code: string) =>
    answer(method, { code: "40004", msg: "Business Failed", sub_code, sub_msg: '{"}\\' });

  /** The buyer opens the page the adapter gave them. */
  function open(pay_url: string): Trade {
    const params = Object.fromEntries(new URL(pay_url).searchParams);
    if (!isSigned(params)) throw new Error("invalid-signature");
    const order = JSON.parse(params["biz_content"] ?? "") as { out_trade_no: string; total_amount: string };
    const trade = trades.get(order.out_trade_no) ?? {
      out_trade_no: order.out_trade_no,
      trade_no: `20261122220014${String(trades.size).padStart(14, "0")}`,
      total_amount: order.total_amount,
      state: "WAIT_BUYER_PAY" as const,
      notify_url: params["notify_url"] ?? "",
    };
    trades.set(order.out_trade_no, trade);
    return trade;
  }

  function handle(request: FakeRequest): FakeAnswer {
    const file = /^\/bills\/([\d-]+)$/.exec(request.path)?.[1];
    if (file !== undefined) return { status: 200, headers: {}, body: zipped(file) };
    const params = Object.fromEntries(new URLSearchParams(request.body));
    const method = params["method"] ?? "";
    if (!isSigned(params)) {
      refusals.push(method);
      return answer(method, { code: "40002", msg: "Invalid Arguments", sub_code: "isv.invalid-signature" });
    }
    const biz = JSON.parse(params["biz_content"] ?? "{}") as Record<string, string>;
    if (method === "alipay.data.dataservice.bill.downloadurl.query") {
      const day = biz["bill_date"] ?? "";
      if (!bills.has(day)) return wrong(method, "isp.bill_not_exist");
      const folder = request.signed_path.slice(0, -request.path.length);
      const bill_download_url = `http://${String(request.headers["host"])}${folder}/bills/${day}`;
      return answer(method, { code: "10000", msg: "Success", bill_download_url });
    }
    const trade = trades.get(biz["out_trade_no"] ?? "");
    if (trade === undefined) return wrong(method, "ACQ.TRADE_NOT_EXIST");
    const ok = { code: "10000", msg: "Success", out_trade_no: trade.out_trade_no, trade_no: trade.trade_no };
    if (method === "alipay.trade.query")
      return answer(method, {
        ...ok,
        trade_status: trade.state,
        total_amount: trade.total_amount,
        ...(trade.state === "TRADE_SUCCESS" ? { send_pay_date: "2026-11-22 12:00:30" } : {}),
      });
    if (method === "alipay.trade.close") {
      if (trade.state !== "WAIT_BUYER_PAY") return wrong(method, "ACQ.TRADE_STATUS_ERROR");
      trade.state = "TRADE_CLOSED";
      return answer(method, ok);
    }
    const asked = biz["out_request_no"] ?? "";
    if (method === "alipay.trade.refund") {
      if (say.refund !== "") return wrong(method, say.refund);
      const before = refunds.get(asked);
      refunds.set(asked, before ?? { out_trade_no: trade.out_trade_no, refund_amount: biz["refund_amount"] ?? "" });
      return answer(method, { ...ok, fund_change: before === undefined ? "Y" : "N", refund_fee: biz["refund_amount"] });
    }
    const found = refunds.get(asked);
    return answer(method, {
      ...ok,
      ...(found === undefined
        ? {}
        : {
            out_request_no: asked,
            refund_status: "REFUND_SUCCESS",
            refund_amount: found.refund_amount,
            gmt_refund_pay: "2026-11-22 12:05:00",
          }),
    });
  }

  /** The details, and a file of sums by shop that says nothing more. */
  function zipped(day: string): Buffer {
    const name = `20886000000000000156_${day.replaceAll("-", "")}_业务明细`;
    return zipOf([
      { name: `${name}.csv`, content: toGbk(bills.get(day) ?? alipayBill([])) },
      { name: `${name}(汇总).csv`, content: toGbk("#支付宝业务汇总查询\r\n") },
    ]);
  }

  let notices = 0;
  return {
    handle,
    open,
    refusals,
    say,
    trades,
    refunds,
    bills,
    /** The buyer pays; what Alipay then posts. */
    pay(out_trade_no: string, change: Record<string, string> = {}) {
      const trade = trades.get(out_trade_no);
      if (trade === undefined) throw new Error(`${out_trade_no} was not opened`);
      trade.state = "TRADE_SUCCESS";
      notices += 1;
      const params: Record<string, string> = {
        notify_type: "trade_status_sync",
        notify_id: `notify-${notices}`,
        notify_time: "2026-11-22 12:00:31",
        charset: "utf-8",
        version: "1.0",
        sign_type: "RSA2",
        app_id: keys.app_id,
        trade_status: "TRADE_SUCCESS",
        out_trade_no,
        trade_no: trade.trade_no,
        total_amount: trade.total_amount,
        subject: "茶铺 · 绿茶 & more",
        gmt_payment: "2026-11-22 12:00:30",
        ...change,
      };
      params["sign"] = sign(content(params, ["sign", "sign_type"]));
      return { to: trade.notify_url, body: new URLSearchParams(params).toString() };
    },
  };
}
