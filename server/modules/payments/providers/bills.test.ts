import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { refusal } from "../../../../tests/kit/payments.ts";
import { toGbk } from "../../../../tests/kit/providers/bills.ts";
import { parseAlipayBill } from "./alipay-bill.ts";
import { readMovement } from "./stripe-movement.ts";
import { parseWechatBill } from "./wechat-bill.ts";
import { feeFromYuan } from "./yuan.ts";

const why = (act: () => unknown) => refusal(Promise.resolve().then(act));

describe("a trade bill of WeChat Pay", () => {
  // The head and the sums as pay.weixin.qq.com/doc/v3/merchant/4012791926 prints them.
  const head =
    "交易时间,公众账号ID,商户号,特约商户号,设备号,微信订单号,商户订单号,用户标识,交易类型,交易状态,付款银行,货币种类,应结订单金额,代金券金额,微信退款单号,商户退款单号,退款金额,充值券退款金额,退款类型,退款状态,商品名称,商户数据包,手续费,费率,订单金额,申请退款金额,费率备注";
  const sumHead = "总交易单数,应结订单总金额,退款总金额,充值券退款总金额,手续费总金额,订单总金额,申请退款总金额";
  const row = (change: Record<string, string> = {}): string => {
    const cells: Record<string, string> = {
      交易时间: "2026-11-22 12:00:30",
      公众账号ID: "wx1",
      商户号: "1900009191",
      微信订单号: "4200000000000000000000000001",
      商户订单号: "pi_1",
      交易类型: "NATIVE",
      交易状态: "SUCCESS",
      付款银行: "OTHERS",
      货币种类: "CNY",
      应结订单金额: "12.34",
      代金券金额: "0.00",
      微信退款单号: "0",
      商户退款单号: "0",
      退款金额: "0.00",
      充值券退款金额: "0.00",
      商品名称: "茶铺 · 绿茶",
      商户数据包: "shop_1",
      手续费: "0.07404",
      费率: "0.60%",
      订单金额: "12.34",
      申请退款金额: "0.00",
      ...change,
    };
    return head
      .split(",")
      .map((name) => `\`${cells[name] ?? ""}`)
      .join(",");
  };
  const refund = row({
    交易状态: "REFUND",
    应结订单金额: "0.00",
    订单金额: "0.00",
    商户退款单号: "re_1",
    退款金额: "2.00",
    申请退款金额: "2.00",
    退款状态: "SUCCESS",
    手续费: "-0.01200",
  });
  const bill = (rows: readonly string[], sums: string) => `\uFEFF${[head, ...rows, sumHead, sums, ""].join("\r\n")}`;

  test("payments and refunds, with what was kept and given back", () => {
    const read = parseWechatBill(bill([row(), refund], "`2,`12.34,`2.00,`0.00,`0.06204,`12.34,`2.00"));
    expect(read).toMatchObject({ unreadable: [], sums: [] });
    expect(read.lines).toMatchObject([
      { kind: "payment", state: "done", reference: "pi_1", refund_id: null, amount: 1234n, fee: 7n, currency: "CNY" },
      { kind: "refund", state: "done", reference: "pi_1", refund_id: "re_1", amount: 200n, fee: -1n },
    ]);
    expect(read.lines[0]?.at).toEqual(new Date("2026-11-22T12:00:30+08:00"));
  });

  test("a row of a wrong time, amount, fee, currency, kind or number of cells is there as that, never missing", () => {
    const rows = [
      row({ 交易时间: "gestern" }),
      row({ 订单金额: "12.345" }),
      row({ 手续费: "" }),
      row({ 货币种类: "元" }),
      row({ 交易状态: "CHARGEBACK" }),
      "`2026-11-22 12:00:30,`wx1",
      "the provider apologizes",
      row(),
    ];
    const read = parseWechatBill(bill(rows, "`8,`0,`0,`0,`0,`0,`0"));
    expect(read.lines).toHaveLength(1);
    expect(read.unreadable.map((one) => [one.row, one.why])).toEqual([
      [2, "time"],
      [3, "amount"],
      [4, "fee"],
      [5, "currency"],
      [6, "kind"],
      [7, "columns"],
      [8, "columns"],
    ]);
    expect(read.unreadable[6]?.text).toBe("the provider apologizes");
  });

  test("a bill cut short, and one whose sums say something else", () => {
    const whole = bill([row(), row()], "`2,`24.68,`0,`0,`0,`24.68,`0.00");
    expect(parseWechatBill(whole).sums).toEqual([]);
    expect(parseWechatBill(whole.slice(0, whole.indexOf("总交易单数"))).sums).toMatchObject([{ what: "end" }]);
    expect(parseWechatBill(bill([row()], "`2,`24.68,`0,`0,`0,`24.68,`0.00")).sums).toEqual([
      { what: "rows", said: "2", read: "1" },
      { what: "paid", said: "24.68", read: "12.34" },
    ]);
    expect(parseWechatBill(bill([], "`0,`0.00,`0.00,`0.00,`0.00,`0.00,`0.00"))).toEqual({
      lines: [],
      unreadable: [],
      sums: [],
    });
  });

  test("a separator inside a product's name moves no amount", () => {
    const read = parseWechatBill(bill([row({ 商品名称: "茶,`9999.00,`x" })], "`1,`12.34,`0,`0,`0,`12.34,`0"));
    expect(read.lines).toMatchObject([{ amount: 1234n, fee: 7n }]);
  });

  test("a refund the provider has not paid yet, or never will, says so", () => {
    const state = (name: string) =>
      parseWechatBill(bill([refund.replace(/`SUCCESS(?=,`茶铺)/, `\`${name}`)], "`1,`0,`2,`0,`0,`0,`2.00")).lines[0]
        ?.state;
    expect([state("PROCESSING"), state("CHANGE"), state("FAIL"), state("SUCCESS")]).toEqual([
      "pending",
      "pending",
      "failed",
      "done",
    ]);
  });

  test("what is no such bill is refused, and not read as an empty day", async () => {
    expect(await why(() => parseWechatBill(""))).toBe("payment_unavailable");
    expect(await why(() => parseWechatBill("<html>busy</html>"))).toBe("payment_unavailable");
    expect(await why(() => parseWechatBill(head.replace("手续费", "服务费")))).toBe("payment_unavailable");
  });

  test("whatever stands in the rows, each is read or shown", () => {
    const cells = fc.array(fc.oneof(fc.string(), fc.constant(row())), { maxLength: 8 });
    fc.assert(
      fc.property(cells, (texts) => {
        const rows = texts.map((text) => text.replaceAll(/[\r\n]/g, " ")).filter((text) => text.trim() !== "");
        const read = parseWechatBill(bill(rows, `\`${rows.length},\`0,\`0,\`0,\`0,\`0,\`0`));
        expect(read.lines.length + read.unreadable.length).toBe(rows.length);
      }),
    );
  });
});

