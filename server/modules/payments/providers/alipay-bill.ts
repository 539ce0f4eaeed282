import type { StatementLine } from "../statement.ts";
import { fromBeijingTime } from "./beijing-time.ts";
import { feeFromYuan, fromYuan } from "./yuan.ts";

/**
 * The details of an Alipay bill (bill_type trade): lines that begin with # are notes, the first other one is the head, cells are
 * followed by tabs. Refunds have amounts below zero.
 */
export function parseAlipayBill(text: string): StatementLine[] {
  const [head = "", ...rows] = text.split(/\r?\n/).filter((line) => line.trim() !== "" && !line.startsWith("#"));
  const names = head.split(",").map((name) => name.trim());
  return rows.flatMap((row) => {
    const cells = row.split(",").map((cell) => cell.trim());
    const cell = (name: string): string => cells[names.findIndex((one) => one.startsWith(name))] ?? "";
    const isRefund = cell("业务类型") === "退款";
    const at = fromBeijingTime(cell("完成时间"));
    const amount = fromYuan(cell("订单金额"));
    if (at === null || amount === null) return [];
    return [
      {
        kind: isRefund ? ("refund" as const) : ("payment" as const),
        reference: cell("商户订单号"),
        payment_id: cell("支付宝交易号"),
        refund_id: isRefund ? cell("退款批次号") : null,
        amount: amount < 0n ? -amount : amount,
        currency: "CNY",
        fee: -feeFromYuan(cell("服务费")),
        at,
      },
    ];
  });
}
