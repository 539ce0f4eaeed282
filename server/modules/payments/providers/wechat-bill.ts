import { sortRows, type LineState, type ReadRow, type Statement, type SumThatDiffers } from "../statement.ts";
import { fromBeijingTime } from "./beijing-time.ts";
import { billColumns } from "./bill-table.ts";
import { feeFromYuan, fromYuan, toYuan } from "./yuan.ts";

type Cell = (name: string) => string;
type Bill = Omit<Statement, "exists">;

const needed = ["交易时间", "微信订单号", "商户订单号", "交易状态", "商户退款单号", "退款金额", "手续费"];
/** 交易状态: what a row is. A cancelled trade (micropay) is paid back in full. */
const kinds: Readonly<Record<string, "payment" | "refund">> = {
  SUCCESS: "payment",
  REFUND: "refund",
  REVOKED: "refund",
};
/** 退款状态. CHANGE: it cannot go back to the card; the merchant sends it elsewhere by hand. */
const refundStates: Readonly<Record<string, LineState>> = {
  SUCCESS: "done",
  PROCESSING: "pending",
  CHANGE: "pending",
  FAIL: "failed",
  CLOSED: "failed",
};

/**
 * A trade bill of WeChat Pay (`/v3/bill/tradebill`, bill_type ALL): a head, then one line per trade or refund whose cells each begin
 * with a backtick, then the sums under a head of their own. The sums are compared with the rows: a bill may be cut.
 */
export function parseWechatBill(text: string): Bill {
  const [head = "", ...rest] = text.replace(/^\uFEFF/, "").split(/\r?\n/);
  const columns = billColumns(head.split(","), needed, "商品名称");
  const sumsAt = rest.findIndex((line) => line.startsWith("总交易单数"));
  const rows = (sumsAt === -1 ? rest : rest.slice(0, sumsAt)).flatMap((line, index) =>
    line.trim() === "" ? [] : [{ row: index + 2, text: line, read: readRow(line) }],
  );
  const sorted = sortRows(rows);
  return { ...sorted, sums: sumsOf(sumsAt === -1 ? [] : rest.slice(sumsAt), rows.length, sorted) };

  function readRow(line: string): ReadRow {
    const cell = line.startsWith("`") ? columns.cellsOf(line.slice(1).split(",`")) : null;
    return cell === null ? { unreadable: "columns" } : readCells(cell);
  }
}

function readCells(cell: Cell): ReadRow {
  const kind = kinds[cell("交易状态")];
  if (kind === undefined) return { unreadable: "kind" };
  const at = fromBeijingTime(cell("交易时间"));
  if (at === null) return { unreadable: "time" };
  const amount = fromYuan(
    kind === "refund" ? cell("申请退款金额") || cell("退款金额") : cell("订单金额") || cell("应结订单金额"),
  );
  if (amount === null || amount < 0n) return { unreadable: "amount" };
  const currency = cell("货币种类") || "CNY";
  if (!/^[A-Z]{3}$/.test(currency)) return { unreadable: "currency" };
  const fee = feeFromYuan(cell("手续费"));
  if (fee === null) return { unreadable: "fee" };
  const state = kind === "payment" ? "done" : refundStates[cell("退款状态") || "SUCCESS"];
  if (state === undefined) return { unreadable: "kind" };
  return {
    line: {
      kind,
      state,
      reference: cell("商户订单号"),
      payment_id: cell("微信订单号"),
      refund_id: kind === "refund" ? cell("商户退款单号") : null,
      amount,
      currency,
      fee,
      at,
    },
  };
}

/** The last two lines: what WeChat Pay counted. A row we could not read has no amount, so then only the count is compared. */
function sumsOf(
  [head, sums]: readonly string[],
  rows: number,
  read: Pick<Bill, "lines" | "unreadable">,
): SumThatDiffers[] {
  if (head === undefined || sums?.startsWith("`") !== true) return [{ what: "end", said: "", read: String(rows) }];
  const names = head.split(",");
  const cells = sums.slice(1).split(",`");
  const said = (name: string): string => cells[names.indexOf(name)]?.trim() ?? "";
  const counted = said("总交易单数");
  const found: SumThatDiffers[] = [];
  if (counted !== String(rows)) found.push({ what: "rows", said: counted, read: String(rows) });
  if (read.unreadable.length > 0) return found;
  for (const { what, name, kind } of [
    { what: "paid", name: "订单总金额", kind: "payment" },
    { what: "refunded", name: "申请退款总金额", kind: "refund" },
  ] as const) {
    const sum = read.lines.filter((line) => line.kind === kind).reduce((total, line) => total + line.amount, 0n);
    // Older bills have no such sum.
    if (said(name) !== "" && fromYuan(said(name)) !== sum) found.push({ what, said: said(name), read: toYuan(sum) });
  }
  return found;
}
