import type { Order } from "../../contract/orders.ts";
import { present } from "../../server/kernel/assert.ts";
import { systemClock } from "../../server/kernel/clock.ts";
import { acknowledge, type Known, type Wish } from "./model.ts";
import type { Process } from "./process.ts";
import type { Notice } from "./provider.ts";
import { applyForMoney, bargain } from "./bargain.ts";
import { buyAtTwo, goOn } from "./basket.ts";
import { drawMoney } from "./money.ts";
import { announce, claim, endSale, offer } from "./promotions.ts";
import { ask, at, callAs, said, type Stage } from "./stage.ts";
import type { Act, Op } from "./steps.ts";

/** The process a client is sent to: the one that was meant, or one that lives. */
function processFor(stage: Stage, which: number): Process | undefined {
  const meant = at(stage.processes, which);
  return meant?.alive === true ? meant : stage.processes.find((one) => one.alive);
}

/** Does one thing at one process and says in a word what came of it. */
export async function perform(stage: Stage, act: Act): Promise<string> {
  const process = processFor(stage, act.at);
  if (process === undefined) return "nobody there";
  switch (act.do) {
    case "place":
      return placeOne(stage, process, act);
    case "buy":
      return buy(stage, process, act);
    case "repeat": {
      const wish = at(stage.model.wishes, act.wish);
      return wish === undefined ? "no wish" : sendWish(stage, process, wish, null);
    }
    case "begin":
    case "cancel":
    case "ship":
    case "receive":
    case "refund":
      return lead(stage, process, act);
    case "pay": {
      const shown = [...stage.provider.payments.values()].filter((one) => one.shown);
      const waiting = shown.filter((one) => !one.paid && !one.over);
      const reference = at(act.order % 4 === 0 || waiting.length === 0 ? shown : waiting, act.order >> 2)?.reference;
      if (reference === undefined) return "nothing to pay";
      return stage.provider.pay(reference, stage.hand.nowMs(), act.late) ? "paid" : "not paid";
    }
    case "notice":
      return notify(stage, process, act);
    case "restock":
      return restock(stage, process, act);
    case "checkout":
      return buyAtTwo(stage, process, act);
    case "basket":
      return goOn(stage, process, act);
    case "apply":
      return applyForMoney(stage, process, act);
    case "bargain":
      return bargain(stage, process, act);
    case "announce":
      return announce(stage, process, act);
    case "end_sale":
      return endSale(stage, process, act);
    case "offer":
      return offer(stage, process, act);
    case "claim":
      return claim(stage, process, act);
    case "draw":
      return drawMoney(stage, process, act);
    case "deliver":
      await process.deliver();
      return "done";
    case "work":
      return `${await workOn(process, act.jobs)} jobs`;
    case "cron":
      await process.jobs.runCron(act.name).catch(() => undefined);
      return "done";
    case "turn":
      stage.hand.turn(act.ms);
      return "done";
    case "mood":
      stage.provider.be(act.mood, act.calls);
      return "done";
    case "late_refunds":
      return `${stage.provider.finishRefunds()} refunds`;
    case "cut":
      await systemClock.sleep(act.after);
      process.cut();
      return "done";
    case "skew":
      process.skew(act.ms);
      return "done";
  }
}

/** The database may be away; then the jobs wait. */
export const workOn = (process: Process, count: number): Promise<number> => process.jobs.work(count).catch(() => 0);

/** People come for the sales that were announced last. */
const sales_wanted = 2;

function placeOne(stage: Stage, process: Process, act: Extract<Op, { do: "place" }>): Promise<string> {
  const { model, market } = stage;
  const before = at(model.wishes, act.goods + act.buyer);
  if (act.key === "again" && before !== undefined) return sendWish(stage, process, before, act.gone);
  if (act.key === "clash" && before !== undefined && before.order !== null) return clash(stage, process, before);
  const buyer = present(at(market.buyers, act.buyer), "a market has buyers");
  const sale = act.sale === undefined ? undefined : at(model.sales.slice(-sales_wanted), act.sale);
  const purse = [...model.held.values()].filter((one) => one.buyer === buyer);
  const coupons = (act.coupons ?? []).flatMap((pick) => at(purse, pick)?.id ?? []);
  const wish: Wish = {
    key: `wish-${String(model.wishes.length).padStart(5, "0")}`,
    buyer,
    goods: sale?.goods ?? present(at(market.goods, act.goods), "a market has goods"),
    quantity: act.quantity,
    flash_sale_id: sale?.id ?? null,
    coupon_ids: [...new Set(coupons)],
    order: null,
    in_doubt: false,
  };
  model.wishes.push(wish);
  return act.twin === true ? sendTwins(stage, wish) : sendWish(stage, process, wish, act.gone);
}

