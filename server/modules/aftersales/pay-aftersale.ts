import { aftersaleReasons } from "../../../contract/aftersale-words.ts";
import { assert, present } from "../../kernel/assert.ts";
import type { Tx } from "../../kernel/db.ts";
import { newId } from "../../kernel/ids.ts";
import type { AftersaleParts } from "./deps.ts";
import type { Locked } from "./lock-aftersale.ts";
import { move, type Step } from "./move-aftersale.ts";
import { lineMoneyOf } from "./read-line-money.ts";
import { purposes } from "./purposes.ts";
import { allot, baseOf, nothing, shippingOf, type Given, type LineMoney } from "./share.ts";
import { insertRefunds, refundsByOrder, saveLines } from "./store.ts";
import type { AftersaleLineRow, AftersaleRow } from "./tables.ts";

/** What went back of each line by after-sales that succeeded. */
export function givenOf(lines: readonly AftersaleLineRow[]): Map<string, Given> {
  const given = new Map<string, Given>();
  for (const line of lines) {
    const before = given.get(line.line_id) ?? nothing;
    given.set(line.line_id, { units: before.units + line.units_gone, amount: before.amount + line.amount });
  }
  return given;
}

/** True where with these units nothing of the order would be left; `going` are those whose money is on its way. */
export function isWhole(
  order: ReadonlyMap<string, LineMoney>,
  asked: readonly { readonly line_id: string; readonly quantity: number }[],
  gone: ReadonlyMap<string, Given>,
  going: readonly { readonly line_id: string; readonly quantity: number }[] = [],
): boolean {
  const units = new Map([...gone].map(([line_id, { units: count }]) => [line_id, count]));
  for (const line of [...asked, ...going]) units.set(line.line_id, (units.get(line.line_id) ?? 0) + line.quantity);
  return [...order.values()].every((line) => (units.get(line.line_id) ?? 0) === line.quantity);
}

/** Of the original shipping what no after-sale has given back or is asking for. */
export function shippingLeft(order: { readonly shipping: bigint }, others: readonly AftersaleRow[]): bigint {
  const taken = others
    .filter((other) => other.state !== "closed" && other.exchange_sent_at === null)
    .reduce((sum, other) => sum + other.shipping, 0n);
  return order.shipping > taken ? order.shipping - taken : 0n;
}

/**
 * Goes into paying: payments is asked for the money in this transaction, as one refund for goods and shipping and another for return
 * freight, and the provider is called by a job. Where there is nothing to pay it is a success at once.
 */
export async function startPaying(parts: AftersaleParts, tx: Tx, locked: Locked, step: Step): Promise<Locked> {
  const { ctx, deps } = parts;
  const { order, others, otherLines } = locked;
  const { shop_id, order_id } = locked.row;
  const terms = { ...locked.row, ...step.changes };
  const money = await lineMoneyOf(deps.orders, tx, { shop_id, order_id });
  const paying = new Set(others.filter((other) => other.state === "paying").map((other) => other.aftersale_id));
  // The last units of an unshipped order take the shipping with them, whichever after-sale comes last.
  const whole = isWhole(
    money,
    locked.lines,
    givenOf(otherLines),
    otherLines.filter((line) => paying.has(line.aftersale_id)),
  );
  const due = shippingOf({
    left: shippingLeft(order, others),
    whole,
    before_shipping: terms.before_shipping,
    fault: aftersaleReasons[terms.reason].fault,
  });
  const takesAll = terms.goods === terms.goods_most && terms.shipping === terms.shipping_most;
  const shipping = takesAll && due > terms.shipping ? due : terms.shipping;
  // What was given back for other causes (a compensation, freight) was paid out of the same payment.
  const room = await roomOf(parts, tx, locked);
  const wanted = terms.goods + shipping;
  const amount = wanted < room ? wanted : room;
  const goods = terms.goods < amount ? terms.goods : amount;
  const left = room - amount;
  const freight = terms.freight_means !== "claim" ? 0n : terms.freight < left ? terms.freight : left;
  const moved = await move(parts, tx, locked, {
    ...step,
    state: "paying",
    amount,
    changes: {
      ...step.changes,
      goods,
      shipping: amount - goods,
      shipping_most: amount - goods > terms.shipping_most ? amount - goods : terms.shipping_most,
      freight,
      pay_failed: false,
    },
  });
  await deps.orders.note(tx, [
    {
      shop_id,
      order_id,
      event: "refund_started",
      at: ctx.clock.now(),
      by_whom: step.by === "seller" ? "shop" : step.by,
      note: "",
    },
  ]);
  await payItems(parts, tx, moved, step, [
    { kind: "goods", amount },
    { kind: "freight", amount: freight },
  ]);
  return amount + freight === 0n ? succeed(parts, tx, moved) : moved;
}

/** What is left of the order's payment that no refund of ours took or is taking. */
export async function roomOf(
  { deps }: AftersaleParts,
  tx: Tx,
  { row, order }: Pick<Locked, "row" | "order">,
): Promise<bigint> {
  const key = { shop_id: row.shop_id, order_id: row.order_id };
  const left = await deps.payments.left(tx, [key]);
  return left.get(row.order_id) ?? order.total;
}

