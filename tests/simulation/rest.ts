import { leads, sendWish, tellOnce, workOn, type Stage } from "./act.ts";
import { present } from "../../server/kernel/assert.ts";
import type { Process } from "./process.ts";

const minute_ms = 60_000;
const day_ms = 24 * 60 * minute_ms;
const rounds_max = 12;

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
  await sellOut(stage);
  await pass(stage, process, 16 * minute_ms);
  for (const known of stage.model.known.values())
    await leads.ship(stage, process, known, new AbortController().signal).then(
      () => known.told.add("shipped"),
      () => undefined,
    );
  await pass(stage, process, 11 * day_ms);
  await pass(stage, process, 8 * day_ms);
  await pass(stage, process, 8 * day_ms);
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
    for (const notice of [...stage.provider.notices]) await tellOnce(stage, process, notice);
    stage.provider.finishRefunds();
    await process.jobs.runCron("payments.sweep");
    const worked = await workOn(process, 100);
    await process.deliver();
    if (worked === 0 && stage.provider.notices.length === 0 && round > 4) return;
  }
}

/** What is on the shelf can be bought, to the last unit, and not one more. */
async function sellOut(stage: Stage): Promise<void> {
  const { market, model, processes } = stage;
  for (const goods of market.goods) {
    const stock = await present(processes[0], "a market has a process").call(goods.merchant.token)("getStock", {
      params: { shop_id: goods.shop_id, variant_id: goods.variant_id },
    });
    const wishes = Array.from({ length: stock.available + 3 }, (_, index) => ({
      key: `wish-${String(model.wishes.length + index).padStart(5, "0")}`,
      buyer: present(market.buyers[index % market.buyers.length], "a market has buyers"),
      goods,
      quantity: 1,
      order: null,
      in_doubt: false,
    }));
    model.wishes.push(...wishes);
    const before = model.known.size;
    await Promise.all(
      wishes.map((wish, index) =>
        sendWish(stage, present(processes[index % processes.length], "a market has a process"), wish, null),
      ),
    );
    const sold = model.known.size - before;
    if (sold !== stock.available)
      stage.wrong.push(`${goods.variant_id}: ${stock.available} units were left and ${sold} were sold`);
    stage.hand.turn(minute_ms);
  }
}
