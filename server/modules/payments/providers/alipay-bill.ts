import { sortRows, type ReadRow, type Statement, type SumThatDiffers } from "../statement.ts";
import { fromBeijingTime } from "./beijing-time.ts";
import { billColumns } from "./bill-table.ts";
import { feeFromYuan, fromYuan } from "./yuan.ts";

const needed = ["支付宝交易号", "商户订单号", "业务类型", "完成时间", "订单金额", "退款批次号", "服务费"];
const kinds: Readonly<Record<string, "payment" | "refund">> = { 交易: "payment", 退款: "refund" };

/**
 * The details of an Alipay bill (bill_type trade), already decoded: lines that begin with # are notes, the first other one is the
 * head, cells are followed by tabs. Refunds have amounts below zero. The notes at the end say how many rows there were.
 */
export function parseAlipayBill(text: string): Omit<Statement, "exists"> {
  const all = text.split(/\r?\n/).map((line, index) => ({ row: index + 1, text: line }));
  const notes = all.filter((one) => one.text.startsWith("#")).map((one) => one.text);
  const [head, ...rest] = all.filter((one) => one.text.trim() !== "" && !one.text.startsWith("#"));
  const columns = billColumns((head?.text ?? "").split(","), needed, "商品名称");
  const rows = rest.map((one) => ({ ...one, read: readRow(one.text) }));
  const counted = { payment: 0, refund: 0 };
  for (const { read } of rows) if ("line" in read) counted[read.line.kind] += 1;
  const sorted = sortRows(rows);
  return { ...sorted, sums: sumsOf(notes, counted, rows.length) };

  function readRow(line: string): ReadRow {
    const cell = columns.cellsOf(line.split(","));
    if (cell === null) return { unreadable: "columns" };
    const kind = kinds[cell("业务类型")];
    if (kind === undefined) return { unreadable: "kind" };
    const at = fromBeijingTime(cell("完成时间"));
    if (at === null) return { unreadable: "time" };
    const amount = fromYuan(cell("订单金额"));
    if (amount === null) return { unreadable: "amount" };
    const fee = feeFromYuan(cell("服务费"));
    if (fee === null) return { unreadable: "fee" };
    return {
      line: {
        kind,
        state: "done",
        reference: cell("商户订单号"),
        payment_id: cell("支付宝交易号"),
        refund_id: kind === "refund" ? cell("退款批次号") : null,
        amount: amount < 0n ? -amount : amount,
        currency: "CNY",
        // What Alipay takes stands below zero.
        fee: -fee,
        at,
      },
    };
  }
}

function sumsOf(
  notes: readonly string[],
  counted: { readonly payment: number; readonly refund: number },
  rows: number,
): SumThatDiffers[] {
  const said = (name: string): string | undefined =>
    notes.map((note) => new RegExp(`^#${name}：(\\d+)笔`).exec(note)?.[1]).find((count) => count !== undefined);
  const [paid, refunds] = [said("交易合计"), said("退款合计")];
  if (paid === undefined || refunds === undefined) return [{ what: "end", said: "", read: String(rows) }];
  // A row that could not be read is of no kind we know, so only all of them can be compared.
  const whole = Number(paid) + Number(refunds);
  if (whole !== rows) return [{ what: "rows", said: String(whole), read: String(rows) }];
  const read = counted.payment + counted.refund;
  return read === rows && Number(refunds) !== counted.refund
    ? [{ what: "refunds", said: refunds, read: String(counted.refund) }]
    : [];
}