/** A whole purchase: placed, paid and told of, by one buyer in a hurry. */
async function buy(stage: Stage, process: Process, act: Extract<Op, { do: "buy" }>): Promise<string> {
  const { model, provider, hand } = stage;
  const placed = await placeOne(stage, process, { ...act, do: "place", key: "new", gone: null });
  const known = model.known.get(placed);
  if (known === undefined) return placed;
  const begun = await ask(stage, `begin of ${known.id}`, (signal) => leads.begin(stage, process, known, signal));
  if (begun.kind !== "answer" || known.intent_id === null) return `${known.id} ${said(begun)}`;
  if (!provider.pay(known.intent_id, hand.nowMs(), false)) return `${known.id} not paid`;
  const notice = provider.notices.at(-1);
  const told = notice === undefined ? "untold" : await tellOnce(stage, process, notice);
  await process.deliver();
  return `${known.id} paid, ${told}`;
}

/** An impatient client, or a proxy that asks elsewhere: one key at every server at once has one answer. */
async function sendTwins(stage: Stage, wish: Wish): Promise<string> {
  const alive = stage.processes.filter((one) => one.alive);
  const answers = await Promise.all(alive.map((one) => sendWish(stage, one, wish, null)));
  const granted = answers.some((one) => one === wish.order?.id);
  const refused = answers.find((one) => one.endsWith("sold_out") || one === "limit_per_buyer");
  if (granted && refused !== undefined)
    stage.contradictions.push(`${wish.key} was answered ${wish.order?.id ?? ""} and ${refused} in the same moment`);
  return answers.join(", ");
}

function request(process: Process, wish: Wish, quantity: number, signal: AbortSignal): Promise<Order> {
  return callAs(process, wish.buyer)("placeOrder", {
    body: {
      lines: [{ variant_id: wish.goods.variant_id, quantity }],
      address_id: wish.buyer.address_id,
      flash_sale_id: wish.flash_sale_id,
      coupon_ids: [...wish.coupon_ids],
    },
    idempotencyKey: wish.key,
    signal,
  });
}

/** Sends a wish, once more or for the first time. `gone`: the client hangs up after so long. */
export async function sendWish(stage: Stage, process: Process, wish: Wish, gone: number | null): Promise<string> {
  if (gone !== null) {
    const abort = new AbortController();
    const timer = setTimeout(() => abort.abort(), gone);
    wish.in_doubt ||= wish.order === null;
    const order = await request(process, wish, wish.quantity, abort.signal).catch(() => null);
    clearTimeout(timer);
    if (order === null) return "hung up";
    return heard(stage, wish, order);
  }
  const before = wish.order;
  const answer = await ask(stage, wish.key, (signal) => request(process, wish, wish.quantity, signal));
  if (answer.kind === "answer") return heard(stage, wish, answer.value);
  if (answer.kind === "nothing") wish.in_doubt ||= wish.order === null;
  // Two requests under way at once may meet: only what was answered before this one was sent binds it.
  else if (before !== null && !["rate_limited", "queue_full", "session_ended"].includes(answer.code))
    stage.wrong.push(`${wish.key} was answered ${before.id} and is now refused with ${answer.code}`);
  else if (!["rate_limited", "queue_full"].includes(answer.code)) wish.in_doubt = false;
  return said(answer);
}

function heard(stage: Stage, wish: Wish, order: Order): string {
  const broken = acknowledge(stage.model, wish, order);
  if (broken !== null) stage.wrong.push(broken);
  return order.id;
}

/** The same key for something else is refused. */
async function clash(stage: Stage, process: Process, wish: Wish): Promise<string> {
  const answer = await ask(stage, `${wish.key} with other content`, (signal) =>
    request(process, wish, wish.quantity + 1, signal),
  );
  if (answer.kind === "answer") stage.wrong.push(`${wish.key} was accepted with other content`);
  return said(answer);
}

/** Leads an order on: whoever may do it asks for it. Most picks are orders for which it makes sense, some are not. */
async function lead(
  stage: Stage,
  process: Process,
  act: Extract<Op, { do: "begin" | "cancel" | "ship" | "receive" | "refund" }>,
): Promise<string> {
  const all = [...stage.model.known.values()];
  const fitting = act.order % 4 === 0 ? all : all.filter((one) => fits[act.do].includes(one.seen));
  const known = at(fitting.length > 0 ? fitting : all, act.order >> 2);
  if (known === undefined) return "no order";
  const deed = act.do === "ship" && act.part === true ? "shipPart" : act.do;
  const answer = await ask(stage, `${deed} of ${known.id}`, (signal) => leads[deed](stage, process, known, signal));
  if (answer.kind === "answer" && answer.value !== null) known.told.add(answer.value);
  return `${known.id} ${said(answer)}`;
}

