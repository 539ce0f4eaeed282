import type { z } from "zod";
import type { Aftersale, BuyerAct, OperatorAct, SellerAct } from "../../contract/aftersales.ts";
import { aftersaleWays, reasonsFor, type AftersaleAction } from "../../contract/aftersale-words.ts";
import { present } from "../../server/kernel/assert.ts";
import { ask, at, callAs, said, type Stage } from "./stage.ts";
import type { Known, Matter } from "./model.ts";
import type { Process } from "./process.ts";
import type { Op } from "./steps.ts";

/** A buyer wants money or other goods: all of the order or some of it, for a reason that fits or does not. */
export async function applyForMoney(
  stage: Stage,
  process: Process,
  act: Extract<Op, { do: "apply" }>,
): Promise<string> {
  const paid = [...stage.model.known.values()].filter((one) => one.seen !== "unpaid" && one.seen !== "closed");
  const known = at(paid, act.order);
  if (known === undefined) return "no order";
  const before = known.seen === "to_ship";
  const way = before && act.way % 8 !== 0 ? "refund_only" : present(at(aftersaleWays, act.way), "there are ways");
  const reason = at(reasonsFor(way, before), act.reason) ?? "quality";
  const call = callAs(process, known.buyer);
  const answer = await ask(stage, `an after-sale of ${known.id}`, async (signal) => {
    const params = { order_id: known.id };
    const some = act.quantity % 2 === 0 ? await someUnits(process, known, act.quantity >> 1, signal) : {};
    const quote = await call("quoteAftersale", { params, body: { way, reason, ...some }, signal });
    const most = quote.most.amount;
    // Before shipping there is nothing to bargain about; after it, half of the buyers ask for a part.
    const amount = before || act.amount % 2 === 0 ? null : 1 + (act.amount % Math.max(1, most));
    return call("applyAftersale", { params, body: { way, reason, ...some, amount }, signal });
  });
  if (answer.kind !== "answer") return `${known.id} ${said(answer)}`;
  stage.model.matters.set(answer.value.id, { id: answer.value.id, known });
  return `${answer.value.id} ${answer.value.state}`;
}

async function someUnits(process: Process, known: Known, pick: number, signal: AbortSignal) {
  const order = await callAs(process, known.buyer)("getOrder", { params: { order_id: known.id }, signal });
  const line = present(order.lines[0], "an order has a line");
  return { lines: [{ line_id: line.id, quantity: 1 + (pick % line.quantity) }] };
}

const sides = ["buyer", "seller", "operator"] as const;

/** One side looks what it may do and does one of those things, on the version it saw; somebody else may be faster. */
export async function bargain(stage: Stage, process: Process, act: Extract<Op, { do: "bargain" }>): Promise<string> {
  const matter = at([...stage.model.matters.values()], act.matter);
  if (matter === undefined) return "no matter";
  const side = present(at(sides, act.side), "there are sides");
  const answer = await ask(stage, `${side} on ${matter.id}`, async (signal) => {
    const seen = await look(stage, process, matter, side, signal);
    const action = at(seen.actions, act.action);
    if (action === undefined) return `${seen.state}: nothing for the ${side}`;
    const after = await move(stage, process, matter, side, bodyOf(seen, action, act.amount), signal);
    return `${side} ${action}: ${after.state}`;
  });
  return `${matter.id} ${answer.kind === "answer" ? answer.value : said(answer)}`;
}

type Side = (typeof sides)[number];
type Body = z.input<typeof BuyerAct> | z.input<typeof SellerAct> | z.input<typeof OperatorAct>;

function look(stage: Stage, process: Process, matter: Matter, side: Side, signal: AbortSignal): Promise<Aftersale> {
  const params = { aftersale_id: matter.id };
  const { buyer, goods } = matter.known;
  if (side === "buyer") return callAs(process, buyer)("getAftersale", { params, signal });
  if (side === "operator") return callAs(process, stage.market.operator)("getAnyAftersale", { params, signal });
  return callAs(process, goods.merchant)("getShopAftersale", { params: { ...params, shop_id: goods.shop_id }, signal });
}

function move(
  stage: Stage,
  process: Process,
  matter: Matter,
  side: Side,
  body: Body,
  signal: AbortSignal,
): Promise<Aftersale> {
  const params = { aftersale_id: matter.id };
  const { buyer, goods } = matter.known;
  if (side === "buyer") return callAs(process, buyer)("actAsBuyer", { params, body: body as never, signal });
  if (side === "operator")
    return callAs(process, stage.market.operator)("actAsOperator", { params, body: body as never, signal });
  return callAs(process, goods.merchant)("actAsSeller", {
    params: { ...params, shop_id: goods.shop_id },
    body: body as never,
    signal,
  });
}

/** What an action wants to be told besides its version; most things may be said with every one of them. */
function bodyOf(seen: Aftersale, action: AftersaleAction, pick: number): Body {
  const most = Math.max(1, seen.most.amount);
  const parcel = { carrier: "顺丰", tracking_number: "SF1234567890" };
  const restock =
    pick % 2 === 0 ? {} : { restock: seen.lines.map((one) => ({ line_id: one.line_id, quantity: one.quantity })) };
  const more: Partial<Record<AftersaleAction, object>> = {
    propose: { way: seen.way === "exchange" ? "return_refund" : seen.way, amount: 1 + (pick % most) },
    send_back: { ...parcel, freight: pick % 3 === 0 ? "collect" : "own" },
    receive: restock,
    send_exchange: { ...parcel, ...restock },
    rule_for_buyer: { amount: pick % 2 === 0 ? null : 1 + (pick % most), goods_back: pick % 3 === 0 },
  };
  return { action, version: seen.version, note: "as said", ...more[action] } as Body;
}