export async function payItems(
  { ctx, deps }: AftersaleParts,
  tx: Tx,
  { row, lines, otherLines }: Pick<Locked, "row" | "lines" | "otherLines">,
  step: Pick<Step, "account_id" | "by" | "note">,
  items: readonly { kind: "goods" | "freight"; amount: bigint }[],
): Promise<void> {
  const at = ctx.clock.now();
  const asked = items.filter((item) => item.amount > 0n).map((item) => ({ ...item, id: newId(ctx, "re") }));
  if (asked.length === 0) return;
  const { shop_id, order_id, aftersale_id } = row;
  await insertRefunds(
    tx,
    asked.map(({ id, kind, amount }) => ({
      shop_id,
      order_id,
      refund_id: id,
      aftersale_id,
      kind,
      amount,
      state: "paying",
      reason_sealed:
        step.note === undefined || step.note === ""
          ? row.description_sealed
          : ctx.seal.seal(step.note, purposes.reason),
      decided_by: step.account_id,
      created_at: at,
      succeeded_at: null,
    })),
  );
  const money = await lineMoneyOf(deps.orders, tx, { shop_id, order_id });
  const subsidy = partsOf(row, lines, givenOf(otherLines), money).reduce(
    (sum, part) => sum + part.base - part.amount,
    0n,
  );
  // The last of an order's money takes with it all of the platform's coupon that is left, also what a compensation took the place of.
  const left = (await deps.payments.left(tx, [{ shop_id, order_id }])).get(order_id) ?? 0n;
  const last = left === asked.reduce((sum, item) => sum + item.amount, 0n);
  await deps.payments.refund(
    tx,
    asked.map(({ id, kind, amount }, index) => ({
      id,
      shop_id,
      order_id,
      amount,
      cause: row.opened_by === "operator" ? "operator" : "aftersale",
      shipping: kind === "freight" ? amount : row.shipping,
      ...(last && index === asked.length - 1 ? {} : { subsidy: kind === "freight" ? 0n : subsidy }),
    })),
    at,
  );
}

/** How the agreed money falls on the lines: the buyer's, the shop's price that goes with it, and the units that are gone. */
function partsOf(
  row: AftersaleRow,
  lines: readonly AftersaleLineRow[],
  given: ReadonlyMap<string, Given>,
  money: ReadonlyMap<string, LineMoney>,
): { line: AftersaleLineRow; amount: bigint; base: bigint; units: number }[] {
  const amounts = allot(
    row.goods,
    lines.map((line) => line.most),
  );
  return lines.map((line, index) => {
    const amount = present(amounts[index], "an amount for each line");
    // Who keeps the goods and gets a part of the price back has not given units back.
    const gone = row.before_shipping || row.return_sent_at !== null || amount === line.most;
    const units = gone ? line.quantity : 0;
    const of = present(money.get(line.line_id), "an after-sale is about lines of its order");
    return { line, amount, units, base: baseOf(of, given.get(line.line_id) ?? nothing, amount, units) };
  });
}

/** The money is back: lines keep what went back of them, units that never left are sold again, the order knows, and settlement goes on. */
export async function succeed(parts: AftersaleParts, tx: Tx, locked: Locked): Promise<Locked> {
  const { deps } = parts;
  const { row } = locked;
  const { shop_id, order_id } = row;
  assert(row.state === "paying", "what succeeds was paid");
  const money = await lineMoneyOf(deps.orders, tx, { shop_id, order_id });
  const given = givenOf(locked.otherLines);
  const shares = partsOf(row, locked.lines, given, money);
  const lines = shares.map(({ line, amount, units }) => ({ ...line, amount, units_gone: units }));
  await saveLines(tx, lines);
  const moved = await move(
    parts,
    tx,
    { ...locked, lines },
    {
      action: "paid",
      by: "system",
      account_id: null,
      state: "success",
      amount: row.goods + row.shipping,
    },
  );
  if (row.before_shipping)
    await deps.inventory.releaseUnits(
      tx,
      shop_id,
      lines.map((line) => ({
        order_id,
        line_id: line.line_id,
        part_id: row.aftersale_id,
        quantity: line.quantity,
      })),
    );
  const { order, others } = locked;
  // Everything the buyer paid is back: what of the price other refunds took the place of is not the shop's any more.
  const left = (await deps.payments.left(tx, [{ shop_id, order_id }])).get(order_id) ?? 0n;
  const last = left === 0n && others.every((other) => other.state !== "paying");
  await deps.orders.addRefunded(tx, shop_id, [
    {
      order_id,
      ...(last
        ? {
            goods: order.goods - order.shop_discount - order.refunded_goods,
            shipping: order.shipping - order.refunded_shipping,
            freight: 0n,
            subsidy: order.subsidy - (order.subsidy_returned ?? 0n),
          }
        : {
            goods: shares.reduce((sum, share) => sum + share.base, 0n),
            shipping: row.shipping,
            freight: row.freight,
            subsidy: shares.reduce((sum, share) => sum + share.base - share.amount, 0n),
          }),
    },
  ]);
  return moved;
}

/** The latest refund of an after-sale that is still being paid, or was refused. */
export async function refundsOf(tx: Tx, row: AftersaleRow) {
  const all = await refundsByOrder(tx, [row]);
  return all.filter((refund) => refund.aftersale_id === row.aftersale_id);
}