const fits: Readonly<Record<"begin" | "cancel" | "ship" | "receive" | "refund", readonly Known["seen"][]>> = {
  begin: ["unpaid"],
  cancel: ["unpaid"],
  ship: ["to_ship"],
  receive: ["shipped"],
  refund: ["to_ship", "shipped", "received"],
};

type Told = "cancelled" | "shipped" | "received" | "refund_started" | null;
type Lead = (stage: Stage, process: Process, known: Known, signal: AbortSignal) => Promise<Told>;

export const leads = {
  async begin(stage, process, known, signal) {
    const intent = await callAs(process, known.buyer)("payOrder", {
      params: { order_id: known.id },
      body: { return_path: "/orders" },
      signal,
    });
    known.intent_id = intent.id;
    stage.provider.show(intent.pay_url);
    return null;
  },
  async cancel(_stage, process, { buyer, id: order_id }, signal) {
    await callAs(process, buyer)("cancelOrder", { params: { order_id }, signal });
    return "cancelled";
  },
  async ship(_stage, process, { goods, id: order_id }, signal) {
    await callAs(process, goods.merchant)("shipOrder", {
      params: { shop_id: goods.shop_id, order_id },
      body: { carrier: "顺丰", tracking_number: "SF1234567890" },
      signal,
    });
    return "shipped";
  },
  /** One unit of the first line, in a parcel of its own. */
  async shipPart({ model }, process, { goods, id: order_id, buyer }, signal) {
    const order = await callAs(process, buyer)("getOrder", { params: { order_id }, signal });
    const line = present(order.lines[0], "an order has a line");
    const after = await callAs(process, goods.merchant)("shipOrder", {
      params: { shop_id: goods.shop_id, order_id },
      body: {
        carrier: "顺丰",
        tracking_number: `SF${String((model.parcels += 1)).padStart(10, "0")}`,
        lines: [{ line_id: line.id, quantity: 1 }],
      },
      signal,
    });
    return after.state === "to_ship" ? null : "shipped";
  },
  async receive(_stage, process, { buyer, id: order_id }, signal) {
    await callAs(process, buyer)("receiveOrder", { params: { order_id }, signal });
    return "received";
  },
  async refund(stage, process, { id: order_id }, signal) {
    await callAs(process, stage.market.operator)("refundOrder", {
      params: { order_id },
      body: { reason: "as the buyer asked" },
      signal,
    });
    return "refund_started";
  },
} satisfies Record<string, Lead>;

/** The provider tells what happened: in any order, late, twice, to both processes at once, or never. */
async function notify(stage: Stage, process: Process, act: Extract<Act, { do: "notice" }>): Promise<string> {
  const { notices } = stage.provider;
  const notice = at(notices, act.which);
  if (notice === undefined) return "nothing to tell";
  if (act.how === "lost") {
    drop(notices, notice);
    return "lost";
  }
  const other = present(at(stage.processes, act.at + 1), "a market has a process");
  const targets = act.how === "both" ? [process, other] : [process];
  const answers = await Promise.all(targets.map((target) => tellOnce(stage, target, notice)));
  if (act.how === "twice") answers.push(await tellOnce(stage, process, notice));
  return answers.join(", ");
}

export async function tellOnce(stage: Stage, process: Process, notice: Notice): Promise<string> {
  const { status, text } = await process.webhook(notice.body).then(
    async (response) => ({ status: response.status, text: await response.text().catch(() => "") }),
    () => ({ status: 0, text: "" }),
  );
  // A clock that jumps while it is under way makes it too old: it will be signed and sent again.
  if (status === 409 && text.includes('"webhook_replayed"')) return "too old";
  if (status === 200) drop(stage.provider.notices, notice);
  else if (status >= 400 && status < 500 && status !== 429)
    stage.wrong.push(`${notice.id} was refused with ${status}: ${notice.body}`);
  else if (status === 500) stage.wrong.push(`${notice.id} ran into a bug`);
  return String(status);
}

function drop(notices: Notice[], notice: Notice): void {
  const index = notices.indexOf(notice);
  if (index >= 0) notices.splice(index, 1);
}

async function restock(stage: Stage, process: Process, act: Extract<Op, { do: "restock" }>): Promise<string> {
  const goods = present(at(stage.market.goods, act.goods), "a market has goods");
  const { shop_id, variant_id, merchant } = goods;
  const answer = await ask(stage, `a change of ${variant_id}`, (signal) =>
    callAs(process, merchant)("adjustStock", {
      params: { shop_id, variant_id },
      body: { change: act.change, reason: "counted" },
      signal,
    }),
  );
  const { changes, doubtful_changes } = stage.model;
  if (answer.kind === "answer") changes.push({ goods, change: act.change });
  if (answer.kind === "nothing") doubtful_changes.push({ goods, change: act.change });
  return said(answer);
}
