import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { newId } from "../../kernel/ids.ts";
import { signatureHeader } from "../payments/index.ts";
import { sandboxBankHeader, sandboxBankSecrets } from "./index.ts";
import {
  newBuyer,
  newKey,
  openTrade,
  outcome,
  pay,
  place,
  putOnSale,
  ship,
  turn,
  type Trade,
} from "../../../tests/kit/trade.ts";

const day_ms = 24 * 3600_000;
const price = 100_000;
let trade: Trade;
let bankServer: Server;
/** What the outside bank was asked for, by our payout's id, and how it answers. */
const asked = new Map<string, Record<string, unknown>[]>();
let word = "paid";
let away = false;

beforeAll(async () => {
  bankServer = createServer((request, response) => {
    let text = "";
    request.on("data", (part: Buffer) => (text += part.toString()));
    request.on("end", () => {
      const body = JSON.parse(text) as Record<string, unknown>;
      const reference = String(body["reference"]);
      asked.set(reference, [...(asked.get(reference) ?? []), body]);
      const { shop, amount, currency } = body;
      const id = `sbt_${reference.slice(3)}`;
      const answer = { id, object: "transfer", reference, shop, amount, currency, state: word, reason: null };
      response.writeHead(away ? 503 : 200, { "content-type": "application/json" }).end(JSON.stringify(answer));
    });
  });
  await new Promise<void>((resolve) => bankServer.listen(0, "127.0.0.1", resolve));
  const { port } = bankServer.address() as AddressInfo;
  trade = await openTrade({ PAYOUT_SANDBOX_URL: `http://127.0.0.1:${port}` });
});
afterAll(async () => {
  await trade.end();
  await new Promise((resolve) => bankServer.close(resolve));
});

const owner = () => ({ token: trade.merchant.token, params: { shop_id: trade.shop_id } });
const money = () => trade.api.call("getShopMoney", owner());
const askFor = (amount: number, key = newKey()) =>
  trade.api.call("createPayout", { ...owner(), key, body: { amount } });
const stateOf = async (id: string) =>
  (await trade.api.call("listPayouts", owner())).data.find((payout) => payout.id === id)?.state;
const untilState = async (id: string, state: string) => {
  await expect.poll(() => stateOf(id), { timeout: 20_000, interval: 100 }).toBe(state);
};
const sound = async () => expect((await trade.ledger.check(trade.ctx.db.reader)).problems).toEqual([]);
const decide = (payout_id: string) => ({
  token: trade.operator.token,
  key: newKey(),
  params: { payout_id },
  body: { reason: "核对无误" },
});

/** The owner shows who they are, by a code to their own address. */
async function prove(): Promise<void> {
  const { token } = trade.merchant;
  await trade.api.call("sendProofCode", { token });
  const inbox = await trade.api.call("readDevInbox", { query: { to: "merchant@demo.laotie.invalid" } });
  const code = /\b(\d{6})\b/.exec(inbox.data[0]?.text ?? "")?.[1] ?? "";
  await trade.api.call("proveSelf", { token, body: { code } });
}

/** An order that is paid, shipped, received and settled. */
async function settledOrder() {
  const buyer = await newBuyer(trade);
  const goods = await putOnSale(trade, { stock: 1, price });
  const order = await place(trade, buyer, goods.variant_id);
  await pay(trade, buyer, order);
  await ship(trade, order);
  await trade.api.call("receiveOrder", { token: buyer.token, key: newKey(), params: { order_id: order.id } });
  await turn(trade, 7 * day_ms + 1000);
  return order;
}

/** A webhook of the bank, rightly signed. */
function tell(payout: { id: string; amount: { amount: number } }, state: string, event = "1", change: object = {}) {
  const body = JSON.stringify({
    id: `sbte_event${payout.id.slice(3)}${event}`,
    object: "event",
    type: "transfer.changed",
    transfer: {
      id: `sbt_${payout.id.slice(3)}`,
      object: "transfer",
      reference: payout.id,
      shop: trade.shop_id,
      amount: payout.amount.amount,
      currency: "CNY",
      state,
      reason: "account closed",
      ...change,
    },
  });
  const secret = trade.ctx.seal.derive(sandboxBankSecrets.webhook);
  return trade.api.call("receiveBankWebhook", {
    params: { provider: "sandbox_bank" },
    body: new TextEncoder().encode(body),
    headers: { [sandboxBankHeader]: signatureHeader(secret, trade.ctx.clock.now(), body) },
  });
}

