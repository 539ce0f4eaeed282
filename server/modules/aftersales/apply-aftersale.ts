import type { z } from "zod";
import { aftersaleReasons } from "../../../contract/aftersale-words.ts";
import type { AftersaleQuote, ApplyFields, QuoteFields } from "../../../contract/aftersales.ts";
import { present } from "../../kernel/assert.ts";
import type { Reader, Tx } from "../../kernel/db.ts";
import { newId } from "../../kernel/ids.ts";
import { limits } from "../../kernel/limits.ts";
import { wireMoney } from "../../kernel/money.ts";
import { refuse } from "../../kernel/refusal.ts";
import type { LineWithPage, LockedOrder, OrderKey } from "../orders/index.ts";
import { isOver } from "./aftersale.ts";
import type { AftersaleParts } from "./deps.ts";
import type { Locked } from "./lock-aftersale.ts";
import { move } from "./move-aftersale.ts";
import { givenOf, isWhole, shippingLeft, startPaying } from "./pay-aftersale.ts";
import { purposes } from "./purposes.ts";
import {
  costOf,
  mostOf,
  nothing,
  requireAmount,
  shippingOf,
  splitAmount,
  type Given,
  type LineMoney,
} from "./share.ts";
import { insertAftersale, linesOfOrders, lockOfOrders, ofOrders, shopRules } from "./store.ts";
import type { AftersaleKey, AftersaleLineRow, AftersaleRow } from "./tables.ts";
import { type Terms, choicesOf, overRefusal, refusalOf } from "./terms.ts";

type Asked = z.output<typeof QuoteFields>;

/** Everything an application is judged by, of one order. */
interface Facts {
  readonly order: LockedOrder;
  readonly lines: readonly LineWithPage[];
  readonly money: ReadonlyMap<string, LineMoney>;
  readonly given: ReadonlyMap<string, Given>;
  readonly running: ReadonlySet<string>;
  readonly others: readonly AftersaleRow[];
  readonly otherLines: readonly AftersaleLineRow[];
  /** Units by line that have not left the house. */
  readonly reserved: ReadonlyMap<string, number>;
  /** What of the order's payment no refund took or is taking, whatever it was for: ours, or a compensation. */
  readonly room: bigint;
  readonly terms: Terms;
  readonly at: Date;
}

async function factsOf(
  { ctx, deps }: AftersaleParts,
  reader: Reader,
  order: LockedOrder,
  all: { rows: readonly AftersaleRow[]; lines: readonly AftersaleLineRow[] },
): Promise<Facts> {
  const { shop_id, order_id } = order;
  const lines = (await deps.orders.lines(reader, [order])).get(order_id) ?? [];
  const rules = deps.settings.current();
  return {
    order,
    lines,
    money: new Map(
      lines.map((line) => {
        const base = line.unit_price * BigInt(line.quantity) - line.shop_discount;
        return [line.line_id, { line_id: line.line_id, quantity: line.quantity, base, paid: base - line.subsidy }];
      }),
    ),
    given: givenOf(all.lines),
    running: new Set(all.lines.filter((line) => line.open).map((line) => line.line_id)),
    others: all.rows,
    otherLines: all.lines,
    reserved: await deps.inventory.reservedUnits(reader, shop_id, order_id),
    room: (await deps.payments.left(reader, [order])).get(order_id) ?? 0n,
    terms: { no_reason_days: rules.aftersale_no_reason_days, quality_days: rules.aftersale_quality_days },
    at: ctx.clock.now(),
  };
}

interface Draft {
  readonly lines: readonly { line: LineWithPage; quantity: number; most: bigint; discount: bigint }[];
  readonly goods: bigint;
  readonly shipping: bigint;
  readonly before_shipping: boolean;
}

const leftOf = (facts: Facts, line: LineWithPage): number =>
  facts.running.has(line.line_id) ? 0 : line.quantity - (facts.given.get(line.line_id) ?? nothing).units;

/**
 * What the asked units come to; refuses lines that are not the order's, more units than are left, and (unless `mixed`) units that have
 * left together with some that have not.
 */