describe("a bill of Alipay", () => {
  // As opendocs.alipay.com/open/02fkbl describes the file of details; tabs after the cells.
  const head =
    "支付宝交易号,商户订单号,业务类型,商品名称,创建时间,完成时间,门店编号,门店名称,操作员,终端号,对方账户,订单金额（元）,商家实收（元）,支付宝红包（元）,集分宝（元）,支付宝优惠（元）,商家优惠（元）,券核销金额（元）,券名称,商家红包消费金额（元）,卡消费金额（元）,退款批次号/请求号,服务费（元）,分润（元）,备注";
  const row = (change: Record<string, string> = {}): string => {
    const cells: Record<string, string> = {
      支付宝交易号: "2026112222001400000000000001",
      商户订单号: "pi_1",
      业务类型: "交易",
      商品名称: "茶铺 · 绿茶",
      创建时间: "2026-11-22 12:00:00",
      完成时间: "2026-11-22 12:00:30",
      对方账户: "张*(138***)",
      "订单金额（元）": "12.34",
      "商家实收（元）": "12.34",
      "服务费（元）": "-0.07",
      "分润（元）": "0.00",
      ...change,
    };
    return head
      .split(",")
      .map((name) => `${cells[name] ?? ""}\t`)
      .join(",");
  };
  const refund = row({
    业务类型: "退款",
    "订单金额（元）": "-2.00",
    "商家实收（元）": "-2.00",
    "退款批次号/请求号": "re_1",
    "服务费（元）": "0.01",
  });
  const bill = (rows: readonly string[], paid: number, refunds: number) =>
    [
      "#支付宝业务明细查询",
      "#账号：[20886000000000000156]",
      "#起始日期：[2026年11月22日 00:00:00]   终止日期：[2026年11月23日 00:00:00]",
      "#-----------------------------------------业务明细列表----------------------------------------",
      head,
      ...rows,
      "#-----------------------------------------业务明细列表结束------------------------------------",
      `#交易合计：${paid}笔，商家实收共12.34元，商家优惠共0.00元`,
      `#退款合计：${refunds}笔，商家实收退款共-2.00元，商家优惠退款共0.00元`,
      "#导出时间：[2026年11月23日 09:12:33]",
      "",
    ].join("\r\n");
  test("trades and refunds, out of the bytes of GBK that Alipay sends", () => {
    const bytes = toGbk(bill([row(), refund], 1, 1));
    expect(Buffer.from(bytes).subarray(1, 7)).toEqual(Buffer.from([0xd6, 0xa7, 0xb8, 0xb6, 0xb1, 0xa6]));
    const read = parseAlipayBill(new TextDecoder("gbk").decode(bytes));
    expect(read).toMatchObject({ unreadable: [], sums: [] });
    expect(read.lines).toMatchObject([
      { kind: "payment", reference: "pi_1", payment_id: "2026112222001400000000000001", amount: 1234n, fee: 7n },
      { kind: "refund", reference: "pi_1", refund_id: "re_1", amount: 200n, fee: -1n },
    ]);
  });

  test("a row of a wrong time, amount, fee, kind or number of cells is there as that, never missing", () => {
    const rows = [
      row({ 完成时间: "" }),
      row({ "订单金额（元）": "eins" }),
      row({ "服务费（元）": "" }),
      row({ 业务类型: "转账" }),
      "2026112222001400000000000001\t,pi_1\t",
      row(),
    ];
    const read = parseAlipayBill(bill(rows, 6, 0));
    expect(read.lines).toHaveLength(1);
    expect(read.sums).toEqual([]);
    expect(read.unreadable.map((one) => [one.row, one.why])).toEqual([
      [6, "time"],
      [7, "amount"],
      [8, "fee"],
      [9, "kind"],
      [10, "columns"],
    ]);
  });

  test("a bill cut short, and one that counts another number of rows", () => {
    const whole = bill([row(), refund], 1, 1);
    expect(
      parseAlipayBill(whole.slice(0, whole.indexOf("#-----------------------------------------业务明细列表结束"))).sums,
    ).toMatchObject([{ what: "end" }]);
    expect(parseAlipayBill(bill([row()], 1, 1)).sums).toEqual([{ what: "rows", said: "2", read: "1" }]);
    expect(parseAlipayBill(bill([row(), row()], 1, 1)).sums).toEqual([{ what: "refunds", said: "1", read: "0" }]);
  });

  test("a comma in a product's name moves no amount; what is no such bill is refused", async () => {
    expect(parseAlipayBill(bill([row({ 商品名称: "茶, 9999.00, x" })], 1, 0)).lines).toMatchObject([{ amount: 1234n }]);
    expect(await why(() => parseAlipayBill(""))).toBe("payment_unavailable");
    expect(await why(() => parseAlipayBill(bill([], 0, 0).replace("服务费", "费用")))).toBe("payment_unavailable");
  });
});