test("settle, fill the deposit, pay out, refund after settlement: drawn in the right order and repaid first", async () => {
  await trade.api.refused("bank_account_missing", "createPayout", { ...owner(), key: newKey(), body: { amount: 100 } });
  const order = await settledOrder();
  // 1,006.00 paid, 5 % of the goods taken; the deposit of 500.00 is kept out of what may be drawn.
  expect(await money()).toMatchObject({
    balance: { available: { amount: 95_600 }, deposit: { amount: 0 } },
    payable: { amount: 45_600 },
    deposit_missing: { amount: 50_000 },
  });
  const account = { ...owner(), body: { holder: "王小明", bank: "工商银行", number: "6222 0200 0000 1234" } };
  await trade.api.refused("proof_required", "putBankAccount", account);
  await prove();
  const named = await trade.api.call("putBankAccount", account);
  expect(named.bank_account).toMatchObject({ holder: "王小明", last4: "1234" });
  const move = { ...owner(), key: newKey(), body: { amount: 50_000 } };
  await trade.api.call("moveToDeposit", move);
  await trade.api.call("moveToDeposit", move);
  await trade.api.refused("deposit_full", "moveToDeposit", { ...owner(), key: newKey(), body: { amount: 1 } });
  await trade.api.refused("payout_too_small", "createPayout", { ...owner(), key: newKey(), body: { amount: 99 } });
  await trade.api.refused("balance_short", "createPayout", { ...owner(), key: newKey(), body: { amount: 45_601 } });
  const key = newKey();
  const payout = await askFor(45_600, key);
  expect((await askFor(45_600, key)).id).toBe(payout.id);
  await untilState(payout.id, "paid");
  expect(asked.get(payout.id)?.[0]).toMatchObject({ number: "6222020000001234", amount: 45_600 });
  expect(await money()).toMatchObject({ payable: { amount: 0 }, balance: { paid_out: { amount: 45_600 } } });

  const refund_id = newId(trade.ctx, "re");
  const refund = { id: refund_id, shop_id: trade.shop_id, order_id: order.id, amount: 100_600n };
  await trade.ctx.db.transact((tx) =>
    trade.payments.refund(tx, [{ ...refund, shipping: 600n, cause: "operator" }], trade.ctx.clock.now()),
  );
  const balances = async () => (await trade.ledger.balances(trade.ctx.db.reader, [trade.shop_id])).get(trade.shop_id);
  await expect.poll(async () => (await balances())?.receivable, { timeout: 20_000, interval: 100 }).toBe(45_600n);
  expect(await balances()).toMatchObject({ shop: 0n, deposit: 0n, platform: 0n, available: 0n });
  await trade.ctx.settle();
  const told = await trade.api.call("listNotifications", { token: trade.merchant.token, query: { limit: 50 } });
  expect(told.data.map((one) => one.kind)).toEqual(
    expect.arrayContaining(["payout_paid", "deposit_low", "receivable_opened"]),
  );
  await settledOrder();
  expect(await balances()).toMatchObject({ receivable: 0n, shop: 50_000n, platform: 5_000n });
  await sound();
});

test("two payouts of the same money at once: one is taken", async () => {
  await settledOrder();
  const { payable } = await money();
  const tried = await Promise.all([1, 2, 3].map(() => outcome(askFor(payable.amount))));
  expect(tried.toSorted()).toEqual(["balance_short", "balance_short", "placed"].toSorted());
  expect((await money()).payable.amount).toBe(0);
  await sound();
});

test("a bank that is away is asked again with the same id; one that says later is believed by its webhook, once", async () => {
  await settledOrder();
  away = true;
  word = "pending";
  const payout = await askFor(20_000);
  await expect.poll(() => asked.get(payout.id)?.length ?? 0, { timeout: 20_000 }).toBeGreaterThan(0);
  expect(await stateOf(payout.id)).toBe("sending");
  away = false;
  await expect.poll(() => asked.get(payout.id)?.length ?? 0, { timeout: 20_000 }).toBeGreaterThan(1);
  expect(await stateOf(payout.id)).toBe("sending");
  await trade.api.refused("payout_state", "cancelPayout", {
    token: trade.merchant.token,
    key: newKey(),
    params: { shop_id: trade.shop_id, payout_id: payout.id },
  });
  expect(await outcome(tell(payout, "paid", "x", { amount: 1 }))).toBe("webhook_unknown");
  const answers = await Promise.all([tell(payout, "paid"), tell(payout, "paid"), tell(payout, "paid", "2")]);
  expect(answers.filter((one) => !one.duplicate)).toHaveLength(1);
  expect(await stateOf(payout.id)).toBe("paid");
  const before = (await money()).balance.available.amount;
  expect(await tell(payout, "returned", "3")).toMatchObject({ duplicate: false });
  expect(await tell(payout, "returned", "4")).toMatchObject({ duplicate: true });
  expect(await stateOf(payout.id)).toBe("returned");
  expect((await money()).balance.available.amount).toBe(before + 20_000);
  word = "paid";
  await sound();
});

