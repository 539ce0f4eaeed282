import { present } from "../../server/kernel/assert.ts";
import type { Goods } from "./market.ts";
import type { Process } from "./process.ts";
import { ask, at, callAs, said, type Stage } from "./stage.ts";
import type { Op } from "./steps.ts";

/** Whose account takes money at once, later, sends it back, or is not there: the sandbox bank reads it from the end. */
const accounts = ["6222020000001234", "6222020000000001", "6222020000000002", "6222020000000000"] as const;
const reason = "as the rules say";

/** A shop draws money, or takes that back; an operator decides, holds, lets go. */
export async function drawMoney(stage: Stage, process: Process, act: Extract<Op, { do: "draw" }>): Promise<string> {
  const goods = present(at(stage.market.goods, act.shop), "a market has goods");
  const answer = await ask(stage, `${act.deed} of money of ${goods.shop_id}`, (signal) =>
    deeds[act.deed](stage, process, goods, act.pick, signal),
  );
  return `${act.deed} ${answer.kind === "answer" ? answer.value : said(answer)}`;
}

type MoneyDeed = Extract<Op, { do: "draw" }>["deed"];
type Deed = (stage: Stage, process: Process, goods: Goods, pick: number, signal: AbortSignal) => Promise<string>;

const deeds: Readonly<Record<MoneyDeed, Deed>> = {
  async account(_stage, process, { merchant, shop_id }, pick, signal) {
    const body = { holder: "王小明", bank: "招商银行", number: present(at(accounts, pick), "there are accounts") };
    return (await callAs(process, merchant)("putBankAccount", { params: { shop_id }, body, signal })).object;
  },
  async ask(_stage, process, { merchant, shop_id }, pick, signal) {
    const call = callAs(process, merchant);
    const params = { shop_id };
    const { payable, bank_account } = await call("getShopMoney", { params, signal });
    if (bank_account === null) {
      const body = { holder: "王小明", bank: "招商银行", number: present(at(accounts, pick), "there are accounts") };
      await call("putBankAccount", { params, body, signal });
    }
    // Mostly what may be drawn, now and then more than that.
    const amount = pick % 5 === 0 ? payable.amount + 1 : 1 + (pick % Math.max(1, payable.amount));
    const payout = await call("createPayout", { params, body: { amount }, signal });
    return `${payout.id} ${payout.state}`;
  },
  async cancel(_stage, process, { merchant, shop_id }, pick, signal) {
    const call = callAs(process, merchant);
    const { data } = await call("listPayouts", { params: { shop_id }, query: {}, signal });
    const payout = at(data, pick);
    if (payout === undefined) return "no payout";
    return (await call("cancelPayout", { params: { shop_id, payout_id: payout.id }, signal })).state;
  },
  async rhythm(_stage, process, { merchant, shop_id }, pick, signal) {
    const rhythm = pick % 2 === 0 ? ("day" as const) : ("never" as const);
    return (await callAs(process, merchant)("setPayoutRhythm", { params: { shop_id }, body: { rhythm }, signal }))
      .rhythm;
  },
  async deposit(_stage, process, { merchant, shop_id }, pick, signal) {
    const body = { amount: 1 + (pick % 1_500) };
    return (await callAs(process, merchant)("moveToDeposit", { params: { shop_id }, body, signal })).object;
  },
  async decide(stage, process, _goods, pick, signal) {
    const call = callAs(process, stage.market.operator);
    const { data } = await call("listAllPayouts", { query: { state: "requested" }, signal });
    const payout = at(data, pick);
    if (payout === undefined) return "nothing to decide";
    const input = { params: { payout_id: payout.id }, body: { reason }, signal };
    return (pick % 3 === 0 ? await call("refusePayout", input) : await call("approvePayout", input)).state;
  },
  async hold(stage, process, { shop_id }, _pick, signal) {
    return (
      await callAs(process, stage.market.operator)("holdPayouts", { params: { shop_id }, body: { reason }, signal })
    ).object;
  },
  async release(stage, process, { shop_id }, _pick, signal) {
    const call = callAs(process, stage.market.operator);
    return (await call("releasePayouts", { params: { shop_id }, body: { reason }, signal })).object;
  },
};

/** Every shop draws what it may, into an account that differs from time to time. */
export async function drawAll(stage: Stage, process: Process, time: number): Promise<void> {
  const shops = [...new Map(stage.market.goods.map((one) => [one.shop_id, one])).values()];
  for (const [index, { merchant, shop_id }] of shops.entries()) {
    const params = { shop_id };
    const number = present(at(accounts, time * shops.length + index), "there are accounts");
    const answer = await ask(stage, `everything of ${shop_id}`, async (signal) => {
      const call = callAs(process, merchant);
      await call("putBankAccount", { params, body: { holder: "王小明", bank: "招商银行", number }, signal });
      const { payable, payout_min } = await call("getShopMoney", { params, signal });
      if (payable.amount >= payout_min.amount)
        await call("createPayout", { params, body: { amount: payable.amount }, signal });
    });
    if (answer.kind === "refused") stage.wrong.push(`${shop_id} may not draw what is payable: ${answer.code}`);
  }
}

/** At the end operators let every shop go and decide what waits for them, and nothing is drawn by itself any more. */
export async function decideAll(stage: Stage, process: Process): Promise<void> {
  const call = callAs(process, stage.market.operator);
  for (const { shop_id, merchant } of stage.market.goods) {
    await ask(stage, `letting ${shop_id} go`, (signal) =>
      call("releasePayouts", { params: { shop_id }, body: { reason }, signal }),
    );
    await ask(stage, `no rhythm for ${shop_id}`, (signal) =>
      callAs(process, merchant)("setPayoutRhythm", { params: { shop_id }, body: { rhythm: "never" }, signal }),
    );
  }
  for (;;) {
    const waiting = await ask(stage, "what waits", (signal) =>
      call("listAllPayouts", { query: { state: "requested" }, signal }),
    );
    if (waiting.kind !== "answer" || waiting.value.data.length === 0) return;
    for (const { id: payout_id } of waiting.value.data) {
      const done = await ask(stage, `approving ${payout_id}`, (signal) =>
        call("approvePayout", { params: { payout_id }, body: { reason }, signal }),
      );
      if (done.kind !== "answer") return void stage.wrong.push(`${payout_id} cannot be approved: ${said(done)}`);
    }
  }
}