describe("a balance transaction of Stripe", () => {
  const charge = {
    id: "txn_1",
    amount: 1234,
    currency: "cny",
    fee: 66,
    type: "charge",
    created: 1_795_320_030,
    source: {
      object: "charge",
      payment_intent: "pi_s1",
      metadata: { reference: "pi_1", owner: "shop_1" },
      amount: 1234,
      currency: "cny",
    },
  };

  test("charges and refunds; in another currency than our balance's the fee is not compared", () => {
    expect(readMovement(charge)).toMatchObject({
      line: { kind: "payment", reference: "pi_1", amount: 1234n, fee: 66n },
    });
    expect(readMovement({ ...charge, amount: 171, currency: "usd", fee: 9 })).toMatchObject({
      line: { amount: 1234n, currency: "CNY", fee: null },
    });
    const refund = {
      ...charge,
      type: "refund",
      amount: -200,
      fee: 0,
      source: { ...charge.source, amount: 200, metadata: { refund: "re_1" } },
    };
    expect(readMovement(refund)).toMatchObject({ line: { kind: "refund", refund_id: "re_1", amount: 200n } });
  });

  test("our own account's movements are left out, a dispute is not", () => {
    expect(readMovement({ ...charge, type: "payout", source: null })).toBeNull();
    expect(readMovement({ ...charge, type: "adjustment" })).toEqual({ unreadable: "kind" });
    expect(readMovement({ ...charge, fee: "much" })).toEqual({ unreadable: "columns" });
  });
});

test("a fee is rounded to the nearest fen, and what is none is not nothing", () => {
  expect(["0.00600", "0.00400", "-0.07500", "+1", "0", "12.3"].map(feeFromYuan)).toEqual([
    1n,
    0n,
    -8n,
    100n,
    0n,
    1230n,
  ]);
  expect(["", "-", "1,2", "0.1e3", "NaN"].map(feeFromYuan)).toEqual([null, null, null, null, null]);
});