function draftOf(facts: Facts, asked: Asked, mixed = false): Draft {
  const wanted =
    asked.lines ??
    facts.lines.flatMap((line) => {
      const quantity = leftOf(facts, line);
      return quantity === 0 ? [] : [{ line_id: line.line_id, quantity }];
    });
  const names = new Set(wanted.map((one) => one.line_id));
  if (names.size !== wanted.length) refuse("invalid_param", { param: "lines", details: { detail: "twice" } });
  const lines = wanted.map(({ line_id, quantity }, index) => {
    const param = `lines.${index}`;
    const line = facts.lines.find((one) => one.line_id === line_id) ?? refuse("not_found", { param });
    if (facts.running.has(line_id)) refuse("aftersale_running", { param });
    if (quantity > leftOf(facts, line))
      refuse("invalid_param", { param: `${param}.quantity`, details: { detail: `at most ${leftOf(facts, line)}` } });
    const money = present(facts.money.get(line_id), "every line has its money");
    const given = facts.given.get(line_id) ?? nothing;
    const full = { quantity: money.quantity, paid: line.unit_price * BigInt(line.quantity) };
    const price = costOf(full, given.units + quantity) - costOf(full, given.units);
    const most = mostOf(money, given, quantity);
    return { line, quantity, most, discount: price - most };
  });
  // What has not left can be called off; what has, goes the long way. Both at once would be two different matters.
  const unsent = lines.filter(({ line, quantity }) => (facts.reserved.get(line.line_id) ?? 0) >= quantity).length;
  const before_shipping = facts.order.state === "to_ship" && unsent === lines.length;
  if (!mixed && facts.order.state === "to_ship" && unsent > 0 && !before_shipping)
    refuse("aftersale_way", { param: "lines" });
  const whole = isWhole(
    facts.money,
    lines.map(({ line, quantity }) => ({ line_id: line.line_id, quantity })),
    facts.given,
  );
  const shipping =
    asked.way === "exchange"
      ? 0n
      : shippingOf({
          left: shippingLeft(facts.order, facts.others),
          whole,
          before_shipping,
          fault: aftersaleReasons[asked.reason].fault,
        });
  return { lines, before_shipping, ...withinRoom(facts, lines, shipping) };
}

const least = (a: bigint, b: bigint): bigint => (a < b ? a : b);

/** What the lines come to, and the shipping with them, as far as the payment has something left. */
function withinRoom(
  facts: Pick<Facts, "room">,
  lines: Draft["lines"],
  shipping: bigint,
): Pick<Draft, "goods" | "shipping"> {
  const goods = least(
    lines.reduce((sum, line) => sum + line.most, 0n),
    facts.room,
  );
  return { goods, shipping: least(shipping, facts.room - goods) };
}

const exempt = (line: LineWithPage): boolean => line.page.item_page.return_policy !== "seven_days";

/** How the order stands for the asked lines: those of a partly shipped order that have left are shipped. */
const standingOf = (order: LockedOrder, draft: Pick<Draft, "before_shipping">) => ({
  state: order.state === "to_ship" && !draft.before_shipping ? ("shipped" as const) : order.state,
  received_at: order.received_at,
});