test("a bank that says no: the money is the shop's again", async () => {
  word = "failed";
  const before = await money();
  const payout = await askFor(10_000);
  await untilState(payout.id, "failed");
  word = "paid";
  expect(await money()).toMatchObject({ payable: before.payable });
  await sound();
});

test("operators decide on others' shops only, and a hold keeps payouts back", async () => {
  const buyer = await newBuyer(trade);
  await trade.api.refused("role_required", "approvePayout", { ...decide(newId(trade.ctx, "po")), token: buyer.token });
  await trade.api.refused("not_found", "approvePayout", decide(newId(trade.ctx, "po")));
  const hold = { token: trade.operator.token, params: { shop_id: trade.shop_id }, body: { reason: "核实资质" } };
  await trade.api.call("holdPayouts", hold);
  await trade.api.refused("payouts_held", "holdPayouts", hold);
  expect((await money()).held).toMatchObject({ reason: "核实资质" });
  await trade.api.refused("payouts_held", "createPayout", { ...owner(), key: newKey(), body: { amount: 1000 } });
  await trade.api.call("releasePayouts", hold);
  expect((await money()).held).toBeNull();
  await trade.ctx.db.transact((tx) => trade.accounts.grantRole(tx, trade.merchant.account_id, "operator"));
  await trade.api.refused("own_matter", "holdPayouts", { ...hold, token: trade.merchant.token });
  await sound();
});

test("a deposit is filled by a payment, once", async () => {
  const { deposit_missing } = await money();
  expect(deposit_missing.amount).toBeGreaterThan(0);
  const key = newKey();
  const body = { amount: deposit_missing.amount };
  const begun = await trade.api.call("payDeposit", { ...owner(), key, body });
  expect((await trade.api.call("payDeposit", { ...owner(), key, body })).id).toBe(begun.id);
  const ours = { params: { shop_id: trade.shop_id, deposit_id: begun.id } };
  const look = () => trade.api.call("getDepositPayment", { token: trade.merchant.token, ...ours });
  expect(await look()).toEqual(begun);
  expect(begun).toMatchObject({ state: "open", shop_id: trade.shop_id, pay_code: null, amount: deposit_missing });
  expect(begun.pay_url).toMatch(/^http/);
  // Asked for again it is the same page.
  const again = { token: trade.merchant.token, key: newKey(), ...ours, body: {} };
  expect(await trade.api.call("beginDepositPayment", again)).toEqual(begun);
  const unknown = { ...again, params: { ...ours.params, deposit_id: `dep_${"0".repeat(26)}` }, key: newKey() };
  for (const id of ["getDepositPayment", "beginDepositPayment"] as const)
    await trade.api.refused("not_found", id, unknown);
  const intent = (await trade.payments.intents(trade.ctx.db.reader, trade.shop_id, [begun.id])).get(begun.id);
  await trade.till.pay(trade.ctx, trade.api, intent?.id ?? "");
  // The money is there, and on its way into the deposit.
  expect((await look()).state).toBe("open");
  await trade.ctx.settle();
  expect((await look()).state).toBe("paid");
  await trade.api.refused("already_paid", "beginDepositPayment", { ...again, key: newKey() });
  expect(await money()).toMatchObject({ deposit_missing: { amount: 0 }, balance: { deposit: { amount: 50_000 } } });
  // It stays while the shop is open.
  await trade.api.refused("deposit_needed", "returnDeposit", {
    token: trade.operator.token,
    key: newKey(),
    params: { shop_id: trade.shop_id },
    body: { reason: "关店" },
  });
  await sound();
});

test("a statement opens, moves and closes to the fen, for the shop and the platform", async () => {
  const query = {
    from: new Date(trade.ctx.clock.nowMs() - 60 * day_ms).toISOString(),
    until: new Date(trade.ctx.clock.nowMs() + 1000).toISOString(),
  };
  const shop = await trade.api.call("getShopStatement", { ...owner(), query });
  const platform = await trade.api.call("getPlatformStatement", { token: trade.operator.token, query });
  for (const { opening, closing, moved } of [...shop.accounts, ...platform.accounts])
    expect(moved.reduce((sum, one) => sum + one.amount.amount, opening.amount)).toBe(closing.amount);
  const now = await money();
  const closing = (account: string) => shop.accounts.find((one) => one.account === account)?.closing.amount;
  expect([closing("deposit"), closing("payout")]).toEqual([now.balance.deposit.amount, now.balance.paid_out.amount]);
  expect(shop.accounts.some((one) => one.account === "provider")).toBe(false);
  await trade.api.refused("invalid_param", "getShopStatement", {
    ...owner(),
    query: { from: query.until, until: query.from },
  });
});
