import { readFileSync } from "node:fs";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  look,
  newBuyer,
  newKey,
  openTrade,
  pay,
  place,
  putOnSale,
  type Buyer,
  type Trade,
} from "../../../tests/kit/trade.ts";
import { statesPicture } from "../../../tests/kit/states.ts";
import { fileTypeOf, invoiceTransitions } from "./invoice.ts";

let trade: Trade;
let buyer: Buyer;
let other: Buyer;
beforeAll(async () => {
  trade = await openTrade();
  buyer = await newBuyer(trade);
  other = await newBuyer(trade, "李大山");
});
afterAll(() => trade.end());

const company = { kind: "company" as const, title: "阿里巴巴（中国）有限公司", tax_number: "9133 0100 7996 55058b" };
const pdf = new TextEncoder().encode("%PDF-1.7\n一张发票");

async function paidOrder() {
  const peach = await putOnSale(trade, { stock: 5 });
  const order = await place(trade, buyer, peach.variant_id);
  await pay(trade, buyer, order);
  return order;
}
const mine = (order: { id: string }, token = buyer.token) => ({ token, params: { order_id: order.id } });
const shops = (order: { id: string }) => ({
  token: trade.merchant.token,
  key: newKey(),
  params: { shop_id: trade.shop_id, order_id: order.id },
});

test("the README's picture is the table, and a file is what its bytes say", () => {
  expect(readFileSync(new URL("README.md", import.meta.url), "utf8")).toContain(statesPicture(invoiceTransitions));
  expect(fileTypeOf(pdf)).toBe("application/pdf");
  expect(fileTypeOf(new TextEncoder().encode("<html>"))).toBeNull();
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 4 }), (bytes) => {
      expect(fileTypeOf(bytes)).toBe(bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff ? "image/jpeg" : null);
    }),
  );
});

test("an invoice is asked for, changed, issued with its file, and seen by its buyer and its shop only", async () => {
  const order = await paidOrder();
  await trade.api.refused("not_found", "requestInvoice", {
    ...mine(order, other.token),
    body: { kind: "personal", title: "李大山" },
  });
  await trade.api.call("requestInvoice", { ...mine(order), body: { kind: "personal", title: "王小明" } });
  const asked = await trade.api.call("requestInvoice", { ...mine(order), body: company });
  expect(asked).toMatchObject({ state: "requested", tax_number: "91330100799655058B" });
  const list = await trade.api.call("listShopInvoices", {
    token: trade.merchant.token,
    params: { shop_id: trade.shop_id },
    query: { state: "requested" },
  });
  expect(list.data).toMatchObject([{ order_id: order.id, amount: null, amount_due: order.total }]);
  await trade.api.refused("invoice_file", "uploadInvoiceFile", {
    ...shops(order),
    body: new TextEncoder().encode("<svg/>"),
  });
  await trade.api.call("uploadInvoiceFile", { ...shops(order), body: pdf });
  const issue = { ...shops(order), body: { number: "26317000000123456789" } };
  const issued = await trade.api.call("issueInvoice", issue);
  expect(issued).toMatchObject({ state: "issued", amount: order.total, has_file: true });
  expect(await trade.api.call("issueInvoice", issue)).toEqual(issued);
  await trade.api.refused("invoice_state", "issueInvoice", { ...issue, key: newKey() });
  await trade.api.refused("invoice_state", "withdrawInvoice", mine(order));
  const file = await trade.api.call("getInvoiceFile", mine(order));
  expect(Buffer.from(file.content_base64, "base64")).toEqual(Buffer.from(pdf));
  await trade.api.refused("not_found", "getInvoiceFile", mine(order, other.token));
  await trade.api.refused("not_found", "getInvoiceFile", mine(order, trade.operator.token));
  const seen = await look(trade, trade.operator, order);
  expect(seen.invoice).toMatchObject({ title: "阿***", tax_number: "****058B" });
});

test("a code whose check character does not fit, or that stands with a person, is refused", async () => {
  const order = await paidOrder();
  for (const body of [
    { ...company, tax_number: "91330100799655058A" },
    { ...company, kind: "personal" },
  ])
    await trade.api.refused("invalid_param", "requestInvoice", { ...mine(order), body });
  expect((await look(trade, buyer, order)).invoice).toBeNull();
});

test("it is asked for once the order is paid, and may be withdrawn and asked for again", async () => {
  const peach = await putOnSale(trade, { stock: 5 });
  const unpaid = await place(trade, buyer, peach.variant_id);
  const body = { kind: "personal" as const, title: "王小明" };
  await trade.api.refused("order_state", "requestInvoice", { ...mine(unpaid), body });
  const order = await paidOrder();
  await trade.api.call("requestInvoice", { ...mine(order), body });
  expect((await trade.api.call("withdrawInvoice", mine(order))).state).toBe("withdrawn");
  await trade.api.refused("invoice_state", "issueInvoice", { ...shops(order), body: { number: "12345678" } });
  expect((await trade.api.call("requestInvoice", { ...mine(order), body })).state).toBe("requested");
});