/** See the contract's `quoteAftersale`. */
export async function quoteAftersale(
  parts: AftersaleParts,
  reader: Reader,
  order: LockedOrder,
  asked: Asked,
): Promise<z.output<typeof AftersaleQuote>> {
  const { ctx, deps } = parts;
  const over = asked.lines === undefined ? null : overRefusal(order.state);
  if (over !== null) throw over;
  const all = {
    rows: await ofOrders(reader, order.shop_id, [order.order_id]),
    lines: await linesOfOrders(reader, order.shop_id, [order.order_id]),
  };
  const facts = await factsOf(parts, reader, order, all);
  const draft = draftOf(facts, asked);
  const rule = (await shopRules(reader, [order.shop_id])).get(order.shop_id);
  const rules = deps.settings.current();
  const money = (amount: bigint) => wireMoney(amount, ctx.config.currency);
  const most = draft.goods + draft.shipping;
  const { fault } = aftersaleReasons[asked.reason];
  const freight = asked.way === "refund_only" || fault === "buyer" ? 0n : facts.room - most;
  const freight_max = BigInt(limits.return_freight_minor_max);
  return {
    object: "aftersale_quote",
    before_shipping: draft.before_shipping,
    choices: choicesOf(standingOf(order, draft), facts.terms, facts.at),
    lines: facts.lines.map((line) => {
      const mine = draft.lines.find((one) => one.line.line_id === line.line_id);
      return {
        line_id: line.line_id,
        left: leftOf(facts, line),
        running: facts.running.has(line.line_id),
        exempt: exempt(line),
        quantity: mine?.quantity ?? 0,
        price: money(mine === undefined ? 0n : mine.most + mine.discount),
        discount: money(mine?.discount ?? 0n),
        most: money(mine?.most ?? 0n),
      };
    }),
    goods: money(draft.goods),
    shipping: money(draft.shipping),
    most: money(most),
    freight_payer: fault,
    freight_most: money(least(freight, freight_max)),
    agreed_at_once: draft.before_shipping && rule?.agree_unshipped_at_once === true,
    answer_hours: draft.before_shipping ? rules.aftersale_unshipped_hours : rules.aftersale_answer_hours,
  };
}

/** Pictures somebody names as evidence are their own. */
export async function requirePictures(
  { deps }: AftersaleParts,
  reader: Reader,
  account_id: string,
  picture_ids: readonly string[],
): Promise<void> {
  const own = await deps.media.ownPictures(reader, account_id, picture_ids);
  if (picture_ids.some((id) => !own.has(id)))
    refuse("invalid_param", { param: "picture_ids", details: { detail: "picture" } });
}

/**
 * A buyer asks for a refund, a return or an exchange. The order's settlement, and with it shipping, is held in the same transaction.
 * Where the shop gives unshipped orders back at once, it is agreed to before it is answered.
 */
export async function applyAftersale(
  parts: AftersaleParts,
  tx: Tx,
  key: OrderKey,
  account_id: string,
  fields: z.output<typeof ApplyFields>,
): Promise<AftersaleKey> {
  const { deps } = parts;
  const order = (await deps.orders.lock(tx, key.shop_id, [key.order_id])).get(key.order_id) ?? refuse("not_found");
  // Before its lines are looked at: of an order that is over none are left, which is not what is wrong.
  const over = overRefusal(order.state);
  if (over !== null) throw over;
  await requirePictures(parts, tx, account_id, fields.picture_ids);
  const all = await lockOfOrders(tx, key.shop_id, [key.order_id]);
  if (all.rows.length >= limits.aftersales_per_order_max) refuse("aftersale_running");
  const facts = await factsOf(parts, tx, order, all);
  const draft = draftOf(facts, fields);
  const refusal = refusalOf(
    standingOf(order, draft),
    { ...fields, exempt: draft.lines.some(({ line }) => exempt(line)) },
    facts.terms,
    facts.at,
  );
  if (refusal !== null) throw refusal;
  if (draft.lines.length === 0) refuse(facts.running.size > 0 ? "aftersale_running" : "refund_exceeds");
  const most = { goods: draft.goods, shipping: draft.shipping };
  if (fields.way !== "exchange" && facts.room === 0n) refuse("refund_exceeds");
  if (fields.amount !== null) requireAmount(BigInt(fields.amount), most, draft.before_shipping);
  const { goods, shipping } = fields.amount === null ? most : splitAmount(BigInt(fields.amount), most);
  const opened = await open(parts, tx, facts, draft, {
    ...fields,
    goods,
    shipping,
    opened_by: "buyer",
    account_id,
  });
  const rule = (await shopRules(tx, [key.shop_id])).get(key.shop_id);
  if (draft.before_shipping && rule?.agree_unshipped_at_once === true)
    await startPaying(parts, tx, opened, { action: "agree", by: "system", account_id: null, state: "paying" });
  return opened.row;
}

