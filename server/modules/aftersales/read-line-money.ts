import type { Reader } from "../../kernel/db.ts";
import type { OrderKey, Orders } from "../orders/index.ts";
import type { LineMoney } from "./share.ts";

/** What the buyer paid for each line of an order, by line id, in the order of the lines. */
export async function lineMoneyOf(
  orders: Pick<Orders, "lines">,
  reader: Reader,
  key: OrderKey,
): Promise<Map<string, LineMoney>> {
  const lines = (await orders.lines(reader, [key])).get(key.order_id) ?? [];
  return new Map(
    lines.map((line) => {
      const base = line.unit_price * BigInt(line.quantity) - line.shop_discount;
      return [line.line_id, { line_id: line.line_id, quantity: line.quantity, base, paid: base - line.subsidy }];
    }),
  );
}
