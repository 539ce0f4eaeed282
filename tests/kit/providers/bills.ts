/** The bills of WeChat Pay and Alipay as they send them. Heads and notes are those of their documents. */

const wechatHead =
  "交易时间,公众账号ID,商户号,特约商户号,设备号,微信订单号,商户订单号,用户标识,交易类型,交易状态,付款银行,货币种类,应结订单金额,代金券金额,微信退款单号,商户退款单号,退款金额,充值券退款金额,退款类型,退款状态,商品名称,商户数据包,手续费,费率,订单金额,申请退款金额,费率备注";
const wechatSums = "总交易单数,应结订单总金额,退款总金额,充值券退款总金额,手续费总金额,订单总金额,申请退款总金额";
const alipayHead =
  "支付宝交易号,商户订单号,业务类型,商品名称,创建时间,完成时间,门店编号,门店名称,操作员,终端号,对方账户,订单金额（元）,商家实收（元）,支付宝红包（元）,集分宝（元）,支付宝优惠（元）,商家优惠（元）,券核销金额（元）,券名称,商家红包消费金额（元）,卡消费金额（元）,退款批次号/请求号,服务费（元）,分润（元）,备注";

/** A movement on a bill; amounts as the bill writes them. */
export interface BillRow {
  readonly kind: "payment" | "refund";
  readonly reference: string;
  readonly payment_id: string;
  readonly refund_id?: string;
  readonly at: string;
  readonly yuan: string;
  readonly fee: string;
}

const rowOf = (head: string, cells: Readonly<Record<string, string>>, write: (cell: string) => string): string =>
  head
    .split(",")
    .map((name) => write(cells[name] ?? ""))
    .join(",");
const sum = (rows: readonly BillRow[], kind: BillRow["kind"]): string =>
  (
    rows.filter((row) => row.kind === kind).reduce((fen, row) => fen + Math.round(Number(row.yuan) * 100), 0) / 100
  ).toFixed(2);

/** `odd`: lines that are no movement, among the rows. */
export function wechatBill(rows: readonly BillRow[], odd: readonly string[] = []): string {
  const lines = rows.map((row) => {
    const paid = row.kind === "payment";
    const cells = {
      交易时间: row.at,
      微信订单号: row.payment_id,
      商户订单号: row.reference,
      交易类型: "NATIVE",
      交易状态: paid ? "SUCCESS" : "REFUND",
      货币种类: "CNY",
      应结订单金额: paid ? row.yuan : "0.00",
      商户退款单号: row.refund_id ?? "0",
      退款金额: paid ? "0.00" : row.yuan,
      退款状态: paid ? "" : "SUCCESS",
      商品名称: "茶铺 · 绿茶",
      手续费: row.fee,
      费率: "0.60%",
      订单金额: paid ? row.yuan : "0.00",
      申请退款金额: paid ? "0.00" : row.yuan,
    };
    return rowOf(wechatHead, cells, (cell) => `\`${cell}`);
  });
  const paid = sum(rows, "payment");
  const back = sum(rows, "refund");
  const sums = [String(rows.length + odd.length), paid, back, "0.00", "0.00", paid, back]
    .map((cell) => `\`${cell}`)
    .join(",");
  return ["\uFEFF" + wechatHead, ...lines, ...odd, wechatSums, sums, ""].join("\r\n");
}

export function alipayBill(rows: readonly BillRow[], odd: readonly string[] = []): string {
  const lines = rows.map((row) => {
    const paid = row.kind === "payment";
    const yuan = paid ? row.yuan : `-${row.yuan}`;
    const cells = {
      支付宝交易号: row.payment_id,
      商户订单号: row.reference,
      业务类型: paid ? "交易" : "退款",
      商品名称: "茶铺 · 绿茶",
      完成时间: row.at,
      "订单金额（元）": yuan,
      "商家实收（元）": yuan,
      "退款批次号/请求号": row.refund_id ?? "",
      "服务费（元）": row.fee,
    };
    return rowOf(alipayHead, cells, (cell) => `${cell}\t`);
  });
  const count = (kind: BillRow["kind"]) => rows.filter((row) => row.kind === kind).length;
  return [
    "#支付宝业务明细查询",
    "#账号：[20886000000000000156]",
    "#-----------------------------------------业务明细列表----------------------------------------",
    alipayHead,
    ...lines,
    ...odd,
    "#-----------------------------------------业务明细列表结束------------------------------------",
    `#交易合计：${count("payment") + odd.length}笔，商家实收共${sum(rows, "payment")}元，商家优惠共0.00元`,
    `#退款合计：${count("refund")}笔，商家实收退款共-${sum(rows, "refund")}元，商家优惠退款共0.00元`,
    "",
  ].join("\r\n");
}

const gbk = new Map<string, readonly [number, number]>();
for (let high = 0x81; high <= 0xfe; high += 1)
  for (let low = 0x40; low <= 0xfe; low += 1) {
    const char = new TextDecoder("gbk").decode(Uint8Array.of(high, low));
    if ([...char].length === 1 && char !== "\uFFFD" && !gbk.has(char)) gbk.set(char, [high, low]);
  }

/** Text in the encoding Alipay's files have. */
export function toGbk(text: string): Uint8Array {
  return Uint8Array.from(
    [...text].flatMap((char) => (char < "\u0080" ? [char.charCodeAt(0)] : [...(gbk.get(char) ?? [0x3f])])),
  );
}

/** A zip archive of files as they are, the names in GBK. No checksum is looked at by who reads it here. */
export function zipOf(files: readonly { readonly name: string; readonly content: Uint8Array }[]): Buffer {
  const bodies: Buffer[] = [];
  const entries: Buffer[] = [];
  let at = 0;
  for (const { name, content } of files) {
    const named = toGbk(name);
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt32LE(content.length, 18);
    local.writeUInt32LE(content.length, 22);
    local.writeUInt16LE(named.length, 26);
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(0x02014b50, 0);
    entry.writeUInt32LE(content.length, 20);
    entry.writeUInt32LE(content.length, 24);
    entry.writeUInt16LE(named.length, 28);
    entry.writeUInt32LE(at, 42);
    bodies.push(local, Buffer.from(named), Buffer.from(content));
    entries.push(entry, Buffer.from(named));
    at += 30 + named.length + content.length;
  }
  const directory = Buffer.concat(entries);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(files.length, 8);
  end.writeUInt16LE(files.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...bodies, directory, end]);
}
