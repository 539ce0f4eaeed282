import { sendBasket } from "./basket.ts";
import { leads, sendWish, tellOnce, workOn } from "./act.ts";
import { ask, type Stage } from "./stage.ts";
import { present } from "../../server/kernel/assert.ts";
import type { Goods } from "./market.ts";
import type { Known } from "./model.ts";
import { decideAll, drawAll } from "./money.ts";
import { endAllSales } from "./promotions.ts";
import { crons } from "./steps.ts";
import type { Process } from "./process.ts";

const minute_ms = 60_000;
const day_ms = 24 * 60 * minute_ms;
const rounds_max = 12;
const draws_max = 2;
/** Every deadline of an after-sale, one after the other, is over by then. */
const shipments_max = 6;

/** The faults are over: everybody hears what they were not told, does what they owe, and time goes by until nothing is open. */
export async function comeToRest(stage: Stage): Promise<void> {
  const process = present(stage.processes[0], "a market has a process");
  for (const one of stage.processes) {
    one.arm(null);
    one.skew(0);
  }
  stage.provider.be("error", 0);
  await calm(stage, process);
  for (const wish of stage.model.wishes) if (wish.in_doubt) await sendWish(stage, process, wish, null);
  for (const basket of stage.model.baskets) if (basket.in_doubt) await sendBasket(stage, process, basket);
  await endAllSales(stage, process);
  await decideAll(stage, process);
  await sellOut(stage);
  for (const wish of stage.model.wishes) if (wish.in_doubt) await sendWish(stage, process, wish, null);
  await payHalf(stage, process);
  await pass(stage, process, 16 * minute_ms);
  // An order under an after-sale is shipped once that has come to its default end.
  const gone = new Set<Known>();
  for (let round = 0; round < shipments_max; round += 1) {
    for (const known of stage.model.known.values())
      if (!gone.has(known) && (await shipOrGiveUp(stage, process, known))) gone.add(known);
    await pass(stage, process, 11 * day_ms);
    await lookIn(stage, process);
    if ((await stage.countOpen()) === 0) break;
  }
  // What was earned is drawn, by whatever account, and shops whose money came back draw it again.
  for (let round = 0; round < draws_max; round += 1) {
    await drawAll(stage, process, round);
    await decideAll(stage, process);
    await pass(stage, process, day_ms);
  }
}

/** Whoever looks in now and then stays signed in. */
async function lookIn({ market }: Stage, process: Process): Promise<void> {
  for (const { token } of [market.operator, ...market.goods.map((one) => one.merchant)])
    await process.call(token)("getAccount");
}

/** Every other order that waits for its buyer is paid. */
async function payHalf(stage: Stage, process: Process): Promise<void> {
  const waiting = [...stage.model.known.values()].filter((known) => known.seen === "unpaid");
  for (const known of waiting.filter((_, index) => index % 2 === 0)) {
    await ask(stage, `paying ${known.id}`, (signal) => leads.begin(stage, process, known, signal));
    if (known.intent_id !== null) stage.provider.pay(known.intent_id, stage.hand.nowMs(), false);
  }
}

/** True where there is nothing more to ship: it was shipped, or its state says never. */
async function shipOrGiveUp(stage: Stage, process: Process, known: Known): Promise<boolean> {
  const answer = await ask(stage, `shipping ${known.id}`, (signal) => leads.ship(stage, process, known, signal));
  if (answer.kind === "answer") known.told.add("shipped");
  return answer.kind === "answer" || (answer.kind === "refused" && answer.code === "order_state");
}

/** Time goes by in one jump, and everything that falls due is done. */
async function pass(stage: Stage, process: Process, ms: number): Promise<void> {
  stage.hand.turn(ms);
  await calm(stage, process);
}

/** Notices, refunds, jobs, deadlines and events until nothing moves any more; refused tries come again after a while. */
async function calm(stage: Stage, process: Process): Promise<void> {
  for (let round = 0; round < rounds_max; round += 1) {
    stage.hand.turn(2 * minute_ms);
    for (const notice of stage.provider.notices.slice()) await tellOnce(stage, process, notice);
    stage.provider.finishRefunds();
    for (const name of crons) await process.jobs.runCron(name);
    const worked = await workOn(process, 100);
    for (const one of stage.processes) await one.deliver();
    if (worked === 0 && stage.provider.notices.length === 0 && round > 4) return;
  }
}

/**
 * What is on the shelf can be bought, to the last unit: whoever was refused was refused because nothing was left. Units that come
 * back meanwhile sell too, so a second crowd may be needed; that nobody got one too many is for the invariants to say.
 */
async function sellOut(stage: Stage): Promise<void> {
  const merchantsView = async ({ merchant, shop_id, variant_id }: Goods): Promise<number> => {
    const process = present(stage.processes[0], "a market has a process");
    return (await process.call(merchant.token)("getStock", { params: { shop_id, variant_id } })).available;
  };
  for (const goods of stage.market.goods) {
    let left = await merchantsView(goods);
    for (let crowds = 0; crowds < 3 && left > 0; crowds += 1) {
      await crowd(stage, goods, left + 3);
      // The flag "sold out" may be a moment old.
      stage.hand.turn(minute_ms);
      left = await merchantsView(goods);
    }
    if (left > 0) stage.wrong.push(`${goods.variant_id}: three crowds were refused and ${left} units are left`);
  }
}

async function crowd(stage: Stage, goods: Goods, many: number): Promise<void> {
  const { market, model, processes } = stage;
  const wishes = Array.from({ length: many }, (_, index) => ({
    key: `wish-${String(model.wishes.length + index).padStart(5, "0")}`,
    buyer: present(market.buyers[index % market.buyers.length], "a market has buyers"),
    goods,
    quantity: 1,
    flash_sale_id: null,
    coupon_ids: [],
    order: null,
    in_doubt: false,
  }));
  model.wishes.push(...wishes);
  await Promise.all(
    wishes.map((wish, index) =>
      sendWish(stage, present(processes[index % processes.length], "a market has a process"), wish, null),
    ),
  );
}