/** Writes a new after-sale, holds the settlement, and says so. */
async function open(
  parts: AftersaleParts,
  tx: Tx,
  facts: Facts,
  draft: Draft,
  asked: Pick<AftersaleRow, "way" | "reason" | "goods" | "shipping" | "opened_by" | "picture_ids"> & {
    readonly description: string;
    readonly account_id: string;
  },
): Promise<Locked> {
  const { ctx, deps } = parts;
  const { order } = facts;
  const { shop_id, order_id } = order;
  const aftersale_id = newId(ctx, "aft");
  const row: AftersaleRow = {
    shop_id,
    aftersale_id,
    order_id,
    buyer_id: order.buyer_id,
    state: "applied",
    way: asked.way,
    reason: asked.reason,
    opened_by: asked.opened_by,
    before_shipping: draft.before_shipping,
    goods_most: draft.goods,
    shipping_most: draft.shipping,
    goods: asked.goods,
    shipping: asked.shipping,
    goods_due: asked.way !== "refund_only",
    version: 1,
    rounds: 0,
    proposal_way: null,
    proposal_amount: null,
    deadline_at: null,
    evidence_until: null,
    description_sealed: ctx.seal.seal(asked.description, purposes.reason),
    picture_ids: asked.picture_ids,
    return_address_sealed: null,
    return_carrier: null,
    return_tracking: null,
    return_sent_at: null,
    exchange_carrier: null,
    exchange_tracking: null,
    exchange_sent_at: null,
    freight_means: "none",
    freight: 0n,
    freight_picture_ids: [],
    ruling_outcome: null,
    ruling_amount: null,
    ruling_goods_back: null,
    ruling_note_sealed: null,
    ruling_at: null,
    pay_failed: false,
    created_at: facts.at,
    ended_at: null,
  };
  const lines = draft.lines.map(({ line, quantity, most }) => ({
    shop_id,
    aftersale_id,
    line_id: line.line_id,
    order_id,
    variant_id: line.variant_id,
    quantity,
    most,
    amount: 0n,
    units_gone: 0,
    restocked: 0,
    open: true,
  }));
  await insertAftersale(tx, row, lines);
  await deps.orders.holdSettlement(tx, shop_id, order_id, true);
  const locked = { order, row, lines, others: facts.others, otherLines: facts.otherLines };
  return move(parts, tx, locked, {
    action: "apply",
    by: asked.opened_by,
    account_id: asked.account_id,
    state: "applied",
    amount: row.goods + row.shipping,
    picture_ids: row.picture_ids,
    note: asked.description,
  });
}

/** An operator gives everything back that is left, at once: a ruling that needs no dispute. Refuses refund_running, refund_exceeds. */
export async function openForOperator(
  parts: AftersaleParts,
  tx: Tx,
  order: LockedOrder,
  decision: { readonly reason: string; readonly decided_by: string },
): Promise<AftersaleKey> {
  const all = await lockOfOrders(tx, order.shop_id, [order.order_id]);
  if (all.rows.some((row) => !isOver(row.state))) refuse("refund_running");
  const facts = await factsOf(parts, tx, order, all);
  const fields = { way: "refund_only" as const, reason: "agreed" as const };
  // All of it is one ruling, also where only a part has left; what has not goes back on sale when the order closes.
  const draft = draftOf(facts, fields, true);
  if (draft.lines.length === 0) refuse("refund_exceeds");
  // The platform gives the freight back too, wherever the parcel is.
  const { goods, shipping } = withinRoom(facts, draft.lines, shippingLeft(order, all.rows));
  if (facts.room === 0n) refuse("refund_exceeds");
  const opened = await open(
    parts,
    tx,
    facts,
    { ...draft, goods, shipping },
    {
      ...fields,
      goods,
      shipping,
      opened_by: "operator",
      picture_ids: [],
      description: decision.reason,
      account_id: decision.decided_by,
    },
  );
  return (
    await startPaying(parts, tx, opened, {
      action: "rule_for_buyer",
      by: "operator",
      account_id: decision.decided_by,
      state: "paying",
      note: decision.reason,
    })
  ).row;
}
