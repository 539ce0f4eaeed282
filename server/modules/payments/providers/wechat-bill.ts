import type { StatementLine } from "../statement.ts";
import { fromBeijingTime } from "./beijing-time.ts";
import { feeFromYuan, fromYuan } from "./yuan.ts";

/**
 * A trade bill of WeChat Pay (`/v3/bill/tradebill`, bill_type ALL): a head, then one line per trade or refund whose cells each begin
 * with a backtick, then the sums under a head of their own.
 */
export function parseWechatBill(text: string): StatementLine[] {
  const [head = "", ...rows] = text.replace(/^\uFEFF/, "").split(/\r?\n/);
  const names = head.split(",");
  return rows.flatMap((row) => {
    if (!row.startsWith("`")) return [];
    const cells = row.slice(1).split(",`");
    // The sums at the end have fewer cells than a trade.
    if (cells.length < names.length) return [];
    const cell = (name: string): string => cells[names.indexOf(name)]?.trim() ?? "";
    const at = fromBeijingTime(cell("交易时间"));
    const isRefund = cell("交易状态") === "REFUND" || cell("交易状态") === "REVOKED";
    const amount = fromYuan(
      isRefund ? cell("申请退款金额") || cell("退款金额") : cell("订单金额") || cell("应结订单金额"),
    );
    if (at === null || amount === null) return [];
    return [
      {
        kind: isRefund ? ("refund" as const) : ("payment" as const),
        reference: cell("商户订单号"),
        payment_id: cell("微信订单号"),
        refund_id: isRefund ? cell("商户退款单号") : null,
        amount,
        currency: cell("货币种类") || "CNY",
        fee: feeFromYuan(cell("手续费")),
        at,
      },
    ];
  });
}
